#include "base/utf8.hpp"

#include <catch2/catch.hpp>
#include <string>

using ward::base::count_code_points;

namespace {

// The encoding as RFC 3629 tells it, by arithmetic: the second implementation.
std::string encode(char32_t code_point) {
    const auto byte = [](char32_t value) { return static_cast<char>(value); };
    if (code_point < 0x80) return {byte(code_point)};
    if (code_point < 0x800) return {byte(0xC0 | code_point >> 6), byte(0x80 | (code_point & 63))};
    if (code_point < 0x10000)
        return {byte(0xE0 | code_point >> 12), byte(0x80 | (code_point >> 6 & 63)),
                byte(0x80 | (code_point & 63))};
    return {byte(0xF0 | code_point >> 18), byte(0x80 | (code_point >> 12 & 63)),
            byte(0x80 | (code_point >> 6 & 63)), byte(0x80 | (code_point & 63))};
}

}  // namespace

TEST_CASE("every code point but the surrogates is well-formed and counts as one") {
    for (char32_t code_point = 0; code_point < 0x120000; ++code_point) {
        const bool surrogate = code_point >= 0xD800 && code_point < 0xE000;
        const bool exists = code_point < 0x110000 && !surrogate;
        if (count_code_points(encode(code_point)) == (exists ? std::optional<std::size_t>(1) : std::nullopt))
            continue;
        FAIL("U+" << std::hex << static_cast<unsigned>(code_point));
    }
}

TEST_CASE("overlong forms, lone continuations and cut sequences are not well-formed") {
    for (const char* text :
         {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF", "\x80", "\xBF", "\xC3", "\xE2\x82",
          "\xF0\x9F\x98", "\xFE", "\xFF", "12345678\xC3", "\xC3(", "\xE2(\xA1"})
        CHECK_FALSE(count_code_points(text));
}

TEST_CASE("a sequence is found wherever it begins") {
    for (std::size_t before = 0; before < 20; ++before) {
        const std::string text = std::string(before, 'x') + "\xF0\x9F\x98\x80" + "y";
        CHECK(count_code_points(text) == before + 2);
        CHECK_FALSE(count_code_points(text.substr(0, before + 3)));
    }
}

TEST_CASE("NUL is a code point") { CHECK(count_code_points(std::string_view("a\0b", 3)) == 3); }

TEST_CASE("code points before a byte offset are those that begin before it") {
    const std::string text = "a\xC3\xA9\xF0\x9F\x98\x80z";
    CHECK(ward::base::code_points_before(text, 0) == 0);
    CHECK(ward::base::code_points_before(text, 3) == 2);
    CHECK(ward::base::code_points_before(text, 7) == 3);
    CHECK(ward::base::code_points_before(text, 8) == 4);
}
