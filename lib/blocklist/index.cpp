#include "blocklist/index.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <iterator>
#include <numeric>

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

std::size_t bucket_bits(std::size_t entries) noexcept {
    return std::min<std::size_t>(kMaxBucketBits, static_cast<std::size_t>(std::bit_width(entries * 2 + 1)));
}

// How many terms share an anchor.
class AnchorCounts {
public:
    explicit AnchorCounts(std::span<const Anchor> anchors)
        : shift_(32 - static_cast<unsigned>(bucket_bits(anchors.size()))),
          counts_(std::size_t{1} << (32 - shift_)) {
        for (const Anchor& anchor : anchors) ++counts_[anchor.hash >> shift_];
        std::size_t crowded = 0;
        for (const std::uint32_t count : counts_) crowded += count > kFew ? count : 0;
        worth_it_ = crowded > anchors.size() / 2;
    }

    // Whether so many terms share the anchor, and so many terms of the list are in that case, that looking into
    // further tables costs less than looking at all of them.
    bool crowded(std::uint32_t hash) const noexcept { return worth_it_ && counts_[hash >> shift_] > kFew; }

private:
    static constexpr std::uint32_t kFew = 2;

    bool worth_it_ = false;
    unsigned shift_;
    std::vector<std::uint32_t> counts_;
};

}  // namespace

Index::Index(std::span<const Literal> literals, std::span<const Anchor> anchors) {
    const AnchorCounts counts(anchors);
    std::vector<std::uint32_t> hashes[kKeys];
    std::vector<Entry> entries[kKeys];
    for (std::size_t i = 0; i < literals.size(); ++i) {
        const Anchor& anchor = anchors[i];
        const Key key = choose_key(literals[i].bytes.size(), anchor.offset, counts.crowded(anchor.hash));
        hashes[key].push_back(hash_of(key, literals[i].bytes.data() + anchor.offset, anchor.hash));
        entries[key].push_back(make_entry(literals[i], anchor));
    }
    while (keys_ > 1 && entries[keys_ - 1].empty()) --keys_;
    for (std::size_t key = 0; key < keys_; ++key) fill(tables_[key], hashes[key], entries[key]);
}

Index::Key Index::choose_key(std::size_t length, std::size_t anchor, bool crowded) noexcept {
    if (crowded && anchor + 8 <= length) return kAnchorAndBehind;
    if (crowded && anchor >= 3 && anchor + 5 <= length) return kBeforeAndAnchor;
    return kAnchor;
}

std::uint32_t Index::hash_of(Key key, const char* anchor, std::uint32_t anchor_hash) noexcept {
    if (key == kAnchor) return anchor_hash;
    const std::uint64_t bytes = load8(key == kAnchorAndBehind ? anchor : anchor - 3);
    return static_cast<std::uint32_t>((bytes ^ bytes >> 32) * 0x9E3779B97F4A7C15u >> 32);
}

void Index::fill(Table& table, std::span<const std::uint32_t> hashes, std::span<const Entry> entries) {
    const std::size_t bits = bucket_bits(entries.size());
    table.shift = 32 - static_cast<unsigned>(bits);
    table.starts.resize((std::size_t{1} << bits) + 1);
    for (const std::uint32_t hash : hashes) ++table.starts[hash >> table.shift];
    std::partial_sum(table.starts.begin(), table.starts.end(), table.starts.begin());
    // They are the ends of the buckets now; filling each from its end makes them its start.
    table.entries.resize(entries.size());
    for (std::size_t i = entries.size(); i-- > 0;)
        table.entries[--table.starts[hashes[i] >> table.shift]] = entries[i];
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

// The buckets of the candidates, and their memory on its way.
void Index::locate(Key key, std::string_view text, const Candidates& candidates,
                   std::uint32_t* buckets) const {
    const Table& table = tables_[key];
    for (std::size_t i = 0; i < candidates.count; ++i) {
        const std::uint32_t position = candidates.positions[i];
        // No term of the third key has its anchor so near the beginning; any bucket will do.
        const bool readable = key != kBeforeAndAnchor || position >= 3;
        buckets[i] =
            hash_of(readable ? key : kAnchor, text.data() + position, candidates.hashes[i]) >> table.shift;
        __builtin_prefetch(&table.starts[buckets[i]]);
    }
    for (std::size_t i = 0; i < candidates.count; ++i)
        __builtin_prefetch(table.entries.data() + table.starts[buckets[i]]);
}

void Index::find_in_bucket(const Table& table, std::uint32_t bucket, std::size_t position,
                           std::string_view text, std::vector<Hit>& out) const {
    const std::uint32_t end = table.starts[bucket + 1];
    for (std::uint32_t e = table.starts[bucket]; e < end; ++e) {
        const Entry& entry = table.entries[e];
        if (position < entry.anchor || position - entry.anchor + entry.length > text.size()) continue;
        const std::size_t begin = position - entry.anchor;
        if (stands_at(entry, text.data() + begin)) out.push_back({entry.item, begin, begin + entry.length});
    }
}

void Index::find(std::string_view text, const Candidates& candidates, std::vector<Hit>& out) const {
    std::uint32_t buckets[kKeys][Candidates::kPositions + Candidates::kSlack];
    for (std::uint8_t key = 0; key < keys_; ++key) locate(Key{key}, text, candidates, buckets[key]);
    for (std::size_t i = 0; i < candidates.count; ++i)
        for (std::uint8_t key = 0; key < keys_; ++key)
            find_in_bucket(tables_[key], buckets[key][i], candidates.positions[i], text, out);
}

std::size_t Index::size() const noexcept {
    std::size_t size = 0;
    for (const Table& table : tables_) size += table.entries.size();
    return size;
}

std::size_t Index::memory_bytes() const noexcept {
    std::size_t bytes = bytes_.capacity();
    for (const Table& table : tables_)
        bytes += table.starts.capacity() * sizeof(std::uint32_t) + table.entries.capacity() * sizeof(Entry);
    return bytes;
}

void Index::list(const GramHash& hash, std::vector<Literal>& literals, std::vector<Anchor>& anchors) const {
    for (const Table& table : tables_)
        for (const Entry& entry : table.entries) {
            std::string bytes(entry.length, '\0');
            if (entry.length > 16) {
                bytes = bytes_.substr(entry.bytes, entry.length);
            } else {
                const std::size_t word = std::min<std::size_t>(entry.length, 8);
                std::memcpy(bytes.data(), &entry.head, word);
                std::memcpy(bytes.data() + tail_offset(entry.length), &entry.tail, word);
            }
            anchors.push_back({hash.at(bytes, entry.anchor), entry.anchor});
            literals.push_back({entry.item, std::move(bytes)});
        }
}

}  // namespace ward::blocklist
