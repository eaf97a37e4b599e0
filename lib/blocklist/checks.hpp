// What the store's calls refuse, at the door.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "blocklist/matcher.hpp"
#include "ward/blocklist_store.hpp"

namespace ward::blocklist {

// 1 to limits::kMaxBlocklistNameLength of A-Z a-z 0-9 . _ ~ - : lists' names and items' ids alike.
// Errc::invalid_name
// @source text/blocklists 2023-10-01, path parameters
Result<void> check_name(std::string_view name, std::string target);

// Errc::text_too_long, Errc::invalid_utf8, Errc::invalid_argument
Result<void> check_description(const std::optional<std::string>& description, const std::string& target);

// Whether a list with these options can hold the item. `target` is the item's: "items[2]".
Result<void> check_item(const BlocklistItemDraft& item, const ListOptions& options,
                        const std::string& target);

Result<void> check_batch(std::size_t size, const char* target);

ListOptions options_of(const Blocklist& list) noexcept;

// A fresh random UUID (version 4) in lower case.
std::string make_uuid();

}  // namespace ward::blocklist
