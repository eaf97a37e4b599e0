/// @file
/// One row per sentence of the contract of text:analyze that a body can keep or break.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ward/error.hpp"

namespace ward::test {

struct Row {
    std::string_view source;  ///< the sentence that the row stands for
    std::string body;
    Errc code = Errc::ok;
    std::string_view target = {};
};

std::vector<Row> text_analyze_rows();

/// `count` times `text`.
std::string repeat(std::string_view text, std::size_t count);

}  // namespace ward::test
