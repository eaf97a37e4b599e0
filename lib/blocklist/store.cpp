#include "ward/blocklist_store.hpp"

#include <algorithm>
#include <utility>

#include "blocklist/checks.hpp"
#include "blocklist/live_lists.hpp"
#include "blocklist/postgres.hpp"
#include "blocklist/schema.hpp"
#include "blocklist/sqlite.hpp"
#include "blocklist/store_state.hpp"
#include "blocklist/tables.hpp"

namespace ward {

using blocklist::Access;
using blocklist::Database;
using blocklist::ListRow;
using blocklist::require_list;
using blocklist::StoreState;
using blocklist::Transaction;

namespace {

// Options that change must leave every item searchable.
Result<void> check_items(Database& database, const ListRow& row) {
    Result<void> checked;
    const auto options = blocklist::options_of(row.list);
    auto read = blocklist::read_all(database, row.number, [&](const blocklist::ItemRow& item) {
        if (checked && !blocklist::check_term({0, std::string(item.text), item.is_regex}, options))
            checked = Error{
                Errc::invalid_argument,
                "The list holds an item that cannot be searched for with these options; remove it first",
                "loose"};
    });
    return read ? checked : read;
}

void change_list(Blocklist& list, const BlocklistChange& change) {
    if (change.description) list.description = *change.description;
    if (change.whole_words) list.whole_words = *change.whole_words;
    if (change.loose) list.loose = *change.loose;
}

Result<void> store_new_list(StoreState& state, Database& database, ListRow& row) {
    const auto lists = blocklist::count_lists(database);
    if (!lists) return lists.error();
    if (static_cast<std::size_t>(*lists) >= state.max_lists) {
        return Error{Errc::blocklist_full,
                     "The store has as many lists as it may have (" + std::to_string(state.max_lists) +
                         "); remove one or raise max_lists",
                     "name"};
    }
    const auto edit = blocklist::begin_edit(database, 1);
    if (!edit) return edit.error();
    row.number = edit->first_number;
    return blocklist::insert_list(database, edit->change, row);
}

Result<void> store_changed_list(Database& database, const ListRow& before, const ListRow& row) {
    const auto was = blocklist::options_of(before.list), is = blocklist::options_of(row.list);
    if (was.whole_words != is.whole_words || was.loose != is.loose)
        if (auto checked = check_items(database, row); !checked) return checked;
    const auto edit = blocklist::begin_edit(database, 0);
    if (!edit) return edit.error();
    return blocklist::update_list(database, edit->change, row);
}

}  // namespace

Result<BlocklistStore> BlocklistStore::open(const BlocklistStoreOptions& options) {
    auto state = StoreState::open(options);
    if (!state) return std::move(state).error();
    return BlocklistStore(*std::move(state));
}

Result<std::vector<Blocklist>> BlocklistStore::lists() const {
    std::vector<Blocklist> lists;
    auto read = state_->read([&](Database& database) -> Result<void> {
        auto rows = blocklist::all_lists(database);
        if (!rows) return std::move(rows).error();
        for (ListRow& row : *rows) lists.push_back(std::move(row.list));
        return {};
    });
    if (!read) return std::move(read).error();
    return lists;
}

Result<Blocklist> BlocklistStore::find_list(std::string_view name) const {
    if (auto checked = blocklist::check_name(name, "name"); !checked) return std::move(checked).error();
    Blocklist list;
    auto read = state_->read([&](Database& database) -> Result<void> {
        auto row = require_list(database, name);
        if (!row) return std::move(row).error();
        list = std::move(row->list);
        return {};
    });
    if (!read) return std::move(read).error();
    return list;
}

Result<BlocklistUpdate> BlocklistStore::create_or_update_list(std::string_view name,
                                                              const BlocklistChange& change) const {
    if (auto checked = blocklist::check_name(name, "name"); !checked) return std::move(checked).error();
    if (change.description)
        if (auto checked = blocklist::check_description(*change.description, "description"); !checked)
            return std::move(checked).error();
    BlocklistUpdate update;
    auto written = state_->write([&](Database& database) -> Result<void> {
        auto before = blocklist::find_list(database, name);
        if (!before) return std::move(before).error();
        update.created = !before->has_value();
        ListRow row = update.created ? ListRow{0, {.name = std::string(name)}} : **before;
        change_list(row.list, change);
        auto stored = update.created ? store_new_list(*state_, database, row)
                                     : store_changed_list(database, **before, row);
        update.list = std::move(row.list);
        return stored;
    });
    if (!written) return std::move(written).error();
    return update;
}

Result<void> BlocklistStore::remove_list(std::string_view name) const {
    if (auto checked = blocklist::check_name(name, "name"); !checked) return checked;
    return state_->write([&](Database& database) -> Result<void> {
        const auto row = require_list(database, name);
        if (!row) return row.error();
        const auto edit = blocklist::begin_edit(database, 0);
        if (!edit) return edit.error();
        return blocklist::delete_list(database, edit->change, row->number);
    });
}

Result<std::vector<BlocklistItem>> BlocklistStore::add_items(
    std::string_view name, std::span<const BlocklistItemDraft> items) const {
    if (auto checked = blocklist::check_name(name, "name"); !checked) return std::move(checked).error();
    if (auto checked = blocklist::check_batch(items.size(), "items"); !checked)
        return std::move(checked).error();
    std::vector<std::string> ids;
    if (auto stored = state_->store_items(name, items, 0, ids); !stored) return std::move(stored).error();
    state_->refresh_after_edit();
    std::vector<BlocklistItem> answer;
    answer.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        answer.push_back({std::move(ids[i]), items[i].text, items[i].description, items[i].is_regex});
    return answer;
}

Result<void> BlocklistStore::remove_items(std::string_view name,
                                          std::span<const std::string_view> ids) const {
    if (auto checked = blocklist::check_name(name, "name"); !checked) return checked;
    if (auto checked = blocklist::check_batch(ids.size(), "ids"); !checked) return checked;
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (auto checked = blocklist::check_name(ids[i], "ids[" + std::to_string(i) + "]"); !checked)
            return checked;
    return state_->write([&](Database& database) -> Result<void> {
        const auto row = require_list(database, name);
        if (!row) return row.error();
        const auto edit = blocklist::begin_edit(database, 0);
        if (!edit) return edit.error();
        return blocklist::delete_items(database, edit->change, row->number, ids);
    });
}

// Recorded from the service: of 3 items, top=10 skip=1 maxpagesize=1 goes on with top=1 skip=2 maxpagesize=1.
Result<BlocklistPage> BlocklistStore::items(std::string_view name,
                                            const BlocklistPageRequest& request) const {
    if (auto checked = blocklist::check_name(name, "name"); !checked) return std::move(checked).error();
    if (request.page_size == 0)
        return Error{Errc::invalid_argument, "A page has 1 item or more", "page_size"};
    BlocklistPage page;
    auto read = state_->read([&](Database& database) -> Result<void> {
        const auto row = require_list(database, name);
        if (!row) return row.error();
        const auto total = static_cast<std::size_t>(row->list.items);
        const std::size_t left = total - std::min(total, request.skip);
        const std::size_t wanted = std::min(left, request.top.value_or(left));
        const std::size_t size = std::min(request.page_size, limits::kMaxBlocklistPage);
        const std::size_t count = std::min(wanted, size);
        if (count == 0) return {};
        if (wanted > count) page.next = {wanted - count, request.skip + count, size};
        return blocklist::read_page(
            database, row->number, request.skip, count,
            [&](const blocklist::ItemRow& item) { page.items.push_back(item.item()); });
    });
    if (!read) return std::move(read).error();
    return page;
}

Result<BlocklistItem> BlocklistStore::find_item(std::string_view name, std::string_view id) const {
    if (auto checked = blocklist::check_name(name, "name"); !checked) return std::move(checked).error();
    if (auto checked = blocklist::check_name(id, "id"); !checked) return std::move(checked).error();
    BlocklistItem item;
    auto read = state_->read([&](Database& database) -> Result<void> {
        const auto row = require_list(database, name);
        if (!row) return row.error();
        auto found = blocklist::find_item(database, row->number, id);
        if (!found) return std::move(found).error();
        if (!*found) return Error{Errc::item_not_found, "The blocklist has no item of that id", "id"};
        item = **std::move(found);
        return {};
    });
    if (!read) return std::move(read).error();
    return item;
}

}  // namespace ward
