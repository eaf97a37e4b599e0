// Pictures decoded for a host.
#include <catch2/catch.hpp>

#include "image/codec/decode.hpp"
#include "support/folder.hpp"
#include "ward/rgb_image.hpp"

using namespace ward;

namespace {

std::string picture(const std::string& name) { return test::read_file(WARD_TEST_DATA "/images/" + name); }

std::span<const std::byte> bytes(const std::string& text) { return std::as_bytes(std::span(text)); }

}  // namespace

TEST_CASE("a host gets the pixels that the analyzer looks at, upright") {
    for (const char* name : {"plain.jpg", "exif6.jpg", "rgba8.png", "animated.gif"}) {
        INFO(name);
        const std::string file = picture(name);
        const RgbImage image = decode_image(bytes(file)).value();
        const image::Picture picture = image::decode(bytes(file)).value();
        CHECK(image.width == picture.size.width);
        CHECK(image.height == picture.size.height);
        CHECK(std::ranges::equal(image.rgb, picture.pixels.rgb));
    }
}

TEST_CASE("what the analyzer refuses is not decoded for a host either") {
    const auto refused = decode_image(bytes("no picture"));
    CHECK(refused.error().code == Errc::image_unreadable);
    CHECK(refused.error().target == "image");
}
