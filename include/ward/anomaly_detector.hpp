/// @file
/// Which points of a time series are unusual: in a whole series, at its end, at the end of one that grows, and where
/// its level or slope changes.
///
/// @code
///     const auto detector = ward::AnomalyDetector::create({.granularity = ward::Granularity::hourly});
///     const auto result = detector->entire(points);
///     if (!result) return fail(result.error());
///     for (std::size_t i = 0; i < points.size(); ++i)
///         if (result->points[i].is_anomaly()) report(points[i].time, result->points[i].expected);
/// @endcode
///
/// The answers are those of the univariate Anomaly Detector service; a test compares them with its published code.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ward/result.hpp"

namespace ward {

/// The step of the grid that the times of a series lie on. Months and years are those of the calendar; the others
/// have fixed lengths. `microsecond` is a thousandth of a second, a slip of the contract that its clients rely on.
/// `none`: the points are one step apart, whatever their times say.
/// @source anomalydetector v1.1, TimeGranularity
enum class Granularity : std::uint8_t {
    none,
    yearly,
    monthly,
    weekly,
    daily,
    hourly,
    minutely,
    secondly,
    microsecond,
};

/// The name on the wire: "none", "yearly" ... "microsecond".
std::string_view name(Granularity granularity) noexcept;

/// The granularity of that exact name, or nothing.
std::optional<Granularity> granularity_from_name(std::string_view name) noexcept;

/// The time that an ISO 8601 text names, or nothing: 2026-02-28, 2026-02-28T23:59, 2026-02-28 23:59:59.5,
/// 2026-02-28T23:59:59Z, ...+01:00. Without a zone it is UTC. Digits beyond the microsecond are cut off.
std::optional<std::chrono::sys_time<std::chrono::microseconds>> parse_time(std::string_view text) noexcept;

/// What stands for the points that the grid has and the series lacks.
/// @source anomalydetector v1.1, ImputeMode
enum class ImputeMode : std::uint8_t {
    automatic,  ///< by splines and neighbouring cycles in a seasonal series, else by straight lines
    previous,   ///< the point before
    linear,     ///< a straight line between the neighbours
    fixed,      ///< AnomalyOptions::impute_value
    zero,
    not_fill,  ///< nothing: the points close ranks
};

/// The name on the wire: "auto", "previous", "linear", "fixed", "zero", "notFill".
std::string_view name(ImputeMode mode) noexcept;
std::optional<ImputeMode> impute_mode_from_name(std::string_view name) noexcept;

/// How wide the band around the expected values is. `v2` is a multiple of the typical size of the values and gives
/// severities 0 to 1; `v1` is a share of the expected value, as the service drew it before 2020.
enum class BoundaryVersion : std::uint8_t { v1, v2 };

struct SeriesPoint {
    std::chrono::sys_time<std::chrono::microseconds> time = {};  ///< not looked at with Granularity::none
    double value = 0;  ///< finite, at most limits::kMaxSeriesValue in size
};

struct AnomalyOptions {
    Granularity granularity = Granularity::none;

    /// Steps of the granularity from one point to the next, 1 or more: 5 with minutely is a point every 5 minutes.
    int custom_interval = 1;

    /// Points in a cycle; 0 or 1: the series has none. Nothing: found from the data.
    std::optional<int> period = std::nullopt;

    /// At most this share of the points may be anomalies, above 0 and below 0.5.
    double max_anomaly_ratio = 0.25;

    /// 0 to 99. The higher, the narrower the band, and the more points lie outside.
    int sensitivity = 99;

    ImputeMode impute_mode = ImputeMode::automatic;
    double impute_value = 0;  ///< for ImputeMode::fixed

    /// Significance of the outlier test, above 0 and at most 1.
    double alpha = 0.05;

    BoundaryVersion boundary = BoundaryVersion::v2;
};

/// Which method judged the series. The numbers are those of the contract's model-id header.
enum class AnomalyModel : std::uint8_t {
    seasonal = 10,
    seasonal_majority = 11,  ///< more than half of the points share a value
    spectral_residual = 20,
    spectral_residual_near_mean = 21,  ///< last point: too near the mean to be an anomaly
    dynamic_threshold = 40,
    dynamic_threshold_majority = 41,
};

/// The judgement on a point. Normal values lie within [expected - lower_margin, expected + upper_margin].
struct PointJudgement {
    double expected = 0;
    double upper_margin = 0;
    double lower_margin = 0;
    double severity = 0;  ///< 0 to 1; 0 for a normal point
    bool is_positive_anomaly = false;
    bool is_negative_anomaly = false;

