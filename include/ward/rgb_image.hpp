/// @file
/// A picture's pixels, as Ward looks at them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ward/result.hpp"

namespace ward {

/// Rows from top to bottom without gaps; a pixel is the bytes R, G, B.
struct RgbImage {
    std::uint32_t width = 0, height = 0;
    std::vector<std::uint8_t> rgb;  ///< height * width * 3
};

/// The pixels that ImageAnalyzer judges, of which the places in its results tell: for hosts that show or mark them.
/// @param bytes  what ImageRequest::bytes may be, within the same limits
/// @return upright (EXIF's orientation is applied), over white where it was transparent; an animation's first frame
/// @errors image_unreadable, image_too_small, image_too_large, image_file_too_large (target "image"); out_of_memory
Result<RgbImage> decode_image(std::span<const std::byte> bytes);

}  // namespace ward
