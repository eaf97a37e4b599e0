#include "blocklist/live_lists.hpp"

#include <algorithm>
#include <utility>

#include "blocklist/checks.hpp"

namespace ward::blocklist {
namespace {

// More changes than this at once are not worked in: the list loads anew when it is next asked for.
constexpr std::size_t kLargeEdit = 20'000;

Term term_of(const ItemRow& row) {
    return {static_cast<std::uint64_t>(row.number), std::string(row.text), row.is_regex};
}

// The items were checked when they were stored, so this is an item of another version of Ward or of its libraries.
Error unusable(Error error) {
    return {error.code == Errc::out_of_memory ? error.code : Errc::store_invalid,
            "The blocklist holds an item that cannot be searched for; remove it or store it again",
            "location"};
}

}  // namespace

std::uint64_t LiveLists::mark() const noexcept {
    return database_.mark() + edits_.load(std::memory_order_acquire) * 0x9E3779B97F4A7C15u;
}

Result<void> LiveLists::refresh() {
    if (mark() == seen_.load(std::memory_order_acquire)) return {};
    Transaction transaction(database_);
    // Read before the tables: a commit after it is seen the next time.
    const std::uint64_t now = mark();
    if (now == seen_.load(std::memory_order_acquire)) return {};  // another thread was first
    if (auto begun = transaction.begin(Access::read); !begun) return begun;
    if (auto caught_up = catch_up(); !caught_up) return caught_up;
    if (auto committed = transaction.commit(); !committed) return committed;
    seen_.store(now, std::memory_order_release);
    return {};
}

Result<std::shared_ptr<const LoadedList>> LiveLists::find(std::string_view name, std::size_t index) {
    using Found = std::shared_ptr<const LoadedList>;
    const auto lists = published_.load();
    if (const auto at = lists->find(name); at != lists->end()) return Found(at->second);

    Transaction transaction(database_);
    if (auto begun = transaction.begin(Access::read); !begun) return std::move(begun).error();
    if (auto caught_up = catch_up(); !caught_up) return std::move(caught_up).error();
    if (const auto at = lists_.find(name); at != lists_.end()) return Found(at->second);
    const auto row = find_list(database_, name);
    if (!row) return row.error();
    if (!*row) {
        return Error{Errc::blocklist_not_found,
                     "There is no blocklist of that name; create it or leave it out",
                     "blocklistNames[" + std::to_string(index) + "]"};
    }
    auto loaded = load(**row);
    if (!loaded) return std::move(loaded).error();
    lists_.insert_or_assign(std::string(name), *loaded);
    publish();
    return Found(*std::move(loaded));
}

Result<void> LiveLists::catch_up() {
    const auto change = read_change(database_);
    if (!change) return change.error();
    if (*change == known_) return {};
    if (lists_.empty()) return known_ = *change, Result<void>();

    if (*change - known_ > kKeptChanges || *change < known_) {  // or the file was put back from a copy
        lists_.clear();
        publish();
    } else {
        const auto changed = lists_changed_since(database_, known_);
        if (!changed) return changed.error();
        const auto removals = removals_since(database_, known_);
        if (!removals) return removals.error();
        if (auto applied = apply(*changed, *removals, known_); !applied) return applied;
    }
    known_ = *change;
    return {};
}

// A list that cannot be edited in place is dropped, to load anew when it is next asked for.
Result<void> LiveLists::apply(const std::vector<ListRow>& changed, const std::vector<Removal>& removals,
                              std::int64_t since) {
    std::map<std::int64_t, std::vector<std::uint64_t>> removed;
    for (const Removal& removal : removals)
        removed[removal.list].push_back(static_cast<std::uint64_t>(removal.item));

    Lists kept;
    for (auto& [name, list] : lists_) {
        auto& gone = removed[list->number];
        if (std::ranges::find(gone, 0u) != gone.end()) continue;  // the list itself
        const auto row = std::ranges::find(changed, list->number, &ListRow::number);
        if (row != changed.end()) {
            const ListOptions options = options_of(row->list);
            if (options.whole_words != list->options.whole_words || options.loose != list->options.loose)
                continue;
            const auto edited = edit(*list, since, std::move(gone));
            if (!edited) return edited.error();
            if (!*edited) continue;
        }
        kept.emplace(name, list);
    }
    const bool fewer = kept.size() != lists_.size();
    lists_ = std::move(kept);
    if (fewer) publish();
    return {};
}

// The table first: who has the new matcher then finds in it whatever that tells of.
// @return whether that was possible and worth it
Result<bool> LiveLists::edit(LoadedList& list, std::int64_t since, std::vector<std::uint64_t> removed) {
    list.removed += removed.size();
    std::vector<Term> added;
    bool fits = true;
    const std::int64_t last = list.items.last_number();
    auto read = read_changed(database_, list.number, since, [&](const ItemRow& row) {
        fits = fits && added.size() < kLargeEdit;
        if (!fits) return;
        if (row.number > last) list.items.append(row.number, row.id, row.text);
        else removed.push_back(static_cast<std::uint64_t>(row.number));  // is replaced
        added.push_back(term_of(row));
    });
    if (!read) return std::move(read).error();
    list.items.publish();
    if (!fits || list.removed > kLargeEdit + list.items.view()->size() / 2) return false;
    if (added.empty() && removed.empty()) return true;
    if (auto edited = list.matcher->edit(added, removed); !edited) return unusable(std::move(edited).error());
    return true;
}

Result<std::shared_ptr<LoadedList>> LiveLists::load(const ListRow& row) {
    auto list = std::make_shared<LoadedList>();
    list->number = row.number;
    list->options = options_of(row.list);
    std::vector<Term> terms;
    terms.reserve(row.list.items);
    auto read = read_all(database_, row.number, [&](const ItemRow& item) {
        list->items.append(item.number, item.id, item.text);
        terms.push_back(term_of(item));
    });
    if (!read) return std::move(read).error();
    list->items.publish();
    auto matcher = LiveMatcher::create(terms, list->options);
    if (!matcher) return unusable(std::move(matcher).error());
    list->matcher = *std::move(matcher);
    return list;
}

}  // namespace ward::blocklist
