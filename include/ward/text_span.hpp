/// @file
/// Where in a text something was found.
#pragma once

#include <cstddef>

namespace ward {

/// A stretch of the text, end exclusive, in bytes of its UTF-8 and in code points.
struct TextSpan {
    std::size_t begin_bytes = 0, end_bytes = 0;
    std::size_t begin_code_points = 0, end_code_points = 0;
};

}  // namespace ward
