#include "blocklist/unicode.hpp"

#include "base/utf8.hpp"

namespace ward::blocklist {
namespace {

#include "blocklist/unicode_fold.inc"

// An entry is a record's number, from 1, and in its lowest bit whether the code point is a word character.
constexpr CodePointTable kFold{kPageOf, kBlockOf, kEntries, kRecordOffsets, kRecords};

// The code point that ends before `at`.
char32_t before(std::string_view utf8, std::size_t at) noexcept {
    std::size_t begin = at - 1;
    while (begin > 0 && at - begin < 4 && base::is_continuation(utf8[begin])) --begin;
    const Decoded last = decode(utf8.data() + begin, utf8.data() + at);
    return begin + last.length == at ? last.c : kStray;
}

}  // namespace

Decoded decode(const char* at, const char* end) noexcept {
    const std::size_t length = base::sequence_length(at, end);
    const auto byte = [at](std::size_t i) { return static_cast<unsigned char>(at[i]); };
    const auto tail = [&](std::size_t i) { return static_cast<char32_t>(byte(i) & 0x3F); };
    switch (length) {
        case 1: return {byte(0), 1};
        case 2: return {static_cast<char32_t>(byte(0) & 0x1F) << 6 | tail(1), 2};
        case 3: return {static_cast<char32_t>(byte(0) & 0x0F) << 12 | tail(1) << 6 | tail(2), 3};
        case 4:
            return {static_cast<char32_t>(byte(0) & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4};
        default: return {kStray, 1};
    }
}

bool is_word(char32_t c) noexcept { return c != kStray && (kFold.entry(c) & 1) != 0; }

bool inside_word(std::string_view utf8, std::size_t at) noexcept {
    if (at == 0 || at == utf8.size()) return false;
    return is_word(before(utf8, at)) && is_word(decode(utf8.data() + at, utf8.data() + utf8.size()).c);
}

std::string_view case_fold(char32_t c) noexcept {
    const std::size_t number = kFold.entry(c) >> 1;
    return number == 0 ? std::string_view() : kFold.record(number - 1);
}

}  // namespace ward::blocklist
