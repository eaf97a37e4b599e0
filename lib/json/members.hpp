/// @file
/// Members that several requests have.
#pragma once

#include <vector>

#include "json/reader.hpp"
#include "ward/category.hpp"

namespace ward::json {

/// `categories`: names of categories, each kept once, in their order.
/// @param out must outlive the reading
Member categories_member(std::vector<Category>& out);

}  // namespace ward::json
