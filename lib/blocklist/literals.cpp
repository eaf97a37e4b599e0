#include "blocklist/literals.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "blocklist/anchor.hpp"

namespace ward::blocklist {
namespace {

// Literals of one gram length, and the anchors of as many of them as have one.
struct Anchored {
    std::vector<Literal> literals;
    std::vector<Anchor> anchors;

    void choose_missing(std::size_t gram_bytes) {
        const std::span<const Literal> missing = std::span(literals).subspan(anchors.size());
        AnchorChooser chooser(GramHash::of(gram_bytes), gram_bytes, missing.size());
        for (const Literal& literal : missing) chooser.count(literal.bytes);
        for (const Literal& literal : missing) anchors.push_back(chooser.choose(literal.bytes));
    }
};

std::size_t count_different(std::span<const Anchor> anchors) {
    std::vector<std::uint32_t> hashes;
    hashes.reserve(anchors.size());
    for (const Anchor& anchor : anchors) hashes.push_back(anchor.hash);
    std::ranges::sort(hashes);
    return static_cast<std::size_t>(std::ranges::unique(hashes).begin() - hashes.begin());
}

// Of the hits from `from` on.
template <class Predicate>
void erase_from(std::vector<Hit>& hits, std::size_t from, const Predicate& predicate) {
    const auto begin = hits.begin() + static_cast<std::ptrdiff_t>(from);
    hits.erase(std::remove_if(begin, hits.end(), predicate), hits.end());
}

bool stands_before(const Hit& a, const Hit& b) noexcept {
    if (a.begin_bytes != b.begin_bytes) return a.begin_bytes < b.begin_bytes;
    return std::tie(a.end_bytes, a.item) < std::tie(b.end_bytes, b.item);
}

// Hits come nearly in order, so each is moved to its place, unless that turns out to be far.
void sort_by_place(std::vector<Hit>& hits) {
    std::size_t moves_left = 16 * hits.size();
    for (std::size_t i = 1; i < hits.size(); ++i) {
        const Hit hit = hits[i];
        std::size_t at = i;
        for (; at > 0 && stands_before(hit, hits[at - 1]); --at) hits[at] = hits[at - 1];
        hits[at] = hit;
        if (i - at > moves_left) {
            std::ranges::sort(hits, stands_before);
            return;
        }
        moves_left -= i - at;
    }
}

bool contains(const std::vector<std::uint64_t>& sorted, std::uint64_t item) {
    return std::binary_search(sorted.begin(), sorted.end(), item);
}

}  // namespace

std::size_t Literals::group_of(const Literal& literal) noexcept {
    std::size_t group = 0;
    while (kGramBytes[group] > literal.bytes.size()) ++group;
    return group;
}

std::array<std::vector<Literal>, Literals::kGroups> Literals::split(std::span<const Literal> literals) {
    std::array<std::vector<Literal>, kGroups> parts;
    for (const Literal& literal : literals) parts[group_of(literal)].push_back(literal);
    return parts;
}

Literals::Group Literals::make_group(std::size_t gram_bytes, std::vector<Literal> literals) {
    if (literals.empty()) return {};
    Anchored all{std::move(literals), {}};
    all.choose_missing(gram_bytes);
    const auto filter = std::make_shared<GramFilter>(gram_bytes, count_different(all.anchors));
    for (const Anchor& anchor : all.anchors) filter->add(anchor.hash);
    return {filter, std::make_shared<const Index>(all.literals, all.anchors), nullptr};
}

Literals::Group Literals::edit_group(const Group& group, std::size_t gram_bytes,
                                     std::span<const Literal> added,
                                     const std::vector<std::uint64_t>& removed) {
    Anchored beside;
    if (group.added) group.added->list(GramHash::of(gram_bytes), beside.literals, beside.anchors);
    for (std::size_t i = beside.literals.size(); i-- > 0;) {
        if (!contains(removed, beside.literals[i].item)) continue;
        beside.literals.erase(beside.literals.begin() + static_cast<std::ptrdiff_t>(i));
        beside.anchors.erase(beside.anchors.begin() + static_cast<std::ptrdiff_t>(i));
    }
    beside.literals.insert(beside.literals.end(), added.begin(), added.end());
    beside.choose_missing(gram_bytes);
    // What was removed may still pass the filter; that costs a little time and nothing else.
    if (beside.literals.empty()) return {group.filter, group.base, nullptr};
    const auto filter = group.filter ? std::make_shared<GramFilter>(*group.filter)
                                     : std::make_shared<GramFilter>(gram_bytes, beside.literals.size());
    for (const Anchor& anchor : beside.anchors) filter->add(anchor.hash);
    return {filter, group.base, std::make_shared<const Index>(beside.literals, beside.anchors)};
}

Literals::Literals(std::span<const Literal> literals)
    : removed_(std::make_shared<const std::vector<std::uint64_t>>()) {
    auto parts = split(literals);
    for (std::size_t i = 0; i < kGroups; ++i) groups_[i] = make_group(kGramBytes[i], std::move(parts[i]));
}

Literals Literals::edited(std::span<const Literal> added, std::span<const std::uint64_t> removed) const {
    Literals result = *this;
    std::vector<std::uint64_t> gone(removed.begin(), removed.end());
    std::ranges::sort(gone);
    if (!gone.empty()) {
        auto all = std::make_shared<std::vector<std::uint64_t>>();
        std::ranges::set_union(*removed_, gone, std::back_inserter(*all));
        result.removed_ = std::move(all);
    }
    const auto parts = split(added);
    for (std::size_t i = 0; i < kGroups; ++i)
        if (!parts[i].empty() || (!gone.empty() && groups_[i].added))
            result.groups_[i] = edit_group(groups_[i], kGramBytes[i], parts[i], gone);
    return result;
}

std::vector<Literal> Literals::list() const {
    std::vector<Literal> all;
    std::vector<Anchor> anchors;
    for (std::size_t i = 0; i < kGroups; ++i)
        if (groups_[i].base) groups_[i].base->list(GramHash::of(kGramBytes[i]), all, anchors);
    std::erase_if(all, [&](const Literal& literal) { return contains(*removed_, literal.item); });
    for (std::size_t i = 0; i < kGroups; ++i)
        if (groups_[i].added) groups_[i].added->list(GramHash::of(kGramBytes[i]), all, anchors);
    return all;
}

Literals Literals::merged() const { return Literals(list()); }

std::size_t Literals::edits() const noexcept {
    std::size_t edits = removed_->size();
    for (const Group& group : groups_) edits += group.added ? group.added->size() : 0;
    return edits;
}

std::size_t Literals::memory_bytes() const noexcept {
    std::size_t bytes = removed_->capacity() * sizeof(std::uint64_t);
    for (const Group& group : groups_) {
        bytes += group.filter ? group.filter->memory_bytes() : 0;
        bytes += group.base ? group.base->memory_bytes() : 0;
        bytes += group.added ? group.added->memory_bytes() : 0;
    }
    return bytes;
}

void Literals::find_in_base(const Index& base, std::string_view text, const Candidates& candidates,
                            std::vector<Hit>& out) const {
    const std::size_t before = out.size();
    base.find(text, candidates, out);
    if (!removed_->empty())
        erase_from(out, before, [&](const Hit& hit) { return contains(*removed_, hit.item); });
}

void Literals::find(std::string_view text, Report report, const Refuses& refuses,
                    std::vector<Hit>& out) const {
    constexpr std::size_t kManyHits = 4096;
    std::size_t reduce_at = out.size() + kManyHits;
    Candidates candidates;
    for (const Group& group : groups_) {
        if (!group.filter) continue;
        for (std::size_t at = 0; at < text.size(); at += Candidates::kPositions) {
            group.filter->scan(text, at, candidates);
            const std::size_t before = out.size();
            if (group.base) find_in_base(*group.base, text, candidates, out);
            if (group.added) group.added->find(text, candidates, out);
            if (refuses) erase_from(out, before, refuses);
            // A text of one letter and a list of its repetitions must not fill the memory.
            if (report == Report::first_per_item && out.size() > reduce_at) {
                put_in_order(out, report);
                reduce_at = 2 * out.size() + kManyHits;
            }
        }
    }
}

void put_in_order(std::vector<Hit>& hits, Report report) {
    if (report == Report::first_per_item) {
        std::ranges::sort(hits);  // by item first
        const auto rest = std::ranges::unique(hits, {}, &Hit::item);
        hits.erase(rest.begin(), rest.end());
    }
    sort_by_place(hits);
    const auto rest = std::ranges::unique(hits);
    hits.erase(rest.begin(), rest.end());
}

}  // namespace ward::blocklist