    bool is_anomaly() const noexcept { return is_positive_anomaly || is_negative_anomaly; }
};

struct EntireResult {
    int period = 0;  ///< points in a cycle, 0 when there is none
    AnomalyModel model = AnomalyModel::dynamic_threshold;
    std::vector<PointJudgement> points;  ///< one for each point of the series, in its order
};

struct LastResult {
    int period = 0;
    AnomalyModel model = AnomalyModel::dynamic_threshold;
    int suggested_window = 0;  ///< points that suffice for the next call
    PointJudgement point;      ///< the last point of the series
};

/// Judges series of limits::kMinSeriesPoints to limits::kMaxSeriesPoints points.
/// @par Threads  thread-safe; all calls are const and share nothing.
class AnomalyDetector {
public:
    /// @errors invalid_argument with the option's name on the wire as target: "customInterval", "period", "alpha",
    ///   "maxAnomalyRatio", "sensitivity", "imputeFixedValue"; the first that is wrong, in this order
    static Result<AnomalyDetector> create(const AnomalyOptions& options = {});

    /// Judges every point against the whole series.
    /// @param series  in ascending order of time, on the grid of the granularity; gaps are allowed
    /// @errors invalid_field (target "series[i].value"): not a number; invalid_argument (target "series"): too few or
    ///   too many points, a value too large, times that do not ascend, are given twice or lie off the grid, more than
    ///   half of a seasonal series missing; invalid_argument (target "period"): less than two cycles and a point
    Result<EntireResult> entire(std::span<const SeriesPoint> series) const;

    /// Judges the last point against those before it.
    /// @errors those of entire()
    Result<LastResult> last(std::span<const SeriesPoint> series) const;

private:
    explicit AnomalyDetector(const AnomalyOptions& options) : options_(options) {}

    AnomalyOptions options_;
};

/// A series that grows: gives for each new point what AnomalyDetector::last() says of the window that ends with it.
///
/// @code
///     auto stream = ward::AnomalyStream::create({.granularity = ward::Granularity::minutely, .period = 0}, 240);
///     while (next(point)) {
///         const auto result = stream->push(point);
///         if (result && result->point.is_anomaly()) warn(point);
///     }
/// @endcode
///
/// A point costs one pass over the window, without the checks that were made when its other points came. Name the
/// period when it is known: finding it is the greater part of the work.
/// @par Threads  one thread at a time
class AnomalyStream {
public:
    /// @param window  points to keep, limits::kMinSeriesPoints to limits::kMaxSeriesPoints
    /// @errors those of AnomalyDetector::create(); invalid_argument (target "window")
    static Result<AnomalyStream> create(const AnomalyOptions& options, std::size_t window);

    /// Takes a point and judges it.
    /// @errors those of AnomalyDetector::last() for the window. A point whose value or time is refused is not kept, and
    ///   the next may be pushed; one of the first limits::kMinSeriesPoints - 1 is kept, but too little is known to judge
    ///   it: invalid_argument (target "series").
    Result<LastResult> push(const SeriesPoint& point);

    /// The points that are kept, oldest first.
    std::span<const SeriesPoint> points() const noexcept { return points_; }

    /// All that restore() needs, in a form of its own that later versions read, too: 96 bytes, and 16 for each point.
    std::vector<std::byte> save() const;

    /// A stream that goes on where the saved one was.
    /// @param state  may come from anywhere; it is checked
    /// @errors invalid_argument (target "state"): not what save() gives, or cut short
    static Result<AnomalyStream> restore(std::span<const std::byte> state);

private:
    AnomalyStream(const AnomalyOptions& options, std::size_t window) : options_(options), window_(window) {}

    AnomalyOptions options_;
    std::size_t window_;
    std::vector<SeriesPoint> points_;
};

/// @source anomalydetector v1.1, timeseries/changepoint/detect
struct ChangePointOptions {
    Granularity granularity = Granularity::none;
    int custom_interval = 1;                   ///< as in AnomalyOptions
    std::optional<int> period = std::nullopt;  ///< as in AnomalyOptions

    /// Points for which a trend must hold to count as one: 3 or more, and less than half of the series. Nothing: 3 to
    /// 100, by the granularity.
    std::optional<int> stable_trend_window = std::nullopt;

    /// 0.01 to 0.99. The higher, the fewer change points. Nothing: 0.9, or 0.91 for hours.
    std::optional<double> threshold = std::nullopt;
};

struct ChangePointResult {
    struct Point {
        double confidence = 0;  ///< 0 to 1
        bool is_change_point = false;
    };

    int period = 0;
    std::vector<Point> points;  ///< one for each point of the series, in its order
};

/// Finds where the trend of a series changes: the first point of each new level or slope.
/// @par Threads  thread-safe; all calls are const and share nothing.
class ChangePointDetector {
public:
    /// @errors as AnomalyDetector::create(); targets "stableTrendWindow" and "threshold" beside its own
    static Result<ChangePointDetector> create(const ChangePointOptions& options = {});

    /// @errors those of AnomalyDetector::entire(); invalid_argument (target "stableTrendWindow"): not less than half of
    ///   the series
    Result<ChangePointResult> detect(std::span<const SeriesPoint> series) const;

private:
    explicit ChangePointDetector(const ChangePointOptions& options) : options_(options) {}

    ChangePointOptions options_;
};

}  // namespace ward
