#include "image/codec/decoder.hpp"

#include <algorithm>
#include <utility>

namespace ward::image::codec {
namespace {

constexpr std::uint16_t kOrientationTag = 274, kShort = 3;
constexpr std::size_t kTiffHeader = 8, kEntry = 12;

// The numbers of a TIFF structure, in the byte order that it begins with; 0 beyond its end.
class TiffReader {
public:
    explicit TiffReader(Bytes bytes) noexcept : bytes_(bytes), big_(byte(0) == 'M') {}

    bool valid() const noexcept {
        return (byte(0) == 'I' || byte(0) == 'M') && byte(0) == byte(1) && u16(2) == 42;
    }
    std::uint16_t u16(std::size_t at) const noexcept {
        const unsigned a = byte(at), b = byte(at + 1);
        return static_cast<std::uint16_t>(big_ ? a << 8 | b : b << 8 | a);
    }
    std::uint32_t u32(std::size_t at) const noexcept {
        const std::uint32_t a = u16(at), b = u16(at + 2);
        return big_ ? a << 16 | b : b << 16 | a;
    }

private:
    unsigned byte(std::size_t at) const noexcept {
        return at < bytes_.size() ? std::to_integer<unsigned>(bytes_[at]) : 0;
    }

    Bytes bytes_;
    bool big_;
};

bool begins_with_exif(Bytes bytes) noexcept {
    static constexpr char kName[] = {'E', 'x', 'i', 'f', 0, 0};
    return bytes.size() >= sizeof kName &&
           std::equal(std::begin(kName), std::end(kName), bytes.begin(),
                      [](char a, std::byte b) { return static_cast<std::byte>(a) == b; });
}

// Where the pixel at (0, 0) of the upright picture is stored, and how far on the next ones to the right and below.
struct Walk {
    std::ptrdiff_t start, right, down;
};

Walk walk(Size stored, Orientation orientation) noexcept {
    const auto w = static_cast<std::ptrdiff_t>(stored.width), h = static_cast<std::ptrdiff_t>(stored.height);
    const std::ptrdiff_t last_row = (h - 1) * w;
    switch (orientation) {
        case 2: return {w - 1, -1, w};
        case 3: return {last_row + w - 1, -1, -w};
        case 4: return {last_row, 1, -w};
        case 5: return {0, w, 1};
        case 6: return {last_row, -w, 1};
        case 7: return {last_row + w - 1, -w, -1};
        case 8: return {w - 1, w, -1};
        default: return {0, 1, w};
    }
}

}  // namespace

Orientation exif_orientation(Bytes exif) noexcept {
    const TiffReader tiff(begins_with_exif(exif) ? exif.subspan(6) : exif);
    if (!tiff.valid()) return 1;
    const std::size_t directory = tiff.u32(4), entries = tiff.u16(directory);
    if (directory < kTiffHeader) return 1;
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + i * kEntry;
        if (tiff.u16(entry) == kOrientationTag && tiff.u16(entry + 2) == kShort) return tiff.u16(entry + 8);
    }
    return 1;
}

Size upright(Size stored, Orientation orientation) noexcept {
    return orientation >= 5 && orientation <= 8 ? Size{stored.height, stored.width} : stored;
}

Pixels upright(Pixels stored, Orientation orientation) {
    if (orientation < 2 || orientation > 8) return stored;
    // Quarter turns in squares of so many pixels, which stay in the cache.
    constexpr std::uint32_t kTile = 32;
    const Size size = upright(stored.size(), orientation);
    const Walk from = walk(stored.size(), orientation);
    Pixels turned(size.width, size.height);
    for (std::uint32_t top = 0; top < size.height; top += kTile) {
        for (std::uint32_t left = 0; left < size.width; left += kTile) {
            for (std::uint32_t y = top; y < std::min(top + kTile, size.height); ++y) {
                const std::ptrdiff_t index = from.start + left * from.right + y * from.down;
                const std::uint8_t* pixel = stored.rgb.data() + index * 3;
                std::uint8_t* out = turned.row(y) + std::size_t{left} * 3;
                for (std::uint32_t x = left; x < std::min(left + kTile, size.width); ++x, out += 3) {
                    std::copy_n(pixel, 3, out);
                    pixel += from.right * 3;
                }
            }
        }
    }
    return turned;
}

void flatten(ByteBuffer& rgba) {
    const std::size_t pixels = rgba.size() / 4;
    const std::uint8_t* in = rgba.data();
    std::uint8_t* out = rgba.data();
    for (std::size_t i = 0; i < pixels; ++i, in += 4, out += 3) {
        const unsigned alpha = in[3];
        for (int c = 0; c < 3; ++c) out[c] = over_white(in[c], alpha);
    }
    rgba.resize(pixels * 3);
}

}  // namespace ward::image::codec
