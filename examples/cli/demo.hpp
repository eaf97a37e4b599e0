// `ward demo`: judges a sample of everyday and harmful texts and pictures, then says what to try next.
#pragma once

#include <string>

#include "options.hpp"

/// @param program  how the user called this program, for the commands it suggests
int run_demo(const Options& options, const std::string& program);
