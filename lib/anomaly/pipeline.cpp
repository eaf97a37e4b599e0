#include "anomaly/pipeline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "anomaly/differences.hpp"
#include "anomaly/period.hpp"
#include "anomaly/trend.hpp"

namespace ward::anomaly {
namespace {

constexpr double kMostMissing = 0.5;

// The largest share of the values that lies in one of twenty equal parts of their range.
double majority_share(std::span<const double> values) {
    constexpr std::size_t kBins = 20;
    const auto [lowest, highest] = std::ranges::minmax(values);
    if (lowest == highest) return 1;
    std::array<std::size_t, kBins> counts{};
    const double scale = static_cast<double>(kBins) / (highest - lowest);
    for (const double value : values)
        ++counts[std::min(static_cast<std::size_t>((value - lowest) * scale), kBins - 1)];
    return static_cast<double>(std::ranges::max(counts)) / static_cast<double>(values.size());
}

// Where most values are alike, fewer of them may be anomalies of the last point's kind.
double allowed_ratio(std::span<const double> values, double ratio, bool last_only) {
    constexpr double kMajority = 0.6, kLeast = 0.05;
    const double share = majority_share(values);
    if (!last_only || share <= kMajority) return ratio;
    return std::max((1 - share) * ratio, std::min(kLeast, ratio));
}

Result<std::size_t> period_of(const GridSeries& series, const AnomalyOptions& options) {
    if (options.period) return static_cast<std::size_t>(*options.period);
    if (series.missing_share() > kMostMissing) return std::size_t{0};
    if (!series.can_be_filled() || options.impute_mode == ImputeMode::not_fill)
        return find_period(series.values, options.granularity, options.custom_interval);
    const ImputeMode mode =
        options.impute_mode == ImputeMode::automatic ? ImputeMode::previous : options.impute_mode;
    return find_period(fill(series, mode, options.impute_value, 0), options.granularity,
                       options.custom_interval);
}

Error too_many_gaps(const GridSeries& series) {
    const auto needed =
        static_cast<std::int64_t>(std::ceil(static_cast<double>(series.length()) * kMostMissing));
    return {Errc::invalid_argument,
            "The ratio of missing points should be less than 50% for seasonal series; give at least " +
                std::to_string(needed) + " points instead of " + std::to_string(series.values.size()) +
                ", or a 'period' of 0",
            "series"};
}

bool is_filled(const GridSeries& series, ImputeMode mode, std::size_t period) {
    if (!series.can_be_filled() || mode == ImputeMode::not_fill) return false;
    return period > 1 || mode != ImputeMode::automatic;
}

// Short steps without a cycle: rates of machines, for which the spectral residual was made.
bool is_fast(const AnomalyOptions& options, std::span<const double> values) {
    const bool short_step = (options.granularity == Granularity::minutely && options.custom_interval < 60) ||
                            (options.granularity == Granularity::secondly && options.custom_interval < 3600);
    return short_step && median_deviation(values) >= kTiny;
}

Result<Detection> detect(std::span<const double> values, std::size_t period, const AnomalyOptions& options,
                         const DetectorOptions& limits) {
    if (period > 1) return detect_seasonal(values, period, limits);
    Detect method = detect_by_spectrum;
    if (!is_fast(options, values)) {
        auto trend = fit_trend(values, period);
        if (!trend) return std::move(trend).error();
        method = [trend = *std::move(trend)](std::span<const double> series, const DetectorOptions& o) {
            return detect_by_threshold(series, trend, o);
        };
    }
    auto found = method(values, limits);
    if (!found) return found;
    return add_from_differences(values, *std::move(found), method, limits);
}

template <class T>
void keep(std::vector<T>& all, const std::vector<std::int64_t>& indices) {
    if (all.empty()) return;
    for (std::size_t i = 0; i < indices.size(); ++i) all[i] = all[static_cast<std::size_t>(indices[i])];
    all.resize(indices.size());
}

}  // namespace

Result<Found> run(const GridSeries& series, const AnomalyOptions& options, bool last_only) {
    const auto period = period_of(series, options);
    if (!period) return period.error();
    if (*period > 1 && series.missing_share() > kMostMissing) return too_many_gaps(series);
    const bool filled = is_filled(series, options.impute_mode, *period);
    const Values values =
        filled ? fill(series, options.impute_mode, options.impute_value, *period) : series.values;
    const DetectorOptions limits{
        .max_anomaly_ratio = allowed_ratio(series.values, options.max_anomaly_ratio, last_only),
        .alpha = options.alpha,
        .last_only = last_only};
    auto found = detect(values, *period, options, limits);
    if (!found) return std::move(found).error();
    Detection& detection = *found;
    if (filled) {
        keep(detection.expected, series.indices);
        keep(detection.trend, series.indices);
        keep(detection.score, series.indices);
        keep(detection.suspected, series.indices);
    }
    for (std::size_t i = 0; i < series.values.size(); ++i)
        if (std::abs(series.values[i] - detection.expected[i]) < kTiny) detection.suspected[i] = 0;
    return Found{*period, *std::move(found)};
}

}  // namespace ward::anomaly
