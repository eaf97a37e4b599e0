#include "image/resize.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "image/resample.hpp"

namespace ward::image {
namespace {

using model::ImageInput;
using model::ResizeRule;

// How a picture becomes a tensor: resized as a whole, of which a stretch is kept, in a tensor that may be wider.
struct Plan {
    Size resized, tensor;
    std::uint32_t left = 0, top = 0;
    Size kept;
};

std::uint32_t to_multiple(double side, std::uint32_t multiple, std::uint32_t most) noexcept {
    const auto rounded = static_cast<std::uint32_t>(std::lround(side / multiple)) * multiple;
    return std::max(std::min(rounded, most / multiple * multiple), multiple);
}

Plan make_plan(const ImageInput& input, Size size) noexcept {
    Plan plan;
    switch (input.resize) {
        case ResizeRule::stretch: plan.resized = plan.tensor = {input.width, input.height}; break;
        case ResizeRule::multiple: {
            const double ratio =
                std::min(1.0, static_cast<double>(input.width) / std::max(size.width, size.height));
            plan.resized = {to_multiple(size.width * ratio, input.multiple, input.width),
                            to_multiple(size.height * ratio, input.multiple, input.width)};
            plan.tensor = plan.resized;
            break;
        }
        case ResizeRule::line: {
            const double width = static_cast<double>(size.width) * input.height / size.height;
            plan.resized = {
                static_cast<std::uint32_t>(std::clamp(std::ceil(width), 1.0, double(input.width))),
                input.height};
            plan.tensor = {(plan.resized.width + input.multiple - 1) / input.multiple * input.multiple,
                           input.height};
            break;
        }
    }
    plan.kept = plan.resized;
    if (input.crop > 0) {
        plan.kept = plan.tensor = {input.crop, input.crop};
        plan.left = (plan.resized.width - input.crop) / 2;
        plan.top = (plan.resized.height - input.crop) / 2;
    }
    return plan;
}

Pixels run(const Plan& plan, const Pixels& pixels, Size whole, std::uint32_t reduction,
           model::Filter filter) {
    return resample(pixels, {whole.width, reduction, plan.resized.width, plan.left, plan.kept.width},
                    {whole.height, reduction, plan.resized.height, plan.top, plan.kept.height}, filter);
}

// A byte of one channel as the model reads it.
using Table = std::array<float, 256>;

Table make_table(float mean, float scale) noexcept {
    Table table{};
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = (static_cast<float>(i) - mean) * scale;
    return table;
}

// Interleaved bytes to three planes; what a tensor has beyond the pixels is 0, behind each row.
void normalise(const Pixels& pixels, Size tensor, const ImageInput& input, std::span<float> out) {
    const std::size_t plane = std::size_t{tensor.width} * tensor.height;
    for (std::size_t c = 0; c < kChannels; ++c) {
        const Table table = make_table(input.mean[c], input.scale[c]);
        const std::size_t channel = input.order == model::ChannelOrder::rgb ? c : kChannels - 1 - c;
        for (std::size_t y = 0; y < tensor.height; ++y) {
            const std::uint8_t* value = pixels.row(y) + channel;
            float* to = out.data() + c * plane + y * tensor.width;
            for (std::size_t x = 0; x < pixels.width; ++x, value += kChannels) to[x] = table[*value];
            std::fill(to + pixels.width, to + tensor.width, 0.0f);
        }
    }
}

void write(const Pixels& pixels, Size whole, std::uint32_t reduction, const ImageInput& input,
           std::span<float> out) {
    const Plan plan = make_plan(input, whole);
    normalise(run(plan, pixels, whole, reduction, input.filter), plan.tensor, input, out);
}

}  // namespace

Pixels resize(const Picture& picture, Size size, model::Filter filter) {
    return run({size, size, 0, 0, size}, picture.pixels, picture.size, picture.reduction, filter);
}

Pixels resize(const Pixels& pixels, Size size, model::Filter filter) {
    return run({size, size, 0, 0, size}, pixels, pixels.size(), 1, filter);
}

Size tensor_size(const ImageInput& input, Size size) noexcept { return make_plan(input, size).tensor; }

void write_tensor(const Picture& picture, const ImageInput& input, std::span<float> out) {
    write(picture.pixels, picture.size, picture.reduction, input, out);
}

void write_tensor(const Pixels& pixels, const ImageInput& input, std::span<float> out) {
    write(pixels, pixels.size(), 1, input, out);
}

}  // namespace ward::image
