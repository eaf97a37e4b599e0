#include "image/crops.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace ward::image {
namespace {

constexpr float kMostSamples = 4;  // along each side of an output pixel

using Colour = std::array<float, kChannels>;

// Bilinear; beyond the picture's edge it goes on unchanged.
class Sampler {
public:
    explicit Sampler(const Pixels& pixels)
        : pixels_(pixels),
          right_(static_cast<float>(pixels.width - 1)),
          bottom_(static_cast<float>(pixels.height - 1)) {}

    void add(Point place, Colour& sum) const noexcept {
        const float x = std::clamp(place.x - 0.5F, 0.0F, right_),
                    y = std::clamp(place.y - 0.5F, 0.0F, bottom_);
        const auto column = static_cast<std::size_t>(x), row = static_cast<std::size_t>(y);
        const float right = x - static_cast<float>(column), down = y - static_cast<float>(row);
        const std::size_t next = column + 1 < pixels_.width ? kChannels : 0;
        const std::uint8_t* const upper = pixels_.row(row) + column * kChannels;
        const std::uint8_t* const lower =
            row + 1 < pixels_.height ? upper + pixels_.width * kChannels : upper;
        for (std::size_t c = 0; c < kChannels; ++c) {
            const float above =
                static_cast<float>(upper[c]) * (1 - right) + static_cast<float>(upper[c + next]) * right;
            const float below =
                static_cast<float>(lower[c]) * (1 - right) + static_cast<float>(lower[c + next]) * right;
            sum[c] += above * (1 - down) + below * down;
        }
    }

private:
    const Pixels& pixels_;
    float right_, bottom_;
};

std::size_t samples_for(float step) noexcept {
    return static_cast<std::size_t>(std::clamp(std::round(step), 1.0F, kMostSamples));
}

}  // namespace

std::uint32_t line_width(const Quad& quad, const model::ImageInput& input) noexcept {
    const float wide = length(quad[1] - quad[0]), high = length(quad[3] - quad[0]);
    const float width = std::round(static_cast<float>(input.height) * wide / std::max(high, 1.0F));
    return static_cast<std::uint32_t>(std::clamp(width, 1.0F, static_cast<float>(input.width)));
}

std::uint32_t padded_width(std::uint32_t width, const model::ImageInput& input) noexcept {
    return (width + input.multiple - 1) / input.multiple * input.multiple;
}

void write_line(const Pixels& pixels, const Quad& quad, const model::ImageInput& input, std::uint32_t width,
                std::uint32_t padded, std::span<float> out) noexcept {
    const Point right = (quad[1] - quad[0]) * (1 / static_cast<float>(width));
    const Point down = (quad[3] - quad[0]) * (1 / static_cast<float>(input.height));
    const std::size_t across = samples_for(length(right)), along = samples_for(length(down));
    const Sampler sampler(pixels);
    const std::size_t plane = std::size_t{input.height} * padded;
    std::ranges::fill(out, 0.0F);
    for (std::size_t i = 0; i < std::size_t{input.height} * width; ++i) {
        const std::size_t x = i % width, y = i / width;
        Colour colour{};
        for (std::size_t k = 0; k < across * along; ++k) {
            const float fx = (static_cast<float>(k % across) + 0.5F) / static_cast<float>(across);
            const std::size_t row = k / across;
            const float fy = (static_cast<float>(row) + 0.5F) / static_cast<float>(along);
            sampler.add(quad[0] + right * (static_cast<float>(x) + fx) + down * (static_cast<float>(y) + fy),
                        colour);
        }
        for (std::size_t c = 0; c < kChannels; ++c) {
            const std::size_t from = input.order == model::ChannelOrder::rgb ? c : kChannels - 1 - c;
            const float value = colour[from] / static_cast<float>(across * along);
            out[c * plane + y * padded + x] = (value - input.mean[c]) * input.scale[c];
        }
    }
}

}  // namespace ward::image
