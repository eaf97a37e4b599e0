// A vector loaded at position p holds the four bytes from p, p + 4, p + 8 ... on; loaded at p + 1 it holds those from
// p + 1, p + 5 ... on. So unaligned loads alone give the bytes of every position, and the second half of a position's
// gram is the first half of the next one's. A round looks at the positions p + k, p + k + 4, ...
#include "blocklist/scan_x86.hpp"

#ifdef WARD_SCAN_X86

#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // within GCC 12's intrinsics: GCC bug 105593
#include <immintrin.h>

#include <bit>

namespace ward::blocklist {

namespace {

__attribute__((target("avx512f"))) inline __m512i wide16(std::uint32_t value) noexcept {
    return _mm512_set1_epi32(static_cast<int>(value));
}

__attribute__((target("avx2"))) inline __m256i wide8(std::uint32_t value) noexcept {
    return _mm256_set1_epi32(static_cast<int>(value));
}

}  // namespace

bool runs_avx512() noexcept { return __builtin_cpu_supports("avx512f") != 0; }
bool runs_avx2() noexcept { return __builtin_cpu_supports("avx2") != 0; }

__attribute__((target("avx512f"))) void scan_avx512(const GramFilter::View& filter, const char* text,
                                                    std::size_t begin, std::size_t end,
                                                    Candidates& out) noexcept {
    const __m512i first_mask = wide16(filter.hash.first_mask), second_mask = wide16(filter.hash.second_mask);
    const __m512i first_factor = wide16(GramHash::kFirst), second_factor = wide16(GramHash::kSecond);
    const __m512i one = wide16(1),
                  quads = _mm512_setr_epi32(0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60);
    const __m128i shift = _mm_cvtsi32_si128(static_cast<int>(filter.shift));
    std::size_t count = out.count;
    for (std::size_t at = begin; at < end; at += 64) {
        __m512i first = _mm512_loadu_si512(text + at);
        for (std::uint32_t round = 0; round < 4; ++round) {
            const __m512i second = _mm512_loadu_si512(text + at + round + 1);
            const __m512i mixed =
                _mm512_xor_si512(_mm512_mullo_epi32(_mm512_and_si512(first, first_mask), first_factor),
                                 _mm512_mullo_epi32(_mm512_and_si512(second, second_mask), second_factor));
            const __m512i hash = _mm512_xor_si512(mixed, _mm512_srli_epi32(mixed, 15));
            const __m512i word = _mm512_i32gather_epi32(_mm512_srl_epi32(hash, shift), filter.words, 4);
            const __m512i bits = _mm512_or_si512(_mm512_rolv_epi32(one, hash),
                                                 _mm512_rolv_epi32(one, _mm512_srli_epi32(hash, 5)));
            const __mmask16 passed = _mm512_cmpeq_epi32_mask(_mm512_and_si512(word, bits), bits);
            const __m512i positions = _mm512_add_epi32(quads, wide16(static_cast<std::uint32_t>(at) + round));
            _mm512_storeu_si512(out.positions + count, _mm512_maskz_compress_epi32(passed, positions));
            _mm512_storeu_si512(out.hashes + count, _mm512_maskz_compress_epi32(passed, hash));
            count += static_cast<std::size_t>(std::popcount(static_cast<unsigned>(passed)));
            first = second;
        }
    }
    out.count = count;
}

__attribute__((target("avx2"))) void scan_avx2(const GramFilter::View& filter, const char* text,
                                               std::size_t begin, std::size_t end, Candidates& out) noexcept {
    const __m256i first_mask = wide8(filter.hash.first_mask), second_mask = wide8(filter.hash.second_mask);
    const __m256i first_factor = wide8(GramHash::kFirst), second_factor = wide8(GramHash::kSecond);
    const __m256i one = wide8(1), low5 = wide8(31);
    const __m128i shift = _mm_cvtsi32_si128(static_cast<int>(filter.shift));
    std::size_t count = out.count;
    for (std::size_t at = begin; at < end; at += 32) {
        __m256i first = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + at));
        for (std::uint32_t round = 0; round < 4; ++round) {
            const __m256i second =
                _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + at + round + 1));
            const __m256i mixed =
                _mm256_xor_si256(_mm256_mullo_epi32(_mm256_and_si256(first, first_mask), first_factor),
                                 _mm256_mullo_epi32(_mm256_and_si256(second, second_mask), second_factor));
            const __m256i hash = _mm256_xor_si256(mixed, _mm256_srli_epi32(mixed, 15));
            const __m256i word = _mm256_i32gather_epi32(reinterpret_cast<const int*>(filter.words),
                                                        _mm256_srl_epi32(hash, shift), 4);
            const __m256i bits =
                _mm256_or_si256(_mm256_sllv_epi32(one, _mm256_and_si256(hash, low5)),
                                _mm256_sllv_epi32(one, _mm256_and_si256(_mm256_srli_epi32(hash, 5), low5)));
            const __m256i passed = _mm256_cmpeq_epi32(_mm256_and_si256(word, bits), bits);
            alignas(32) std::uint32_t hashes[8];
            _mm256_store_si256(reinterpret_cast<__m256i*>(hashes), hash);
            auto left = static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(passed)));
            for (; left != 0; left &= left - 1) {
                const auto lane = static_cast<std::uint32_t>(std::countr_zero(left));
                out.positions[count] = static_cast<std::uint32_t>(at) + round + 4 * lane;
                out.hashes[count++] = hashes[lane];
            }
            first = second;
        }
    }
    out.count = count;
}

}  // namespace ward::blocklist

#endif
