// Whether a reduced JPEG may stand for the whole one.
#pragma once

#include "image/pixels.hpp"

namespace ward::image::codec {

// Lettering and drawings in black, white or pure colours: the whole picture's pixels would overshoot at their edges and
// be clipped, each for itself, while a reduced picture holds the means of what is not clipped yet. It is then paler
// than the whole one, resized, by more than a model should see; photographs hardly have such edges.
bool has_clipped_edges(const Pixels& pixels);

}  // namespace ward::image::codec
