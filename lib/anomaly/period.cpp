#include "anomaly/period.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "anomaly/cross_validation.hpp"
#include "anomaly/fft.hpp"
#include "anomaly/numeric.hpp"
#include "anomaly/running_median.hpp"
#include "anomaly/trend.hpp"

namespace ward::anomaly {
namespace {

constexpr std::size_t kShortest = 4;

// The periods to try for a granularity, in order; the first is the one that the others are parts of.
std::vector<std::size_t> usual_periods(Granularity granularity, int interval) {
    const auto every = static_cast<std::size_t>(interval);
    constexpr std::size_t kMinutes = 1440, kSeconds = 86400;  // of a day
    switch (granularity) {
        case Granularity::weekly: return {12, 4};
        case Granularity::monthly: return {12};
        case Granularity::daily: return {7};
        case Granularity::hourly: return {168 / every, 24 / every};
        case Granularity::minutely: return {7 * kMinutes / every, kMinutes / every, 2 * kMinutes / every};
        case Granularity::secondly: return {7 * kSeconds / every, kSeconds / every, 2 * kSeconds / every};
        case Granularity::microsecond: return {1000};
        case Granularity::none:
        case Granularity::yearly: break;
    }
    return {};
}

// The share of the variance that a period must explain; harder when the trend was taken out by that period.
double least_explained(std::size_t period, bool detrended) {
    if (period <= 24) return 0.35;
    if (period <= 168) return detrended ? 0.65 : 0.15;
    return detrended ? 0.70 : 0.10;
}

bool explains(std::span<const double> values, std::size_t period, bool detrended) {
    const double error = CrossValidation(values).error(period);
    const double explained = error == 0 ? 1 : 1 - error / variance(values);
    return explained > least_explained(period, detrended);
}

float median_of_floats(std::vector<float>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return values.size() % 2 == 1 ? *middle : 0.5f * (*std::max_element(values.begin(), middle) + *middle);
}

// Replaces what stands out among the points of its phase by their median. The scale is the reference's: the median of
// the signed distances, which is next to nothing, so that nearly all that lies above the median is replaced.
void flatten_phase_outliers(Values& values, std::size_t period) {
    constexpr double kSpike = 3;
    std::vector<float> phase;
    for (std::size_t first = 0; first < period; ++first) {
        phase.clear();
        for (std::size_t i = first; i < values.size(); i += period)
            phase.push_back(static_cast<float>(values[i]));
        const double middle = double{median_of_floats(phase)};
        phase.clear();
        for (std::size_t i = first; i < values.size(); i += period)
            phase.push_back(static_cast<float>(values[i] - middle));
        const double scale = 1.4826 * double{median_of_floats(phase)} + kTiny;
        for (std::size_t i = first; i < values.size(); i += period)
            if ((values[i] - middle) / scale >= kSpike) values[i] = middle;
    }
}

bool is_period(std::span<const double> values, std::size_t period) {
    const Values scaled = normalised(values);
    const Values smooth = without_spikes(scaled);
    if (is_close(variance(smooth), 0)) return false;
    if (explains(smooth, period, false)) return true;
    const std::vector<float> trend = running_median(scaled, period, Ends::shrink);
    Values rest(scaled.size());
    for (std::size_t i = 0; i < rest.size(); ++i) rest[i] = scaled[i] - double{trend[i]};
    rest = without_spikes(rest);
    flatten_phase_outliers(rest, period);
    return !is_close(variance(rest), 0) && explains(rest, period, true);
}

// Lags at which the series resembles itself more than noise would, the most alike first.
// source: Bartlett's (1946) standard errors, at 90 %
std::vector<std::size_t> correlated_lags(std::span<const double> values) {
    constexpr std::size_t kLongestLag = 2 * 2880;
    constexpr double kLeast = 0.1, kNinetyPercent = 1.6448536269514722;
    const std::size_t longest = std::min(values.size() / 3, kLongestLag);
    Values centred(values.begin(), values.end());
    const double level = mean(values);
    for (double& value : centred) value -= level;
    const Values products = autocovariance(centred, longest);

    Values alike(longest + 1), band(longest + 1);
    double squares = 0;
    for (std::size_t lag = 1; lag <= longest; ++lag) {
        alike[lag] = products[lag] / products[0];
        band[lag] = kNinetyPercent * std::sqrt((1 + 2 * squares) / static_cast<double>(values.size()));
        squares += alike[lag] * alike[lag];
    }
    std::vector<std::size_t> order(longest);
    std::iota(order.begin(), order.end(), 1);
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return alike[a] > alike[b]; });
    const auto end = std::ranges::find_if(
        order, [&](std::size_t lag) { return alike[lag] < band[lag] || alike[lag] < kLeast; });
    order.erase(end, order.end());
    std::erase_if(order, [&](std::size_t lag) { return lag <= kShortest || lag >= longest; });
    return order;
}

// The period of a normalised series by its autocorrelation, without its trend; 0: none.
Result<std::size_t> correlated_period(std::span<const double> values) {
    constexpr std::size_t kFewest = 12;
    constexpr double kLeastExplained = 0.20, kFewestCycles = 3;
    if (values.size() < kFewest) return std::size_t{0};
    Values rest = without_spikes(values);
    const auto trend = fit_trend(rest, std::nullopt);
    if (!trend) return trend.error();
    for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= (*trend)[i];
    const double spread = variance(rest);
    if (is_close(spread, 0)) return std::size_t{0};

    CrossValidation validation(rest);
    std::size_t best = 0;
    float least = 0;
    for (const std::size_t lag : correlated_lags(rest)) {
        const float error = validation.error(lag);
        if (best != 0 && !(error < least)) continue;
        best = lag;
        least = error;
    }
    if (best == 0 || (least != 0 && 1 - double{least} / spread < kLeastExplained)) return std::size_t{0};
    const double cycles = static_cast<double>(values.size()) / static_cast<double>(best) + 1;
    return cycles <= kFewestCycles ? 0 : best;
}

}  // namespace

std::size_t usual_period(std::span<const double> values, Granularity granularity, int interval) {
    const std::vector<std::size_t> periods = usual_periods(granularity, interval);
    const auto fits = [&](std::size_t period) { return values.size() > 2 * period; };
    for (const std::size_t period : periods) {
        if (!fits(period) || period < kShortest || !is_period(values, period)) continue;
        const std::size_t whole = periods.front();
        return fits(whole) && whole % period == 0 ? whole : period;
    }
    return 0;
}

Result<std::size_t> spectral_period(std::span<const double> values) {
    Values every = normalised(values);
    auto found = correlated_period(every);
    std::size_t period = found ? *found : 0;
    // A period of the series of every n-th point makes a longer one of the whole.
    while (found && *found != 0) {
        const std::size_t step = *found;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < every.size(); i += step) every[kept++] = every[i];
        every.resize(kept);
        found = correlated_period(every);
        if (found && *found != 0) period *= *found;
    }
    if (!found) return found;
    return period;
}

Result<std::size_t> find_period(std::span<const double> values, Granularity granularity, int interval) {
    const std::size_t usual = usual_period(values, granularity, interval);
    return usual != 0 ? usual : spectral_period(values);
}

}  // namespace ward::anomaly
