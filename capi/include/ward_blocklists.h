/// @file
/// The blocklists of ward.h, which includes this file: its conventions hold here. Lists of terms that a text must not
/// hold, kept in a file, in memory or in PostgreSQL. ward/blocklist_store.hpp explains each call at more length.
///
/// @code
///     const ward_blocklist_draft otter = {{"otter", 5}, {NULL, 0}, 0, 0};
///     const ward_string names[] = {{"pets", 4}};
///     ward_blocklist_store_open(library, "lists.db", 8, NULL, &store, &error);
///     ward_blocklist_create_or_update(store, "pets", 4, NULL, NULL, &error);
///     ward_blocklist_add_items(store, "pets", 4, &otter, 1, NULL, &error);
///     ward_blocklist_match(store, names, 1, "an otter", 8, WARD_BLOCKLIST_FIRST, &hits, &error);
/// @endcode
#ifndef WARD_BLOCKLISTS_H
#define WARD_BLOCKLISTS_H

#include "ward.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Blocklists and their items.
/// Threads: thread-safe.
typedef struct ward_blocklist_store ward_blocklist_store;

/// What a text was found to hold. Indexes run from 0 to ward_blocklist_hits_count() - 1.
/// Threads: immutable, any number of threads may read it.
typedef struct ward_blocklist_hits ward_blocklist_hits;

typedef struct ward_blocklist_store_options {
    size_t struct_size;  ///< sizeof(ward_blocklist_store_options)
    uint64_t max_lists;  ///< lists that the store may have; default: 10,000
    uint64_t max_items;  ///< items of all lists together; default: 1,000,000
} ward_blocklist_store_options;

#define WARD_BLOCKLIST_STORE_OPTIONS_INIT \
    { sizeof(ward_blocklist_store_options), 0, 0 }

enum { WARD_SWITCH_KEEP = 0, WARD_SWITCH_ON = 1, WARD_SWITCH_OFF = 2 };

/// What to change in a list.
typedef struct ward_blocklist_change {
    size_t struct_size;          ///< sizeof(ward_blocklist_change)
    const char* description;     ///< at most 1,024 code points; default: it stays
    size_t description_size;     ///< bytes
    int32_t remove_description;  ///< 1: the list has none from now on
    int32_t whole_words;         ///< WARD_SWITCH_...: find terms only as words of their own
    int32_t loose;               ///< WARD_SWITCH_...: find disguised terms, too
    int32_t reserved;            ///< 0
} ward_blocklist_change;

#define WARD_BLOCKLIST_CHANGE_INIT \
    { sizeof(ward_blocklist_change), NULL, 0, 0, WARD_SWITCH_KEEP, WARD_SWITCH_KEEP, 0 }

/// An item to be.
typedef struct ward_blocklist_draft {
    ward_string text;         ///< 1 to 128 code points, without NUL
    ward_string description;  ///< {NULL, 0}: none
    int32_t is_regex;         ///< 1: a regular expression (RE2), 0: a term
    int32_t reserved;         ///< 0
} ward_blocklist_draft;

/// Lists as they stood when they were asked for, newest first. Indexes run from 0 to ward_blocklist_lists_count() - 1.
/// Threads: immutable, any number of threads may read it.
typedef struct ward_blocklist_lists ward_blocklist_lists;

/// Items as they stood when they were asked for. Indexes run from 0 to ward_blocklist_items_count() - 1.
/// Threads: immutable, any number of threads may read it.
typedef struct ward_blocklist_items ward_blocklist_items;

/// Opens a store, and makes its tables.
/// @param location  path of an SQLite file, made when missing; "" for memory; "postgresql://..."
/// @errors WARD_E_IO_FAILED, WARD_E_STORE_UNAVAILABLE, WARD_E_STORE_INVALID, WARD_E_STORE_VERSION. Any call below may
///   give the first three and WARD_E_OVERLOADED, too; those with a name WARD_E_INVALID_NAME and, but for
///   ward_blocklist_create_or_update(), WARD_E_BLOCKLIST_NOT_FOUND.
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_blocklist_store_open(const ward_library* library,
                                                               const char* location, size_t location_size,
                                                               const ward_blocklist_store_options* options,
                                                               ward_blocklist_store** store,
                                                               ward_error** error) WARD_NOEXCEPT;

/// Analyzers that were made with the store go on using it.
/// @since 0.1 stable
WARD_API void ward_blocklist_store_free(ward_blocklist_store* store) WARD_NOEXCEPT;

