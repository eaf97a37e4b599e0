#include "json/base64.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>

using ward::json::decode_base64;

namespace {

std::string text_of(const std::optional<ward::json::Bytes>& bytes) {
    REQUIRE(bytes);
    const auto span = bytes->span();
    return {reinterpret_cast<const char*>(span.data()), span.size()};
}

/// RFC 4648, section 4, letter by letter.
std::string encode(const std::string& bytes) {
    const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned bits = 0;
        for (std::size_t k = 0; k < 3; ++k)
            bits = bits << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            out += i + k <= bytes.size() ? alphabet[bits >> (18 - 6 * k) & 63] : '=';
    }
    return out;
}

}  // namespace

TEST_CASE("base64 is decoded as RFC 4648 shows", "[json]") {
    CHECK(text_of(decode_base64("")).empty());
    CHECK(text_of(decode_base64("Zg==")) == "f");
    CHECK(text_of(decode_base64("Zm8=")) == "fo");
    CHECK(text_of(decode_base64("Zm9v")) == "foo");
    CHECK(text_of(decode_base64("Zm9vYmFy")) == "foobar");
}

TEST_CASE("padding may be left out and lines may be broken", "[json]") {
    CHECK(text_of(decode_base64("Zg")) == "f");
    CHECK(text_of(decode_base64("Zm8")) == "fo");
    CHECK(text_of(decode_base64("Zm9v\r\nYmFy\r\n")) == "foobar");
    CHECK(text_of(decode_base64("Z\nm\n8\n=")) == "fo");
}

TEST_CASE("what is no base64 is refused", "[json]") {
    for (const char* text : {"Z", "Zm9vY", "Zg=", "Zg===", "Z===", "=", "====", "Zg==Zg==", "Zm9v!", "Zm 9v",
                             "Zm-v", "Zm_v", "Zm9v=", "Zm9v\tYmFy", "\xC3\xA9\xC3\xA9"}) {
        INFO(text);
        CHECK_FALSE(decode_base64(text));
    }
}

TEST_CASE("every length comes back, wherever a line is broken", "[json]") {
    std::mt19937 random(7);
    for (std::size_t size = 0; size < 300; ++size) {
        std::string bytes(size, '\0');
        for (char& byte : bytes) byte = static_cast<char>(random());
        std::string coded = encode(bytes);
        REQUIRE(text_of(decode_base64(coded)) == bytes);
        coded.insert(random() % (coded.size() + 1), "\n");
        REQUIRE(text_of(decode_base64(coded)) == bytes);
        std::erase(coded, '=');
        REQUIRE(text_of(decode_base64(coded)) == bytes);
    }
}
