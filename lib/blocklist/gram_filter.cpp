#include "blocklist/gram_filter.hpp"

#include <algorithm>
#include <bit>
#include <iterator>

#include "blocklist/scan_x86.hpp"

namespace ward::blocklist {
namespace {

constexpr std::size_t kBitsPerGram = 24;
constexpr std::size_t kMinWords = 1u << 10, kMaxWords = 1u << 20;

bool always() noexcept { return true; }

void scan_portably(const GramFilter::View& filter, const char* text, std::size_t begin, std::size_t end,
                   Candidates& out) noexcept {
    std::size_t count = out.count;
    for (std::size_t at = begin; at < end; ++at) {
        const std::uint32_t hash = filter.hash(text + at);
        const std::uint32_t bits = GramFilter::bits(hash);
        out.positions[count] = static_cast<std::uint32_t>(at);
        out.hashes[count] = hash;
        count += (filter.words[hash >> filter.shift] & bits) == bits;
    }
    out.count = count;
}

constexpr ScanKernel kKernels[] = {
#ifdef WARD_SCAN_X86
    {"avx512", runs_avx512, scan_avx512},
    {"avx2", runs_avx2, scan_avx2},
#endif
    {"portable", always, scan_portably},
};

}  // namespace

const ScanKernel* ScanKernels::begin() noexcept { return std::begin(kKernels); }
const ScanKernel* ScanKernels::end() noexcept { return std::end(kKernels); }

const ScanKernel*& scan_kernel() noexcept {
    static const ScanKernel* chosen = std::find_if(ScanKernels::begin(), ScanKernels::end(),
                                                   [](const ScanKernel& k) { return k.runs_here(); });
    return chosen;
}

GramFilter::GramFilter(std::size_t gram_bytes, std::size_t grams)
    : gram_bytes_(gram_bytes), hash_(GramHash::of(gram_bytes)) {
    const std::size_t words =
        std::clamp(std::bit_ceil(std::max<std::size_t>(grams, 1) * kBitsPerGram / 32), kMinWords, kMaxWords);
    words_.resize(words);
    shift_ = 32 - static_cast<unsigned>(std::countr_zero(words));
}

void GramFilter::scan(std::string_view text, std::size_t begin, Candidates& out) const noexcept {
    out.count = 0;
    scan_kernel()->scan(view(), text.data(), begin, std::min(begin + Candidates::kPositions, text.size()),
                        out);
}

}  // namespace ward::blocklist
