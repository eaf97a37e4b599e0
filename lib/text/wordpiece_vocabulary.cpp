#include "text/wordpiece_vocabulary.hpp"

#include <bit>

namespace ward::text {

namespace {

/// Sparse, so that a lookup seldom meets another key's slot: each time costs a mispredicted branch.
constexpr std::size_t kPlacesPerKey = 4;

}  // namespace

void ShortKeyMap::reserve(std::size_t count) {
    const std::size_t places = std::bit_ceil(std::max<std::size_t>(kPlacesPerKey * count, 2));
    slots_.assign(places, kFree);
    place_mask_ = places - 1;
    shift_ = 64 - std::countr_zero(places);
    tag_mask_ = ~static_cast<std::uint32_t>(std::bit_ceil(count + 1) - 1);
    entries_.reserve(count + 1);
    entries_.assign(1, Entry{});
}

void ShortKeyMap::insert(ShortKey key, std::int32_t value) {
    const std::uint64_t hash = key.hash();
    std::size_t i = hash >> shift_;
    for (; slots_[i] != kFree; i = (i + 1) & place_mask_) {
        Entry& entry = entries_[slots_[i] & ~tag_mask_];
        if (entry.key == key) {
            entry.value = value;
            return;
        }
    }
    slots_[i] = static_cast<std::uint32_t>((hash & tag_mask_) | entries_.size());
    entries_.push_back({key, value});
}

void PieceSet::build(const std::vector<Piece>& pieces) {
    short_.reserve(pieces.size());
    for (const Piece& piece : pieces) {
        if (piece.bytes.empty() || piece.bytes.find('\0') != std::string_view::npos) continue;
        if (piece.bytes.size() <= ShortKey::kMaxBytes) {
            short_.insert(ShortKey::of(piece.bytes), piece.id);
            longest_short_ = std::max(longest_short_, piece.bytes.size());
        } else {
            long_pieces_.push_back({std::string(piece.bytes), piece.id});
        }
    }
    // Within a group the longest comes first, and of equal ones the last that was given.
    std::stable_sort(long_pieces_.begin(), long_pieces_.end(), [](const LongPiece& a, const LongPiece& b) {
        const int heads = a.bytes.compare(0, ShortKey::kMaxBytes, b.bytes, 0, ShortKey::kMaxBytes);
        if (heads != 0) return heads < 0;
        if (a.bytes.size() != b.bytes.size()) return a.bytes.size() > b.bytes.size();
        return a.id > b.id;
    });
    long_heads_.reserve(long_pieces_.size());
    for (std::size_t i = long_pieces_.size(); i-- > 0;) {
        long_heads_.insert(ShortKey::of(long_pieces_[i].bytes), static_cast<std::int32_t>(i));
    }
}

PieceSet::Match PieceSet::longest_prefix(std::string_view word) const noexcept {
    if (word.size() > ShortKey::kMaxBytes) {
        if (const Match match = longest_long_prefix(word); match.id != kNoId) return match;
    }
    for (std::size_t length = std::min(word.size(), longest_short_); length > 0; --length) {
        const std::int32_t id = short_.find(ShortKey::load(word.data(), length));
        if (id != kNoId) return {id, length};
    }
    return {};
}

PieceSet::Match PieceSet::longest_long_prefix(std::string_view word) const noexcept {
    const ShortKey head = ShortKey::load(word.data(), ShortKey::kMaxBytes);
    const std::int32_t first = long_heads_.find(head);
    if (first == kNoId) return {};
    for (auto i = static_cast<std::size_t>(first); i < long_pieces_.size(); ++i) {
        const LongPiece& piece = long_pieces_[i];
        if (word.starts_with(piece.bytes)) return {piece.id, piece.bytes.size()};
        if (ShortKey::of(piece.bytes) != head) break;
    }
    return {};
}

}  // namespace ward::text
