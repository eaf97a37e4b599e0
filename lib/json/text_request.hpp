/// @file
/// The body of text:analyze.
#pragma once

#include <string_view>
#include <vector>

#include "json/reader.hpp"
#include "ward/analyzer.hpp"
#include "ward/result.hpp"

namespace ward::json {

/// What a body asks for. The text and the names are views into the Reader that gave them.
struct TextBody {
    TextRequest request;
    std::vector<std::string_view> blocklist_names;
    bool halt_on_blocklist_hit = false;
};

/// @errors those of Reader::read(); unknown_category (target "categories[0]"); blocklist_not_found
///   (target "blocklistNames[0]"): there are no blocklists yet, so every name is unknown. The text's length is
///   for Analyzer to judge.
/// @source text:analyze 2023-10-01, 2024-09-01, request body
Result<TextBody> read_text_body(Reader& reader, std::string_view body);

}  // namespace ward::json
