// UTF-8 as Unicode 15 (table 3-7) defines it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace ward::base {

// Whether the byte continues a code point, that is, does not begin one.
constexpr bool is_continuation(char byte) noexcept {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

// Bytes of the well-formed sequence that begins at `at`, 0 when none does. Precondition: at < end.
std::size_t sequence_length(const char* at, const char* end) noexcept;

// The code points of well-formed UTF-8; nothing when it is not well-formed (overlong forms, surrogates, values
// beyond U+10FFFF and cut sequences are not).
std::optional<std::size_t> count_code_points(std::string_view utf8) noexcept;

// Code points that begin in the first `bytes` bytes. Precondition: well-formed UTF-8.
std::size_t code_points_before(std::string_view utf8, std::size_t bytes) noexcept;

}  // namespace ward::base
