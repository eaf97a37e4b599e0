// Pictures to the size and the tensors that models take. The filters are Pillow's (antialiased: the support grows
// with the ratio), to within one step of 8 bits, because the models' documented preprocessing is Pillow's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "image/codec/decode.hpp"
#include "image/pixels.hpp"
#include "model/manifest.hpp"

namespace ward::image {

// Every pixel of `picture`, resized to `size`.
Pixels resize(const Picture& picture, Size size, model::Filter filter);
Pixels resize(const Pixels& pixels, Size size, model::Filter filter);

// Width and height of the tensor that `input` makes of a picture of `size`.
Size tensor_size(const model::ImageInput& input, Size size) noexcept;

// Resizes, crops and normalises as `input` says, into one [3, height, width] of an NCHW tensor.
// `out` has 3 * height * width floats of tensor_size().
void write_tensor(const Picture& picture, const model::ImageInput& input, std::span<float> out);
void write_tensor(const Pixels& pixels, const model::ImageInput& input, std::span<float> out);

}  // namespace ward::image
