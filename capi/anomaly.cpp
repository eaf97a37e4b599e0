#include "ward/anomaly_detector.hpp"

#include <span>
#include <utility>
#include <vector>

#include "handles.hpp"
#include "options.hpp"
#include "ward/limits.hpp"

using ward::AnomalyDetector;
using ward::AnomalyOptions;
using ward::AnomalyStream;
using ward::EntireResult;
using ward::LastResult;
using ward::PointJudgement;
using ward::Result;
using ward::SeriesPoint;
using ward::capi::Arguments;
using ward::capi::make;

struct ward_anomaly_detector {
    AnomalyDetector detector;
};

struct ward_anomaly_stream {
    AnomalyStream stream;
};

struct ward_anomaly_result {
    int period;
    int model;
    int suggested_window;
    std::vector<PointJudgement> points;
};

struct ward_anomaly_state {
    std::vector<std::byte> bytes;
};

static_assert(WARD_GRANULARITY_NONE == static_cast<int>(ward::Granularity::none) &&
              WARD_GRANULARITY_YEARLY == static_cast<int>(ward::Granularity::yearly) &&
              WARD_GRANULARITY_MICROSECOND == static_cast<int>(ward::Granularity::microsecond));
static_assert(WARD_IMPUTE_AUTO == static_cast<int>(ward::ImputeMode::automatic) &&
              WARD_IMPUTE_NOT_FILL == static_cast<int>(ward::ImputeMode::not_fill));

template <>
inline constexpr bool ward::capi::kHasNoPadding<ward_anomaly_options> = sizeof(ward_anomaly_options) ==
                                                                        2 * sizeof(std::uint64_t) +
                                                                            6 * sizeof(std::int32_t) +
                                                                            3 * sizeof(double);

namespace {

constexpr std::size_t kFirstAnomalyOptions = 64;  // 0.1

// Zero is the default of every field, so what is by nature 0 or more is told with one added.
AnomalyOptions anomaly_options(const ward_anomaly_options* given, Arguments& arguments) {
    const auto options = ward::capi::read_options(given, kFirstAnomalyOptions, "options", arguments);
    AnomalyOptions out;
    arguments.require(
        options.granularity >= WARD_GRANULARITY_NONE && options.granularity <= WARD_GRANULARITY_MICROSECOND,
        "options.granularity", "must be one of WARD_GRANULARITY_...");
    arguments.require(options.impute_mode >= WARD_IMPUTE_AUTO && options.impute_mode <= WARD_IMPUTE_NOT_FILL,
                      "options.impute_mode", "must be one of WARD_IMPUTE_...");
    if (!arguments.ok()) return out;
    out.granularity = static_cast<ward::Granularity>(options.granularity);
    if (options.custom_interval != 0) out.custom_interval = options.custom_interval;
    if (options.period_plus_1 != 0) out.period = options.period_plus_1 - 1;
    if (options.sensitivity_plus_1 != 0) out.sensitivity = options.sensitivity_plus_1 - 1;
    if (options.max_anomaly_ratio != 0) out.max_anomaly_ratio = options.max_anomaly_ratio;
    if (options.alpha != 0) out.alpha = options.alpha;
    out.impute_mode = static_cast<ward::ImputeMode>(options.impute_mode);
    out.impute_value = options.impute_value;
    if (options.first_boundary != 0) out.boundary = ward::BoundaryVersion::v1;
    return out;
}

SeriesPoint series_point(const ward_series_point& point) {
    using Time = decltype(SeriesPoint::time);
    return {.time = Time(std::chrono::microseconds(point.time_us)), .value = point.value};
}

std::vector<SeriesPoint> series_points(const ward_series_point* points, size_t count, Arguments& arguments) {
    arguments.array(points, count, ward::limits::kMaxSeriesPoints, "points");
    std::vector<SeriesPoint> out;
    if (!arguments.ok()) return out;
    out.reserve(count);
    for (size_t i = 0; i < count; ++i) out.push_back(series_point(points[i]));
    return out;
}

ward_anomaly_result to_c(EntireResult result) {
    return {result.period, static_cast<int>(result.model), 0, std::move(result.points)};
}

ward_anomaly_result to_c(const LastResult& result) {
    return {result.period, static_cast<int>(result.model), result.suggested_window, {result.point}};
}

// The two ways of judging a series differ in one call.
template <class Judge>
ward_status judge(const ward_anomaly_detector* detector, const ward_series_point* points, size_t count,
                  ward_anomaly_result** result, ward_error** error, Judge&& how) noexcept {
    return make(result, "result", error, [&](Arguments& arguments) -> Result<ward_anomaly_result> {
        arguments.handle(detector, "detector");
        const auto series = series_points(points, count, arguments);
        if (!arguments.ok()) return arguments.error();
        auto judged = how(detector->detector, series);
        if (!judged) return std::move(judged).error();
        return to_c(*std::move(judged));
    });
}

}  // namespace

