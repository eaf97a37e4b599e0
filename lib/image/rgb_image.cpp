#include "ward/rgb_image.hpp"

#include <new>

#include "image/codec/decode.hpp"

namespace ward {

Result<RgbImage> decode_image(std::span<const std::byte> bytes) try {
    auto picture = image::decode(bytes);
    if (!picture) return std::move(picture).error();
    const image::Pixels& pixels = picture->pixels;
    return RgbImage{pixels.width, pixels.height, {pixels.rgb.begin(), pixels.rgb.end()}};
} catch (const std::bad_alloc&) {
    return Error{Errc::out_of_memory, "Memory ran out; send less at a time", ""};
}

}  // namespace ward
