/// @file
/// Blocklists: named lists of terms that a text must not hold, kept in a file, in memory or in PostgreSQL, and
/// matched against texts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ward/limits.hpp"
#include "ward/result.hpp"
#include "ward/text_span.hpp"

namespace ward {

namespace blocklist {
class StoreState;
}

struct BlocklistStoreOptions {
    /// Where the lists are kept:
    /// - a path: an SQLite file, made when it is not there; its folder must exist and be writable
    /// - "" or ":memory:": nowhere; they go with the store
    /// - "postgresql://user@host/database" (all that libpq understands): many hosts share the lists
    std::string location = {};

    /// Lists, and items in all lists together. What is there already stays when it is more.
    std::size_t max_lists = limits::kDefaultBlocklists;
    std::size_t max_items = limits::kDefaultBlocklistItems;
};

/// A list, without its items.
struct Blocklist {
    std::string name;
    std::optional<std::string> description = std::nullopt;
    bool whole_words = false;  ///< a term is found only where no letter or digit goes on before or after it
    bool loose = false;        ///< disguises of a term ("b4d  w.o.r.d") are found, too
    std::uint64_t items = 0;
};

/// What to change in a list. What is nothing stays as it is.
struct BlocklistChange {
    /// A new description; nothing inside takes the old one away. @source RFC 7396
    std::optional<std::optional<std::string>> description = std::nullopt;
    std::optional<bool> whole_words = std::nullopt;
    std::optional<bool> loose = std::nullopt;
};

struct BlocklistUpdate {
    Blocklist list;
    bool created = false;  ///< else it was there before
};

/// An item to be. A term is found regardless of case; an expression is as it is written.
struct BlocklistItemDraft {
    std::string text;  ///< 1 to limits::kMaxBlocklistTermCodePoints code points, without U+0000
    std::optional<std::string> description = std::nullopt;
    bool is_regex = false;  ///< `text` is a regular expression (RE2 syntax), searched for anywhere
};

struct BlocklistItem {
    std::string id;  ///< a UUID in lower case
    std::string text;
    std::optional<std::string> description = std::nullopt;
    bool is_regex = false;
};

/// Which items of a list to tell: `skip` are left out, then up to `top` are taken, and these come in pages.
struct BlocklistPageRequest {
    std::optional<std::size_t> top = std::nullopt;  ///< nothing: all
    std::size_t skip = 0;
    std::size_t page_size =
        limits::kMaxBlocklistPage;  ///< 1 or more; more than the limit stands for the limit
};

struct BlocklistPage {
    std::vector<BlocklistItem> items;  ///< newest first
    std::optional<BlocklistPageRequest> next =
        std::nullopt;  ///< what to ask for next; nothing on the last page
};

/// A place where an item of a list was found.
struct BlocklistHit {
    std::string list;
    std::string item_id;
    std::string item_text;
    TextSpan span;
};

/// What match() tells of an item that is found more than once.
enum class BlocklistReport : std::uint8_t {
    first,  ///< the first place of each item: enough to judge a text
    all     ///< every place: to mark or mask them; limits::kMaxBlocklistHits at most
};

/// Gives the next item of an import, or nothing at the end. An error ends the import.
using BlocklistItemSource = std::function<Result<std::optional<BlocklistItemDraft>>()>;

struct BlocklistImportOptions {
    /// Items that are stored at once: a chunk is stored whole or not at all.
    std::size_t chunk = 10'000;

