// From the text detector's map to the places of the words and lines of a picture.
#pragma once

#include <vector>

#include "image/components.hpp"
#include "image/geometry.hpp"

namespace ward::image {

// No picture makes more work for the recogniser than this.
inline constexpr std::size_t kMaxTextBoxes = 100;

// Boxes in the map's coordinates, the largest first. Like PP-OCR's post-processing: what is likely text (above 0.3)
// and hangs together is one box when it is 3 pixels wide and high and its mean is 0.5; since the detector is
// trained on text that was shrunk, the box grows by 1.6 times its area over its perimeter.
std::vector<Rectangle> find_text_boxes(const Map& map);

// The mean of the pixels whose centre lies in the rectangle; 0 if there is none.
float mean_inside(const Map& map, const Rectangle& rectangle);

}  // namespace ward::image
