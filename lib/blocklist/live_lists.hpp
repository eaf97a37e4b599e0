// The lists that are matched, in memory: loaded when first asked for, then kept up with the database.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/published.hpp"
#include "blocklist/database.hpp"
#include "blocklist/item_table.hpp"
#include "blocklist/live_matcher.hpp"
#include "blocklist/tables.hpp"
#include "ward/blocklist_store.hpp"

namespace ward::blocklist {

struct LoadedList {
    std::int64_t number = 0;
    ListOptions options;
    std::unique_ptr<LiveMatcher> matcher;
    ItemTable items;
    std::size_t removed = 0;  // items in the table that are gone
};

// Any thread may call anything. Whatever changes goes through the mutex of `database`.
class LiveLists {
public:
    explicit LiveLists(Database& database) : database_(database) {}

    // To be told after a commit of this process's own, which the database's mark need not show.
    void edited() noexcept { edits_.fetch_add(1, std::memory_order_release); }

    // Brings what is loaded up to what is committed; one atomic load when that has not changed.
    Result<void> refresh();

    // Errc::blocklist_not_found, target "blocklistNames[`index`]"
    Result<std::shared_ptr<const LoadedList>> find(std::string_view name, std::size_t index);

private:
    using Lists = std::map<std::string, std::shared_ptr<LoadedList>, std::less<>>;

    std::uint64_t mark() const noexcept;
    Result<void> catch_up();  // in a transaction, as those below
    Result<void> apply(const std::vector<ListRow>& changed, const std::vector<Removal>& removals,
                       std::int64_t since);
    Result<bool> edit(LoadedList& list, std::int64_t since, std::vector<std::uint64_t> removed);
    Result<std::shared_ptr<LoadedList>> load(const ListRow& row);
    void publish() { published_.store(std::make_shared<const Lists>(lists_)); }

    Database& database_;
    std::atomic<std::uint64_t> edits_ = 0;
    std::atomic<std::uint64_t> seen_ = 0;  // the mark when the tables were last read
    base::Published<Lists> published_{std::make_shared<const Lists>()};

    // Guarded by the database's mutex.
    Lists lists_;
    std::int64_t known_ = 0;  // the edit that lists_ is at
};

}  // namespace ward::blocklist
