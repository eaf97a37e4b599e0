// The categories a request asks for.
#pragma once

#include <span>
#include <vector>

#include "ward/category.hpp"
#include "ward/result.hpp"

namespace ward::base {

// In the order asked for, each once; all four when none is named.
// errors: unknown_category (target "categories") for a value that is none
Result<std::vector<Category>> asked_categories(std::span<const Category> named);

}  // namespace ward::base
