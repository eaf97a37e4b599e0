// What a BlocklistStore's handles share.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocklist/database.hpp"
#include "blocklist/live_lists.hpp"
#include "blocklist/tables.hpp"
#include "ward/blocklist_store.hpp"

namespace ward::blocklist {

using Work = std::function<Result<void>(Database&)>;

// The list that a call is about, inside its transaction.
// Errc::blocklist_not_found, target "name"
Result<ListRow> require_list(Database& database, std::string_view name);

// Two connections, so that whoever reads does not wait for a disk; memory has one, which is both.
class StoreState {
public:
    static Result<std::shared_ptr<StoreState>> open(const BlocklistStoreOptions& options);

    // Does the work in a transaction.
    Result<void> read(const Work& work);

    // The same for an edit, which is on the disk when this returns, and seen by the next match.
    Result<void> write(const Work& work);

    // Checks and stores items, all or none; what is in memory is left to refresh_after_edit().
    // `first` is the number in the errors' targets of the first.
    Result<void> store_items(std::string_view name, std::span<const BlocklistItemDraft> items,
                             std::size_t first, std::vector<std::string>& ids);

    // So that the next match need not. A failure is that match's to tell: it tries again.
    void refresh_after_edit();

    LiveLists& live() noexcept { return *live_; }

    std::size_t max_lists = 0;
    std::size_t max_items = 0;

private:
    Result<void> connect(const std::string& location);
    Result<void> commit(const Work& work);

    std::shared_ptr<Database> writer_, reader_;
    std::unique_ptr<LiveLists> live_;
};

}  // namespace ward::blocklist
