#include "json/members.hpp"

#include <algorithm>
#include <limits>

namespace ward::json {
namespace {

/// Repeated names are legal, so the array has no bound of its own; that of the body bounds it.
constexpr std::size_t kAnyNumber = std::numeric_limits<std::size_t>::max();

Result<void> read_category(Value& value, std::vector<Category>& categories) {
    const auto name = value.string();
    if (!name) return name.error();
    const auto category = category_from_name(*name);
    if (!category) {
        return value.error(Errc::unknown_category, "must be one of Hate, SelfHarm, Sexual, Violence");
    }
    // Kept once, so that a body of 100,000 names costs no more than four.
    if (std::ranges::find(categories, *category) == categories.end()) categories.push_back(*category);
    return {};
}

}  // namespace

Member categories_member(std::vector<Category>& out) {
    return {"categories", Presence::optional, [&out](Value& value) {
                return value.array(kAnyNumber,
                                   [&out](Value& element) { return read_category(element, out); });
            }};
}

}  // namespace ward::json
