#include "image/crops.hpp"

#include <catch2/catch.hpp>

using namespace ward;
using namespace ward::image;

namespace {

constexpr std::uint32_t kHigh = 8;

model::ImageInput line_input() {
    model::ImageInput input;
    input.resize = model::ResizeRule::line;
    input.width = 64;
    input.height = kHigh;
    input.multiple = 16;
    return input;
}

// Red rises by 4 a column, green by 4 a row.
Pixels slope(std::uint32_t width, std::uint32_t height) {
    Pixels pixels(width, height);
    for (std::uint32_t y = 0; y < height; ++y)
        for (std::uint32_t x = 0; x < width; ++x) {
            std::uint8_t* const pixel = pixels.row(y) + kChannels * x;
            pixel[0] = static_cast<std::uint8_t>(4 * x);
            pixel[1] = static_cast<std::uint8_t>(4 * y);
            pixel[2] = 100;
        }
    return pixels;
}

struct Line {
    std::uint32_t width, padded;
    std::vector<float> values;

    Line(const Pixels& pixels, const Quad& quad, const model::ImageInput& input)
        : width(line_width(quad, input)),
          padded(padded_width(width, input)),
          values(3 * kHigh * padded, -1.F) {
        write_line(pixels, quad, input, width, padded, values);
    }
    float at(std::size_t channel, std::size_t x, std::size_t y) const {
        return values[(channel * kHigh + y) * padded + x];
    }
};

Quad upright(float left, float top, float right, float bottom) {
    return {Point{left, top}, Point{right, top}, Point{right, bottom}, Point{left, bottom}};
}

}  // namespace

TEST_CASE("a line of the right height is copied pixel by pixel, and zeros follow") {
    const Line line(slope(40, 20), upright(5, 6, 25, 14), line_input());
    CHECK(line.width == 20);
    CHECK(line.padded == 32);
    for (std::size_t y = 0; y < kHigh; ++y)
        for (std::size_t x = 0; x < 32; ++x) {
            CHECK(line.at(0, x, y) == Approx(x < 20 ? 4.0 * static_cast<double>(5 + x) : 0));
            CHECK(line.at(1, x, y) == Approx(x < 20 ? 4.0 * static_cast<double>(6 + y) : 0));
        }
}

TEST_CASE("a turned quad is set upright") {
    // Text that is read downwards: its top is to the right.
    const Quad quad = {Point{14, 5}, Point{14, 25}, Point{6, 25}, Point{6, 5}};
    const Line line(slope(40, 40), quad, line_input());
    CHECK(line.width == 20);
    CHECK(line.at(1, 0, 0) == Approx(4 * 5));
    CHECK(line.at(1, 19, 0) == Approx(4 * 24));
    CHECK(line.at(0, 0, 0) == Approx(4 * 13));
    CHECK(line.at(0, 0, 7) == Approx(4 * 6));
}

TEST_CASE("what shrinks is averaged") {
    Pixels stripes(64, 64);
    for (std::uint32_t y = 0; y < 64; ++y)
        for (std::uint32_t x = 0; x < 64 * kChannels; ++x) stripes.row(y)[x] = y % 4 < 2 ? 0 : 200;
    const Line line(stripes, upright(0, 0, 64, 32), line_input());
    CHECK(line.width == 16);
    for (std::size_t y = 0; y < kHigh; ++y) CHECK(line.at(0, 8, y) == Approx(100));
}

TEST_CASE("mean, scale and the order of the channels are the input's") {
    auto input = line_input();
    input.order = model::ChannelOrder::bgr;
    input.mean = {50, 0, 10};
    input.scale = {0.5F, 1, 2};
    const Line line(slope(40, 20), upright(5, 6, 25, 14), input);
    CHECK(line.at(0, 0, 0) == Approx((100 - 50) * 0.5));
    CHECK(line.at(1, 0, 0) == Approx(24));
    CHECK(line.at(2, 0, 0) == Approx((20 - 10) * 2));
}

TEST_CASE("what lies outside the picture is like its edge") {
    const Line line(slope(10, 10), upright(-20, -20, 30, 30), line_input());
    CHECK(line.at(0, 0, 0) == 0);
    CHECK(line.at(0, 7, 7) == Approx(36));
    const Line far(slope(10, 10), upright(1e6F, 1e6F, 2e6F, 1.1e6F), line_input());
    CHECK(far.at(0, 3, 3) == Approx(36));
}

TEST_CASE("a line is never wider than the model takes, nor narrower than a pixel") {
    const auto input = line_input();
    CHECK(line_width(upright(0, 0, 1000, 8), input) == 64);
    CHECK(line_width(upright(0, 0, 1, 800), input) == 1);
    CHECK(line_width(upright(0, 0, 0, 0), input) == 1);
    CHECK(padded_width(1, input) == 16);
    CHECK(padded_width(16, input) == 16);
    CHECK(padded_width(17, input) == 32);
}
