#include "image/resample_rows.hpp"

#include <algorithm>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace ward::image {
namespace {

std::uint8_t rounded(std::int32_t sum, int shift) noexcept {
    return static_cast<std::uint8_t>(std::clamp((sum + (1 << shift >> 1)) >> shift, 0, 255));
}

void across_portable(const std::uint8_t* source, const Taps& taps, std::uint8_t* out) {
    const std::int16_t* weights = taps.values.data();
    for (const auto [first, count] : taps.ranges) {
        const std::uint8_t* pixel = source + std::size_t{first} * kChannels;
        std::int32_t red = 0, green = 0, blue = 0;
        for (std::uint32_t i = 0; i < count; ++i, pixel += kChannels) {
            red += weights[i] * pixel[0];
            green += weights[i] * pixel[1];
            blue += weights[i] * pixel[2];
        }
        *out++ = rounded(red, taps.shift);
        *out++ = rounded(green, taps.shift);
        *out++ = rounded(blue, taps.shift);
        weights += taps.stride;
    }
}

// A stretch of columns at a time, whose sums stay in the first-level cache.
void down_from(const std::uint8_t* rows, std::size_t line, std::size_t begin,
               std::span<const std::int16_t> weights, int shift, std::uint8_t* out) {
    constexpr std::size_t kStretch = 512;
    for (; begin < line; begin += kStretch) {
        const std::size_t count = std::min(kStretch, line - begin);
        std::int32_t sums[kStretch] = {};
        for (std::size_t row = 0; row < weights.size(); ++row) {
            const std::uint8_t* source = rows + row * line + begin;
            for (std::size_t i = 0; i < count; ++i) sums[i] += weights[row] * source[i];
        }
        for (std::size_t i = 0; i < count; ++i) out[begin + i] = rounded(sums[i], shift);
    }
}

void down_portable(const std::uint8_t* rows, std::size_t line, std::span<const std::int16_t> weights,
                   int shift, std::uint8_t* out) {
    down_from(rows, line, 0, weights, shift, out);
}

#if defined(__x86_64__)

// Four pixels a step: neighbours' bytes become pairs of 16 bits, which one instruction multiplies with a pair of
// weights and adds up.
[[gnu::target("avx2")]] void across_avx2(const std::uint8_t* source, const Taps& taps, std::uint8_t* out) {
    const __m256i pairs = _mm256_setr_epi8(0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1,  //
                                           6, -1, 9, -1, 7, -1, 10, -1, 8, -1, 11, -1, -1, -1, -1, -1);
    const __m256i twice = _mm256_setr_epi8(0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,  //
                                           4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7);
    const __m128i half = _mm_set1_epi32(1 << taps.shift >> 1), shift = _mm_cvtsi32_si128(taps.shift);
    const std::int16_t* weights = taps.values.data();
    for (const auto [first, count] : taps.ranges) {
        const std::uint8_t* pixel = source + std::size_t{first} * kChannels;
        __m256i sums = _mm256_setzero_si256();
        for (std::uint32_t i = 0; i < count; i += 4, pixel += 4 * kChannels) {
            std::int64_t four = 0;
            std::memcpy(&four, weights + i, sizeof four);
            const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(pixel));
            const __m256i values = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(bytes), pairs);
            const __m256i factors = _mm256_shuffle_epi8(_mm256_set1_epi64x(four), twice);
            sums = _mm256_add_epi32(sums, _mm256_madd_epi16(values, factors));
        }
        __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
        sum = _mm_sra_epi32(_mm_add_epi32(sum, half), shift);
        sum = _mm_packus_epi16(_mm_packs_epi32(sum, sum), sum);
        const std::int32_t packed = _mm_cvtsi128_si32(sum);
        std::memcpy(out, &packed, sizeof packed);  // the fourth byte is the next pixel's
        out += kChannels;
        weights += taps.stride;
    }
}

// Sixteen columns a step, two rows at once.
[[gnu::target("avx2")]] void down_avx2(const std::uint8_t* rows, std::size_t line,
                                       std::span<const std::int16_t> weights, int shift, std::uint8_t* out) {
    constexpr std::size_t kStep = 16;
    const __m256i half = _mm256_set1_epi32(1 << shift >> 1);
    const __m128i places = _mm_cvtsi32_si128(shift);
    std::size_t x = 0;
    for (; x + kStep <= line; x += kStep) {
        __m256i low = half, high = half;
        for (std::size_t row = 0; row < weights.size(); row += 2) {
            const std::uint8_t* upper = rows + row * line + x;
            const bool last = row + 1 == weights.size();
            const std::uint8_t* lower = last ? upper : upper + line;
            const std::int16_t pair[2] = {weights[row], last ? std::int16_t{0} : weights[row + 1]};
            std::int32_t factor = 0;
            std::memcpy(&factor, pair, sizeof factor);
            const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(upper));
            const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(lower));
            const __m256i factors = _mm256_set1_epi32(factor);
            low = _mm256_add_epi32(low,
                                   _mm256_madd_epi16(_mm256_cvtepu8_epi16(_mm_unpacklo_epi8(a, b)), factors));
            high = _mm256_add_epi32(
                high, _mm256_madd_epi16(_mm256_cvtepu8_epi16(_mm_unpackhi_epi8(a, b)), factors));
        }
        low = _mm256_sra_epi32(low, places);
        high = _mm256_sra_epi32(high, places);
        // Packing works within halves: 64-bit parts come out as 0, 2, 1, 3.
        const __m256i words = _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xD8);
        const __m128i bytes =
            _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out + x), bytes);
    }
    down_from(rows, line, x, weights, shift, out);
}

#endif

}  // namespace

const RowKernels& row_kernels(Isa isa) noexcept {
    static constexpr RowKernels kPortable{&across_portable, &down_portable};
#if defined(__x86_64__)
    static constexpr RowKernels kAvx2{&across_avx2, &down_avx2};
    if (isa == Isa::avx2) return kAvx2;
#else
    static_cast<void>(isa);
#endif
    return kPortable;
}

Isa best_isa() noexcept {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) return Isa::avx2;
#endif
    return Isa::portable;
}

}  // namespace ward::image
