#include "blocklist/store_state.hpp"

#include <utility>

#include "blocklist/checks.hpp"
#include "blocklist/postgres.hpp"
#include "blocklist/schema.hpp"
#include "blocklist/sqlite.hpp"
#include "blocklist/tables.hpp"

namespace ward::blocklist {
namespace {

template <class From, class To>
Result<void> keep(Result<From> opened, std::shared_ptr<To>& to) {
    if (!opened) return std::move(opened).error();
    to = *std::move(opened);
    return {};
}

Result<void> check_all(std::span<const BlocklistItemDraft> items, const ListOptions& options,
                       std::size_t first) {
    for (std::size_t i = 0; i < items.size(); ++i)
        if (auto fits = check_item(items[i], options, "items[" + std::to_string(first + i) + "]"); !fits)
            return fits;
    return {};
}

Result<void> check_room(Database& database, std::size_t most) {
    const auto items = count_items(database);
    if (!items) return items.error();
    if (static_cast<std::size_t>(*items) <= most) return {};
    return Error{Errc::blocklist_full,
                 "The store may have " + std::to_string(most) + " items; remove some or raise max_items",
                 "items"};
}

}  // namespace

Result<ListRow> require_list(Database& database, std::string_view name) {
    auto row = find_list(database, name);
    if (!row) return std::move(row).error();
    if (!*row)
        return Error{Errc::blocklist_not_found, "There is no blocklist of that name; create it first",
                     "name"};
    return **std::move(row);
}

Result<std::shared_ptr<StoreState>> StoreState::open(const BlocklistStoreOptions& options) {
    auto state = std::make_shared<StoreState>();
    state->max_lists = options.max_lists;
    state->max_items = options.max_items;
    if (options.location.find('\0') != std::string::npos)
        return Error{Errc::invalid_argument, "The location must not hold U+0000", "location"};
    if (auto connected = state->connect(options.location); !connected) return std::move(connected).error();
    state->live_ = std::make_unique<LiveLists>(*state->reader_);
    return state;
}

Result<void> StoreState::connect(const std::string& location) {
    if (is_postgres(location)) {
        std::shared_ptr<PostgresListener> listener;
        auto done = keep(open_postgres(location, nullptr), writer_);
        if (done) done = migrate(*writer_);
        if (done) done = keep(listen_postgres(location), listener);
        return done ? keep(open_postgres(location, listener), reader_) : done;
    }
    const bool in_memory = location.empty() || location == ":memory:";
    auto done = keep(open_sqlite(in_memory ? std::string() : location), writer_);
    if (done) done = migrate(*writer_);
    if (!done || !in_memory) return done ? keep(open_sqlite(location), reader_) : done;
    reader_ = writer_;
    return {};
}

Result<void> StoreState::read(const Work& work) {
    Transaction transaction(*reader_);
    if (auto begun = transaction.begin(Access::read); !begun) return begun;
    if (auto done = work(*reader_); !done) return done;
    return transaction.commit();
}

Result<void> StoreState::commit(const Work& work) {
    Transaction transaction(*writer_);
    if (auto begun = transaction.begin(Access::write); !begun) return begun;
    if (auto done = work(*writer_); !done) return done;
    return transaction.commit();
}

Result<void> StoreState::write(const Work& work) {
    auto committed = commit(work);
    if (committed) refresh_after_edit();
    return committed;
}

Result<void> StoreState::store_items(std::string_view name, std::span<const BlocklistItemDraft> items,
                                     std::size_t first, std::vector<std::string>& ids) {
    std::vector<NewItem> fresh;
    fresh.reserve(items.size());
    for (const BlocklistItemDraft& item : items) fresh.push_back({&item, make_uuid()});
    return commit([&](Database& database) -> Result<void> {
        const auto row = require_list(database, name);
        if (!row) return row.error();
        if (auto fit = check_all(items, options_of(row->list), first); !fit) return fit;
        const auto edit = begin_edit(database, items.size());
        if (!edit) return edit.error();
        if (auto stored = upsert_items(database, *edit, row->number, fresh, ids); !stored) return stored;
        return check_room(database, max_items);
    });
}

void StoreState::refresh_after_edit() {
    live_->edited();
    (void)live_->refresh();
}

}  // namespace ward::blocklist
