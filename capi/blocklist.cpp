#include <optional>
#include <span>
#include <string_view>

#include "handles.hpp"
#include "options.hpp"
#include "ward/blocklist_store.hpp"

using ward::Blocklist;
using ward::BlocklistChange;
using ward::BlocklistHit;
using ward::BlocklistItem;
using ward::BlocklistItemDraft;
using ward::BlocklistReport;
using ward::BlocklistStore;
using ward::Result;
using ward::capi::Arguments;
using ward::capi::guard;
using ward::capi::make;

struct ward_blocklist_lists {
    std::vector<Blocklist> lists;
};

struct ward_blocklist_items {
    std::vector<BlocklistItem> items;
};

static_assert(WARD_BLOCKLIST_FIRST == static_cast<int>(BlocklistReport::first) &&
              WARD_BLOCKLIST_ALL == static_cast<int>(BlocklistReport::all));

namespace {

constexpr std::size_t kFirstStoreOptions = 24;  // 0.1
constexpr std::size_t kFirstChange = 40;        // 0.1

bool is_switch(int32_t value) noexcept { return value >= WARD_SWITCH_KEEP && value <= WARD_SWITCH_OFF; }

std::optional<bool> to_switch(int32_t value) noexcept {
    if (value == WARD_SWITCH_KEEP) return std::nullopt;
    return value == WARD_SWITCH_ON;
}

BlocklistChange to_change(const ward_blocklist_change* given, Arguments& arguments) {
    const auto change = ward::capi::read_options(given, kFirstChange, "change", arguments);
    arguments.require(is_switch(change.whole_words), "change.whole_words", "must be one of WARD_SWITCH_...");
    arguments.require(is_switch(change.loose), "change.loose", "must be one of WARD_SWITCH_...");
    arguments.require(change.remove_description == 0 || change.remove_description == 1,
                      "change.remove_description", "must be 0 or 1");
    arguments.require(change.reserved == 0, "change.reserved", "must be 0");
    BlocklistChange out{.whole_words = to_switch(change.whole_words), .loose = to_switch(change.loose)};
    const auto text = arguments.string(change.description, change.description_size, "change.description");
    if (change.remove_description == 1) out.description.emplace();
    else if (!text.empty()) out.description.emplace(text);
    return out;
}

BlocklistItemDraft to_draft(const ward_blocklist_draft& draft, Arguments& arguments) {
    arguments.require(draft.is_regex == 0 || draft.is_regex == 1, "items", "must have 0 or 1 in is_regex");
    arguments.require(draft.reserved == 0, "items", "must have 0 in reserved");
    BlocklistItemDraft out{.text = std::string(arguments.string(draft.text.data, draft.text.size, "items"))};
    const auto description = arguments.string(draft.description.data, draft.description.size, "items");
    if (!description.empty()) out.description.emplace(description);
    out.is_regex = draft.is_regex == 1;
    return out;
}

// What every call on a list begins with.
std::string_view list_name(const ward_blocklist_store* store, const char* name, size_t size,
                           Arguments& arguments) {
    arguments.handle(store, "store");
    return arguments.string(name, size, "name");
}

const Blocklist* at(const ward_blocklist_lists* lists, size_t index) noexcept {
    return lists != nullptr && index < lists->lists.size() ? &lists->lists[index] : nullptr;
}

const BlocklistItem* at(const ward_blocklist_items* items, size_t index) noexcept {
    return items != nullptr && index < items->items.size() ? &items->items[index] : nullptr;
}

const BlocklistHit* at(const ward_blocklist_hits* hits, size_t index) noexcept {
    return hits != nullptr && index < hits->hits.size() ? &hits->hits[index] : nullptr;
}

}  // namespace

ward_status ward_blocklist_store_open(const ward_library* library, const char* location, size_t location_size,
                                      const ward_blocklist_store_options* options,
                                      ward_blocklist_store** store, ward_error** error) noexcept {
    return make(store, "store", error, [&](Arguments& arguments) -> Result<BlocklistStore> {
        arguments.handle(library, "library");
        const auto where = arguments.string(location, location_size, "location");
        const auto given = ward::capi::read_options(options, kFirstStoreOptions, "options", arguments);
        if (!arguments.ok()) return arguments.error();
        ward::BlocklistStoreOptions chosen{.location = std::string(where)};
        if (given.max_lists != 0) chosen.max_lists = given.max_lists;
        if (given.max_items != 0) chosen.max_items = given.max_items;
        return BlocklistStore::open(chosen);
    });
}

void ward_blocklist_store_free(ward_blocklist_store* store) noexcept { delete store; }

