#include "blocklist/tables.hpp"

#include <utility>

namespace ward::blocklist {
namespace {

const OnRow kNoRows = [](const Row&) {};

Parameter nullable(const std::optional<std::string>& text) {
    return text ? Parameter(std::string_view(*text)) : Parameter();
}

Parameter flag(bool value) { return std::int64_t{value}; }

std::optional<std::string> optional_text(const Row& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return std::string(row.text(column));
}

#define LIST_COLUMNS "number, name, description, whole_words, loose, items"
#define ITEM_COLUMNS "number, id, text, description, is_regex"

ListRow list_of(const Row& row) {
    return {row.integer(0),
            {.name = std::string(row.text(1)),
             .description = optional_text(row, 2),
             .whole_words = row.integer(3) != 0,
             .loose = row.integer(4) != 0,
             .items = static_cast<std::uint64_t>(row.integer(5))}};
}

OnRow each_item(const OnItem& on_item) {
    return [&on_item](const Row& row) {
        ItemRow item{row.integer(0), row.text(1), row.text(2), std::nullopt, row.integer(4) != 0};
        if (!row.is_null(3)) item.description = row.text(3);
        on_item(item);
    };
}

Result<std::int64_t> read_number(Database& database, const char* sql, const Parameters& parameters = {}) {
    std::int64_t number = 0;
    auto read = database.run(sql, parameters, [&number](const Row& row) { number = row.integer(0); });
    if (!read) return std::move(read).error();
    return number;
}

Result<std::vector<ListRow>> read_lists(Database& database, const char* sql, const Parameters& parameters) {
    std::vector<ListRow> rows;
    auto read = database.run(sql, parameters, [&rows](const Row& row) { rows.push_back(list_of(row)); });
    if (!read) return std::move(read).error();
    return rows;
}

Result<void> add_to_count(Database& database, std::int64_t change, std::int64_t list, std::int64_t items) {
    return database.run("UPDATE ward_lists SET items = items + $1, changed = $2 WHERE number = $3",
                        {items, change, list}, kNoRows);
}

Result<void> forget_old_removals(Database& database, std::int64_t change) {
    return database.run("DELETE FROM ward_removals WHERE change < $1", {change - kKeptChanges}, kNoRows);
}

}  // namespace

BlocklistItem ItemRow::item() const {
    BlocklistItem item{std::string(id), std::string(text), std::nullopt, is_regex};
    if (description) item.description.emplace(*description);
    return item;
}

Result<std::int64_t> read_change(Database& database) {
    return read_number(database, "SELECT change FROM ward_state");
}

Result<Edit> begin_edit(Database& database, std::size_t numbers) {
    Edit edit;
    const auto taken = static_cast<std::int64_t>(numbers);
    auto done = database.run(
        "UPDATE ward_state SET change = change + 1, number = number + $1 RETURNING change, number", {taken},
        [&](const Row& row) {
            edit = {row.integer(0), row.integer(1) - taken + 1};
        });
    if (!done) return std::move(done).error();
    return edit;
}

Result<std::optional<ListRow>> find_list(Database& database, std::string_view name) {
    auto rows = read_lists(database, "SELECT " LIST_COLUMNS " FROM ward_lists WHERE name = $1", {name});
    if (!rows) return std::move(rows).error();
    if (rows->empty()) return std::optional<ListRow>();
    return std::optional<ListRow>(std::move(rows->front()));
}

Result<std::vector<ListRow>> all_lists(Database& database) {
    return read_lists(database, "SELECT " LIST_COLUMNS " FROM ward_lists ORDER BY number DESC", {});
}

Result<std::vector<ListRow>> lists_changed_since(Database& database, std::int64_t change) {
    return read_lists(database, "SELECT " LIST_COLUMNS " FROM ward_lists WHERE changed > $1", {change});
}

Result<std::int64_t> count_lists(Database& database) {
    return read_number(database, "SELECT COUNT(*) FROM ward_lists");
}

Result<std::int64_t> count_items(Database& database) {
    return read_number(database, "SELECT COALESCE(SUM(items), 0) FROM ward_lists");
}

Result<void> insert_list(Database& database, std::int64_t change, const ListRow& row) {
    return database.run(
        "INSERT INTO ward_lists (number, name, description, whole_words, loose, items, changed) "
        "VALUES ($1, $2, $3, $4, $5, 0, $6)",
        {row.number, std::string_view(row.list.name), nullable(row.list.description),
         flag(row.list.whole_words), flag(row.list.loose), change},
        kNoRows);
}

Result<void> update_list(Database& database, std::int64_t change, const ListRow& row) {
    return database.run(
        "UPDATE ward_lists SET description = $1, whole_words = $2, loose = $3, changed = $4 WHERE number = "
        "$5",
        {nullable(row.list.description), flag(row.list.whole_words), flag(row.list.loose), change,
         row.number},
        kNoRows);
}

Result<void> delete_list(Database& database, std::int64_t change, std::int64_t list) {
    auto done = database.run("DELETE FROM ward_items WHERE list = $1", {list}, kNoRows);
    if (done) done = database.run("DELETE FROM ward_lists WHERE number = $1", {list}, kNoRows);
    if (done)
        done = database.run("INSERT INTO ward_removals (change, list, item) VALUES ($1, $2, 0)",
                            {change, list}, kNoRows);
    return done ? forget_old_removals(database, change) : done;
}

Result<void> upsert_items(Database& database, const Edit& edit, std::int64_t list,
                          std::span<const NewItem> items, std::vector<std::string>& ids) {
    std::vector<Parameters> sets;
    sets.reserve(items.size());
    std::int64_t number = edit.first_number;
    for (const NewItem& item : items)
        sets.push_back({list, number++, std::string_view(item.id), std::string_view(item.draft->text),
                        nullable(item.draft->description), flag(item.draft->is_regex), edit.change});
    ids.clear();
    ids.reserve(items.size());
    std::int64_t added = 0;
    auto done = database.run_each(
        "INSERT INTO ward_items (list, number, id, text, description, is_regex, changed) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (list, text) DO UPDATE SET "
        "description = excluded.description, is_regex = excluded.is_regex, changed = excluded.changed "
        "RETURNING id",
        sets, [&](const Row& row) {
            added += row.text(0) == items[ids.size()].id;
            ids.emplace_back(row.text(0));
        });
    return done ? add_to_count(database, edit.change, list, added) : done;
}

Result<void> delete_items(Database& database, std::int64_t change, std::int64_t list,
                          std::span<const std::string_view> ids) {
    std::vector<Parameters> sets;
    for (const std::string_view id : ids) sets.push_back({list, id});
    std::vector<Parameters> removals;
    auto done = database.run_each("DELETE FROM ward_items WHERE list = $1 AND id = $2 RETURNING number", sets,
                                  [&](const Row& row) {
                                      removals.push_back({change, list, row.integer(0)});
                                  });
    if (done)
        done = database.run_each("INSERT INTO ward_removals (change, list, item) VALUES ($1, $2, $3)",
                                 removals, kNoRows);
    if (done) done = add_to_count(database, change, list, -static_cast<std::int64_t>(removals.size()));
    return done ? forget_old_removals(database, change) : done;
}

Result<void> read_page(Database& database, std::int64_t list, std::size_t skip, std::size_t count,
                       const OnItem& on_item) {
    return database.run(
        "SELECT " ITEM_COLUMNS " FROM ward_items WHERE list = $1 ORDER BY number DESC LIMIT $2 OFFSET $3",
        {list, static_cast<std::int64_t>(count), static_cast<std::int64_t>(skip)}, each_item(on_item));
}

Result<void> read_after(Database& database, std::int64_t list, std::int64_t number, std::size_t count,
                        const OnItem& on_item) {
    return database.run("SELECT " ITEM_COLUMNS
                        " FROM ward_items WHERE list = $1 AND number > $2 ORDER BY number LIMIT $3",
                        {list, number, static_cast<std::int64_t>(count)}, each_item(on_item));
}

Result<void> read_all(Database& database, std::int64_t list, const OnItem& on_item) {
    return database.run("SELECT " ITEM_COLUMNS " FROM ward_items WHERE list = $1 ORDER BY number", {list},
                        each_item(on_item));
}

Result<void> read_changed(Database& database, std::int64_t list, std::int64_t since, const OnItem& on_item) {
    return database.run("SELECT " ITEM_COLUMNS
                        " FROM ward_items WHERE list = $1 AND changed > $2 ORDER BY number",
                        {list, since}, each_item(on_item));
}

Result<std::optional<BlocklistItem>> find_item(Database& database, std::int64_t list, std::string_view id) {
    std::optional<BlocklistItem> found;
    const OnItem keep = [&found](const ItemRow& row) { found = row.item(); };
    auto read = database.run("SELECT " ITEM_COLUMNS " FROM ward_items WHERE list = $1 AND id = $2",
                             {list, id}, each_item(keep));
    if (!read) return std::move(read).error();
    return found;
}

Result<std::vector<Removal>> removals_since(Database& database, std::int64_t change) {
    std::vector<Removal> removals;
    auto read =
        database.run("SELECT list, item FROM ward_removals WHERE change > $1", {change}, [&](const Row& row) {
            removals.push_back({row.integer(0), row.integer(1)});
        });
    if (!read) return std::move(read).error();
    return removals;
}

}  // namespace ward::blocklist
