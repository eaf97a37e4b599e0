#include <algorithm>
#include <csetjmp>
#include <cstddef>
#include <cwchar>  // FILE, which jpeglib.h takes for granted
#include <utility>
#include <vector>

#include <jpeglib.h>
// jpeglib.h comes first
#include <jerror.h>

#include "image/codec/clipping.hpp"
#include "image/codec/decoder.hpp"

namespace ward::image::codec {
namespace {

constexpr int kExifMarker = JPEG_APP0 + 1;
constexpr unsigned kMarkerBytes = 0xFFFF;

// A progressive picture is refined scan by scan, and a scan of a few bytes walks over all of it. Encoders write about
// ten; pixels times scans is what costs time.
constexpr std::uint64_t kMaxScans = 100, kMinMaxScans = 30, kMaxScannedPixels = 1u << 30;

// More than the coefficients of the largest picture in four components take.
constexpr long kMaxLibraryBytes = 512L << 20;

constexpr std::uint64_t kRowsOf = 10, kRowsNeeded = 9;  // 90 %

// Reductions, and how many pixels of the picture one of the tensor must span at least for a photograph to be within
// 8 of 255 of what the whole gives.
struct Reduction {
    std::uint32_t by, least_ratio;
};
constexpr Reduction kReductions[] = {{4, 24}, {2, 7}};

class JpegDecoder final : public Decoder {
public:
    explicit JpegDecoder(Bytes bytes) noexcept : bytes_(bytes) {
        info_.err = jpeg_std_error(&trap_);
        info_.client_data = this;
        trap_.error_exit = [](j_common_ptr info) { self(info).escape(); };
        trap_.emit_message = [](j_common_ptr info, int level) {
            if (level < 0) self(info).on_warning();
        };
        trap_.output_message = [](j_common_ptr) {};
        monitor_.progress_monitor = [](j_common_ptr info) { self(info).on_progress(); };
    }
    ~JpegDecoder() override {
        if (created_) jpeg_destroy_decompress(&info_);
    }

    bool read_header() noexcept;
    Size size() const noexcept override { return upright(stored_size(), orientation_); }
    std::optional<Decoded> decode(std::uint32_t longest_needed) override;

private:
    static JpegDecoder& self(j_common_ptr info) noexcept {
        return *static_cast<JpegDecoder*>(info->client_data);
    }

    // The library's errors end here: in the last call of setjmp. No object with a destructor lies between.
    [[noreturn]] void escape() noexcept { std::longjmp(caller_, 1); }

    Size stored_size() const noexcept { return {info_.image_width, info_.image_height}; }
    void on_warning() noexcept;
    void on_progress() noexcept;
    std::uint32_t choose_reduction(std::uint32_t longest_needed) const noexcept;
    bool start(std::uint32_t reduction) noexcept;
    std::optional<Pixels> read(std::uint32_t reduction);
    bool read_rgb(Pixels& pixels) noexcept;
    bool read_cmyk(Pixels& pixels, std::vector<JSAMPLE>& line) noexcept;

