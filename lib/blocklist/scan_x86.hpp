// The kernels of gram_filter.hpp for x86-64, chosen at run time.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__)
#define WARD_SCAN_X86

#include <cstddef>

#include "blocklist/gram_filter.hpp"

namespace ward::blocklist {

bool runs_avx512() noexcept;
bool runs_avx2() noexcept;
void scan_avx512(const GramFilter::View& filter, const char* text, std::size_t begin, std::size_t end,
                 Candidates& out) noexcept;
void scan_avx2(const GramFilter::View& filter, const char* text, std::size_t begin, std::size_t end,
               Candidates& out) noexcept;

}  // namespace ward::blocklist

#endif
