#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "image/pictures.hpp"
#include "image/resample.hpp"
#include "image/resize.hpp"

using namespace ward;
using image::Isa;
using image::Line;
using image::Pixels;
using model::Filter;
using model::ImageInput;
using model::ResizeRule;

namespace {

double weight(Filter filter, double x) {
    x = std::abs(x);
    if (filter == Filter::bilinear) return x < 1 ? 1 - x : 0;
    if (x < 1) return 1.5 * x * x * x - 2.5 * x * x + 1;
    return x < 2 ? -0.5 * (x * x * x - 5 * x * x + 8 * x - 4) : 0;
}

// One line, by the textbook: every source pixel has its weight. Rounded to 8 bits, as between the passes.
std::vector<double> slow_line(const std::vector<double>& in, std::uint32_t size, Filter filter) {
    std::vector<double> out(size);
    const double ratio = static_cast<double>(in.size()) / size, stretch = std::max(ratio, 1.0);
    for (std::uint32_t i = 0; i < size; ++i) {
        double sum = 0, total = 0;
        for (std::size_t x = 0; x < in.size(); ++x) {
            const double w = weight(filter, (static_cast<double>(x) + 0.5 - (i + 0.5) * ratio) / stretch);
            sum += w * in[x];
            total += w;
        }
        out[i] = std::clamp(std::round(sum / total), 0.0, 255.0);
    }
    return out;
}

// The red channel, resized across, then down.
std::vector<std::vector<double>> slow_resize(const Pixels& pixels, image::Size size, Filter filter) {
    std::vector<std::vector<double>> rows;
    for (std::uint32_t y = 0; y < pixels.height; ++y) {
        std::vector<double> row(pixels.width);
        for (std::uint32_t x = 0; x < pixels.width; ++x) row[x] = pixels.row(y)[x * 3];
        rows.push_back(slow_line(row, size.width, filter));
    }
    std::vector<std::vector<double>> out(size.height, std::vector<double>(size.width));
    for (std::uint32_t x = 0; x < size.width; ++x) {
        std::vector<double> column;
        column.reserve(rows.size());
        for (const auto& row : rows) column.push_back(row[x]);
        const auto made = slow_line(column, size.height, filter);
        for (std::uint32_t y = 0; y < size.height; ++y) out[y][x] = made[y];
    }
    return out;
}

Pixels even(std::uint32_t width, std::uint32_t height, std::uint8_t value) {
    Pixels pixels(width, height);
    std::ranges::fill(pixels.rgb, value);
    return pixels;
}

}  // namespace

TEST_CASE("resizing is what the textbook says, within one step", "[image]") {
    std::mt19937 random(7);
    for (const Filter filter : {Filter::bilinear, Filter::bicubic})
        for (const image::Size size : {image::Size{31, 17}, {90, 110}, {61, 53}, {7, 90}, {61, 5}, {1, 1}}) {
            const Pixels pixels = test::noise(61, 53, random);
            const Pixels made = image::resize(pixels, size, filter);
            const auto slow = slow_resize(pixels, size, filter);
            INFO(size.width << " x " << size.height);
            double worst = 0;
            for (std::uint32_t y = 0; y < size.height; ++y)
                for (std::uint32_t x = 0; x < size.width; ++x)
                    worst = std::max(worst, std::abs(made.row(y)[x * 3] - slow[y][x]));
            CHECK(worst <= 1);
        }
}

TEST_CASE("every instruction set gives the same bytes", "[image]") {
    if (image::best_isa() == Isa::portable) return;
    std::mt19937 random(11);
    const auto any = [&](std::uint32_t most) { return static_cast<std::uint32_t>(1 + random() % most); };
    for (int run = 0; run < 200; ++run) {
        const Pixels pixels = test::noise(any(300), any(100), random);
        Line across{pixels.width, 1, any(200), 0, 0}, down{pixels.height, 1, any(200), 0, 0};
        for (Line* line : {&across, &down}) {
            line->first = random() % line->output;
            line->count = 1 + random() % (line->output - line->first);
        }
        const Filter filter = run % 2 == 0 ? Filter::bilinear : Filter::bicubic;
        INFO("seed 11, run " << run);
        const Pixels fast = image::resample(pixels, across, down, filter, image::best_isa());
        CHECK(fast.rgb == image::resample(pixels, across, down, filter, Isa::portable).rgb);
    }
}

TEST_CASE("an even surface stays what it is, and the same size changes nothing", "[image]") {
    for (const int value : {0, 1, 127, 254, 255})
        for (const image::Size size : {image::Size{224, 224}, {3, 500}, {640, 64}}) {
            const auto byte = static_cast<std::uint8_t>(value);
            CHECK(image::resize(even(97, 83, byte), size, Filter::bicubic).rgb ==
                  even(size.width, size.height, byte).rgb);
        }
    std::mt19937 random(3);
    const Pixels pixels = test::noise(50, 60, random);
    CHECK(image::resize(pixels, pixels.size(), Filter::bicubic).rgb == pixels.rgb);
    CHECK(image::resize(pixels, pixels.size(), Filter::bilinear).rgb == pixels.rgb);
}

