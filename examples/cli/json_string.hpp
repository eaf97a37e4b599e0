// Just enough JSON writing for a request body and a listing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <ward/category.hpp>

/// The text in quotes, with what JSON wants escaped. Bytes that are no UTF-8 stay, for the reader to refuse.
std::string json_string(std::string_view text);

/// The member of a request's body, with the comma before it; nothing for none.
std::string json_categories(const std::vector<ward::Category>& categories);
