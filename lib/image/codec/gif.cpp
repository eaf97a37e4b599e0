#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include <gif_lib.h>

#include "image/codec/decoder.hpp"

namespace ward::image::codec {
namespace {

class GifDecoder final : public Decoder {
public:
    explicit GifDecoder(Bytes bytes) noexcept : bytes_(bytes) {}
    ~GifDecoder() override {
        int ignored = 0;
        if (gif_ != nullptr) DGifCloseFile(gif_, &ignored);
    }

    bool read_header() noexcept;
    Size size() const noexcept override;
    std::optional<Decoded> decode(std::uint32_t longest_needed) override;

private:
    static int read(GifFileType* gif, GifByteType* out, int size) noexcept;
    bool read_extension() noexcept;
    bool paint_row(Pixels& canvas, int y, std::vector<GifPixelType>& line) const;

    Bytes bytes_;
    std::size_t at_ = 0;
    GifFileType* gif_ = nullptr;
    int transparent_ = NO_TRANSPARENT_COLOR;
};

int GifDecoder::read(GifFileType* gif, GifByteType* out, int size) noexcept {
    auto& self = *static_cast<GifDecoder*>(gif->UserData);
    const std::size_t count = std::min(static_cast<std::size_t>(size), self.bytes_.size() - self.at_);
    std::memcpy(out, self.bytes_.data() + self.at_, count);
    self.at_ += count;
    return static_cast<int>(count);
}

// Up to the first frame's own header.
bool GifDecoder::read_header() noexcept {
    int error = 0;
    gif_ = DGifOpen(this, &GifDecoder::read, &error);
    if (gif_ == nullptr) return false;
    for (;;) {
        GifRecordType record = UNDEFINED_RECORD_TYPE;
        if (DGifGetRecordType(gif_, &record) != GIF_OK) return false;
        if (record == IMAGE_DESC_RECORD_TYPE) return DGifGetImageDesc(gif_) == GIF_OK;
        if (record != EXTENSION_RECORD_TYPE || !read_extension()) return false;
    }
}

bool GifDecoder::read_extension() noexcept {
    int code = 0;
    GifByteType* block = nullptr;  // its size, then that many bytes
    if (DGifGetExtension(gif_, &code, &block) != GIF_OK) return false;
    GraphicsControlBlock control{};
    if (code == GRAPHICS_EXT_FUNC_CODE && block != nullptr &&
        DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK)
        transparent_ = control.TransparentColor;
    while (block != nullptr)
        if (DGifGetExtensionNext(gif_, &block) != GIF_OK) return false;
    return true;
}

// The canvas; a frame that passes its edges widens it.
Size GifDecoder::size() const noexcept {
    const GifImageDesc& frame = gif_->Image;
    return {static_cast<std::uint32_t>(std::max(gif_->SWidth, frame.Left + frame.Width)),
            static_cast<std::uint32_t>(std::max(gif_->SHeight, frame.Top + frame.Height))};
}

bool GifDecoder::paint_row(Pixels& canvas, int y, std::vector<GifPixelType>& line) const {
    if (DGifGetLine(gif_, line.data(), static_cast<int>(line.size())) != GIF_OK) return false;
    const GifImageDesc& frame = gif_->Image;
    const ColorMapObject* colours = frame.ColorMap != nullptr ? frame.ColorMap : gif_->SColorMap;
    std::uint8_t* out = canvas.row(static_cast<std::size_t>(frame.Top) + static_cast<std::size_t>(y)) +
                        frame.Left * kChannels;
    for (const GifPixelType index : line) {
        const GifColorType colour =
            index < colours->ColorCount ? colours->Colors[index] : GifColorType{0, 0, 0};
        if (index != transparent_) {
            out[0] = colour.Red;
            out[1] = colour.Green;
            out[2] = colour.Blue;
        }
        out += kChannels;
    }
    return true;
}

std::optional<Decoded> GifDecoder::decode(std::uint32_t) {
    const GifImageDesc frame = gif_->Image;
    if (frame.Width <= 0 || frame.Height <= 0 || frame.Left < 0 || frame.Top < 0) return std::nullopt;
    if (frame.ColorMap == nullptr && gif_->SColorMap == nullptr) return std::nullopt;

    struct Pass {
        int first, step;
    };
    static constexpr Pass kInterlaced[] = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};
    static constexpr Pass kPlain[] = {{0, 1}};
    const std::span<const Pass> passes = frame.Interlace ? std::span<const Pass>(kInterlaced) : kPlain;

    const Size whole = size();
    Pixels canvas(whole.width, whole.height);
    std::ranges::fill(canvas.rgb, std::uint8_t{255});
    std::vector<GifPixelType> line(static_cast<std::size_t>(frame.Width));
    for (const Pass pass : passes)
        for (int y = pass.first; y < frame.Height; y += pass.step)
            if (!paint_row(canvas, y, line)) return std::nullopt;
    return Decoded{std::move(canvas)};
}

}  // namespace

std::unique_ptr<Decoder> open_gif(Bytes bytes) {
    auto decoder = std::make_unique<GifDecoder>(bytes);
    return decoder->read_header() ? std::move(decoder) : nullptr;
}

}  // namespace ward::image::codec
