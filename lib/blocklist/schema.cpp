#include "blocklist/schema.hpp"

#include <initializer_list>

namespace ward::blocklist {
namespace {

using Statements = std::initializer_list<const char*>;

// What makes version 1 out of nothing, version 2 out of 1, and so on: never changed once released, only added to.
constexpr Statements kVersion1{
    "CREATE TABLE ward_state (change BIGINT NOT NULL, number BIGINT NOT NULL)",
    "INSERT INTO ward_state (change, number) VALUES (0, 0)",
    "CREATE TABLE ward_lists (number BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT, "
    "whole_words INTEGER NOT NULL, loose INTEGER NOT NULL, items BIGINT NOT NULL, changed BIGINT NOT NULL)",
    "CREATE INDEX ward_lists_changed ON ward_lists (changed)",
    "CREATE TABLE ward_items (list BIGINT NOT NULL, number BIGINT NOT NULL, id TEXT NOT NULL, text TEXT NOT "
    "NULL, "
    "description TEXT, is_regex INTEGER NOT NULL, changed BIGINT NOT NULL, PRIMARY KEY (list, number))",
    "CREATE UNIQUE INDEX ward_items_text ON ward_items (list, text)",
    "CREATE UNIQUE INDEX ward_items_id ON ward_items (list, id)",
    "CREATE INDEX ward_items_changed ON ward_items (list, changed)",
    "CREATE TABLE ward_removals (change BIGINT NOT NULL, list BIGINT NOT NULL, item BIGINT NOT NULL)",
    "CREATE INDEX ward_removals_change ON ward_removals (change)",
};
constexpr std::initializer_list<Statements> kVersions{kVersion1};
static_assert(kVersions.size() == kSchemaVersion);

Result<std::int64_t> read_version(Database& database) {
    if (auto made = run(database, "CREATE TABLE IF NOT EXISTS ward_schema (version BIGINT NOT NULL)"); !made)
        return std::move(made).error();
    std::int64_t version = 0;
    auto read = database.run("SELECT version FROM ward_schema", {},
                             [&version](const Row& row) { version = row.integer(0); });
    if (!read) return std::move(read).error();
    return version;
}

Result<void> step(Database& database, std::int64_t from, Statements statements) {
    for (const char* statement : statements)
        if (auto done = run(database, statement); !done) return done;
    return database.run(
        from == 0 ? "INSERT INTO ward_schema (version) VALUES ($1)" : "UPDATE ward_schema SET version = $1",
        {from + 1}, [](const Row&) {});
}

}  // namespace

Result<void> migrate(Database& database) {
    Transaction transaction(database);
    if (auto begun = transaction.begin(Access::write); !begun) return begun;
    const auto version = read_version(database);
    if (!version) return version.error();
    if (*version > kSchemaVersion) {
        return Error{Errc::store_version,
                     "A newer Ward made this blocklist store, with tables of version " +
                         std::to_string(*version) + "; use that or a newer one",
                     "location"};
    }
    for (std::int64_t from = *version; from < kSchemaVersion; ++from)
        if (auto done = step(database, from, kVersions.begin()[from]); !done) return done;
    return transaction.commit();
}

}  // namespace ward::blocklist
