// Lines of text, cut out of a picture and set upright, as a recogniser's tensor.
#pragma once

#include <cstdint>
#include <span>

#include "image/geometry.hpp"
#include "image/pixels.hpp"
#include "model/manifest.hpp"

namespace ward::image {

// How wide a line becomes at the height that `input` asks (ResizeRule::line): 1 to the input's width.
std::uint32_t line_width(const Quad& quad, const model::ImageInput& input) noexcept;

// A width as the model takes it: rounded up to the input's multiple.
std::uint32_t padded_width(std::uint32_t width, const model::ImageInput& input) noexcept;

// Writes one [3, input.height, padded] of a batch: `width` columns of the line, then zeros. `quad` is in pixels of
// `pixels` and a parallelogram, the first corner where the line's first letter has its top; what lies outside the
// picture is like its edge. Where the line shrinks, a value is the mean of up to 4 x 4 samples.
void write_line(const Pixels& pixels, const Quad& quad, const model::ImageInput& input, std::uint32_t width,
                std::uint32_t padded, std::span<float> out) noexcept;

}  // namespace ward::image