TEST_CASE("a reduced picture gives what the whole one gives, as far as its means tell", "[image]") {
    // Each square of 2 x 2 is even, so that its mean loses nothing; the last ones are cut by the edge.
    std::mt19937 random(5);
    image::Picture picture;
    picture.size = {399, 333};
    picture.reduction = 2;
    picture.pixels = test::noise(200, 167, random);
    Pixels whole(399, 333);
    for (std::uint32_t y = 0; y < 333; ++y)
        for (std::uint32_t x = 0; x < 399; ++x)
            std::copy_n(picture.pixels.row(y / 2) + x / 2 * 3, 3, whole.row(y) + x * 3);
    const Pixels made = image::resize(picture, {64, 48}, Filter::bicubic);
    const Pixels expected = image::resize(whole, {64, 48}, Filter::bicubic);
    int worst = 0;
    for (std::size_t i = 0; i < made.rgb.size(); ++i)
        worst = std::max(worst, std::abs(int{made.rgb[i]} - expected.rgb[i]));
    CHECK(worst <= 1);
}

TEST_CASE("a tensor has its planes in the model's order, normalised", "[image]") {
    Pixels pixels(60, 50);
    for (std::size_t i = 0; i < pixels.rgb.size(); ++i)
        pixels.rgb[i] = static_cast<std::uint8_t>(10 * (1 + i % 3));
    ImageInput input;
    input.width = input.height = 4;
    input.order = model::ChannelOrder::bgr;
    input.mean = {1, 2, 3};
    input.scale = {1, 2, 0.5f};
    std::vector<float> tensor(48);
    image::write_tensor(pixels, input, tensor);
    CHECK(std::all_of(tensor.begin(), tensor.begin() + 16, [](float v) { return v == 29; }));
    CHECK(std::all_of(tensor.begin() + 16, tensor.begin() + 32, [](float v) { return v == 36; }));
    CHECK(std::all_of(tensor.begin() + 32, tensor.end(), [](float v) { return v == 3.5f; }));
}

TEST_CASE("the centre is cropped from the resized whole", "[image]") {
    std::mt19937 random(9);
    const Pixels pixels = test::noise(90, 70, random);
    ImageInput input;
    input.width = 40;
    input.height = 32;
    input.crop = 20;
    std::vector<float> tensor(3 * 20 * 20);
    image::write_tensor(pixels, input, tensor);
    const Pixels whole = image::resize(pixels, {40, 32}, Filter::bilinear);
    bool equal = true;
    for (std::size_t c = 0; c < 3; ++c)
        for (std::size_t y = 0; y < 20; ++y)
            for (std::size_t x = 0; x < 20; ++x)
                equal &= tensor[(c * 20 + y) * 20 + x] == whole.row(y + 6)[(x + 10) * 3 + c];
    CHECK(equal);
}

TEST_CASE("a picture keeps its shape where the model takes any", "[image]") {
    using image::Size;
    ImageInput input;
    input.resize = ResizeRule::multiple;
    input.width = 736;
    input.multiple = 32;
    CHECK(image::tensor_size(input, {1472, 1000}) == Size{736, 512});
    CHECK(image::tensor_size(input, {100, 50}) == Size{96, 64});
    CHECK(image::tensor_size(input, {7200, 50}) == Size{736, 32});
    CHECK(image::tensor_size(input, {736, 736}) == Size{736, 736});

    input = {};
    input.resize = ResizeRule::line;
    input.width = 960;
    input.height = 48;
    input.multiple = 32;
    CHECK(image::tensor_size(input, {100, 48}) == Size{128, 48});
    CHECK(image::tensor_size(input, {96, 48}) == Size{96, 48});
    CHECK(image::tensor_size(input, {5000, 48}) == Size{960, 48});
    CHECK(image::tensor_size(input, {1, 480}) == Size{32, 48});
}

TEST_CASE("a line's tensor is 0 behind its end", "[image]") {
    ImageInput input;
    input.resize = ResizeRule::line;
    input.width = 320;
    input.height = 8;
    input.multiple = 32;
    const Pixels pixels = even(20, 8, 200);
    REQUIRE(image::tensor_size(input, pixels.size()) == image::Size{32, 8});
    std::vector<float> tensor(3 * 32 * 8, -1);
    image::write_tensor(pixels, input, tensor);
    CHECK(tensor[19] == 200);
    CHECK(tensor[20] == 0);
    CHECK(tensor[31] == 0);
    CHECK(tensor[32] == 200);
}
