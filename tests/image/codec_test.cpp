#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "image/codec/decode.hpp"
#include "image/jpeg_writer.hpp"
#include "image/pictures.hpp"

using namespace ward;
using image::decode;
using image::DecodeOptions;
using image::Format;
using test::Bytes;
using test::picture;

namespace {

struct Expected {
    std::string name;
    std::uint32_t width = 0, height = 0;
    std::vector<int> means;  // of squares of 8 x 8 pixels
};

std::vector<Expected> expected_pictures() {
    std::vector<Expected> all;
    std::ifstream file(std::string(WARD_TEST_DATA) + "/images/expected.tsv");
    for (std::string line; std::getline(file, line);) {
        Expected expected;
        std::string hex;
        std::istringstream(line) >> expected.name >> expected.width >> expected.height >> hex;
        for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
            expected.means.push_back(std::stoi(hex.substr(i, 2), nullptr, 16));
        all.push_back(std::move(expected));
    }
    return all;
}

// By how much the means of squares of 8 x 8 pixels are off, at most.
int worst_mean(const image::Pixels& pixels, const std::vector<int>& means) {
    int worst = 0;
    const std::size_t across = pixels.width / 8;
    for (std::size_t i = 0; i < means.size(); ++i) {
        const std::size_t square = i / 3, left = square % across * 8, top = square / across * 8;
        int sum = 0;
        for (std::size_t y = top; y < top + 8; ++y)
            for (std::size_t x = left; x < left + 8; ++x) sum += pixels.row(y)[x * 3 + i % 3];
        worst = std::max(worst, std::abs((sum + 32) / 64 - means[i]));
    }
    return worst;
}

Errc code_of(const Bytes& bytes, const DecodeOptions& options = {}) {
    const auto decoded = decode(bytes, options);
    return decoded ? Errc::ok : decoded.error().code;
}

Bytes cut(Bytes bytes, double part) {
    bytes.resize(static_cast<std::size_t>(static_cast<double>(bytes.size()) * part));
    return bytes;
}

// The first place where `what` stands.
std::size_t find(const Bytes& bytes, std::string_view what) {
    const auto found = std::search(bytes.begin(), bytes.end(), what.begin(), what.end(),
                                   [](std::byte a, char b) { return a == static_cast<std::byte>(b); });
    REQUIRE(found != bytes.end());
    return static_cast<std::size_t>(found - bytes.begin());
}

// Even, but for what makes it no drawing.
image::Pixels smooth(std::uint32_t side) {
    image::Pixels pixels(side, side);
    for (std::uint32_t y = 0; y < side; ++y)
        for (std::uint32_t x = 0; x < side * 3; ++x)
            pixels.row(y)[x] = static_cast<std::uint8_t>(60 + 120 * y / side + x % 7);
    return pixels;
}

}  // namespace

TEST_CASE("every form of every format is seen as Pillow sees it", "[image]") {
    const auto all = expected_pictures();
    REQUIRE(all.size() > 70);
    for (const Expected& expected : all) {
        INFO(expected.name);
        const auto decoded = decode(picture(expected.name));
        REQUIRE(decoded);
        CHECK(decoded->size == image::Size{expected.width, expected.height});
        CHECK(decoded->pixels.size() == decoded->size);
        CHECK(decoded->reduction == 1);
        REQUIRE(decoded->pixels.rgb.size() == std::size_t{expected.width} * expected.height * 3);
        CHECK(worst_mean(decoded->pixels, expected.means) <= 3);
    }
}

TEST_CASE("a header tells the format and the upright size", "[image]") {
    const auto header = image::read_header(picture("exif6.jpg"));
    REQUIRE(header);
    CHECK(header->format == Format::jpeg);
    CHECK(header->size == image::Size{56, 64});
    CHECK(image::read_header(picture("lossy.webp"))->format == Format::webp);
    CHECK(image::read_header(picture("plain.gif"))->format == Format::gif);
    CHECK(image::read_header(picture("rle8.bmp"))->format == Format::bmp);
    CHECK(image::read_header(picture("big.tif"))->format == Format::tiff);
    CHECK(image::read_header(picture("rgb8.png"))->format == Format::png);
}

TEST_CASE("what is no picture is refused with the formats that are", "[image]") {
    const Bytes text(100, std::byte{'x'});
    const auto decoded = decode(text);
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().code == Errc::image_unreadable);
    CHECK(decoded.error().target == "image");
    CHECK(decoded.error().message.find("JPEG") != std::string::npos);
    CHECK(code_of({}) == Errc::image_unreadable);
}

TEST_CASE("sides are held to their limits, upright or not", "[image]") {
    using test::bmp_header;
    const auto header = [](std::uint32_t width, std::uint32_t height, image::DecodeLimits limits = {}) {
        const auto read = image::read_header(bmp_header(width, height), limits);
        return read ? Errc::ok : read.error().code;
    };
    CHECK(header(49, 60) == Errc::image_too_small);
    CHECK(header(60, 49) == Errc::image_too_small);
    CHECK(header(50, 50) == Errc::ok);
    CHECK(header(7200, 50) == Errc::ok);
    CHECK(header(7201, 50) == Errc::image_too_large);
    CHECK(header(50, 7201) == Errc::image_too_large);
    CHECK(header(2048, 2048, {.max_side = limits::kMaxImageSideStrict}) == Errc::ok);
    CHECK(header(2049, 2048, {.max_side = limits::kMaxImageSideStrict}) == Errc::image_too_large);
}

