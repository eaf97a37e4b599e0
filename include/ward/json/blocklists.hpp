/// @file
/// The wire contract of text/blocklists: eight operations, request parts to response bytes. No network here: a host
/// that speaks HTTP takes the path and the query apart, and sends back what it gets.
#pragma once

#include <istream>
#include <string>
#include <string_view>

#include "ward/blocklist_files.hpp"
#include "ward/blocklist_store.hpp"
#include "ward/json/text.hpp"

namespace ward::json {

/// The query of a request, percent-decoded, as it came: what it did not have is empty.
struct BlocklistQuery {
    std::string_view api_version = kApiVersion;

    /// What the links of an answer begin with: "https://host/contentsafety".
    std::string_view base_url = {};

    std::string_view top = {}, skip = {}, maxpagesize = {};
};

/// Each answers with its status below and a body, or with 400, 404, 413, 500 or 503 and an error body
/// (json/error_body.hpp). `name` and `id` are the path's, percent-decoded; `body` is UTF-8 JSON, at most
/// limits::kMaxBodyBytes. Beside the contract's members, lists have `wholeWords` and `loose`, which answers tell when
/// they are true. `isRegex` is told from api-version 2024-09-01 on.
/// @par Threads  any; the store is thread-safe.
/// @source text/blocklists 2023-10-01, 2024-09-01

/// GET /text/blocklists: 200
Response list_blocklists(const BlocklistStore& store, const BlocklistQuery& query = {});

/// GET /text/blocklists/{name}: 200
Response get_blocklist(const BlocklistStore& store, std::string_view name, const BlocklistQuery& query = {});

/// PATCH /text/blocklists/{name}, a JSON merge patch: 201 with Response::location when it was made, else 200
Response patch_blocklist(const BlocklistStore& store, std::string_view name, std::string_view body,
                         const BlocklistQuery& query = {});

/// DELETE /text/blocklists/{name}: 204
Response delete_blocklist(const BlocklistStore& store, std::string_view name,
                          const BlocklistQuery& query = {});

/// POST /text/blocklists/{name}:addOrUpdateBlocklistItems: 200
Response add_blocklist_items(const BlocklistStore& store, std::string_view name, std::string_view body,
                             const BlocklistQuery& query = {});

/// POST /text/blocklists/{name}:removeBlocklistItems: 204
Response remove_blocklist_items(const BlocklistStore& store, std::string_view name, std::string_view body,
                                const BlocklistQuery& query = {});

/// GET /text/blocklists/{name}/blocklistItems?top&skip&maxpagesize: 200
Response list_blocklist_items(const BlocklistStore& store, std::string_view name,
                              const BlocklistQuery& query = {});

/// GET /text/blocklists/{name}/blocklistItems/{id}: 200
Response get_blocklist_item(const BlocklistStore& store, std::string_view name, std::string_view id,
                            const BlocklistQuery& query = {});

/// An item a line, as addOrUpdateBlocklistItems takes it: {"text":...,"description":...,"isRegex":...}. Empty lines
/// are passed over, and so are members that it does not know.
/// @errors of the source: those of reading a body, with the line before the member in the target
///   ("line 17: isRegex"); invalid_field (target "line 17"): longer than limits::kMaxImportLineBytes; io_failed
BlocklistItemSource jsonl_items(std::istream& in);

/// Such a line, with the item's id and its end.
std::string jsonl_record(const BlocklistItem& item);

}  // namespace ward::json
