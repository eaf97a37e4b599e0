/// @file
/// The pieces of a WordPiece vocabulary, indexed for exact and for longest-prefix lookup.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace ward::text {

inline constexpr std::int32_t kNoId = -1;

/// Bytes that a word may be followed by and that lookups may read (and ignore).
inline constexpr std::size_t kLookupPadding = 16;

/// Up to 16 bytes, zero-filled, as two machine words: almost every piece of a vocabulary fits, so that a
/// lookup compares two integers and never follows a pointer.
struct ShortKey {
    static constexpr std::size_t kMaxBytes = 16;

    std::uint64_t low = 0;
    std::uint64_t high = 0;

    /// Precondition: 16 bytes are readable at `bytes`, length <= 16.
    static ShortKey load(const char* bytes, std::size_t length) noexcept {
        alignas(32) static constexpr std::uint8_t kMask[32] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                               255, 255, 255, 255, 255, 255, 255, 255};
        std::uint64_t low, high, low_mask, high_mask;
        std::memcpy(&low, bytes, 8);
        std::memcpy(&high, bytes + 8, 8);
        std::memcpy(&low_mask, kMask + 16 - length, 8);
        std::memcpy(&high_mask, kMask + 24 - length, 8);
        return {low & low_mask, high & high_mask};
    }

    /// The key of the first 16 bytes, read without padding.
    static ShortKey of(std::string_view bytes) noexcept {
        char padded[kMaxBytes] = {};
        const std::size_t length = std::min(bytes.size(), kMaxBytes);
        std::memcpy(padded, bytes.data(), length);
        return load(padded, length);
    }

    std::uint64_t hash() const noexcept {
        __extension__ using Wide = unsigned __int128;
        const Wide product = static_cast<Wide>(low ^ 0x9E3779B97F4A7C15u) * (high ^ 0xD6E8FEB86659FD93u);
        return static_cast<std::uint64_t>(product >> 64) ^ static_cast<std::uint64_t>(product);
    }

    bool operator==(const ShortKey&) const = default;
};

/// Map from ShortKey to a number: open addressing over one 32-bit slot per place, so that the slots of a
/// vocabulary stay in the second-level cache, and the keys apart in the order of insertion, so that those of
/// frequent words (vocabularies begin with them) share cache lines. The empty key is no key.
class ShortKeyMap {
public:
    /// Makes room for `count` keys; call once, before the first insert().
    void reserve(std::size_t count);
    /// Inserts or overwrites.
    void insert(ShortKey key, std::int32_t value);

    std::int32_t find(ShortKey key) const noexcept {
        const std::uint64_t hash = key.hash();
        for (std::size_t i = hash >> shift_;; i = (i + 1) & place_mask_) {
            const std::uint32_t slot = slots_[i];
            // The tag first: it answers for nearly all keys that are absent.
            if (((slot ^ hash) & tag_mask_) == 0) {
                const Entry& entry = entries_[slot & ~tag_mask_];
                if (entry.key == key) return entry.value;
            }
            if (slot == kFree) return kNoId;
        }
    }

private:
    struct Entry {
        ShortKey key;
        std::int32_t value = kNoId;
    };

    static constexpr std::uint32_t kFree = 0;

    std::vector<std::uint32_t> slots_;  // low bits: number of an entry; the others: the same bits of its hash
    std::vector<Entry> entries_;        // the first is a dummy, with the empty key: kFree refers to it
    std::uint32_t tag_mask_ = 0;
    std::size_t place_mask_ = 0;
    int shift_ = 0;  // a place is the hash's uppermost bits
};

/// A set of pieces, each with its id.
class PieceSet {
public:
    struct Piece {
        std::string_view bytes;
        std::int32_t id;
    };
    struct Match {
        std::int32_t id = kNoId;
        std::size_t length = 0;
    };

    /// The last of equal pieces wins. Those that are empty or hold a NUL never match: no word does either.
    void build(const std::vector<Piece>& pieces);

    /// The id of a piece of at most 16 bytes, or kNoId.
    std::int32_t find(std::string_view piece) const noexcept { return find(ShortKey::of(piece)); }
    std::int32_t find(ShortKey key) const noexcept { return short_.find(key); }

    /// The longest piece that `word` starts with.
    /// Precondition: kLookupPadding bytes are readable after `word`.
    Match longest_prefix(std::string_view word) const noexcept;

private:
    struct LongPiece {
        std::string bytes;
        std::int32_t id;
    };

    Match longest_long_prefix(std::string_view word) const noexcept;

    ShortKeyMap short_;
    // Pieces of more than 16 bytes: found by their first 16, which name the first of a group in long_pieces_.
    ShortKeyMap long_heads_;
    std::vector<LongPiece> long_pieces_;
    std::size_t longest_short_ = 0;
};

}  // namespace ward::text
