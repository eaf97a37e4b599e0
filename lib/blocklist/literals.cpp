#include "blocklist/literals.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "blocklist/anchor.hpp"

namespace ward::blocklist {
namespace {

std::vector<Anchor> choose_anchors(const GramFilter& filter, std::span<const Literal> literals) {
    AnchorChooser chooser(filter.hash(), filter.gram_bytes(), literals.size());
    std::vector<char> padded;
    const auto readable = [&](const std::string& bytes) {
        padded.assign(bytes.size() + 8, 0);
        std::copy(bytes.begin(), bytes.end(), padded.begin());
        return std::string_view(padded.data(), bytes.size());
    };
    for (const Literal& literal : literals) chooser.count(readable(literal.bytes));
    std::vector<Anchor> anchors;
    anchors.reserve(literals.size());
    for (const Literal& literal : literals) anchors.push_back(chooser.choose(readable(literal.bytes)));
    return anchors;
}

// Indexes the literals, and lets their anchors pass the filter.
std::shared_ptr<const Index> make_index(GramFilter& filter, std::span<const Literal> literals) {
    const auto anchors = choose_anchors(filter, literals);
    for (const Anchor& anchor : anchors) filter.add(anchor.hash);
    return std::make_shared<const Index>(literals, anchors);
}

// Of the hits from `from` on.
template <class Predicate>
void erase_from(std::vector<Hit>& hits, std::size_t from, const Predicate& predicate) {
    const auto begin = hits.begin() + static_cast<std::ptrdiff_t>(from);
    hits.erase(std::remove_if(begin, hits.end(), predicate), hits.end());
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

Literals::Group Literals::make_group(std::size_t gram_bytes, std::span<const Literal> literals) {
    if (literals.empty()) return {};
    const auto filter = std::make_shared<GramFilter>(gram_bytes, literals.size());
    auto base = make_index(*filter, literals);
    return {filter, std::move(base), nullptr};
}

void Literals::add_to_group(Group& group, std::size_t gram_bytes, std::span<const Literal> added) {
    group.added = nullptr;
    if (added.empty()) return;  // the filter may let a little more pass than it needs to
    const auto filter = group.filter ? std::make_shared<GramFilter>(*group.filter)
                                     : std::make_shared<GramFilter>(gram_bytes, added.size());
    group.added = make_index(*filter, added);
    group.filter = filter;
}

Literals::Literals(std::span<const Literal> literals)
    : removed_(std::make_shared<const std::vector<std::uint64_t>>()) {
    const auto parts = split(literals);
    for (std::size_t i = 0; i < kGroups; ++i) groups_[i] = make_group(kGramBytes[i], parts[i]);
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
    auto parts = split(added);
    for (std::size_t i = 0; i < kGroups; ++i) {
        if (parts[i].empty() && gone.empty()) continue;
        std::vector<Literal> beside;
        if (groups_[i].added) groups_[i].added->list(beside);
        std::erase_if(beside, [&](const Literal& literal) { return contains(gone, literal.item); });
        beside.insert(beside.end(), parts[i].begin(), parts[i].end());
        add_to_group(result.groups_[i], kGramBytes[i], beside);
    }
    return result;
}

Literals Literals::merged() const {
    std::vector<Literal> all;
    for (const Group& group : groups_)
        if (group.base) group.base->list(all);
    std::erase_if(all, [&](const Literal& literal) { return contains(*removed_, literal.item); });
    for (const Group& group : groups_)
        if (group.added) group.added->list(all);
    return Literals(all);
}

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
    const auto in_text = [](const Hit& a, const Hit& b) {
        return std::tie(a.begin_bytes, a.end_bytes, a.item) < std::tie(b.begin_bytes, b.end_bytes, b.item);
    };
    if (report == Report::first_per_item) {
        std::ranges::sort(hits);  // by item first
        const auto rest = std::ranges::unique(hits, {}, &Hit::item);
        hits.erase(rest.begin(), rest.end());
    }
    std::ranges::sort(hits, in_text);
    const auto rest = std::ranges::unique(hits);
    hits.erase(rest.begin(), rest.end());
}

}  // namespace ward::blocklist