ward_status ward_blocklist_create_or_update(const ward_blocklist_store* store, const char* name,
                                            size_t name_size, const ward_blocklist_change* change,
                                            int32_t* created, ward_error** error) noexcept {
    return guard(error, [&](Arguments& arguments) -> Result<void> {
        if (created != nullptr) *created = 0;
        const auto list = list_name(store, name, name_size, arguments);
        const BlocklistChange chosen = to_change(change, arguments);
        if (!arguments.ok()) return arguments.error();
        const auto made = store->store.create_or_update_list(list, chosen);
        if (!made) return made.error();
        if (created != nullptr) *created = made->created ? 1 : 0;
        return {};
    });
}

ward_status ward_blocklist_delete(const ward_blocklist_store* store, const char* name, size_t name_size,
                                  ward_error** error) noexcept {
    return guard(error, [&](Arguments& arguments) -> Result<void> {
        const auto list = list_name(store, name, name_size, arguments);
        return arguments.ok() ? store->store.remove_list(list) : arguments.error();
    });
}

ward_status ward_blocklist_get(const ward_blocklist_store* store, const char* name, size_t name_size,
                               ward_blocklist_lists** lists, ward_error** error) noexcept {
    return make(lists, "lists", error, [&](Arguments& arguments) -> Result<std::vector<Blocklist>> {
        const auto list = list_name(store, name, name_size, arguments);
        if (!arguments.ok()) return arguments.error();
        if (name == nullptr) return store->store.lists();
        auto found = store->store.find_list(list);
        if (!found) return std::move(found).error();
        return std::vector{*std::move(found)};
    });
}

ward_status ward_blocklist_add_items(const ward_blocklist_store* store, const char* name, size_t name_size,
                                     const ward_blocklist_draft* items, size_t count,
                                     ward_blocklist_items** added, ward_error** error) noexcept {
    return guard(error, [&](Arguments& arguments) -> Result<void> {
        if (added != nullptr) *added = nullptr;
        const auto list = list_name(store, name, name_size, arguments);
        arguments.array(items, count, ward::limits::kMaxBlocklistBatch, "items");
        if (!arguments.ok()) return arguments.error();
        std::vector<BlocklistItemDraft> drafts;
        for (const auto& draft : std::span(items, count)) drafts.push_back(to_draft(draft, arguments));
        if (!arguments.ok()) return arguments.error();
        auto holder =
            std::make_unique<ward_blocklist_items>();  // before the edit, which then cannot go unanswered
        auto stored = store->store.add_items(list, drafts);
        if (!stored) return std::move(stored).error();
        holder->items = *std::move(stored);
        if (added != nullptr) *added = holder.release();
        return {};
    });
}

ward_status ward_blocklist_remove_items(const ward_blocklist_store* store, const char* name, size_t name_size,
                                        const ward_string* ids, size_t count, ward_error** error) noexcept {
    return guard(error, [&](Arguments& arguments) -> Result<void> {
        const auto list = list_name(store, name, name_size, arguments);
        arguments.array(ids, count, ward::limits::kMaxBlocklistBatch, "ids");
        if (!arguments.ok()) return arguments.error();
        const auto gone = ward::capi::strings(ids, count, "ids", arguments);
        return arguments.ok() ? store->store.remove_items(list, gone) : arguments.error();
    });
}

ward_status ward_blocklist_list_items(const ward_blocklist_store* store, const char* name, size_t name_size,
                                      uint64_t skip, uint64_t count, ward_blocklist_items** items,
                                      ward_error** error) noexcept {
    return make(items, "items", error, [&](Arguments& arguments) -> Result<std::vector<BlocklistItem>> {
        const auto list = list_name(store, name, name_size, arguments);
        arguments.require(count <= ward::limits::kMaxBlocklistPage, "count", "must be at most 100");
        if (!arguments.ok()) return arguments.error();
        auto page = store->store.items(list, {.top = count, .skip = skip});
        if (!page) return std::move(page).error();
        return std::move(page->items);
    });
}

ward_status ward_blocklist_find_item(const ward_blocklist_store* store, const char* name, size_t name_size,
                                     const char* id, size_t id_size, ward_blocklist_items** item,
                                     ward_error** error) noexcept {
    return make(item, "item", error, [&](Arguments& arguments) -> Result<std::vector<BlocklistItem>> {
        const auto list = list_name(store, name, name_size, arguments);
        const auto wanted = arguments.string(id, id_size, "id");
        if (!arguments.ok()) return arguments.error();
        auto found = store->store.find_item(list, wanted);
        if (!found) return std::move(found).error();
        return std::vector{*std::move(found)};
    });
}

size_t ward_blocklist_lists_count(const ward_blocklist_lists* lists) noexcept {
    return lists == nullptr ? 0 : lists->lists.size();
}

