#include "image/codec/decode.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "image/codec/decoder.hpp"

namespace ward::image {
namespace {

using codec::Bytes;
using codec::Decoder;

bool has(Bytes bytes, std::size_t at, std::string_view what) noexcept {
    return bytes.size() >= at + what.size() &&
           std::equal(what.begin(), what.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                      [](char a, std::byte b) { return static_cast<std::byte>(a) == b; });
}

Error unknown() {
    return {Errc::image_unreadable,
            "The image is none that can be read; send a JPEG, PNG, GIF, BMP, TIFF or WebP picture", "image"};
}

Error damaged() {
    return {Errc::image_unreadable, "The image is damaged or cut short; send it again whole", "image"};
}

Result<void> check(Size size, const DecodeLimits& limits) {
    const auto [shortest, longest] = std::minmax(size.width, size.height);
    if (longest > std::min(limits.max_side, limits::kMaxImageSide))
        return Error{Errc::image_too_large,
                     "The image has a side of more than " + std::to_string(limits.max_side) +
                         " pixels; make it smaller",
                     "image"};
    if (shortest < std::max(limits.min_side, 1u))
        return Error{Errc::image_too_small,
                     "The image has a side of fewer than " + std::to_string(limits.min_side) +
                         " pixels; send a larger one",
                     "image"};
    return {};
}

std::unique_ptr<Decoder> open(Bytes bytes, Format format) {
    switch (format) {
        case Format::jpeg: return codec::open_jpeg(bytes);
        case Format::png: return codec::open_png(bytes);
        case Format::webp: return codec::open_webp(bytes);
        case Format::gif: return codec::open_gif(bytes);
        case Format::bmp: return codec::open_bmp(bytes);
        case Format::tiff: return codec::open_tiff(bytes);
    }
    return nullptr;
}

struct Opened {
    Format format;
    std::unique_ptr<Decoder> decoder;
};

Result<Opened> open(Bytes bytes, const DecodeLimits& limits) {
    if (bytes.size() > limits.max_bytes)
        return Error{Errc::image_file_too_large,
                     "The image has more than " + std::to_string(limits.max_bytes) +
                         " bytes; make it smaller or compress it more",
                     "image"};
    const auto format = sniff(bytes);
    if (!format) return unknown();
    Opened opened{*format, open(bytes, *format)};
    if (!opened.decoder) return damaged();
    if (auto fits = check(opened.decoder->size(), limits); !fits) return std::move(fits).error();
    return opened;
}

}  // namespace

std::optional<Format> sniff(Bytes bytes) noexcept {
    using namespace std::string_view_literals;
    if (has(bytes, 0, "\xFF\xD8\xFF"sv)) return Format::jpeg;
    if (has(bytes, 0, "\x89PNG\r\n\x1A\n"sv)) return Format::png;
    if (has(bytes, 0, "RIFF"sv) && has(bytes, 8, "WEBP"sv)) return Format::webp;
    if (has(bytes, 0, "GIF87a"sv) || has(bytes, 0, "GIF89a"sv)) return Format::gif;
    if (has(bytes, 0, "BM"sv)) return Format::bmp;
    for (const auto magic : {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv})  // + is BigTIFF
        if (has(bytes, 0, magic)) return Format::tiff;
    return std::nullopt;
}

Result<Header> read_header(Bytes bytes, const DecodeLimits& limits) {
    auto opened = open(bytes, limits);
    if (!opened) return std::move(opened).error();
    return Header{opened->format, opened->decoder->size()};
}

Result<Picture> decode(Bytes bytes, const DecodeOptions& options) {
    auto opened = open(bytes, options.limits);
    if (!opened) return std::move(opened).error();
    const Size size = opened->decoder->size();
    auto decoded = opened->decoder->decode(options.longest_needed);
    if (!decoded) return damaged();
    return Picture{opened->format, size, decoded->reduction, std::move(decoded->pixels)};
}

}  // namespace ward::image
