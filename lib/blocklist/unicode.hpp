// What the matcher knows of single code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ward::blocklist {

struct Decoded {
    char32_t c;
    std::size_t length;  // bytes, at least 1
};

// No code point: what `decode` gives for a byte that begins no well-formed sequence.
inline constexpr char32_t kStray = 0xFFFF'FFFF;

// Precondition: at < end.
Decoded decode(const char* at, const char* end) noexcept;

// Letters, marks, decimal digits, connectors such as "_".
bool is_word(char32_t c) noexcept;

// Whether the position lies between two word characters of the text, so that no word ends there.
bool inside_word(std::string_view utf8, std::size_t at) noexcept;

// The full case folding of `c` as UTF-8; empty when that is `c` itself.
std::string_view case_fold(char32_t c) noexcept;

// No case folding has more bytes than this many times the code point's own.
inline constexpr std::size_t kMaxFoldExpansion = 3;

// A table over all code points, written by make_unicode_tables.py: blocks of 128 entries, which repeat and are
// found through pages of 32. An entry may be the number of a record: a length, then as many bytes.
struct CodePointTable {
    const std::uint8_t* page_of;
    const std::uint16_t* block_of;
    const std::uint16_t* entries;
    const std::uint16_t* record_offsets;
    const std::uint8_t* records;

    std::uint16_t entry(char32_t c) const noexcept {
        const std::size_t block = block_of[page_of[c >> 12] * 32u + ((c >> 7) & 31u)];
        return entries[block * 128 + (c & 127u)];
    }
    std::string_view record(std::size_t number) const noexcept {
        const std::uint8_t* const at = records + record_offsets[number];
        return {reinterpret_cast<const char*>(at + 1), *at};
    }
};

}  // namespace ward::blocklist
