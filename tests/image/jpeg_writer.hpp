// JPEGs that are too large to be shipped, made when they are wanted.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <jpeglib.h>

#include "image/pictures.hpp"
#include "image/pixels.hpp"

namespace ward::test {

struct JpegForm {
    int quality = 90;
    bool progressive = false;
};

inline Bytes write_jpeg(const image::Pixels& pixels, JpegForm form = {}) {
    jpeg_compress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* data = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &data, &size);
    info.image_width = pixels.width;
    info.image_height = pixels.height;
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, form.quality, TRUE);
    if (form.progressive) jpeg_simple_progression(&info);
    jpeg_start_compress(&info, TRUE);
    for (std::uint32_t y = 0; y < pixels.height; ++y) {
        JSAMPROW row = const_cast<JSAMPROW>(pixels.row(y));
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    const auto bytes = std::as_bytes(std::span(data, size));
    Bytes out(bytes.begin(), bytes.end());
    std::free(data);
    return out;
}

}  // namespace ward::test
