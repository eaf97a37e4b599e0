// BMP: no library of its own is to be had in Debian, and the format is small.
#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <utility>

#include "image/codec/decoder.hpp"

namespace ward::image::codec {
namespace {

constexpr std::size_t kFileHeader = 14, kCoreHeader = 12, kInfoHeader = 40, kHeaderWithAlpha = 56,
                      kLargestHeader = 124;
constexpr std::size_t kMaskBytes = 4;

enum class Compression : std::uint32_t { none = 0, rle8 = 1, rle4 = 2, masks = 3, masks_with_alpha = 6 };

using Colour = std::array<std::uint8_t, 3>;

// The bits of a pixel that hold one channel.
struct Mask {
    std::uint32_t bits = 0;

    unsigned of(std::uint32_t pixel) const noexcept {
        if (bits == 0) return 0;
        const int shift = std::countr_zero(bits);
        const std::uint64_t value = (pixel & bits) >> shift, most = bits >> shift;
        return static_cast<unsigned>((value * 255 + most / 2) / most);
    }
};

class BmpDecoder final : public Decoder {
public:
    explicit BmpDecoder(Bytes bytes) noexcept : bytes_(bytes) {}

    bool read_header() noexcept;
    Size size() const noexcept override { return size_; }
    std::optional<Decoded> decode(std::uint32_t longest_needed) override;

private:
    // Little-endian numbers of the file; 0 beyond its end.
    unsigned u8(std::size_t at) const noexcept {
        return at < bytes_.size() ? std::to_integer<unsigned>(bytes_[at]) : 0;
    }
    std::uint32_t u16(std::size_t at) const noexcept { return u8(at) | u8(at + 1) << 8; }
    std::uint32_t u32(std::size_t at) const noexcept { return u16(at) | u16(at + 2) << 16; }

    bool read_info(std::size_t header) noexcept;
    void read_masks(std::size_t header) noexcept;
    void read_palette(std::size_t at, std::uint32_t count, std::size_t entry) noexcept;
    bool is_known() const noexcept;

    std::size_t stride() const noexcept { return (std::size_t{size_.width} * bits_ + 31) / 32 * 4; }
    const std::byte* stored_row(std::uint32_t y) const noexcept {
        return bytes_.data() + data_ + y * stride();
    }
    std::uint8_t* shown_row(Pixels& pixels, std::uint32_t y) const noexcept {
        return pixels.row(top_down_ ? y : size_.height - 1 - y);
    }
    std::uint32_t packed(const std::byte* row, std::uint32_t x) const noexcept;
    bool has_opacity() const noexcept;
    void paint_palette(Pixels& pixels) const noexcept;
    void paint_masks(Pixels& pixels) const noexcept;
    bool paint_runs(Pixels& pixels) const noexcept;

