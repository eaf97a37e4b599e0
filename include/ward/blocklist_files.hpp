/// @file
/// Blocklist items in files: plain text and CSV, in and out. (JSON lines: ward/json/blocklists.hpp.)
///
/// @code
///     std::ifstream file("terms.csv", std::ios::binary);
///     auto stored = store.import_items("terms", ward::csv_items(file));
/// @endcode
#pragma once

#include <istream>
#include <string>

#include "ward/blocklist_store.hpp"

namespace ward {

/// Each line that is not empty is a term, as it stands; a carriage return at its end is no part of it. `in` is read
/// as the source is asked, and must live as long.
/// @errors of the source: invalid_field (target "line 17"): longer than limits::kMaxImportLineBytes; io_failed
BlocklistItemSource plain_items(std::istream& in);

/// Records of RFC 4180 in UTF-8. The first names the columns: `text`, and perhaps `description` and `isRegex` (true,
/// false or empty); others are passed over, so that what csv_record() wrote can be read.
/// @errors of the source, with the line in which the record began as target: invalid_field: no `text` column, a record
///   of another length, a quote out of place, a record longer than limits::kMaxImportLineBytes; io_failed
BlocklistItemSource csv_items(std::istream& in);

/// The columns that csv_record() fills, as a line with its end.
std::string csv_header();
std::string csv_record(const BlocklistItem& item);

}  // namespace ward
