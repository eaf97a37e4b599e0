/// @file
/// A place in a picture.
#pragma once

#include <array>

namespace ward {

/// In pixels of the upright picture: x to the right, y down, (0, 0) the outer corner of the first pixel, so that the
/// last one ends at (width, height).
struct Point {
    float x = 0, y = 0;

    friend bool operator==(const Point&, const Point&) = default;
};

/// Four corners in the order in which they stand around text that is read upright: top left, top right, bottom
/// right, bottom left. Of turned text the first corner is where its first letter's top is.
using Quad = std::array<Point, 4>;

}  // namespace ward
