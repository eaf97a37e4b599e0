// From words, as the detector found them, to lines in the order in which one reads them.
#pragma once

#include <vector>

#include "ward/image_analyzer.hpp"

namespace ward::image {

// Joins words that stand beside each other in one line by blanks; a gap of more than two heights, as between
// columns, ends a line. Lines follow from top to bottom and from left to right, as seen by who reads them: words
// whose directions differ by less than 30 degrees are a block with a direction of its own, so that turned, slanted
// and upside-down text is read in order, too. Blocks follow by their topmost word.
std::vector<TextLine> join_lines(std::vector<TextLine> words);

}  // namespace ward::image
