// The terms that share a gram length, found by the hash of their anchors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocklist/anchor.hpp"
#include "blocklist/gram_filter.hpp"
#include "blocklist/matcher.hpp"

namespace ward::blocklist {

// A term as it is searched for.
struct Literal {
    std::uint64_t item = 0;
    std::string bytes;  // folded, not empty
};

// Immutable. A hash has a bucket; a bucket's entries lie side by side, and an entry holds what decides most cases, so
// that a candidate costs two memory accesses, which `find` asks for ahead.
class Index {
public:
    // One anchor for each literal.
    Index(std::span<const Literal> literals, std::span<const Anchor> anchors);

    // Appends the occurrences of the terms whose anchors stand at the candidates, with offsets into `text`.
    // Precondition: as for GramFilter::scan.
    void find(std::string_view text, const Candidates& candidates, std::vector<Hit>& out) const;

    std::size_t size() const noexcept { return entries_.size(); }
    std::size_t memory_bytes() const noexcept;

    // Appends what the index holds.
    void list(std::vector<Literal>& out) const;

private:
    struct alignas(32) Entry {
        std::uint64_t head,
            tail;  // the first and the last up to eight bytes; short terms are padded with zeros
        std::uint64_t item;
        std::uint32_t bytes;   // where a term of more than 16 bytes stands in bytes_
        std::uint16_t anchor;  // its offset in the term
        std::uint16_t length;
    };

    Entry make_entry(const Literal& literal, const Anchor& anchor);
    bool stands_at(const Entry& entry, const char* at) const noexcept;

    unsigned shift_;                     // from a hash to its bucket
    std::vector<std::uint32_t> starts_;  // of each bucket in entries_, and the end
    std::vector<Entry> entries_;
    std::string bytes_;
};

}  // namespace ward::blocklist
