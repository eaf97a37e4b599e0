// The statements on the tables of schema.hpp, one function each. All run inside the caller's Transaction.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "blocklist/database.hpp"
#include "ward/blocklist_store.hpp"

namespace ward::blocklist {

// Edits for which ward_removals can be read back; who knows less reads lists anew.
inline constexpr std::int64_t kKeptChanges = 10'000;

struct ListRow {
    std::int64_t number = 0;
    Blocklist list;
};

// A row of ward_items while it is looked at.
struct ItemRow {
    std::int64_t number = 0;
    std::string_view id, text;
    std::optional<std::string_view> description;
    bool is_regex = false;

    BlocklistItem item() const;
};
using OnItem = std::function<void(const ItemRow&)>;

// An item to store: its draft, and the id that it gets if it is new.
struct NewItem {
    const BlocklistItemDraft* draft = nullptr;
    std::string id;
};

struct Removal {
    std::int64_t list = 0;
    std::int64_t item = 0;  // 0: the list
};

// What an edit is known by, and the first of the numbers that it may give.
struct Edit {
    std::int64_t change = 0;
    std::int64_t first_number = 0;
};

Result<std::int64_t> read_change(Database& database);

// Counts an edit, which takes `numbers` numbers.
Result<Edit> begin_edit(Database& database, std::size_t numbers);

Result<std::optional<ListRow>> find_list(Database& database, std::string_view name);
Result<std::vector<ListRow>> all_lists(Database& database);  // newest first
Result<std::vector<ListRow>> lists_changed_since(Database& database, std::int64_t change);
Result<std::int64_t> count_lists(Database& database);
Result<std::int64_t> count_items(Database& database);

Result<void> insert_list(Database& database, std::int64_t change, const ListRow& row);
Result<void> update_list(Database& database, std::int64_t change, const ListRow& row);
Result<void> delete_list(Database& database, std::int64_t change, std::int64_t list);

// Stores items and keeps the list's count.
// `ids` receives for each item the id it has: that of the one with this text, if there was one.
Result<void> upsert_items(Database& database, const Edit& edit, std::int64_t list,
                          std::span<const NewItem> items, std::vector<std::string>& ids);

Result<void> delete_items(Database& database, std::int64_t change, std::int64_t list,
                          std::span<const std::string_view> ids);

Result<void> read_page(Database& database, std::int64_t list, std::size_t skip, std::size_t count,
                       const OnItem& on_item);  // newest first
Result<void> read_after(Database& database, std::int64_t list, std::int64_t number, std::size_t count,
                        const OnItem& on_item);                                       // oldest first
Result<void> read_all(Database& database, std::int64_t list, const OnItem& on_item);  // oldest first
Result<void> read_changed(Database& database, std::int64_t list, std::int64_t since, const OnItem& on_item);
Result<std::optional<BlocklistItem>> find_item(Database& database, std::int64_t list, std::string_view id);
Result<std::vector<Removal>> removals_since(Database& database, std::int64_t change);

}  // namespace ward::blocklist
