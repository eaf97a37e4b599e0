// The second half of `ward demo`: pictures.
#pragma once

#include <ward/image_analyzer.hpp>

/// Judges the sample, prints a table, and draws one of the pictures with what was found in it into a temporary file.
/// @return the exit status
int show_pictures(const ward::ImageAnalyzer& analyzer);
