#include "blocklist/index.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace ward::blocklist {
namespace {

constexpr std::size_t kMaxBucketBits = 22;

std::uint64_t load8(const char* at) noexcept {
    std::uint64_t bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

// Of a word loaded at a term's first byte, those that belong to the term.
std::uint64_t mask(std::size_t length) noexcept {
    return ~std::uint64_t{0} >> (64 - 8 * std::min<std::size_t>(length, 8));
}

std::size_t tail_offset(std::size_t length) noexcept { return std::max<std::size_t>(length, 8) - 8; }

}  // namespace

Index::Index(std::span<const Literal> literals, std::span<const Anchor> anchors) {
    const std::size_t bits =
        std::min<std::size_t>(kMaxBucketBits, static_cast<std::size_t>(std::bit_width(literals.size() * 2)));
    shift_ = 32 - static_cast<unsigned>(bits);
    const auto bucket = [&](std::size_t i) { return anchors[i].hash >> shift_; };
    starts_.resize((std::size_t{1} << bits) + 1);
    for (std::size_t i = 0; i < literals.size(); ++i) ++starts_[bucket(i)];
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
    // They are the ends of the buckets now; filling each from its end makes them its start.
    entries_.resize(literals.size());
    for (std::size_t i = literals.size(); i-- > 0;)
        entries_[--starts_[bucket(i)]] = make_entry(literals[i], anchors[i]);
}

Index::Entry Index::make_entry(const Literal& literal, const Anchor& anchor) {
    const std::string& bytes = literal.bytes;
    Entry entry{};
    entry.item = literal.item;
    entry.anchor = anchor.offset;
    entry.length = static_cast<std::uint16_t>(bytes.size());
    std::memcpy(&entry.head, bytes.data(), std::min<std::size_t>(bytes.size(), 8));
    std::memcpy(&entry.tail, bytes.data() + tail_offset(bytes.size()),
                std::min<std::size_t>(bytes.size(), 8));
    if (bytes.size() > 16) {
        entry.bytes = static_cast<std::uint32_t>(bytes_.size());
        bytes_ += bytes;
    }
    return entry;
}

bool Index::stands_at(const Entry& entry, const char* at) const noexcept {
    const std::uint64_t used = mask(entry.length);
    if ((load8(at) & used) != entry.head) return false;
    if ((load8(at + tail_offset(entry.length)) & used) != entry.tail) return false;
    return entry.length <= 16 ||
           std::memcmp(at + 8, bytes_.data() + entry.bytes + 8, entry.length - 16u) == 0;
}

void Index::find(std::string_view text, const Candidates& candidates, std::vector<Hit>& out) const {
    constexpr std::size_t kBucketAhead = 16, kEntryAhead = 8;
    const auto bucket = [&](std::size_t i) { return candidates.hashes[i] >> shift_; };
    const std::size_t count = candidates.count;
    for (std::size_t i = 0; i < std::min(kBucketAhead, count); ++i) __builtin_prefetch(&starts_[bucket(i)]);
    for (std::size_t i = 0; i < std::min(kEntryAhead, count); ++i)
        __builtin_prefetch(entries_.data() + starts_[bucket(i)]);
    for (std::size_t i = 0; i < count; ++i) {
        if (i + kBucketAhead < count) __builtin_prefetch(&starts_[bucket(i + kBucketAhead)]);
        if (i + kEntryAhead < count) __builtin_prefetch(entries_.data() + starts_[bucket(i + kEntryAhead)]);
        const std::size_t position = candidates.positions[i];
        const std::uint32_t end = starts_[bucket(i) + 1];
        for (std::uint32_t e = starts_[bucket(i)]; e < end; ++e) {
            const Entry& entry = entries_[e];
            if (position < entry.anchor || position - entry.anchor + entry.length > text.size()) continue;
            const std::size_t begin = position - entry.anchor;
            if (stands_at(entry, text.data() + begin))
                out.push_back({entry.item, begin, begin + entry.length});
        }
    }
}

std::size_t Index::memory_bytes() const noexcept {
    return starts_.capacity() * sizeof starts_[0] + entries_.capacity() * sizeof entries_[0] +
           bytes_.capacity();
}

void Index::list(std::vector<Literal>& out) const {
    for (const Entry& entry : entries_) {
        std::string bytes(entry.length, '\0');
        if (entry.length > 16) {
            bytes = bytes_.substr(entry.bytes, entry.length);
        } else {
            std::memcpy(bytes.data(), &entry.head, std::min<std::size_t>(entry.length, 8));
            std::memcpy(bytes.data() + tail_offset(entry.length), &entry.tail,
                        std::min<std::size_t>(entry.length, 8));
        }
        out.push_back({entry.item, std::move(bytes)});
    }
}

}  // namespace ward::blocklist
