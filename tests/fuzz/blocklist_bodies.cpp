// Feeds bytes to the readers of text/blocklists bodies. What they take must be what the store could take: well-formed
// UTF-8, batches within their limit; what they refuse must be told as JSON.
//
// Part of the tests through driver.cpp; with libFuzzer as json_text.cpp says.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "base/utf8.hpp"
#include "json/blocklist_bodies.hpp"
#include "ward/json/error_body.hpp"

namespace {

void require(bool condition, const char* what) {
    if (condition) return;
    std::fprintf(stderr, "blocklist_bodies: %s\n", what);
    std::abort();
}

template <class T>
bool is_told(const ward::Result<T>& result) {
    if (result) return true;
    const ward::Error& error = result.error();
    require(!error.message.empty() && !error.target.empty(), "an error says what and where");
    require(ward::base::count_code_points(ward::json::error_body(error)).has_value(),
            "an error body is UTF-8");
    return false;
}

bool is_utf8(std::string_view text) { return ward::base::count_code_points(text).has_value(); }

void require_fit(const ward::BlocklistItemDraft& item) {
    require(is_utf8(item.text) && is_utf8(item.description.value_or("")), "an item is well-formed UTF-8");
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    ward::json::Reader reader;
    if (const auto change = ward::json::read_blocklist_patch(reader, body, "words");
        is_told(change) && change)
        require(!change->description || is_utf8(change->description->value_or("")), "a description is UTF-8");
    if (const auto items = ward::json::read_items_to_add(reader, body); is_told(items) && items) {
        require(!items->empty() && items->size() <= ward::limits::kMaxBlocklistBatch, "a batch fits");
        for (const auto& item : *items) require_fit(item);
    }
    if (const auto ids = ward::json::read_ids_to_remove(reader, body); is_told(ids) && ids) {
        require(!ids->empty() && ids->size() <= ward::limits::kMaxBlocklistBatch, "a batch fits");
        for (const std::string_view id : *ids) require(is_utf8(id), "an id is UTF-8");
    }
    if (const auto item = ward::json::read_item(reader, body); is_told(item) && item) require_fit(*item);
    return 0;
}