TEST_CASE("more bytes than the limit are refused unread", "[image]") {
    Bytes bytes = picture("plain.jpg");
    bytes.resize(limits::kMaxImageBytes);
    CHECK(code_of(bytes) == Errc::ok);
    bytes.resize(limits::kMaxImageBytes + 1);
    CHECK(code_of(bytes) == Errc::image_file_too_large);
}

TEST_CASE("a JPEG is taken when nine tenths of its rows are there", "[image]") {
    std::mt19937 random(1);
    const Bytes whole = test::write_jpeg(test::noise(160, 640, random));
    CHECK(code_of(whole) == Errc::ok);
    CHECK(code_of(cut(whole, 0.95)) == Errc::ok);
    CHECK(code_of(cut(whole, 0.85)) == Errc::image_unreadable);
    CHECK(code_of(cut(whole, 0.1)) == Errc::image_unreadable);

    // The first scan of a progressive one shows all rows; later ones refine them.
    const Bytes progressive = test::write_jpeg(test::noise(160, 640, random), {.progressive = true});
    CHECK(code_of(cut(progressive, 0.7)) == Errc::ok);
    CHECK(code_of(cut(progressive, 0.02)) == Errc::image_unreadable);
}

TEST_CASE("formats without rows to spare must be whole", "[image]") {
    for (const char* name :
         {"rgb8.png", "lossless.webp", "plain.gif", "rgb24.bmp", "rle8.bmp", "tiff_lzw.tif"}) {
        INFO(name);
        CHECK(code_of(cut(picture(name), 0.5)) == Errc::image_unreadable);
    }
}

TEST_CASE("a large JPEG comes at half or a quarter of its size where a tensor cannot tell", "[image]") {
    const auto reduction = [](const Bytes& bytes, std::uint32_t longest_needed) {
        const auto decoded = decode(bytes, {.limits = {}, .longest_needed = longest_needed});
        REQUIRE(decoded);
        CHECK(decoded->pixels.width == (decoded->size.width + decoded->reduction - 1) / decoded->reduction);
        return decoded->reduction;
    };
    const Bytes photograph = test::write_jpeg(smooth(1401));
    CHECK(reduction(photograph, 0) == 1);
    CHECK(reduction(photograph, 201) == 1);
    CHECK(reduction(photograph, 200) == 2);
    CHECK(reduction(photograph, 50) == 4);

    image::Pixels lettering = smooth(1401);
    for (std::uint32_t y = 400; y < 480; ++y)
        for (std::uint32_t x = 400; x < 480; ++x)
            std::fill_n(lettering.row(y) + x * 3, 3, x / 3 % 2 == 0 ? std::uint8_t{0} : std::uint8_t{255});
    CHECK(reduction(test::write_jpeg(lettering), 200) == 1);
}

TEST_CASE("a step in a run-length BMP leaves out pixels and rows", "[image]") {
    Bytes bytes = test::bmp_header(50, 50);
    bytes[28] = std::byte{8};
    bytes[30] = std::byte{1};
    bytes[10] = std::byte{62};
    const unsigned char tail[] = {9,  9, 9, 0, 20, 0, 200, 0,  // two colours: blue, green, red, 0
                                  50, 1, 0, 0,                 // the lowest row
                                  0,  2, 3, 2,                 // three to the right, two up
                                  1,  1, 0, 1};                // one pixel, the end
    bytes.resize(54);
    for (const unsigned char value : tail) bytes.push_back(static_cast<std::byte>(value));
    const auto decoded = decode(bytes);
    REQUIRE(decoded);
    const auto red = [&](std::size_t x, std::size_t y) { return int{decoded->pixels.row(y)[x * 3]}; };
    CHECK(red(0, 49) == 200);
    CHECK(red(49, 49) == 200);
    CHECK(red(0, 48) == 9);
    CHECK(red(2, 46) == 9);
    CHECK(red(3, 46) == 200);
    CHECK(red(4, 46) == 9);
    CHECK(red(3, 47) == 9);
}

TEST_CASE("sizes that a header merely claims take no memory", "[image]") {
    Bytes gif = picture("plain.gif");
    std::fill_n(gif.begin() + 6, 4, std::byte{0xFF});  // a canvas of 65535 x 65535
    CHECK(code_of(gif) == Errc::image_too_large);

    Bytes png = picture("rgb8.png");
    png[16] = std::byte{0x7F};
    CHECK(code_of(png) != Errc::ok);

    Bytes jpeg = picture("plain.jpg");
    const std::size_t frame = find(jpeg, "\xFF\xC0");
    std::fill_n(jpeg.begin() + static_cast<std::ptrdiff_t>(frame) + 5, 4, std::byte{0x1C});  // 7196 x 7196
    CHECK(code_of(jpeg) == Errc::image_unreadable);
}

TEST_CASE("a JPEG of too many scans is refused", "[image]") {
    Bytes jpeg = test::write_jpeg(smooth(64), {.progressive = true});
    // The last scan, again and again.
    std::size_t last = 0;
    for (std::size_t i = 0; i + 1 < jpeg.size(); ++i)
        if (jpeg[i] == std::byte{0xFF} && jpeg[i + 1] == std::byte{0xDA}) last = i;
    const Bytes scan(jpeg.begin() + static_cast<std::ptrdiff_t>(last), jpeg.end() - 2);
    const auto with_scans = [&](int more) {
        Bytes bytes(jpeg.begin(), jpeg.end() - 2);
        for (int i = 0; i < more; ++i) bytes.insert(bytes.end(), scan.begin(), scan.end());
        bytes.insert(bytes.end(), jpeg.end() - 2, jpeg.end());
        return bytes;
    };
    CHECK(code_of(with_scans(80)) == Errc::ok);
    CHECK(code_of(with_scans(200)) == Errc::image_unreadable);
}
