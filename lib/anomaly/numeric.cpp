#include "anomaly/numeric.hpp"

#include <algorithm>
#include <cmath>

namespace ward::anomaly {

double variance(std::span<const double> values) {
    const double centre = mean(values);
    Values squares(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double distance = values[i] - centre;
        squares[i] = distance * distance;
    }
    return mean(squares);
}

double deviation(std::span<const double> values) { return std::sqrt(variance(values)); }

double median_in_place(std::span<double> values) noexcept {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

double median(std::span<const double> values) {
    Values copy(values.begin(), values.end());
    return median_in_place(copy);
}

double median_deviation(std::span<const double> values) {
    constexpr double kUpperQuartileOfNormal = 0.6744897501960817;
    Values distances(values.begin(), values.end());
    const double centre = median_in_place(distances);
    for (double& value : distances) value = std::abs(value - centre) / kUpperQuartileOfNormal;
    return median_in_place(distances);
}

Values normalised(std::span<const double> values) {
    Values out(values.begin(), values.end());
    const auto [lowest, highest] = std::ranges::minmax(values);
    if (lowest == highest) return out;
    const double range = highest - lowest;
    for (double& value : out) value = (value - lowest) / range;
    return out;
}

bool is_close(double value, double other) noexcept {
    return std::abs(value - other) <= kTiny + 1e-5 * std::abs(other);
}

void interpolate_over(std::span<double> values, const Flags& marked) noexcept {
    const auto next_unmarked = [&](std::size_t from) {
        while (from < values.size() && marked[from]) ++from;
        return from;
    };
    const std::size_t first = next_unmarked(0);
    if (first == values.size()) return;
    std::fill_n(values.begin(), first, values[first]);
    for (std::size_t left = first; left + 1 < values.size();) {
        const std::size_t right = next_unmarked(left + 1);
        if (right == values.size()) {
            std::fill(values.begin() + static_cast<std::ptrdiff_t>(left) + 1, values.end(), values[left]);
            return;
        }
        const double slope = (values[right] - values[left]) / static_cast<double>(right - left);
        for (std::size_t i = left + 1; i < right; ++i)
            values[i] = slope * static_cast<double>(i - left) + values[left];
        left = right;
    }
}

Values without_spikes(std::span<const double> values) {
    constexpr double kSpike = 3;
    const double centre = mean(values);
    const double scale = deviation(values) + kTiny;
    Values out(values.begin(), values.end());
    Flags marked(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        marked[i] = std::abs(values[i] - centre) / scale >= kSpike;
    interpolate_over(out, marked);
    return out;
}

}  // namespace ward::anomaly
