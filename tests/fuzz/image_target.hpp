// One fuzz target for each format: bytes of the format are decoded as a caller would, others are passed over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <vector>

#include "image/codec/decode.hpp"
#include "image/resize.hpp"

namespace ward::fuzz {

inline void require(bool condition, const char* what) {
    if (condition) return;
    std::fprintf(stderr, "image: %s\n", what);
    std::abort();
}

// Sides beyond this are refused, so that a run takes milliseconds; the limits themselves have tests.
inline constexpr std::uint32_t kMaxSide = 512;

inline void decode_as(image::Format format, const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    if (image::sniff(bytes) != format) return;
    image::DecodeOptions options;
    options.limits.min_side = 1;
    options.limits.max_side = kMaxSide;
    options.longest_needed = 8;
    const auto header = image::read_header(bytes, options.limits);
    const auto picture = image::decode(bytes, options);
    if (!picture) {
        require(!picture.error().message.empty() && picture.error().target == "image", "an error says what");
        return;
    }
    require(header && header->size == picture->size, "the header tells the size of the picture");
    require(picture->pixels.rgb.size() == std::size_t{picture->pixels.width} * picture->pixels.height * 3,
            "all pixels are there");

    model::ImageInput input;
    input.width = input.height = 8;
    std::vector<float> tensor(3 * 8 * 8);
    image::write_tensor(*picture, input, tensor);  // reads every pixel
    for (const float value : tensor) require(value >= 0 && value <= 255, "a value is a byte's");
}

}  // namespace ward::fuzz
