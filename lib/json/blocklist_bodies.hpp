/// @file
/// The bodies of text/blocklists, apart from the store: for this room and its tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "ward/blocklist_store.hpp"
#include "ward/result.hpp"

namespace ward::json {

/// A merge patch of a list. @param name  of the path, which `blocklistName` must repeat when it is given
Result<BlocklistChange> read_blocklist_patch(Reader& reader, std::string_view body, std::string_view name);

Result<std::vector<BlocklistItemDraft>> read_items_to_add(Reader& reader, std::string_view body);

/// @return views into the Reader
Result<std::vector<std::string_view>> read_ids_to_remove(Reader& reader, std::string_view body);

/// One item that is a body of its own.
Result<BlocklistItemDraft> read_item(Reader& reader, std::string_view body);

void write_list(Writer& writer, const Blocklist& list);
void write_item(Writer& writer, const BlocklistItem& item, bool with_is_regex);

}  // namespace ward::json
