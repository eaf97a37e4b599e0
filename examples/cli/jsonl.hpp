// `ward text --jsonl`: text:analyze bodies in, one a line; answers out, one a line.
#pragma once

#include <string>

#include "options.hpp"

/// @param file  "-" or empty: stdin
/// @return the exit status: 0 also when some answers are error bodies; 130 after Ctrl-C
int answer_lines(const Options& options, const std::string& file, const std::string& api_version);
