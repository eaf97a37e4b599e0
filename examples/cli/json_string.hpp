// Just enough JSON writing for a request body and a listing.
#pragma once

#include <string>
#include <string_view>

/// The text in quotes, with what JSON wants escaped. Bytes that are no UTF-8 stay, for the reader to refuse.
std::string json_string(std::string_view text);
