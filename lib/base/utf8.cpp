#include "base/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace ward::base {
namespace {

bool is_ascii8(const char* at) noexcept {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    return (word & 0x8080808080808080u) == 0;
}

}  // namespace

// Only the second byte's range depends on the first; that is what excludes overlong forms, surrogates and values
// beyond U+10FFFF.
std::size_t sequence_length(const char* sequence, const char* end) noexcept {
    const auto* const at = reinterpret_cast<const unsigned char*>(sequence);
    const unsigned char lead = *at;
    std::size_t length = 0;
    unsigned char low = 0x80, high = 0xBF;
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
        if (lead == 0xE0) low = 0xA0;
        if (lead == 0xED) high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        if (lead == 0xF0) low = 0x90;
        if (lead == 0xF4) high = 0x8F;
    }
    if (length == 0 || static_cast<std::size_t>(end - sequence) < length) return 0;
    if (at[1] < low || at[1] > high) return 0;
    for (std::size_t i = 2; i < length; ++i)
        if ((at[i] & 0xC0) != 0x80) return 0;
    return length;
}

std::optional<std::size_t> count_code_points(std::string_view utf8) noexcept {
    const char* at = utf8.data();
    const char* const end = at + utf8.size();
    std::size_t count = 0;
    while (at != end) {
        if (end - at >= 8 && is_ascii8(at)) {
            at += 8;
            count += 8;
            continue;
        }
        const std::size_t length = sequence_length(at, end);
        if (length == 0) return std::nullopt;
        at += length;
        ++count;
    }
    return count;
}

std::size_t code_points_before(std::string_view utf8, std::size_t bytes) noexcept {
    std::size_t count = 0;
    for (const char byte : utf8.substr(0, bytes)) count += !is_continuation(byte);
    return count;
}

}  // namespace ward::base