const char* ward_blocklist_lists_name(const ward_blocklist_lists* lists, size_t index) noexcept {
    const auto* list = at(lists, index);
    return list == nullptr ? "" : list->name.c_str();
}

const char* ward_blocklist_lists_description(const ward_blocklist_lists* lists, size_t index) noexcept {
    const auto* list = at(lists, index);
    return list == nullptr || !list->description ? nullptr : list->description->c_str();
}

uint64_t ward_blocklist_lists_items(const ward_blocklist_lists* lists, size_t index) noexcept {
    const auto* list = at(lists, index);
    return list == nullptr ? 0 : list->items;
}

int32_t ward_blocklist_lists_whole_words(const ward_blocklist_lists* lists, size_t index) noexcept {
    const auto* list = at(lists, index);
    return list != nullptr && list->whole_words ? 1 : 0;
}

int32_t ward_blocklist_lists_loose(const ward_blocklist_lists* lists, size_t index) noexcept {
    const auto* list = at(lists, index);
    return list != nullptr && list->loose ? 1 : 0;
}

void ward_blocklist_lists_free(ward_blocklist_lists* lists) noexcept { delete lists; }

size_t ward_blocklist_items_count(const ward_blocklist_items* items) noexcept {
    return items == nullptr ? 0 : items->items.size();
}

const char* ward_blocklist_items_id(const ward_blocklist_items* items, size_t index) noexcept {
    const auto* item = at(items, index);
    return item == nullptr ? "" : item->id.c_str();
}

const char* ward_blocklist_items_text(const ward_blocklist_items* items, size_t index) noexcept {
    const auto* item = at(items, index);
    return item == nullptr ? "" : item->text.c_str();
}

const char* ward_blocklist_items_description(const ward_blocklist_items* items, size_t index) noexcept {
    const auto* item = at(items, index);
    return item == nullptr || !item->description ? nullptr : item->description->c_str();
}

int32_t ward_blocklist_items_is_regex(const ward_blocklist_items* items, size_t index) noexcept {
    const auto* item = at(items, index);
    return item != nullptr && item->is_regex ? 1 : 0;
}

void ward_blocklist_items_free(ward_blocklist_items* items) noexcept { delete items; }

ward_status ward_blocklist_match(const ward_blocklist_store* store, const ward_string* names, size_t count,
                                 const char* text, size_t text_size, int32_t report,
                                 ward_blocklist_hits** hits, ward_error** error) noexcept {
    return make(hits, "hits", error, [&](Arguments& arguments) -> Result<std::vector<BlocklistHit>> {
        arguments.handle(store, "store");
        arguments.array(names, count, ward::limits::kMaxBlocklistNames, "names");
        const auto searched = arguments.string(text, text_size, "text");
        arguments.require(report == WARD_BLOCKLIST_FIRST || report == WARD_BLOCKLIST_ALL, "report",
                          "must be WARD_BLOCKLIST_FIRST or WARD_BLOCKLIST_ALL");
        if (!arguments.ok()) return arguments.error();
        const auto lists = ward::capi::strings(names, count, "names", arguments);
        if (!arguments.ok()) return arguments.error();
        return store->store.match(lists, searched, static_cast<BlocklistReport>(report));
    });
}

size_t ward_blocklist_hits_count(const ward_blocklist_hits* hits) noexcept {
    return hits == nullptr ? 0 : hits->hits.size();
}

const char* ward_blocklist_hits_list(const ward_blocklist_hits* hits, size_t index) noexcept {
    const auto* hit = at(hits, index);
    return hit == nullptr ? "" : hit->list.c_str();
}

const char* ward_blocklist_hits_item_id(const ward_blocklist_hits* hits, size_t index) noexcept {
    const auto* hit = at(hits, index);
    return hit == nullptr ? "" : hit->item_id.c_str();
}

const char* ward_blocklist_hits_item_text(const ward_blocklist_hits* hits, size_t index) noexcept {
    const auto* hit = at(hits, index);
    return hit == nullptr ? "" : hit->item_text.c_str();
}

int32_t ward_blocklist_hits_span(const ward_blocklist_hits* hits, size_t index, ward_span* span) noexcept {
    const auto* hit = at(hits, index);
    if (span != nullptr) *span = hit == nullptr ? ward_span{} : ward::capi::to_c(hit->span);
    return hit == nullptr ? 0 : 1;
}

void ward_blocklist_hits_free(ward_blocklist_hits* hits) noexcept { delete hits; }

const ward_blocklist_hits* ward_text_result_hits(const ward_text_result* result) noexcept {
    return result == nullptr ? nullptr : &result->hits;
}
