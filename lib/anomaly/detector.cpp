#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "anomaly/grid.hpp"
#include "anomaly/margins.hpp"
#include "anomaly/pipeline.hpp"
#include "anomaly/series.hpp"
#include "ward/anomaly_detector.hpp"
#include "ward/limits.hpp"

namespace ward {
namespace {

Error bad_option(const char* option, const char* predicate) {
    return {Errc::invalid_argument, std::string("The '") + option + "' field must be " + predicate, option};
}

Result<void> check(const AnomalyOptions& options) {
    if (options.granularity > Granularity::microsecond) return bad_option("granularity", "one of its names");
    if (options.custom_interval <= 0) return bad_option("customInterval", "an integer > 0");
    if (options.period && *options.period < 0) return bad_option("period", "an integer >= 0");
    if (!(options.alpha > 0 && options.alpha <= 1)) return bad_option("alpha", "> 0 and <= 1");
    if (!(options.max_anomaly_ratio > 0 && options.max_anomaly_ratio < 0.5))
        return bad_option("maxAnomalyRatio",
                          "less than 50% of the series points (0 < maxAnomalyRatio < 0.5)");
    if (options.sensitivity < 0 || options.sensitivity > 99)
        return bad_option("sensitivity", "an integer between 0 and 99");
    if (options.impute_mode > ImputeMode::not_fill) return bad_option("imputeMode", "one of its names");
    if (!(std::abs(options.impute_value) <= limits::kMaxSeriesValue))
        return bad_option("imputeFixedValue", "a number of at most 1e100 in size");
    return {};
}

int suggested_window(std::size_t period, Granularity granularity) {
    if (period != 0) return 4 * static_cast<int>(period) + 1;
    switch (granularity) {
        case Granularity::daily: return 28 + 1;
        case Granularity::hourly: return 168 + 1;
        case Granularity::yearly:
        case Granularity::monthly:
        case Granularity::weekly: return 12 + 1;
        case Granularity::microsecond: return 1000 + 1;
        case Granularity::minutely:
        case Granularity::secondly:
        case Granularity::none: return 1440 + 1;
    }
    return 0;
}

struct Judged {
    std::size_t period;
    AnomalyModel model;
    std::vector<PointJudgement> points;
};

Result<Judged> judge(std::span<const SeriesPoint> points, const AnomalyOptions& options, bool last_only) {
    const auto series = anomaly::check_series(points, options);
    if (!series) return series.error();
    auto found = anomaly::run(*series, options, last_only);
    if (!found) return std::move(found).error();
    return Judged{
        found->period, found->detection.model,
        anomaly::draw_band(series->values, found->detection, options.sensitivity, options.boundary)};
}

}  // namespace

Result<AnomalyDetector> AnomalyDetector::create(const AnomalyOptions& options) {
    if (auto checked = check(options); !checked) return std::move(checked).error();
    return AnomalyDetector(options);
}

Result<EntireResult> AnomalyDetector::entire(std::span<const SeriesPoint> series) const {
    auto judged = judge(series, options_, false);
    if (!judged) return std::move(judged).error();
    return EntireResult{static_cast<int>(judged->period), judged->model, std::move(judged->points)};
}

Result<LastResult> AnomalyDetector::last(std::span<const SeriesPoint> series) const {
    const auto judged = judge(series, options_, true);
    if (!judged) return judged.error();
    return LastResult{static_cast<int>(judged->period), judged->model,
                      suggested_window(judged->period, options_.granularity), judged->points.back()};
}

}  // namespace ward
