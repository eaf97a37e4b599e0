// Encoded pictures to pixels: JPEG, PNG, WebP, GIF, BMP and TIFF, told apart by content. This folder alone sees the
// libraries that decode them.
//
// Whatever the bytes are, a call ends in a picture or in an error: sizes are checked before memory is taken, which
// stays below 1 GiB, and the libraries' own messages go nowhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "image/pixels.hpp"
#include "ward/image_format.hpp"
#include "ward/limits.hpp"
#include "ward/result.hpp"

namespace ward::image {

using Format = ImageFormat;

// By the first bytes; nothing for what is none of them.
std::optional<Format> sniff(std::span<const std::byte> bytes) noexcept;

struct DecodeLimits {
    std::uint32_t min_side = limits::kMinImageSide;
    std::uint32_t max_side = limits::kMaxImageSide;  // kMaxImageSide at most
    std::size_t max_bytes = limits::kMaxImageBytes;
};

struct DecodeOptions {
    DecodeLimits limits;

    // The longest side, in pixels, of any tensor that will be made of the picture; 0 for all its pixels. A JPEG that
    // is much larger may then come at 1/2 or 1/4, where that cannot be told from the whole in the tensor.
    std::uint32_t longest_needed = 0;
};

struct Header {
    Format format = Format::jpeg;
    Size size;  // upright
};

// Upright (EXIF's orientation is applied), over white where it was transparent; an animation's first frame.
struct Picture {
    Format format = Format::jpeg;
    Size size;  // of the whole picture, whatever `pixels` has of it
    std::uint32_t reduction =
        1;          // 1, 2 or 4: a pixel of `pixels` is the mean of as many squared of the picture
    Pixels pixels;  // size / reduction, rounded up
};

// What a picture says of itself, without decoding it.
// errors: image_unreadable, image_too_small, image_too_large, image_file_too_large (target "image")
Result<Header> read_header(std::span<const std::byte> bytes, const DecodeLimits& limits = {});

// A JPEG that was cut short is taken when 90 % of its rows are there; the rest of it is grey.
// errors: those of read_header
Result<Picture> decode(std::span<const std::byte> bytes, const DecodeOptions& options = {});

}  // namespace ward::image
