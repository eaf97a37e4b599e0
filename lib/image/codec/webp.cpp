#include <algorithm>
#include <utility>

#include <webp/decode.h>
#include <webp/demux.h>

#include "image/codec/decoder.hpp"

namespace ward::image::codec {
namespace {

class WebpDecoder final : public Decoder {
public:
    explicit WebpDecoder(Bytes bytes) noexcept {
        const WebPData data{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
        demuxer_ = WebPDemux(&data);
        if (demuxer_ == nullptr || WebPDemuxGetFrame(demuxer_, 1, &frame_) == 0) return;
        has_frame_ = true;
        stored_ = {WebPDemuxGetI(demuxer_, WEBP_FF_CANVAS_WIDTH),
                   WebPDemuxGetI(demuxer_, WEBP_FF_CANVAS_HEIGHT)};
        read_orientation();
    }
    ~WebpDecoder() override {
        if (has_frame_) WebPDemuxReleaseIterator(&frame_);
        WebPDemuxDelete(demuxer_);
    }

    bool valid() const noexcept { return has_frame_; }
    Size size() const noexcept override { return upright(stored_, orientation_); }
    std::optional<Decoded> decode(std::uint32_t longest_needed) override;

private:
    void read_orientation() noexcept {
        WebPChunkIterator chunk;
        if (WebPDemuxGetChunk(demuxer_, "EXIF", 1, &chunk) == 0) return;
        orientation_ = exif_orientation(std::as_bytes(std::span(chunk.chunk.bytes, chunk.chunk.size)));
        WebPDemuxReleaseChunkIterator(&chunk);
    }
    std::optional<Pixels> decode_frame() const;
    bool fits() const noexcept;

    WebPDemuxer* demuxer_ = nullptr;
    WebPIterator frame_{};
    bool has_frame_ = false;
    Size stored_;
    Orientation orientation_ = 1;
};

// The demuxer has checked this; the paste below relies on it.
bool WebpDecoder::fits() const noexcept {
    const auto within = [](int offset, int length, std::uint32_t whole) {
        return offset >= 0 && length > 0 && static_cast<std::int64_t>(offset) + length <= whole;
    };
    return within(frame_.x_offset, frame_.width, stored_.width) &&
           within(frame_.y_offset, frame_.height, stored_.height);
}

std::optional<Pixels> WebpDecoder::decode_frame() const {
    Pixels pixels;
    pixels.width = static_cast<std::uint32_t>(frame_.width);
    pixels.height = static_cast<std::uint32_t>(frame_.height);
    const std::size_t stride = pixels.width * (frame_.has_alpha != 0 ? 4u : 3u);
    pixels.rgb.resize(stride * pixels.height);
    const auto into = frame_.has_alpha != 0 ? &WebPDecodeRGBAInto : &WebPDecodeRGBInto;
    if (into(frame_.fragment.bytes, frame_.fragment.size, pixels.rgb.data(), pixels.rgb.size(),
             static_cast<int>(stride)) == nullptr)
        return std::nullopt;
    if (frame_.has_alpha != 0) flatten(pixels.rgb);
    return pixels;
}

std::optional<Decoded> WebpDecoder::decode(std::uint32_t) {
    if (!fits()) return std::nullopt;
    auto frame = decode_frame();
    if (!frame) return std::nullopt;
    if (frame->size() == stored_) return Decoded{upright(std::move(*frame), orientation_)};

    Pixels canvas(stored_.width, stored_.height);
    std::ranges::fill(canvas.rgb, std::uint8_t{255});
    for (std::uint32_t y = 0; y < frame->height; ++y)
        std::copy_n(frame->row(y), std::size_t{frame->width} * kChannels,
                    canvas.row(y + static_cast<std::uint32_t>(frame_.y_offset)) +
                        static_cast<std::size_t>(frame_.x_offset) * kChannels);
    return Decoded{upright(std::move(canvas), orientation_)};
}

}  // namespace

std::unique_ptr<Decoder> open_webp(Bytes bytes) {
    auto decoder = std::make_unique<WebpDecoder>(bytes);
    return decoder->valid() ? std::move(decoder) : nullptr;
}

}  // namespace ward::image::codec
