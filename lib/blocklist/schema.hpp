// The tables, once for both kinds of database, and how those of earlier versions become those of this one.
//
//   ward_schema    the version: one row
//   ward_state     one row: `change` counts committed edits, `number` is the last that a list or item was given
//   ward_lists     a list; `changed` is the edit that last touched it or its items
//   ward_items     an item; higher numbers are newer; `changed` as above
//   ward_removals  what was removed in which edit, item 0 being the whole list: so that whoever knows the edits up to
//                  some number can catch up. Rows are kept for kKeptChanges edits.
#pragma once

#include "blocklist/database.hpp"

namespace ward::blocklist {

inline constexpr int kSchemaVersion = 1;

// Makes the tables, or brings them to this version.
// Errc::store_version, target "location": a newer Ward made them.
Result<void> migrate(Database& database);

}  // namespace ward::blocklist