/// Makes a list, or changes it. When this returns, it is on the disk.
/// @param name  1 to 64 of A-Z a-z 0-9 . _ ~ -
/// @param change  NULL: nothing
/// @param created  1 if it was made, 0 if it was there; may be NULL
/// @errors WARD_E_TEXT_TOO_LONG, WARD_E_INVALID_UTF8, WARD_E_BLOCKLIST_FULL
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_blocklist_create_or_update(const ward_blocklist_store* store,
                                                                     const char* name, size_t name_size,
                                                                     const ward_blocklist_change* change,
                                                                     int32_t* created,
                                                                     ward_error** error) WARD_NOEXCEPT;

/// Removes a list with its items.
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_blocklist_delete(const ward_blocklist_store* store,
                                                           const char* name, size_t name_size,
                                                           ward_error** error) WARD_NOEXCEPT;

/// @param name  the one list to tell of; NULL: all
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_blocklist_get(const ward_blocklist_store* store, const char* name,
                                                        size_t name_size, ward_blocklist_lists** lists,
                                                        ward_error** error) WARD_NOEXCEPT;

/// Adds items, or replaces those with the same text, which keep their ids; all or none.
/// @param items  `count` items, 1 to 100
/// @param added  the items in the given order; may be NULL
/// @errors WARD_E_TEXT_TOO_LONG, WARD_E_INVALID_UTF8, WARD_E_BLOCKLIST_FULL
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_blocklist_add_items(const ward_blocklist_store* store,
                                                              const char* name, size_t name_size,
                                                              const ward_blocklist_draft* items, size_t count,
                                                              ward_blocklist_items** added,
                                                              ward_error** error) WARD_NOEXCEPT;

/// Removes items; all or none. An id that no item has is no error.
/// @param ids  `count` ids, 1 to 100
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_blocklist_remove_items(const ward_blocklist_store* store,
                                                                 const char* name, size_t name_size,
                                                                 const ward_string* ids, size_t count,
                                                                 ward_error** error) WARD_NOEXCEPT;

/// A stretch of a list's items, newest first.
/// @param skip  items to leave out  @param count  at most 100
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_blocklist_list_items(const ward_blocklist_store* store,
                                                               const char* name, size_t name_size,
                                                               uint64_t skip, uint64_t count,
                                                               ward_blocklist_items** items,
                                                               ward_error** error) WARD_NOEXCEPT;

/// The item of that id.
/// @errors WARD_E_ITEM_NOT_FOUND
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_blocklist_find_item(const ward_blocklist_store* store,
                                                              const char* name, size_t name_size,
                                                              const char* id, size_t id_size,
                                                              ward_blocklist_items** item,
                                                              ward_error** error) WARD_NOEXCEPT;

/// NULL: 0.
/// @since 0.1 stable
WARD_API size_t ward_blocklist_lists_count(const ward_blocklist_lists* lists) WARD_NOEXCEPT;

/// Borrowed from the lists. Out of range: "".
/// @since 0.1 stable
WARD_API const char* ward_blocklist_lists_name(const ward_blocklist_lists* lists, size_t index) WARD_NOEXCEPT;

/// Borrowed from the lists. None, or out of range: NULL.
/// @since 0.1 stable
WARD_API const char* ward_blocklist_lists_description(const ward_blocklist_lists* lists,
                                                      size_t index) WARD_NOEXCEPT;

/// How many items it has. Out of range: 0.
/// @since 0.1 stable
WARD_API uint64_t ward_blocklist_lists_items(const ward_blocklist_lists* lists, size_t index) WARD_NOEXCEPT;

/// 1 or 0. Out of range: 0.
/// @since 0.1 stable
WARD_API int32_t ward_blocklist_lists_whole_words(const ward_blocklist_lists* lists,
                                                  size_t index) WARD_NOEXCEPT;

/// 1 or 0. Out of range: 0.
/// @since 0.1 stable
WARD_API int32_t ward_blocklist_lists_loose(const ward_blocklist_lists* lists, size_t index) WARD_NOEXCEPT;

/// @since 0.1 stable
WARD_API void ward_blocklist_lists_free(ward_blocklist_lists* lists) WARD_NOEXCEPT;

/// NULL: 0.
/// @since 0.1 stable
WARD_API size_t ward_blocklist_items_count(const ward_blocklist_items* items) WARD_NOEXCEPT;

/// A UUID in lower case. Borrowed from the items. Out of range: "".
/// @since 0.1 stable
WARD_API const char* ward_blocklist_items_id(const ward_blocklist_items* items, size_t index) WARD_NOEXCEPT;

/// Borrowed from the items. Out of range: "".
/// @since 0.1 stable
WARD_API const char* ward_blocklist_items_text(const ward_blocklist_items* items, size_t index) WARD_NOEXCEPT;

/// Borrowed from the items. None, or out of range: NULL.
/// @since 0.1 stable
WARD_API const char* ward_blocklist_items_description(const ward_blocklist_items* items,
                                                      size_t index) WARD_NOEXCEPT;