    Bytes bytes_;
    jpeg_decompress_struct info_{};
    jpeg_error_mgr trap_{};
    jpeg_progress_mgr monitor_{};
    std::jmp_buf caller_{};
    Orientation orientation_ = 1;
    bool created_ = false;
    std::optional<std::uint64_t> rows_before_damage_;
};

bool JpegDecoder::read_header() noexcept {
    if (setjmp(caller_) != 0) return false;
    jpeg_create_decompress(&info_);
    created_ = true;
    info_.mem->max_memory_to_use = kMaxLibraryBytes;
    jpeg_mem_src(&info_, reinterpret_cast<const unsigned char*>(bytes_.data()), bytes_.size());
    jpeg_save_markers(&info_, kExifMarker, kMarkerBytes);
    if (jpeg_read_header(&info_, TRUE) != JPEG_HEADER_OK) return false;
    for (auto* marker = info_.marker_list; marker != nullptr; marker = marker->next) {
        orientation_ = exif_orientation(std::as_bytes(std::span(marker->data, marker->data_length)));
        if (orientation_ != 1) break;
    }
    return true;
}

// The data ended, or a marker came before its time and the library fills up with grey; only where there are restart
// markers does it find back.
void JpegDecoder::on_warning() noexcept {
    const bool damage =
        trap_.msg_code == JWRN_JPEG_EOF || (trap_.msg_code == JWRN_HIT_MARKER && info_.restart_interval == 0);
    if (!damage || rows_before_damage_) return;
    const std::uint64_t rows =
        std::uint64_t{info_.input_iMCU_row} * static_cast<std::uint64_t>(info_.max_v_samp_factor) * DCTSIZE;
    // Later scans refine what the first one showed.
    rows_before_damage_ = info_.input_scan_number > 1 ? info_.image_height : rows;
}

void JpegDecoder::on_progress() noexcept {
    const std::uint64_t pixels = std::uint64_t{info_.image_width} * info_.image_height;
    const std::uint64_t most = std::clamp(kMaxScannedPixels / pixels, kMinMaxScans, kMaxScans);
    if (static_cast<std::uint64_t>(info_.input_scan_number) > most) escape();
}

std::uint32_t JpegDecoder::choose_reduction(std::uint32_t longest_needed) const noexcept {
    if (longest_needed == 0) return 1;
    const auto [width, height] = stored_size();
    for (const Reduction reduction : kReductions) {
        // The last column and row of a size that does not divide are means of fewer pixels: they must stay last.
        const bool in_place = orientation_ <= 1 || (width % reduction.by == 0 && height % reduction.by == 0);
        const bool fine = std::min(width, height) >= std::uint64_t{reduction.least_ratio} * longest_needed;
        if (in_place && fine) return reduction.by;
    }
    return 1;
}

bool JpegDecoder::start(std::uint32_t reduction) noexcept {
    if (setjmp(caller_) != 0) return false;
    info_.progress = &monitor_;
    info_.scale_num = 1;
    info_.scale_denom = reduction;
    const bool four =
        info_.jpeg_color_space == JCS_CMYK || info_.jpeg_color_space == JCS_YCCK || info_.num_components == 4;
    info_.out_color_space = four ? JCS_CMYK : JCS_RGB;
    return jpeg_start_decompress(&info_) != FALSE;
}

bool JpegDecoder::read_rgb(Pixels& pixels) noexcept {
    if (setjmp(caller_) != 0) return false;
    constexpr std::size_t kRows = 4;  // more than the library gives at a time
    while (info_.output_scanline < info_.output_height) {
        JSAMPROW rows[kRows];
        const std::size_t count = std::min<std::size_t>(kRows, info_.output_height - info_.output_scanline);
        for (std::size_t i = 0; i < count; ++i) rows[i] = pixels.row(info_.output_scanline + i);
        jpeg_read_scanlines(&info_, rows, static_cast<JDIMENSION>(count));
    }
    return true;
}

// Inks, stored inverted as Adobe does and everybody after it: a byte is how much light is left.
bool JpegDecoder::read_cmyk(Pixels& pixels, std::vector<JSAMPLE>& line) noexcept {
    if (setjmp(caller_) != 0) return false;
    while (info_.output_scanline < info_.output_height) {
        std::uint8_t* out = pixels.row(info_.output_scanline);
        JSAMPROW row = line.data();
        jpeg_read_scanlines(&info_, &row, 1);
        for (std::size_t x = 0; x < pixels.width; ++x, row += 4, out += 3)
            for (int c = 0; c < 3; ++c) out[c] = times(row[c], row[3]);
    }
    return true;
}

std::optional<Pixels> JpegDecoder::read(std::uint32_t reduction) {
    if (!start(reduction)) return std::nullopt;
    Pixels pixels(info_.output_width, info_.output_height);
    if (info_.out_color_space == JCS_CMYK) {
        std::vector<JSAMPLE> line(std::size_t{info_.output_width} * 4);
        if (!read_cmyk(pixels, line)) return std::nullopt;
    } else if (!read_rgb(pixels)) {
        return std::nullopt;
    }
    const std::uint64_t rows = rows_before_damage_.value_or(info_.image_height);
    if (rows * kRowsOf < std::uint64_t{info_.image_height} * kRowsNeeded) return std::nullopt;
    jpeg_destroy_decompress(&info_);  // now, so that no copy of the pixels is made beside the coefficients
    created_ = false;
    return pixels;
}

std::optional<Decoded> JpegDecoder::decode(std::uint32_t longest_needed) {
    std::uint32_t reduction = choose_reduction(longest_needed);
    auto pixels = read(reduction);
    if (pixels && reduction > 1 && has_clipped_edges(*pixels)) {
        reduction = 1;
        pixels.reset();
        if (read_header()) pixels = read(reduction);
    }
    if (!pixels) return std::nullopt;
    return Decoded{upright(std::move(*pixels), orientation_), reduction};
}

}  // namespace

std::unique_ptr<Decoder> open_jpeg(Bytes bytes) {
    auto decoder = std::make_unique<JpegDecoder>(bytes);
    return decoder->read_header() ? std::move(decoder) : nullptr;
}

}  // namespace ward::image::codec
