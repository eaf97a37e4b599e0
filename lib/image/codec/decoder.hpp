// What decode.cpp asks of each format, and what the formats share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "image/codec/decode.hpp"
#include "image/pixels.hpp"

namespace ward::image::codec {

using Bytes = std::span<const std::byte>;

struct Decoded {
    Pixels pixels;
    std::uint32_t reduction = 1;
};

// One encoded picture whose header was read. The bytes outlive it.
class Decoder {
public:
    Decoder() = default;
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    virtual ~Decoder() = default;

    // Upright, and not checked yet.
    virtual Size size() const noexcept = 0;

    // Once, and only after the size was found within the limits. Nothing for a damaged picture.
    virtual std::optional<Decoded> decode(std::uint32_t longest_needed) = 0;
};

// Null for a header that cannot be read.
std::unique_ptr<Decoder> open_jpeg(Bytes bytes);
std::unique_ptr<Decoder> open_png(Bytes bytes);
std::unique_ptr<Decoder> open_webp(Bytes bytes);
std::unique_ptr<Decoder> open_gif(Bytes bytes);
std::unique_ptr<Decoder> open_bmp(Bytes bytes);
std::unique_ptr<Decoder> open_tiff(Bytes bytes);

// EXIF's and TIFF's tag 274: how the stored picture is turned. 1 is upright; any other number counts as 1.
using Orientation = std::uint16_t;

// Of an EXIF block, with or without the "Exif\0\0" before its TIFF header. 1 where it says nothing.
Orientation exif_orientation(Bytes exif) noexcept;

Size upright(Size stored, Orientation orientation) noexcept;
Pixels upright(Pixels stored, Orientation orientation);

// `value * factor / 255`, rounded.
constexpr std::uint8_t times(unsigned value, unsigned factor) noexcept {
    const unsigned product = value * factor + 128;
    return static_cast<std::uint8_t>((product + (product >> 8)) >> 8);
}

// A colour of this opacity over white.
constexpr std::uint8_t over_white(unsigned value, unsigned alpha) noexcept {
    return static_cast<std::uint8_t>(times(value, alpha) + 255 - alpha);
}

// R, G, B, A over white: `rgba` becomes `rgb` in place, without a second buffer.
void flatten(ByteBuffer& rgba);

}  // namespace ward::image::codec
