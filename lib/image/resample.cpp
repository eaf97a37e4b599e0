#include "image/resample.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

#include "image/resample_rows.hpp"

namespace ward::image {
namespace {

// Keys' cubic convolution, with Pillow's a.
double bicubic(double x) noexcept {
    constexpr double a = -0.5;
    x = std::abs(x);
    if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
    if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
    return 0;
}

double bilinear(double x) noexcept { return std::max(0.0, 1 - std::abs(x)); }

struct Kernel {
    double (*weight)(double) noexcept;
    double support;
};

Kernel kernel_of(model::Filter filter) noexcept {
    return filter == model::Filter::bicubic ? Kernel{&bicubic, 2} : Kernel{&bilinear, 1};
}

// The weights of one output pixel, over stored pixels.
struct Weights {
    std::uint32_t first = 0;
    std::vector<double> values;
};

Weights weigh(const Line& line, const Kernel& kernel, std::uint32_t output) {
    const double ratio = static_cast<double>(line.source) / line.output;
    const double stretch = std::max(ratio, 1.0), support = kernel.support * stretch;
    const double centre = (output + 0.5) * ratio;
    const auto begin = static_cast<std::uint32_t>(std::max(0.0, std::floor(centre - support + 0.5)));
    const auto end = std::min(line.source, static_cast<std::uint32_t>(std::floor(centre + support + 0.5)));

    Weights weights;
    weights.first = begin / line.reduction;
    weights.values.assign((end - 1) / line.reduction - weights.first + 1, 0.0);
    double sum = 0;
    for (std::uint32_t x = begin; x < end; ++x) {
        const double weight = kernel.weight((x - centre + 0.5) / stretch);
        weights.values[x / line.reduction - weights.first] += weight;
        sum += weight;
    }
    for (double& value : weights.values) value /= sum;
    return weights;
}

// As many binary places as let the largest weight fit in 16 bits, and the sum of products in 32.
int find_shift(std::span<const Weights> all) noexcept {
    constexpr int kMost = 22;
    double largest = 0;
    for (const Weights& weights : all)
        for (const double value : weights.values) largest = std::max(largest, std::abs(value));
    int shift = kMost;
    while (shift > 0 && std::ldexp(largest, shift) > std::numeric_limits<std::int16_t>::max() - 1) --shift;
    return shift;
}

// What rounding leaves of the sum goes to the largest weight, so that an even surface stays what it is.
void quantise(std::span<const double> weights, int shift, std::int16_t* out) noexcept {
    int rest = 1 << shift;
    std::size_t largest = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        out[i] = static_cast<std::int16_t>(std::lround(std::ldexp(weights[i], shift)));
        rest -= out[i];
        if (weights[i] > weights[largest]) largest = i;
    }
    const int mended = std::min<int>(out[largest] + rest, std::numeric_limits<std::int16_t>::max());
    out[largest] = static_cast<std::int16_t>(mended);
}

}  // namespace

Taps make_taps(const Line& line, model::Filter filter) {
    const Kernel kernel = kernel_of(filter);
    std::vector<Weights> all;
    all.reserve(line.count);
    std::size_t longest = 0;
    for (std::uint32_t i = 0; i < line.count; ++i) {
        all.push_back(weigh(line, kernel, line.first + i));
        longest = std::max(longest, all.back().values.size());
    }
    Taps taps;
    taps.stride = static_cast<std::uint32_t>((longest + 3) / 4 * 4);
    taps.shift = find_shift(all);
    taps.values.assign(std::size_t{taps.stride} * line.count, 0);
    for (std::size_t i = 0; i < all.size(); ++i) {
        taps.ranges.push_back({all[i].first, static_cast<std::uint32_t>(all[i].values.size())});
        quantise(all[i].values, taps.shift, taps.values.data() + i * taps.stride);
    }
    return taps;
}

Pixels resample(const Pixels& source, const Line& across, const Line& down, model::Filter filter, Isa isa) {
    const RowKernels& rows = row_kernels(isa);
    const Taps horizontal = make_taps(across, filter), vertical = make_taps(down, filter);
    const std::uint32_t top = vertical.ranges.front().first;
    const std::uint32_t bottom = vertical.ranges.back().first + vertical.ranges.back().count;

    const std::size_t line = std::size_t{across.count} * kChannels;
    ByteBuffer narrow(line * (bottom - top) + kRowSlack);
    const std::size_t stored_line = std::size_t{source.width} * kChannels;
    std::vector<std::uint8_t> copy;
    for (std::uint32_t y = top; y < bottom; ++y) {
        const std::uint8_t* row = source.row(y);
        // Kernels read a little beyond a row; behind the last ones there is nothing.
        if (source.rgb.size() - (y + 1) * stored_line < kRowSlack) {
            copy.assign(row, row + stored_line);
            copy.resize(stored_line + kRowSlack);
            row = copy.data();
        }
        rows.across(row, horizontal, narrow.data() + (y - top) * line);
    }

    Pixels made(across.count, down.count);
    for (std::uint32_t y = 0; y < down.count; ++y) {
        const auto [first, count] = vertical.ranges[y];
        const std::int16_t* weights = vertical.values.data() + std::size_t{y} * vertical.stride;
        rows.down(narrow.data() + (first - top) * line, line, {weights, count}, vertical.shift, made.row(y));
    }
    return made;
}

}  // namespace ward::image
