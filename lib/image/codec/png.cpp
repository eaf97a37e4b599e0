#include <csetjmp>
#include <cstring>
#include <utility>
#include <vector>

#include <png.h>

#include "image/codec/decoder.hpp"

namespace ward::image::codec {
namespace {

// libpng refuses sizes by itself with an error that cannot be told from damage, so it is asked for none; decode.cpp
// checks them before pixels are read.
constexpr png_uint_32 kAnySide = PNG_UINT_31_MAX;
constexpr png_alloc_size_t kMaxChunkBytes = 1u << 20;

class PngDecoder final : public Decoder {
public:
    explicit PngDecoder(Bytes bytes) noexcept : bytes_(bytes) {}
    ~PngDecoder() override { png_destroy_read_struct(&png_, &info_, nullptr); }

    bool read_header() noexcept;
    Size size() const noexcept override { return upright(stored_size(), orientation_); }
    std::optional<Decoded> decode(std::uint32_t longest_needed) override;

private:
    static void read(png_structp png, png_bytep out, std::size_t size);

    Size stored_size() const noexcept {
        return {png_get_image_width(png_, info_), png_get_image_height(png_, info_)};
    }
    void ignore_what_is_not_shown() noexcept;
    bool start() noexcept;
    bool read_rows(png_bytepp rows) noexcept;

    Bytes bytes_;
    std::size_t at_ = 0;
    png_structp png_ = nullptr;
    png_infop info_ = nullptr;
    std::size_t channels_ = 0;
    Orientation orientation_ = 1;
};

void PngDecoder::read(png_structp png, png_bytep out, std::size_t size) {
    auto& self = *static_cast<PngDecoder*>(png_get_io_ptr(png));
    if (size > self.bytes_.size() - self.at_) png_error(png, "cut short");
    std::memcpy(out, self.bytes_.data() + self.at_, size);
    self.at_ += size;
}

// Profiles and texts are compressed, some without a bound.
void PngDecoder::ignore_what_is_not_shown() noexcept {
    static constexpr png_byte kExif[] = {'e', 'X', 'I', 'f', 0};
    png_set_keep_unknown_chunks(png_, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
    png_set_keep_unknown_chunks(png_, PNG_HANDLE_CHUNK_AS_DEFAULT, kExif, 1);
    png_set_chunk_cache_max(png_, 16);
    png_set_chunk_malloc_max(png_, kMaxChunkBytes);
    png_set_user_limits(png_, kAnySide, kAnySide);
}

bool PngDecoder::read_header() noexcept {
    const auto fail = [](png_structp png, png_const_charp) { png_longjmp(png, 1); };
    const auto silence = [](png_structp, png_const_charp) {};
    png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, fail, silence);
    info_ = png_ == nullptr ? nullptr : png_create_info_struct(png_);
    if (info_ == nullptr || setjmp(png_jmpbuf(png_)) != 0) return false;
    png_set_read_fn(png_, this, &PngDecoder::read);
    ignore_what_is_not_shown();
    png_read_info(png_, info_);
    png_uint_32 exif_bytes = 0;
    png_bytep exif = nullptr;
    if (png_get_eXIf_1(png_, info_, &exif_bytes, &exif) != 0)
        orientation_ = exif_orientation(std::as_bytes(std::span(exif, exif_bytes)));
    return true;
}

bool PngDecoder::start() noexcept {
    if (setjmp(png_jmpbuf(png_)) != 0) return false;
    png_set_expand(png_);  // palettes, 1 to 4 bits and tRNS
    png_set_strip_16(png_);
    png_set_gray_to_rgb(png_);
    png_set_interlace_handling(png_);
    png_read_update_info(png_, info_);
    channels_ = png_get_channels(png_, info_);
    return channels_ == 3 || channels_ == 4;
}

bool PngDecoder::read_rows(png_bytepp rows) noexcept {
    if (setjmp(png_jmpbuf(png_)) != 0) return false;
    png_read_image(png_, rows);
    return true;
}

std::optional<Decoded> PngDecoder::decode(std::uint32_t) {
    if (!start()) return std::nullopt;
    const Size stored = stored_size();
    Pixels pixels;
    pixels.width = stored.width;
    pixels.height = stored.height;
    const std::size_t stride = stored.width * channels_;
    pixels.rgb.resize(stride * stored.height);
    std::vector<png_bytep> rows(stored.height);
    for (std::size_t y = 0; y < rows.size(); ++y) rows[y] = pixels.rgb.data() + y * stride;
    if (!read_rows(rows.data())) return std::nullopt;
    if (channels_ == 4) flatten(pixels.rgb);
    return Decoded{upright(std::move(pixels), orientation_)};
}

}  // namespace

std::unique_ptr<Decoder> open_png(Bytes bytes) {
    auto decoder = std::make_unique<PngDecoder>(bytes);
    return decoder->read_header() ? std::move(decoder) : nullptr;
}

}  // namespace ward::image::codec
