#include "requests.hpp"

#include <span>

namespace ward::capi {

static_assert(WARD_CATEGORY_HATE == static_cast<int>(Category::hate) &&
              WARD_CATEGORY_SELF_HARM == static_cast<int>(Category::self_harm) &&
              WARD_CATEGORY_SEXUAL == static_cast<int>(Category::sexual) &&
              WARD_CATEGORY_VIOLENCE == static_cast<int>(Category::violence));

bool is_category(std::int32_t number) noexcept {
    return number >= 0 && static_cast<std::size_t>(number) < kAllCategories.size();
}

std::vector<Category> read_categories(const std::int32_t* numbers, std::size_t count, Arguments& arguments) {
    std::vector<Category> categories;
    arguments.array(numbers, count, kAllCategories.size(), "options.categories");
    if (!arguments.ok()) return categories;
    for (const std::int32_t number : std::span(numbers, count)) {
        arguments.require(is_category(number), "options.categories",
                          "must hold numbers of WARD_CATEGORY_...");
        categories.push_back(static_cast<Category>(number));
    }
    return categories;
}

std::optional<std::chrono::steady_clock::time_point> deadline_after(std::uint32_t timeout_ms) {
    if (timeout_ms == 0) return std::nullopt;
    return std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
}

}  // namespace ward::capi

const char* ward_category_name(int32_t category) noexcept {
    // The names are literals, and so end in a NUL.
    return ward::capi::is_category(category) ? ward::name(static_cast<ward::Category>(category)).data() : "";
}
