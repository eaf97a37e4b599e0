#include <algorithm>
#include <utility>

#include "base/utf8.hpp"
#include "blocklist/live_lists.hpp"
#include "blocklist/store_state.hpp"
#include "ward/blocklist_store.hpp"

namespace ward {
namespace {

using Names = std::span<const std::string_view>;

bool is_named_before(Names names, std::size_t index) {
    const auto at = names.begin() + static_cast<std::ptrdiff_t>(index);
    return std::find(names.begin(), at, *at) != at;
}

// Bytes to code points, of hits whose beginnings rise.
class Ruler {
public:
    explicit Ruler(std::string_view text) : text_(text) {}

    TextSpan span(std::size_t begin, std::size_t end) {
        code_points_ += base::code_points_before(text_.substr(bytes_), begin - bytes_);
        bytes_ = begin;
        const std::size_t length = base::code_points_before(text_.substr(begin), end - begin);
        return {begin, end, code_points_, code_points_ + length};
    }

private:
    std::string_view text_;
    std::size_t bytes_ = 0, code_points_ = 0;
};

void match_list(const blocklist::LoadedList& list, std::string_view name, std::string_view text,
                BlocklistReport report, std::vector<BlocklistHit>& hits) {
    const auto what =
        report == BlocklistReport::all ? blocklist::Report::every : blocklist::Report::first_per_item;
    // The matcher before the table, which is written in the other order: it knows every item that is told.
    const auto matcher = list.matcher->snapshot();
    const auto items = list.items.view();
    thread_local std::vector<blocklist::Hit> found;
    matcher->match(text, what, found);
    Ruler ruler(text);
    for (const blocklist::Hit& hit : found) {
        if (hits.size() == limits::kMaxBlocklistHits) return;
        const auto* const item = items->find(static_cast<std::int64_t>(hit.item));
        if (item == nullptr) continue;
        hits.push_back({std::string(name), std::string(item->id_view()), item->text,
                        ruler.span(hit.begin_bytes, hit.end_bytes)});
    }
}

}  // namespace

Result<std::vector<BlocklistHit>> BlocklistStore::match(std::span<const std::string_view> names,
                                                        std::string_view text, BlocklistReport report) const {
    if (names.size() > limits::kMaxBlocklistNames) {
        return Error{
            Errc::invalid_argument,
            "One text is matched against at most " + std::to_string(limits::kMaxBlocklistNames) + " lists",
            "blocklistNames"};
    }
    if (!base::count_code_points(text))
        return Error{Errc::invalid_utf8, "The text is not well-formed UTF-8", "text"};
    blocklist::LiveLists& live = state_->live();
    if (auto refreshed = live.refresh(); !refreshed) return std::move(refreshed).error();

    std::vector<std::shared_ptr<const blocklist::LoadedList>> lists(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (is_named_before(names, i)) continue;
        auto list = live.find(names[i], i);
        if (!list) return std::move(list).error();
        lists[i] = *std::move(list);
    }
    std::vector<BlocklistHit> hits;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (lists[i]) match_list(*lists[i], names[i], text, report, hits);
    return hits;
}

}  // namespace ward
