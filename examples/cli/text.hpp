// `ward text`: judges the texts on the command line or the one on stdin.
#pragma once

#include <string>
#include <vector>

#include <ward/category.hpp>

#include "options.hpp"

struct TextOptions {
    std::vector<std::string> texts;  ///< "-" stands for stdin; none, too
    std::vector<ward::Category> categories;
    ward::SeverityScale scale = ward::SeverityScale::four;
    bool attack = false;
    std::string api_version;
};

/// @return the exit status: 1 when a text could not be judged
int print_table(const Options& options, const TextOptions& text);

/// Prints a text:analyze response body for each text, one a line.
int print_json(const Options& options, const TextOptions& text);
