/// @file
/// Classifies 64 bytes at once.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace ward::text {

/// What each of 64 bytes is: in every mask a bit per byte, the first byte lowest.
struct AsciiBlock {
    static constexpr std::size_t kSize = 64;

    std::uint64_t word = 0;      // letters and digits
    std::uint64_t isolated = 0;  // punctuation
    std::uint64_t other = 0;     // not ASCII, or a control character that is dropped
    std::uint64_t bracket = 0;   // '[', which opens every special token

    /// @param source kSize readable bytes
    /// @param copy receives them, with letters lowercased if `lowercase`
    static AsciiBlock classify(const char* source, char* copy, bool lowercase) noexcept;
};

#if defined(__SSE2__)

inline AsciiBlock AsciiBlock::classify(const char* source, char* copy, bool lowercase) noexcept {
    AsciiBlock block;
    // Signed comparison: bytes that are not ASCII are negative and within no range.
    const auto within = [](__m128i v, char first, char last) {
        return _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8(static_cast<char>(first - 1))),
                             _mm_cmplt_epi8(v, _mm_set1_epi8(static_cast<char>(last + 1))));
    };
    const auto bits = [](__m128i v) {
        return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(v)));
    };
    const __m128i case_bit = _mm_set1_epi8(0x20);
    const __m128i lower_bit = lowercase ? case_bit : _mm_setzero_si128();
    for (std::size_t i = 0; i < kSize; i += 16) {
        const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(source + i));
        const __m128i letter = within(_mm_or_si128(v, case_bit), 'a', 'z');
        const __m128i word = _mm_or_si128(letter, within(v, '0', '9'));
        const __m128i isolated = _mm_andnot_si128(word, within(v, '!', '~'));
        const __m128i line_space = _mm_andnot_si128(within(v, '\v', '\f'), within(v, '\t', '\r'));
        const __m128i space = _mm_or_si128(_mm_cmpeq_epi8(v, case_bit), line_space);
        const __m128i known = _mm_or_si128(_mm_or_si128(word, isolated), space);
        const __m128i lowered = _mm_or_si128(v, _mm_and_si128(letter, lower_bit));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(copy + i), lowered);
        block.word |= bits(word) << i;
        block.isolated |= bits(isolated) << i;
        block.other |= (bits(known) ^ 0xFFFF) << i;
        block.bracket |= bits(_mm_cmpeq_epi8(v, _mm_set1_epi8('['))) << i;
    }
    return block;
}

#else

inline AsciiBlock AsciiBlock::classify(const char* source, char* copy, bool lowercase) noexcept {
    AsciiBlock block;
    for (std::size_t i = 0; i < kSize; ++i) {
        const char c = source[i];
        const char folded = static_cast<char>(c | 0x20);
        const bool letter = folded >= 'a' && folded <= 'z';
        const bool word = letter || (c >= '0' && c <= '9');
        const bool isolated = !word && c >= '!' && c <= '~';
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        copy[i] = letter && lowercase ? folded : c;
        block.word |= std::uint64_t{word} << i;
        block.isolated |= std::uint64_t{isolated} << i;
        block.other |= std::uint64_t{!word && !isolated && !space} << i;
        block.bracket |= std::uint64_t{c == '['} << i;
    }
    return block;
}

#endif

}  // namespace ward::text
