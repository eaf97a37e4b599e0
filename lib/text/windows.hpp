// A text as the rows a trunk takes: overlapping windows of tokens, each with the stretch of text it covers.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/manifest.hpp"
#include "text/wordpiece.hpp"
#include "ward/analyzer.hpp"

namespace ward::text {

struct Window {
    std::vector<std::int32_t> tokens;  // [CLS] content [SEP]
    TextSpan span;
};

// Nothing for a text without tokens. `utf8` is well-formed.
std::vector<Window> cut_windows(std::string_view utf8, const WordPiece& tokenizer,
                                const model::TextInput& input);

}  // namespace ward::text
