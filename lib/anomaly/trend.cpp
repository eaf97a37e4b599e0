#include "anomaly/trend.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "anomaly/periodogram.hpp"
#include "anomaly/running_median.hpp"
#include "anomaly/theil_sen.hpp"

namespace ward::anomaly {
namespace {

constexpr std::size_t kLongestPeriod = 512;

std::size_t longest_period(std::size_t length) { return std::min(length / 3, kLongestPeriod); }

// Replaces half a window at each end by lines with the slope of the whole window there.
template <class T>
void straighten_ends(std::vector<T>& values, std::size_t window) {
    const std::size_t half = window / 2, n = values.size();
    const std::size_t seen = std::min(window, n);
    const double left = median_slope(std::span<const T>(values).first(seen));
    const double right = median_slope(std::span<const T>(values).last(seen));
    const double left_end = values[half], right_end = values[n - half - 1];
    for (std::size_t i = 1; i <= half; ++i) {
        values[half - i] = static_cast<T>(-static_cast<double>(i) * left + left_end);
        values[n - half - 1 + i] = static_cast<T>(static_cast<double>(i) * right + right_end);
    }
}

// About the strongest period: a mean of those that stand out in the spectrum, weighted by their power.
Result<std::size_t> guess_period(std::span<const double> values) {
    const std::size_t longest = longest_period(values.size());
    const std::size_t window = 2 * longest - 1;
    std::vector<float> broad = running_median(values, window, Ends::keep);
    straighten_ends(broad, window);
    Values rest(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(broad[i]))
            return Error{Errc::invalid_argument,
                         "The 'series' field has values too large to find a trend in; scale them down",
                         "series"};
        rest[i] = values[i] - double{broad[i]};
    }
    const auto peaks = periodogram_peaks(rest);
    if (peaks.empty()) return longest;
    Values weighted, powers;
    for (const Peak& peak : peaks) {
        weighted.push_back(static_cast<double>(peak.period) * peak.power);
        powers.push_back(peak.power);
    }
    return static_cast<std::size_t>(
        std::nearbyint(sum(weighted.data(), weighted.size()) / sum(powers.data(), powers.size())));
}

}  // namespace

Result<Values> fit_trend(std::span<const double> values, std::optional<std::size_t> period) {
    constexpr std::size_t kFewest = 6;
    if (values.size() < kFewest) return Values(values.size(), mean(values));
    if (!period) {
        auto guessed = guess_period(values);
        if (!guessed) return std::move(guessed).error();
        period = *guessed;
    }
    const std::size_t window = *period <= 1 ? longest_period(values.size()) : 2 * *period - 1;
    Values trend = fit_spline(values, values.size() / (2 * window) + 1);
    straighten_ends(trend, window);
    return trend;
}

}  // namespace ward::anomaly