    /// Called after each chunk with the items stored so far; false stops the import.
    std::function<bool(std::uint64_t stored)> progress = {};
};

/// The lists of one place. Copies are handles on the same store, which closes with the last of them.
///
/// - An edit that was answered is on the disk: it survives the process and a power cut. (PostgreSQL: as its server
///   is configured.)
/// - An edit is seen by the very next call, of any thread, and of any process that opened the same file. Other
///   hosts on the same PostgreSQL see it within a second.
/// - A call that fails changes nothing.
/// @par Threads  thread-safe; do not take it through a fork. match() works on a snapshot: it waits for an edit only
///   to load what the edit changed.
class BlocklistStore {
public:
    /// Opens a store, and makes or updates its tables. Lists load when they are first matched.
    /// @errors io_failed (target "location"): the file cannot be made, read or written; store_invalid: it is no
    ///   store, or damaged; store_version: a newer Ward made it; store_unavailable: the server does not answer or
    ///   refuses; invalid_argument.
    static Result<BlocklistStore> open(const BlocklistStoreOptions& options);

    /// Each call below also gives, when the store fails: io_failed, store_unavailable, store_invalid; overloaded
    /// when other writers hold it for longer than five seconds. A `name` that no list can have is invalid_name, one
    /// that no list has is blocklist_not_found (target "name").
    ///
    /// All lists, newest first.
    Result<std::vector<Blocklist>> lists() const;

    Result<Blocklist> find_list(std::string_view name) const;

    /// Makes a list, or changes it.
    /// @param name  1 to limits::kMaxBlocklistNameLength of A-Z a-z 0-9 . _ ~ -
    /// @errors invalid_name (target "name"), text_too_long, invalid_utf8, invalid_argument (target "description"),
    ///   blocklist_full
    Result<BlocklistUpdate> create_or_update_list(std::string_view name,
                                                  const BlocklistChange& change = {}) const;

    /// Removes a list with its items.
    Result<void> remove_list(std::string_view name) const;

    /// Adds items, or replaces those with the same text, which keep their id and their place; all or none.
    /// @param items  1 to limits::kMaxBlocklistBatch
    /// @return the items in the given order
    /// @errors invalid_argument (target "items" or "items[2].text"), text_too_long, invalid_utf8, blocklist_full
    Result<std::vector<BlocklistItem>> add_items(std::string_view name,
                                                 std::span<const BlocklistItemDraft> items) const;

    /// Removes items; all or none. An id that no item has is no error.
    /// @param ids  1 to limits::kMaxBlocklistBatch
    /// @errors invalid_argument (target "ids"), invalid_name (target "ids[2]")
    Result<void> remove_items(std::string_view name, std::span<const std::string_view> ids) const;

    /// A page of a list's items.
    Result<BlocklistPage> items(std::string_view name, const BlocklistPageRequest& page = {}) const;

    /// @errors item_not_found, invalid_name (target "id")
    Result<BlocklistItem> find_item(std::string_view name, std::string_view id) const;

    /// Adds items, or replaces those with the same text, in any number.
    /// @return how many were stored
    /// @errors those of add_items() with the item's number, from 0, in the target ("items[117].text"); the source's;
    ///   cancelled. The chunks before the one that failed stay.
    Result<std::uint64_t> import_items(std::string_view name, const BlocklistItemSource& source,
                                       const BlocklistImportOptions& options = {}) const;

    /// Gives every item of a list, oldest first, so that importing them elsewhere keeps their order. What is added
    /// or removed meanwhile may be told or not. `sink` returns false to stop, and may call the store.
    Result<void> export_items(std::string_view name,
                              const std::function<bool(const BlocklistItem&)>& sink) const;

    /// Finds the items of some lists in a text.
    /// @param names  up to limits::kMaxBlocklistNames; a list named twice is matched once
    /// @param text  well-formed UTF-8 of any length; only read during the call
    /// @return in the order of `names`, then of the text
    /// @errors blocklist_not_found (target "blocklistNames[1]"), invalid_argument, invalid_utf8 (target "text")
    Result<std::vector<BlocklistHit>> match(std::span<const std::string_view> names, std::string_view text,
                                            BlocklistReport report = BlocklistReport::first) const;

private:
    explicit BlocklistStore(std::shared_ptr<blocklist::StoreState> state) : state_(std::move(state)) {}

    std::shared_ptr<blocklist::StoreState> state_;
};

}  // namespace ward
