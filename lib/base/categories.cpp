#include "base/categories.hpp"

#include <algorithm>

namespace ward::base {

Result<std::vector<Category>> asked_categories(std::span<const Category> named) {
    if (named.empty()) return std::vector<Category>(kAllCategories.begin(), kAllCategories.end());
    std::vector<Category> categories;
    for (const Category category : named) {
        if (category > Category::violence)
            return Error{Errc::unknown_category, "There is no such category", "categories"};
        if (std::ranges::find(categories, category) == categories.end()) categories.push_back(category);
    }
    return categories;
}

}  // namespace ward::base
