/// @file
/// Decodes what image_differential.py sends, so that it can be compared with Pillow.
///
///     image_dump pixels                                          < pictures > answers
///     image_dump tensor WIDTH HEIGHT CROP bilinear|bicubic [whole] < pictures > answers
///
/// In:  pictures, each a 32-bit byte count and the bytes.
/// Out: for each the number of its failure or 0, width, height, reduction and a byte count (32 bits each, host order),
///      then R, G, B bytes, or the float32 tensor [3, H, W] of values 0..255. `whole` decodes without a reduction.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "image/codec/decode.hpp"
#include "image/resize.hpp"

namespace {

using namespace ward;

void write(const void* data, std::size_t size) { std::fwrite(data, 1, size, stdout); }

void answer(std::int32_t status, const image::Picture& picture, std::span<const std::byte> bytes) {
    const std::uint32_t numbers[] = {static_cast<std::uint32_t>(status), picture.size.width,
                                     picture.size.height, picture.reduction,
                                     static_cast<std::uint32_t>(bytes.size())};
    write(numbers, sizeof numbers);
    write(bytes.data(), bytes.size());
}

model::ImageInput read_input(char** argv) {
    model::ImageInput input;
    input.width = static_cast<std::uint32_t>(std::atoi(argv[2]));
    input.height = static_cast<std::uint32_t>(std::atoi(argv[3]));
    input.crop = static_cast<std::uint32_t>(std::atoi(argv[4]));
    input.filter = argv[5] == std::string_view("bicubic") ? model::Filter::bicubic : model::Filter::bilinear;
    return input;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view mode = argc > 1 ? argv[1] : "";
    if (mode != "pixels" && !(mode == "tensor" && argc > 5)) return 2;
    const model::ImageInput input = mode == "tensor" ? read_input(argv) : model::ImageInput{};
    image::DecodeOptions options;
    options.limits.min_side = 1;
    if (mode == "tensor" && argc == 6) options.longest_needed = std::max(input.width, input.height);

    std::uint32_t size = 0;
    std::vector<std::byte> bytes;
    while (std::fread(&size, sizeof size, 1, stdin) == 1) {
        bytes.resize(size);
        if (std::fread(bytes.data(), 1, size, stdin) != size) return 1;
        const auto picture = image::decode(bytes, options);
        if (!picture) {
            answer(static_cast<std::int32_t>(picture.error().code), {}, {});
            continue;
        }
        if (mode == "pixels") {
            answer(0, *picture, std::as_bytes(std::span(picture->pixels.rgb)));
            continue;
        }
        const image::Size tensor = image::tensor_size(input, picture->size);
        std::vector<float> values(image::kChannels * tensor.width * tensor.height);
        image::write_tensor(*picture, input, values);
        answer(0, *picture, std::as_bytes(std::span(values)));
    }
    return 0;
}
