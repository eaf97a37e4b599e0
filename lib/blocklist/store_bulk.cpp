// Items by the million: import and export.
#include <utility>

#include "blocklist/checks.hpp"
#include "blocklist/store_state.hpp"
#include "ward/blocklist_store.hpp"

namespace ward {
namespace {

constexpr std::size_t kExportChunk = 1'000;
constexpr std::size_t kMaxImportChunk = 100'000;

// Fills `chunk`; fewer than `size` are the last.
Result<void> take(const BlocklistItemSource& source, std::size_t size,
                  std::vector<BlocklistItemDraft>& chunk) {
    chunk.clear();
    while (chunk.size() < size) {
        auto item = source();
        if (!item) return std::move(item).error();
        if (!*item) return {};
        chunk.push_back(**std::move(item));
    }
    return {};
}

Result<std::uint64_t> import_chunks(blocklist::StoreState& state, std::string_view name,
                                    const BlocklistItemSource& source,
                                    const BlocklistImportOptions& options) {
    std::uint64_t stored = 0;
    std::vector<BlocklistItemDraft> chunk;
    std::vector<std::string> ids;
    do {
        if (auto taken = take(source, options.chunk, chunk); !taken) return std::move(taken).error();
        if (chunk.empty()) break;
        if (auto done = state.store_items(name, chunk, stored, ids); !done) return std::move(done).error();
        stored += chunk.size();
        if (options.progress && !options.progress(stored)) {
            return Error{Errc::cancelled, "The import was stopped; what it had stored so far stays", ""};
        }
    } while (chunk.size() == options.chunk);
    return stored;
}

}  // namespace

Result<std::uint64_t> BlocklistStore::import_items(std::string_view name, const BlocklistItemSource& source,
                                                   const BlocklistImportOptions& options) const {
    if (auto checked = blocklist::check_name(name, "name"); !checked) return std::move(checked).error();
    if (options.chunk < 1 || options.chunk > kMaxImportChunk) {
        return Error{Errc::invalid_argument,
                     "An import's chunk has 1 to " + std::to_string(kMaxImportChunk) + " items", "chunk"};
    }
    if (auto found = find_list(name); !found)
        return std::move(found).error();  // also when there are no items
    auto stored = import_chunks(*state_, name, source, options);
    state_->refresh_after_edit();
    return stored;
}

Result<void> BlocklistStore::export_items(std::string_view name,
                                          const std::function<bool(const BlocklistItem&)>& sink) const {
    if (auto checked = blocklist::check_name(name, "name"); !checked) return checked;
    std::int64_t last = 0;
    std::vector<BlocklistItem> chunk;
    do {
        chunk.clear();
        auto read = state_->read([&](blocklist::Database& database) -> Result<void> {
            const auto row = blocklist::require_list(database, name);
            if (!row) return row.error();
            return blocklist::read_after(database, row->number, last, kExportChunk,
                                         [&](const blocklist::ItemRow& item) {
                                             last = item.number;
                                             chunk.push_back(item.item());
                                         });
        });
        if (!read) return read;
        for (const BlocklistItem& item : chunk)
            if (!sink(item)) return {};
    } while (chunk.size() == kExportChunk);
    return {};
}

}  // namespace ward
