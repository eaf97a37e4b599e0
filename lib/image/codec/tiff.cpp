#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstring>
#include <utility>

#include <tiffio.h>

#include "image/codec/decoder.hpp"

namespace ward::image::codec {
namespace {

// What is in use, without the codecs that few files need and many faults were found in.
constexpr std::uint16_t kCompressions[] = {
    COMPRESSION_NONE,      COMPRESSION_CCITTRLE, COMPRESSION_CCITTRLEW, COMPRESSION_CCITTFAX3,
    COMPRESSION_CCITTFAX4, COMPRESSION_LZW,      COMPRESSION_JPEG,      COMPRESSION_ADOBE_DEFLATE,
    COMPRESSION_DEFLATE,   COMPRESSION_PACKBITS,
};

// A strip may be the whole picture: four channels of 16 bits.
constexpr std::uint64_t kMaxStripBytes =
    std::uint64_t{limits::kMaxImageSide} * limits::kMaxImageSide * 4 * sizeof(std::uint16_t);

int ignore_message(TIFF*, void*, const char*, const char*, va_list) { return 1; }

class TiffDecoder final : public Decoder {
public:
    explicit TiffDecoder(Bytes bytes) noexcept : bytes_(bytes) {}
    ~TiffDecoder() override {
        if (tiff_ != nullptr) TIFFClose(tiff_);
    }

    bool read_header() noexcept;
    Size size() const noexcept override { return upright(stored_, orientation_); }
    std::optional<Decoded> decode(std::uint32_t longest_needed) override;

private:
    static TiffDecoder& self(thandle_t handle) noexcept { return *static_cast<TiffDecoder*>(handle); }
    static tmsize_t read(thandle_t handle, void* out, tmsize_t size) noexcept;
    static toff_t seek(thandle_t handle, toff_t offset, int whence) noexcept;
    bool open() noexcept;
    bool is_sound() const noexcept;

    Bytes bytes_;
    std::uint64_t at_ = 0;
    TIFF* tiff_ = nullptr;
    Size stored_;
    Orientation orientation_ = 1;
};

tmsize_t TiffDecoder::read(thandle_t handle, void* out, tmsize_t size) noexcept {
    const Bytes bytes = self(handle).bytes_;
    std::uint64_t& at = self(handle).at_;
    const std::uint64_t left = at < bytes.size() ? bytes.size() - at : 0;
    const auto count = std::min<std::uint64_t>(left, size < 0 ? 0 : static_cast<std::uint64_t>(size));
    if (count > 0) std::memcpy(out, bytes.data() + at, count);
    at += count;
    return static_cast<tmsize_t>(count);
}

toff_t TiffDecoder::seek(thandle_t handle, toff_t offset, int whence) noexcept {
    TiffDecoder& file = self(handle);
    switch (whence) {
        case SEEK_CUR: file.at_ += offset; break;
        case SEEK_END: file.at_ = file.bytes_.size() + offset; break;
        default: file.at_ = offset; break;
    }
    return file.at_;
}

// With handlers of its own, so that the process's global ones are neither used nor changed.
bool TiffDecoder::open() noexcept {
    TIFFOpenOptions* options = TIFFOpenOptionsAlloc();
    if (options == nullptr) return false;
    TIFFOpenOptionsSetErrorHandlerExtR(options, &ignore_message, nullptr);
    TIFFOpenOptionsSetWarningHandlerExtR(options, &ignore_message, nullptr);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, static_cast<tmsize_t>(kMaxStripBytes));
    const auto write = [](thandle_t, void*, tmsize_t) -> tmsize_t { return 0; };
    const auto close = [](thandle_t) { return 0; };
    const auto size = [](thandle_t handle) -> toff_t { return self(handle).bytes_.size(); };
    tiff_ = TIFFClientOpenExt("image", "rm", this, &TiffDecoder::read, write, &TiffDecoder::seek, close, size,
                              nullptr, nullptr, options);
    TIFFOpenOptionsFree(options);
    return tiff_ != nullptr;
}

bool TiffDecoder::read_header() noexcept {
    if (!open()) return false;
    if (TIFFGetField(tiff_, TIFFTAG_IMAGEWIDTH, &stored_.width) == 0 ||
        TIFFGetField(tiff_, TIFFTAG_IMAGELENGTH, &stored_.height) == 0)
        return false;
    TIFFGetFieldDefaulted(tiff_, TIFFTAG_ORIENTATION, &orientation_);
    return true;
}

bool TiffDecoder::is_sound() const noexcept {
    std::uint16_t compression = COMPRESSION_NONE;
    TIFFGetFieldDefaulted(tiff_, TIFFTAG_COMPRESSION, &compression);
    if (std::ranges::find(kCompressions, compression) == std::end(kCompressions)) return false;
    const std::uint64_t strip = TIFFIsTiled(tiff_) != 0 ? TIFFTileSize64(tiff_) : TIFFStripSize64(tiff_);
    std::array<char, 1024> message{};  // the library's size
    return strip > 0 && strip <= kMaxStripBytes && TIFFRGBAImageOK(tiff_, message.data()) != 0;
}

std::optional<Decoded> TiffDecoder::decode(std::uint32_t) {
    if (!is_sound()) return std::nullopt;
    // The library only mirrors; so it is told that there is nothing to do, and upright() does all.
    TIFFSetField(tiff_, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    Pixels pixels;
    pixels.width = stored_.width;
    pixels.height = stored_.height;
    pixels.rgb.resize(std::size_t{stored_.width} * stored_.height * sizeof(std::uint32_t));
    auto* raster = reinterpret_cast<std::uint32_t*>(pixels.rgb.data());
    if (TIFFReadRGBAImageOriented(tiff_, stored_.width, stored_.height, raster, ORIENTATION_TOPLEFT, 1) == 0)
        return std::nullopt;
    // The library has multiplied the colours with their alpha.
    std::uint8_t* out = pixels.rgb.data();
    for (std::size_t i = 0; i < std::size_t{stored_.width} * stored_.height; ++i) {
        std::uint32_t abgr = 0;
        std::memcpy(&abgr, pixels.rgb.data() + i * sizeof abgr, sizeof abgr);
        const unsigned white = 255 - TIFFGetA(abgr);
        for (const unsigned value : {TIFFGetR(abgr), TIFFGetG(abgr), TIFFGetB(abgr)})
            *out++ = static_cast<std::uint8_t>(std::min(value + white, 255u));
    }
    pixels.rgb.resize(std::size_t{stored_.width} * stored_.height * kChannels);
    return Decoded{upright(std::move(pixels), orientation_)};
}

}  // namespace

std::unique_ptr<Decoder> open_tiff(Bytes bytes) {
    auto decoder = std::make_unique<TiffDecoder>(bytes);
    return decoder->read_header() ? std::move(decoder) : nullptr;
}

}  // namespace ward::image::codec
