/// @file
/// The kinds of picture files.
#pragma once

#include <cstdint>
#include <string_view>

namespace ward {

/// @source image:analyze 2023-10-01, the formats that member `image` may have
enum class ImageFormat : std::uint8_t { jpeg, png, webp, gif, bmp, tiff };

/// "jpeg", "png", "webp", "gif", "bmp", "tiff".
std::string_view name(ImageFormat format) noexcept;

}  // namespace ward
