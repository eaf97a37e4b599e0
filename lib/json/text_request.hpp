/// @file
/// The body of text:analyze.
#pragma once

#include <string_view>

#include "json/reader.hpp"
#include "ward/analyzer.hpp"
#include "ward/result.hpp"

namespace ward::json {

/// @return its text and names are views into the Reader
/// @errors those of Reader::read(); unknown_category (target "categories[0]"). The text's length, and whether the
///   blocklists exist, are for Analyzer to judge.
/// @source text:analyze 2023-10-01, 2024-09-01, request body
Result<TextRequest> read_text_body(Reader& reader, std::string_view body);

}  // namespace ward::json
