// Feeds bytes to the readers of import files: each ends, with items or an error that names a line, and what was read
// from CSV is read again from what is written of it.
//
// Part of the tests through driver.cpp; with libFuzzer as json_text.cpp says.
#include "ward/blocklist_files.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "ward/json/blocklists.hpp"

namespace {

using Drafts = std::vector<ward::BlocklistItemDraft>;

void require(bool condition, const char* what) {
    if (condition) return;
    std::fprintf(stderr, "blocklist_files: %s\n", what);
    std::abort();
}

// All items until the end or an error.
Drafts drain(const ward::BlocklistItemSource& source, std::size_t most) {
    Drafts all;
    for (;;) {
        auto item = source();
        if (!item) {
            require(item.error().target.starts_with("line "), "an error names its line");
            return all;
        }
        if (!*item) return all;
        all.push_back(**std::move(item));
        require(all.size() <= most, "a source ends");
    }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    std::istringstream plain(text), json(text), csv(text);
    drain(ward::plain_items(plain), size + 1);
    drain(ward::json::jsonl_items(json), size + 1);
    const Drafts read = drain(ward::csv_items(csv), size + 1);

    std::string written = ward::csv_header();
    for (const auto& item : read)
        written += ward::csv_record({"id", item.text, item.description, item.is_regex});
    std::istringstream again(written);
    const Drafts reread = drain(ward::csv_items(again), size + 1);
    for (std::size_t i = 0; i < reread.size(); ++i)
        require(reread[i].text == read[i].text && reread[i].description == read[i].description &&
                    reread[i].is_regex == read[i].is_regex,
                "CSV that was written is read as it was");
    return 0;
}