/// 1 or 0. Out of range: 0.
/// @since 0.1 stable
WARD_API int32_t ward_blocklist_items_is_regex(const ward_blocklist_items* items, size_t index) WARD_NOEXCEPT;

/// @since 0.1 stable
WARD_API void ward_blocklist_items_free(ward_blocklist_items* items) WARD_NOEXCEPT;

/// The first place of each item that is found, or every place (10,000 at most).
enum { WARD_BLOCKLIST_FIRST = 0, WARD_BLOCKLIST_ALL = 1 };

/// Finds the items of lists in a text. Every edit that was answered counts.
/// @param names  `count` lists, at most WARD_LIMIT_BLOCKLIST_NAMES
/// @param report  WARD_BLOCKLIST_FIRST or WARD_BLOCKLIST_ALL
/// @errors WARD_E_BLOCKLIST_NOT_FOUND (target "blocklistNames[1]"), WARD_E_INVALID_UTF8
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_blocklist_match(const ward_blocklist_store* store,
                                                          const ward_string* names, size_t count,
                                                          const char* text, size_t text_size, int32_t report,
                                                          ward_blocklist_hits** hits,
                                                          ward_error** error) WARD_NOEXCEPT;

/// NULL: 0.
/// @since 0.1 stable
WARD_API size_t ward_blocklist_hits_count(const ward_blocklist_hits* hits) WARD_NOEXCEPT;

/// The list's name. Borrowed from the hits. Out of range: "".
/// @since 0.1 stable
WARD_API const char* ward_blocklist_hits_list(const ward_blocklist_hits* hits, size_t index) WARD_NOEXCEPT;

/// Borrowed from the hits. Out of range: "".
/// @since 0.1 stable
WARD_API const char* ward_blocklist_hits_item_id(const ward_blocklist_hits* hits, size_t index) WARD_NOEXCEPT;

/// Borrowed from the hits. Out of range: "".
/// @since 0.1 stable
WARD_API const char* ward_blocklist_hits_item_text(const ward_blocklist_hits* hits,
                                                   size_t index) WARD_NOEXCEPT;

/// Where in the text it stands.
/// @return 1 and the span. Out of range: 0 and a zeroed span. `span` may be NULL.
/// @since 0.1 stable
WARD_API int32_t ward_blocklist_hits_span(const ward_blocklist_hits* hits, size_t index,
                                          ward_span* span) WARD_NOEXCEPT;

/// @since 0.1 stable
WARD_API void ward_blocklist_hits_free(ward_blocklist_hits* hits) WARD_NOEXCEPT;

/// What the text was found to hold of the lists that its request named. Borrowed from the result: never free it.
/// NULL: NULL.
/// @since 0.1 stable
WARD_API const ward_blocklist_hits* ward_text_result_hits(const ward_text_result* result) WARD_NOEXCEPT;

/// A request to text/blocklists, taken apart by the host. Strings are percent-decoded; what was not there is {NULL, 0}.
typedef struct ward_json_blocklist_request {
    size_t struct_size;  ///< sizeof(ward_json_blocklist_request)
    ward_string method;  ///< "GET", "PATCH", "POST" or "DELETE"
    ward_string name;    ///< of the list in the path; none: GET tells all lists
    ward_string
        action;      ///< what follows the name: "", ":addOrUpdateBlocklistItems", ":removeBlocklistItems",
                     ///< "blocklistItems"
    ward_string id;  ///< of the item in the path, after "blocklistItems/"
    ward_string api_version;  ///< query parameters, as they came
    ward_string top;
    ward_string skip;
    ward_string maxpagesize;
    ward_string base_url;  ///< what links in answers begin with: "https://host/contentsafety"
    ward_string body;      ///< UTF-8 JSON, up to WARD_LIMIT_BODY_BYTES
} ward_json_blocklist_request;

#define WARD_JSON_BLOCKLIST_REQUEST_INIT                                                            \
    {                                                                                               \
        sizeof(ward_json_blocklist_request), {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, \
            {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {                                           \
            NULL, 0                                                                                 \
        }                                                                                           \
    }

/// The eight operations on text/blocklists. A request that is refused, too, has a response; its body is empty with
/// status 204.
/// @source text/blocklists 2023-10-01, 2024-09-01
/// @since 0.1 stable
WARD_API WARD_MUST_CHECK ward_status ward_json_blocklist(const ward_blocklist_store* store,
                                                         const ward_json_blocklist_request* request,
                                                         ward_json_response** response,
                                                         ward_error** error) WARD_NOEXCEPT;

/// The Location header of a 201; else "". Borrowed from the response. NULL: "".
/// @since 0.1 stable
WARD_API const char* ward_json_response_location(const ward_json_response* response) WARD_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
