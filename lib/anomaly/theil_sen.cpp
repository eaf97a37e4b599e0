#include "anomaly/theil_sen.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "anomaly/numeric.hpp"

namespace ward::anomaly {
namespace {

template <class T>
double slope(std::span<const T> values, std::size_t i, std::size_t step) {
    return static_cast<double>(values[i + step] - values[i]) / static_cast<double>(step);
}

// The slopes in [lowest, highest], and how many are below.
struct Part {
    Values slopes;
    std::size_t below = 0;
};

template <class T>
Part part_of(std::span<const T> values, double lowest, double highest) {
    Part out;
    std::size_t kept = 0;
    for (std::size_t step = 1; step < values.size(); ++step) {
        const std::size_t row = values.size() - step;
        if (out.slopes.size() < kept + row) out.slopes.resize(2 * (kept + row));
        double* const slopes = out.slopes.data();
        // Without branches: which slopes are kept is as good as random.
        for (std::size_t i = 0; i < row; ++i) {
            const double each = slope(values, i, step);
            out.below += each < lowest ? 1 : 0;
            slopes[kept] = each;
            kept += static_cast<std::size_t>((each >= lowest) & (each <= highest));
        }
    }
    out.slopes.resize(kept);
    return out;
}

// Bounds between which the median lies, nearly always: those of a sample's middle.
template <class T>
std::pair<double, double> likely_bounds(std::span<const T> values) {
    constexpr std::size_t kSample = 2048, kMargin = 96;  // more than four standard errors
    Values sample(kSample);
    std::uint32_t state = 1;  // of a linear congruential generator; the answer does not depend on it
    const auto below = [&state](std::size_t bound) {
        state = state * 1664525u + 1013904223u;
        return static_cast<std::size_t>((std::uint64_t{state} * bound) >> 32);
    };
    for (double& each : sample) {
        const std::size_t a = below(values.size()), b = (a + 1 + below(values.size() - 1)) % values.size();
        each = slope(values, std::min(a, b), std::max(a, b) - std::min(a, b));
    }
    std::ranges::sort(sample);
    return {sample[kSample / 2 - kMargin], sample[kSample / 2 + kMargin]};
}

template <class T>
double median_of_all(std::span<const T> values) {
    constexpr std::size_t kFew = 8192;
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    const std::size_t count = values.size() * (values.size() - 1) / 2;
    const auto [lowest, highest] = count > kFew ? likely_bounds(values) : std::pair(-kInfinity, kInfinity);
    Part part = part_of(values, lowest, highest);
    const std::size_t lower = (count - 1) / 2, upper = count / 2;  // the middle places, which may be one
    if (lower < part.below || upper >= part.below + part.slopes.size())
        part = part_of(values, -kInfinity, kInfinity);
    const auto middle = part.slopes.begin() + static_cast<std::ptrdiff_t>(upper - part.below);
    std::nth_element(part.slopes.begin(), middle, part.slopes.end());
    if (lower == upper) return *middle;
    return (*std::max_element(part.slopes.begin(), middle) + *middle) / 2;
}

}  // namespace

double median_slope(std::span<const double> values) { return median_of_all(values); }
double median_slope(std::span<const float> values) { return median_of_all(values); }

}  // namespace ward::anomaly
