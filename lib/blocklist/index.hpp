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

// Immutable. An anchor that few terms share leads to them by its hash. Terms whose anchor is crowded are told apart by
// the bytes beside it: one table goes by the anchor and the three bytes behind it, another by those before.
class Index {
public:
    // One anchor for each literal.
    Index(std::span<const Literal> literals, std::span<const Anchor> anchors);

    // Appends the occurrences of the terms whose anchors stand at the candidates, with offsets into `text`.
    // Precondition: as for GramFilter::scan.
    void find(std::string_view text, const Candidates& candidates, std::vector<Hit>& out) const;

    std::size_t size() const noexcept;
    std::size_t memory_bytes() const noexcept;

    // Appends what the index holds, with what it was made with. `hash` is that of the anchors.
    void list(const GramHash& hash, std::vector<Literal>& literals, std::vector<Anchor>& anchors) const;

private:
    // What decides nearly all cases lies in half a cache line.
    struct alignas(32) Entry {
        std::uint64_t head,
            tail;  // the first and the last up to eight bytes; short terms are padded with zeros
        std::uint64_t item;
        std::uint32_t bytes;   // where a term of more than 16 bytes stands in bytes_
        std::uint16_t anchor;  // its offset in the term
        std::uint16_t length;
    };

    // A hash has a bucket; a bucket's entries lie side by side.
    struct Table {
        unsigned shift = 0;                 // from a hash to its bucket
        std::vector<std::uint32_t> starts;  // of each bucket in `entries`, and the end
        std::vector<Entry> entries;
    };
    enum Key : std::uint8_t { kAnchor, kAnchorAndBehind, kBeforeAndAnchor, kKeys };

    static Key choose_key(std::size_t length, std::size_t anchor, bool crowded) noexcept;
    static std::uint32_t hash_of(Key key, const char* anchor, std::uint32_t anchor_hash) noexcept;
    Entry make_entry(const Literal& literal, const Anchor& anchor);
    void fill(Table& table, std::span<const std::uint32_t> hashes, std::span<const Entry> entries);
    bool stands_at(const Entry& entry, const char* at) const noexcept;
    void locate(Key key, std::string_view text, const Candidates& candidates, std::uint32_t* buckets) const;
    void find_in_bucket(const Table& table, std::uint32_t bucket, std::size_t position, std::string_view text,
                        std::vector<Hit>& out) const;

    Table tables_[kKeys];
    std::uint8_t keys_ = kKeys;  // so many of them are in use, the first ones
    std::string bytes_;
};

}  // namespace ward::blocklist
