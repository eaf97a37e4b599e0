// Which positions of a text are worth a closer look: a Bloom filter of the grams (short byte strings) that the terms
// are found by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace ward::blocklist {

// A gram has 1, 2, 3 or 5 bytes, all of one filter as many: the longest that the shortest of its terms allows.
inline constexpr std::size_t kGramBytes[] = {5, 3, 2, 1};

// How grams are hashed, and where a hash is looked for. The kernels do the same for many positions at once.
struct GramHash {
    static constexpr std::uint32_t kFirst = 0x9E3779B1, kSecond = 0x85EBCA77;

    std::uint32_t first_mask = 0;   // of the four bytes from the position on
    std::uint32_t second_mask = 0;  // of the four bytes from the next position on

    static constexpr GramHash of(std::size_t gram_bytes) noexcept {
        if (gram_bytes >= 5) return {~0u, ~0u};
        return {static_cast<std::uint32_t>((std::uint64_t{1} << 8 * gram_bytes) - 1), 0};
    }

    // Precondition: at least 5 bytes can be read.
    std::uint32_t operator()(const char* at) const noexcept {
        std::uint32_t first, second;
        std::memcpy(&first, at, sizeof first);
        std::memcpy(&second, at + 1, sizeof second);
        const std::uint32_t mixed = (first & first_mask) * kFirst ^ (second & second_mask) * kSecond;
        return mixed ^ mixed >> 15;
    }

    // Of the gram at an offset of a term, which needs no padding. Precondition: the gram lies within the term.
    std::uint32_t at(std::string_view term, std::size_t offset) const noexcept {
        if (offset + 5 <= term.size()) return (*this)(term.data() + offset);
        char padded[8] = {};
        std::memcpy(padded, term.data() + offset, term.size() - offset);
        return (*this)(padded);
    }
};

// Positions that passed a filter, and the hashes of their grams.
struct Candidates {
    static constexpr std::size_t kPositions = 2048;  // of the text, that are looked at in one go
    static constexpr std::size_t kSlack = 64;        // kernels write whole vectors

    std::size_t count;
    std::uint32_t positions[kPositions + kSlack];
    std::uint32_t hashes[kPositions + kSlack];
};

class GramFilter {
public:
    // Made for `grams` different ones; more only let more positions pass.
    GramFilter(std::size_t gram_bytes, std::size_t grams);

    void add(std::uint32_t hash) noexcept { words_[hash >> shift_] |= bits(hash); }

    const GramHash& hash() const noexcept { return hash_; }
    std::size_t gram_bytes() const noexcept { return gram_bytes_; }
    std::size_t memory_bytes() const noexcept { return words_.size() * sizeof words_[0]; }

    // The candidates among the positions [begin, min(begin + kPositions, size)) of a text, in no particular order;
    // those whose gram was added are among them, and a few beyond the end may be. Precondition: kPadding bytes can be
    // read behind the text, and `begin` is a multiple of 64.
    void scan(std::string_view text, std::size_t begin, Candidates& out) const noexcept;

    // What a kernel needs to know.
    struct View {
        GramHash hash;
        unsigned shift;
        const std::uint32_t* words;
    };
    View view() const noexcept { return {hash_, shift_, words_.data()}; }

    // Two bits of one word, so that a probe is one load.
    static std::uint32_t bits(std::uint32_t hash) noexcept {
        return 1u << (hash & 31) | 1u << (hash >> 5 & 31);
    }

private:
    std::size_t gram_bytes_;
    GramHash hash_;
    unsigned shift_;  // from a hash to its word
    std::vector<std::uint32_t> words_;
};

// The ways to scan, fastest first; all give the same candidates, if in other orders. Tests run every one.
struct ScanKernel {
    const char* name;
    bool (*runs_here)() noexcept;
    // Blocks of 64 positions from `begin` on, until `end` is reached.
    void (*scan)(const GramFilter::View& filter, const char* text, std::size_t begin, std::size_t end,
                 Candidates& out) noexcept;
};

struct ScanKernels {
    static const ScanKernel* begin() noexcept;
    static const ScanKernel* end() noexcept;
};

// The fastest that runs on this machine, unless a test has chosen another.
const ScanKernel*& scan_kernel() noexcept;

}  // namespace ward::blocklist