    Bytes bytes_;
    Size size_;
    bool top_down_ = false;
    std::uint32_t bits_ = 0;
    Compression compression_ = Compression::none;
    std::size_t data_ = 0;
    std::array<Colour, 256> palette_{};  // black where the file has none
    std::array<Mask, 3> colours_{};
    Mask alpha_;
};

bool BmpDecoder::read_header() noexcept {
    const std::size_t header = u32(kFileHeader);
    data_ = u32(10);
    if (header == kCoreHeader) {
        size_ = {u16(18), u16(20)};
        bits_ = u16(24);
        read_masks(header);
        read_palette(kFileHeader + header, 256, 3);
    } else if (header >= kInfoHeader && header <= kLargestHeader) {
        if (!read_info(header)) return false;
    } else {
        return false;
    }
    return size_.width > 0 && size_.height > 0 && is_known() && data_ < bytes_.size();
}

bool BmpDecoder::read_info(std::size_t header) noexcept {
    const auto width = static_cast<std::int32_t>(u32(18)), height = static_cast<std::int32_t>(u32(22));
    if (width <= 0 || height == std::numeric_limits<std::int32_t>::min()) return false;
    top_down_ = height < 0;
    size_ = {static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(top_down_ ? -height : height)};
    bits_ = u16(28);
    compression_ = static_cast<Compression>(u32(30));
    read_masks(header);
    std::size_t palette = kFileHeader + header;
    if (header == kInfoHeader && compression_ == Compression::masks) palette += 3 * kMaskBytes;
    if (header == kInfoHeader && compression_ == Compression::masks_with_alpha) palette += 4 * kMaskBytes;
    const std::uint32_t used = u32(46);
    read_palette(palette, used == 0 ? 256 : used, 4);
    return true;
}

void BmpDecoder::read_masks(std::size_t header) noexcept {
    const bool given = compression_ == Compression::masks || compression_ == Compression::masks_with_alpha;
    if (given) {
        const std::size_t masks = kFileHeader + kInfoHeader;
        for (std::size_t c = 0; c < 3; ++c) colours_[c] = {u32(masks + c * kMaskBytes)};
        if (header >= kHeaderWithAlpha || compression_ == Compression::masks_with_alpha)
            alpha_ = {u32(masks + 3 * kMaskBytes)};
    } else if (bits_ == 16) {
        colours_ = {Mask{0x7C00}, Mask{0x03E0}, Mask{0x001F}};
    } else {
        colours_ = {Mask{0xFF0000}, Mask{0x00FF00}, Mask{0x0000FF}};
    }
}

void BmpDecoder::read_palette(std::size_t at, std::uint32_t count, std::size_t entry) noexcept {
    const std::size_t most =
        std::min<std::size_t>({count, palette_.size(), std::size_t{1} << std::min(bits_, 8u)});
    for (std::size_t i = 0; i < most && at + entry <= data_; ++i, at += entry)
        for (std::size_t c = 0; c < 3; ++c) palette_[i][c] = static_cast<std::uint8_t>(u8(at + 2 - c));
}

bool BmpDecoder::is_known() const noexcept {
    switch (compression_) {
        case Compression::none:
            return bits_ == 1 || bits_ == 4 || bits_ == 8 || bits_ == 16 || bits_ == 24 || bits_ == 32;
        case Compression::rle8: return bits_ == 8;
        case Compression::rle4: return bits_ == 4;
        case Compression::masks:
        case Compression::masks_with_alpha: return bits_ == 16 || bits_ == 32;
    }
    return false;
}

std::uint32_t BmpDecoder::packed(const std::byte* row, std::uint32_t x) const noexcept {
    const std::size_t bytes = bits_ / 8;
    std::uint32_t pixel = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        pixel |= std::to_integer<std::uint32_t>(row[x * bytes + i]) << (8 * i);
    return pixel;
}

// Many files declare alpha and leave it 0; they are meant to be seen.
bool BmpDecoder::has_opacity() const noexcept {
    if (alpha_.bits == 0) return false;
    for (std::uint32_t y = 0; y < size_.height; ++y)
        for (std::uint32_t x = 0; x < size_.width; ++x)
            if ((packed(stored_row(y), x) & alpha_.bits) != 0) return true;
    return false;
}

void BmpDecoder::paint_palette(Pixels& pixels) const noexcept {
    const std::uint32_t per_byte = 8 / bits_;
    const unsigned most = (1u << bits_) - 1;
    for (std::uint32_t y = 0; y < size_.height; ++y) {
        const std::byte* row = stored_row(y);
        std::uint8_t* out = shown_row(pixels, y);
        for (std::uint32_t x = 0; x < size_.width; ++x, out += kChannels) {
            const unsigned shift = 8 - bits_ * (x % per_byte + 1);
            const Colour& colour = palette_[std::to_integer<unsigned>(row[x / per_byte]) >> shift & most];
            std::copy_n(colour.data(), kChannels, out);
        }
    }
}

void BmpDecoder::paint_masks(Pixels& pixels) const noexcept {
    const bool transparent = has_opacity();
    for (std::uint32_t y = 0; y < size_.height; ++y) {
        const std::byte* row = stored_row(y);
        std::uint8_t* out = shown_row(pixels, y);
        for (std::uint32_t x = 0; x < size_.width; ++x, out += kChannels) {
            const std::uint32_t pixel = packed(row, x);
            const unsigned alpha = transparent ? alpha_.of(pixel) : 255;
            for (std::size_t c = 0; c < kChannels; ++c) out[c] = over_white(colours_[c].of(pixel), alpha);
        }
    }
}

// Runs of one colour (of two that alternate, at 4 bits), and stretches of pixels as they are. What they leave out is
// the first colour.
bool BmpDecoder::paint_runs(Pixels& pixels) const noexcept {
    for (std::size_t i = 0; i < pixels.rgb.size(); i += kChannels)
        std::copy_n(palette_[0].data(), kChannels, pixels.rgb.data() + i);
    const std::uint32_t per_byte = 8 / bits_;
    const auto index = [&](unsigned byte, std::uint32_t i) -> unsigned {
        if (per_byte == 1) return byte;
        return i % 2 == 0 ? byte >> 4 : byte & 15;
    };
    std::uint32_t x = 0, y = 0;
    const auto paint = [&](unsigned colour) {
        if (x < size_.width)
            std::copy_n(palette_[colour].data(), kChannels, shown_row(pixels, y) + x * kChannels);
        x = std::min(x + 1, size_.width);
    };
    std::size_t at = data_;
    while (y < size_.height && at + 1 < bytes_.size()) {
        const unsigned count = u8(at), value = u8(at + 1);
        at += 2;
        if (count > 0) {
            for (std::uint32_t i = 0; i < count; ++i) paint(index(value, i));
        } else if (value == 0) {  // end of the row
            x = 0;
            ++y;
        } else if (value == 1) {  // end of the picture
            return true;
        } else if (value == 2) {  // a step to the right and on
            x = std::min(x + u8(at), size_.width);
            y += u8(at + 1);
            at += 2;
        } else {
            for (std::uint32_t i = 0; i < value; ++i) paint(index(u8(at + i / per_byte), i));
            at += ((value + per_byte - 1) / per_byte + 1) / 2 * 2;  // padded to an even count
        }
    }
    return y >= size_.height && at <= bytes_.size();
}

std::optional<Decoded> BmpDecoder::decode(std::uint32_t) {
    const bool runs = compression_ == Compression::rle8 || compression_ == Compression::rle4;
    if (!runs && (bytes_.size() - data_) / stride() < size_.height) return std::nullopt;
    Pixels pixels(size_.width, size_.height);
    if (runs && !paint_runs(pixels)) return std::nullopt;
    if (!runs && bits_ <= 8) paint_palette(pixels);
    if (!runs && bits_ > 8) paint_masks(pixels);
    return Decoded{std::move(pixels)};
}

}  // namespace

std::unique_ptr<Decoder> open_bmp(Bytes bytes) {
    auto decoder = std::make_unique<BmpDecoder>(bytes);
    return decoder->read_header() ? std::move(decoder) : nullptr;
}

}  // namespace ward::image::codec
