// The service's own method is not published. This one agrees with its documented example: a change point is where a
// straight piece begins that holds for `stable_trend_window` points, so what still moves just after a jump is part of it,
// and a lone spike is none.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "anomaly/decompose.hpp"
#include "anomaly/period.hpp"
#include "anomaly/segmentation.hpp"
#include "anomaly/series.hpp"
#include "ward/anomaly_detector.hpp"
#include "ward/limits.hpp"

namespace ward {
namespace {

using anomaly::Values;

int usual_window(Granularity granularity) {
    switch (granularity) {
        case Granularity::yearly:
        case Granularity::weekly: return 3;
        case Granularity::daily: return 5;
        case Granularity::monthly: return 6;
        case Granularity::hourly: return 24;
        case Granularity::minutely:
        case Granularity::secondly: return 72;
        case Granularity::microsecond:
        case Granularity::none: return 100;
    }
    return 0;
}

// The spread of the steps from one value to the next.
double step_size(const Values& values) {
    Values steps(values.size() - 1);
    for (std::size_t i = 0; i < steps.size(); ++i) steps[i] = values[i + 1] - values[i];
    return anomaly::deviation(steps);
}

// Points that stand out from both neighbours by more than a usual step take the median of five.
Values without_lone_spikes(const Values& values) {
    const double usual = step_size(values);
    Values out = values;
    for (std::size_t i = 1; i + 1 < values.size(); ++i) {
        const double before = values[i] - values[i - 1], after = values[i] - values[i + 1];
        if (before * after <= 0 || std::min(std::abs(before), std::abs(after)) <= usual) continue;
        const std::size_t first = i >= 2 ? i - 2 : 0, end = std::min(i + 3, values.size());
        out[i] = anomaly::median(std::span(values).subspan(first, end - first));
    }
    return out;
}

// The place in (begin, end) where two levels differ the most clearly; `begin` when none do by much.
std::size_t next_level(const Values& values, std::size_t begin, std::size_t end, double usual_step) {
    constexpr double kLeastStep = 0.5, kClear = 3;
    double least = 0, jump = 0;
    std::size_t best = begin;
    for (std::size_t cut = begin + 1; cut < end; ++cut) {
        const auto left = std::span(values).subspan(begin, cut - begin);
        const auto right = std::span(values).subspan(cut, end - cut);
        const double within = std::sqrt((anomaly::variance(left) * static_cast<double>(left.size()) +
                                         anomaly::variance(right) * static_cast<double>(right.size())) /
                                        static_cast<double>(end - begin));
        if (best != begin && within >= least) continue;
        best = cut;
        least = within;
        jump = std::abs(anomaly::mean(right) - anomaly::mean(left));
    }
    return jump > kLeastStep * usual_step && jump > kClear * least ? best : begin;
}

std::vector<std::size_t> settle(const Values& values, std::vector<std::size_t> cuts, std::size_t window) {
    const double usual_step = step_size(values);
    for (std::size_t k = 0; k < cuts.size(); ++k) {
        const std::size_t limit = k + 1 < cuts.size() ? cuts[k + 1] : values.size();
        for (;;) {
            const std::size_t next =
                next_level(values, cuts[k], std::min(cuts[k] + window, limit), usual_step);
            if (next == cuts[k]) break;
            cuts[k] = next;
        }
    }
    return cuts;
}

// Certain at the cuts; elsewhere the distance from the line there, as a share of the range of the values of the piece and
// its neighbours, and less than a change point's.
std::vector<ChangePointResult::Point> score(const Values& values, const std::vector<std::size_t>& cuts,
                                            double threshold) {
    const anomaly::Lines lines(values);
    std::vector<std::size_t> bounds{0};
    bounds.insert(bounds.end(), cuts.begin(), cuts.end());
    bounds.push_back(values.size());
    std::vector<ChangePointResult::Point> out(values.size());
    for (std::size_t k = 0; k + 1 < bounds.size(); ++k) {
        const std::size_t begin = bounds[k], end = bounds[k + 1];
        const std::size_t first = k > 0 ? bounds[k - 1] : begin,
                          last = k + 2 < bounds.size() ? bounds[k + 2] : end;
        const auto [lowest, highest] = std::ranges::minmax(std::span(values).subspan(first, last - first));
        const double range = highest - lowest;
        for (std::size_t i = begin; i < end && range > 0; ++i) {
            const double distance = std::abs(values[i] - lines.at(begin, end, i));
            out[i].confidence = std::min(distance / range, std::nextafter(threshold, 0.0));
        }
        if (k > 0) out[begin] = {.confidence = 1, .is_change_point = true};
    }
    return out;
}

Error bad_window(const char* predicate) {
    return {Errc::invalid_argument, std::string("The 'stableTrendWindow' field must be ") + predicate,
            "stableTrendWindow"};
}

struct Prepared {
    std::size_t period;
    Values values;  // without the season
};

Result<Prepared> prepare(std::span<const SeriesPoint> points, const ChangePointOptions& options) {
    const auto series = anomaly::check_series(points, {.granularity = options.granularity,
                                                       .custom_interval = options.custom_interval,
                                                       .period = options.period,
                                                       .impute_mode = ImputeMode::not_fill});
    if (!series) return series.error();
    auto period = options.period
                      ? Result<std::size_t>(static_cast<std::size_t>(*options.period))
                      : anomaly::find_period(series->values, options.granularity, options.custom_interval);
    if (!period) return std::move(period).error();
    Prepared out{*period, series->values};
    if (*period <= 1) return out;
    const auto parts = anomaly::decompose(series->values, *period, false);
    for (std::size_t i = 0; i < out.values.size(); ++i) out.values[i] -= parts.seasonal[i];
    return out;
}

}  // namespace

Result<ChangePointDetector> ChangePointDetector::create(const ChangePointOptions& options) {
    const auto common = AnomalyDetector::create({.granularity = options.granularity,
                                                 .custom_interval = options.custom_interval,
                                                 .period = options.period});
    if (!common) return common.error();
    if (options.threshold && !(*options.threshold >= 0.01 && *options.threshold <= 0.99))
        return Error{Errc::invalid_argument, "The 'threshold' field must be a number between 0.01 and 0.99",
                     "threshold"};
    if (options.stable_trend_window && *options.stable_trend_window < 3) return bad_window("an integer >= 3");
    return ChangePointDetector(options);
}

Result<ChangePointResult> ChangePointDetector::detect(std::span<const SeriesPoint> series) const {
    const auto prepared = prepare(series, options_);
    if (!prepared) return prepared.error();
    const std::size_t length = prepared->values.size();
    const std::size_t most = (length - 1) / 2;  // less than half
    auto window =
        static_cast<std::size_t>(options_.stable_trend_window.value_or(usual_window(options_.granularity)));
    if (options_.stable_trend_window && window > most) return bad_window("< half of the series' length");
    window = std::min(window, most);
    const double threshold =
        options_.threshold.value_or(options_.granularity == Granularity::hourly ? 0.91 : 0.9);

    const Values values = without_lone_spikes(prepared->values);
    const double step = step_size(values);
    // Some logarithms of the length, on the scale of noise, keep most noise from being cut.
    constexpr double kCaution = 2.2;
    const double penalty = kCaution * threshold * std::log(static_cast<double>(length)) * step * step;
    const auto cuts =
        settle(values, anomaly::cut_into_lines(anomaly::Lines(values), length, window, penalty), window);
    return ChangePointResult{static_cast<int>(prepared->period), score(values, cuts, threshold)};
}

}  // namespace ward
