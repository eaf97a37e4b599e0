// By which of its grams a term is best found.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "blocklist/gram_filter.hpp"

namespace ward::blocklist {

struct Anchor {
    std::uint32_t hash;
    std::uint16_t offset;  // in the term
};

// Chooses the gram that is rarest in English, and among the terms themselves: a list of "account_0001" and so on is
// to be found by its numbers.
class AnchorChooser {
public:
    // For about so many terms.
    AnchorChooser(const GramHash& hash, std::size_t gram_bytes, std::size_t terms);

    // Counts the grams of a term, before any is chosen. Precondition: it has at least one.
    void count(std::string_view term) noexcept;

    // Precondition: as for `count`.
    Anchor choose(std::string_view term) const noexcept;

private:
    GramHash hash_;
    std::size_t gram_bytes_;
    unsigned shift_;
    std::vector<std::uint8_t> counts_;  // by hash, saturated
};

}  // namespace ward::blocklist
