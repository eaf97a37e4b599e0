#include "blocklist/anchor.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

namespace ward::blocklist {
namespace {

#include "blocklist/english_trigrams.inc"

constexpr std::size_t kSymbols = 29;

constexpr std::array<std::uint8_t, 256> make_symbols() {
    std::array<std::uint8_t, 256> symbols{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
        const bool space = byte == ' ' || (byte >= '\t' && byte <= '\r');
        const bool letter = byte >= 'a' && byte <= 'z';
        symbols[byte] = static_cast<std::uint8_t>(space         ? 0
                                                  : letter      ? byte - 'a' + 1
                                                  : byte < 0x80 ? 27
                                                                : 28);
    }
    return symbols;
}

constexpr std::array<std::uint8_t, 256> kSymbolOf = make_symbols();

std::size_t symbol(char byte) noexcept { return kSymbolOf[static_cast<unsigned char>(byte)]; }

// -4 log2 of how often the gram occurs in English, as its trigrams tell.
unsigned rarity(const char* gram, std::size_t bytes) noexcept {
    if (bytes == 1) return 0;
    std::size_t pair = symbol(gram[0]) * kSymbols + symbol(gram[1]);
    unsigned sum = kPairs[pair];
    for (std::size_t i = 2; i < bytes; ++i) {
        const std::size_t triple = pair * kSymbols + symbol(gram[i]);
        sum += kThirds[triple];
        pair = triple % (kSymbols * kSymbols);
    }
    return sum;
}

}  // namespace

AnchorChooser::AnchorChooser(const GramHash& hash, std::size_t gram_bytes, std::size_t terms)
    : hash_(hash), gram_bytes_(gram_bytes) {
    const std::size_t counts = std::clamp<std::size_t>(std::bit_ceil(terms * 16), 1u << 8, 1u << 22);
    counts_.resize(counts);
    shift_ = 32 - static_cast<unsigned>(std::countr_zero(counts));
}

void AnchorChooser::count(std::string_view term) noexcept {
    for (std::size_t at = 0; at + gram_bytes_ <= term.size(); ++at) {
        std::uint8_t& count = counts_[hash_.at(term, at) >> shift_];
        count = static_cast<std::uint8_t>(count + (count < 255));
    }
}

Anchor AnchorChooser::choose(std::string_view term) const noexcept {
    Anchor best{};
    int best_score = std::numeric_limits<int>::min();
    for (std::size_t at = 0; at + gram_bytes_ <= term.size(); ++at) {
        const std::uint32_t hash = hash_.at(term, at);
        // A gram that twice as many terms share costs about as much as one that is twice as frequent in text.
        const unsigned shared = 4 * static_cast<unsigned>(std::bit_width(counts_[hash >> shift_]));
        const int score = static_cast<int>(rarity(term.data() + at, gram_bytes_)) - static_cast<int>(shared);
        if (score > best_score) {
            best = {hash, static_cast<std::uint16_t>(at)};
            best_score = score;
        }
    }
    return best;
}

}  // namespace ward::blocklist