ward_status ward_anomaly_detector_create(const ward_anomaly_options* options,
                                         ward_anomaly_detector** detector, ward_error** error) noexcept {
    return make(detector, "detector", error, [&](Arguments& arguments) -> Result<AnomalyDetector> {
        const AnomalyOptions chosen = anomaly_options(options, arguments);
        if (!arguments.ok()) return arguments.error();
        return AnomalyDetector::create(chosen);
    });
}

void ward_anomaly_detector_free(ward_anomaly_detector* detector) noexcept { delete detector; }

ward_status ward_anomaly_entire(const ward_anomaly_detector* detector, const ward_series_point* points,
                                size_t count, ward_anomaly_result** result, ward_error** error) noexcept {
    return judge(detector, points, count, result, error,
                 [](const AnomalyDetector& by, const auto& series) { return by.entire(series); });
}

ward_status ward_anomaly_last(const ward_anomaly_detector* detector, const ward_series_point* points,
                              size_t count, ward_anomaly_result** result, ward_error** error) noexcept {
    return judge(detector, points, count, result, error,
                 [](const AnomalyDetector& by, const auto& series) { return by.last(series); });
}

size_t ward_anomaly_result_count(const ward_anomaly_result* result) noexcept {
    return result == nullptr ? 0 : result->points.size();
}

int32_t ward_anomaly_result_period(const ward_anomaly_result* result) noexcept {
    return result == nullptr ? -1 : result->period;
}

int32_t ward_anomaly_result_model(const ward_anomaly_result* result) noexcept {
    return result == nullptr ? -1 : result->model;
}

int32_t ward_anomaly_result_suggested_window(const ward_anomaly_result* result) noexcept {
    return result == nullptr ? -1 : result->suggested_window;
}

int32_t ward_anomaly_result_point(const ward_anomaly_result* result, size_t index,
                                  ward_anomaly_point* point) noexcept {
    if (point != nullptr) *point = {};
    if (result == nullptr || index >= result->points.size()) return -1;
    const PointJudgement& from = result->points[index];
    const int32_t direction = from.is_positive_anomaly ? 1 : from.is_negative_anomaly ? -1 : 0;
    if (point != nullptr)
        *point = {from.expected, from.upper_margin, from.lower_margin, from.severity, direction, 0};
    return from.is_anomaly() ? 1 : 0;
}

void ward_anomaly_result_free(ward_anomaly_result* result) noexcept { delete result; }

ward_status ward_anomaly_stream_create(const ward_anomaly_options* options, size_t window,
                                       ward_anomaly_stream** stream, ward_error** error) noexcept {
    return make(stream, "stream", error, [&](Arguments& arguments) -> Result<AnomalyStream> {
        const AnomalyOptions chosen = anomaly_options(options, arguments);
        if (!arguments.ok()) return arguments.error();
        return AnomalyStream::create(chosen, window);
    });
}

ward_status ward_anomaly_stream_push(ward_anomaly_stream* stream, const ward_series_point* point,
                                     ward_anomaly_result** result, ward_error** error) noexcept {
    return make(result, "result", error, [&](Arguments& arguments) -> Result<ward_anomaly_result> {
        arguments.handle(stream, "stream");
        arguments.handle(point, "point");
        if (!arguments.ok()) return arguments.error();
        const auto judged = stream->stream.push(series_point(*point));
        if (!judged) return judged.error();
        return to_c(*judged);
    });
}

ward_status ward_anomaly_stream_save(const ward_anomaly_stream* stream, ward_anomaly_state** state,
                                     ward_error** error) noexcept {
    return make(state, "state", error, [&](Arguments& arguments) -> Result<std::vector<std::byte>> {
        arguments.handle(stream, "stream");
        if (!arguments.ok()) return arguments.error();
        return stream->stream.save();
    });
}

ward_status ward_anomaly_stream_restore(const void* state, size_t state_size, ward_anomaly_stream** stream,
                                        ward_error** error) noexcept {
    return make(stream, "stream", error, [&](Arguments& arguments) -> Result<AnomalyStream> {
        const std::string_view bytes = arguments.string(static_cast<const char*>(state), state_size, "state");
        if (!arguments.ok()) return arguments.error();
        return AnomalyStream::restore(std::as_bytes(std::span(bytes)));
    });
}

void ward_anomaly_stream_free(ward_anomaly_stream* stream) noexcept { delete stream; }

const void* ward_anomaly_state_data(const ward_anomaly_state* state) noexcept {
    return state == nullptr ? nullptr : state->bytes.data();
}

size_t ward_anomaly_state_size(const ward_anomaly_state* state) noexcept {
    return state == nullptr ? 0 : state->bytes.size();
}

void ward_anomaly_state_free(ward_anomaly_state* state) noexcept { delete state; }
