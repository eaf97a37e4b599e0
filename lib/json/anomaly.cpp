#include "ward/json/anomaly.hpp"

#include <utility>

#include "json/anomaly_request.hpp"
#include "json/writer.hpp"

namespace ward::json {
namespace {

constexpr int kChangePointModel = 60;

AnomalyResponse respond(const Refusal& refusal) {
    Writer writer;
    writer.begin_object();
    writer.key("code").string(refusal.code).key("message").string(refusal.message);
    writer.end_object();
    return {{refusal.status, std::move(writer).take()}, std::string(refusal.code), 0};
}

template <class Points, class Get>
void write_reals(Writer& writer, std::string_view key, const Points& points, Get get) {
    writer.key(key).begin_array();
    for (const auto& point : points) writer.real(get(point));
    writer.end_array();
}

template <class Points, class Get>
void write_flags(Writer& writer, std::string_view key, const Points& points, Get get) {
    writer.key(key).begin_array();
    for (const auto& point : points) writer.boolean(get(point));
    writer.end_array();
}

AnomalyResponse respond(const EntireResult& result) {
    using Point = PointJudgement;
    const auto& points = result.points;
    Writer writer;
    writer.begin_object().key("period").number(result.period);
    write_reals(writer, "expectedValues", points, [](const Point& p) { return p.expected; });
    write_reals(writer, "upperMargins", points, [](const Point& p) { return p.upper_margin; });
    write_reals(writer, "lowerMargins", points, [](const Point& p) { return p.lower_margin; });
    write_flags(writer, "isAnomaly", points, [](const Point& p) { return p.is_anomaly(); });
    write_flags(writer, "isNegativeAnomaly", points, [](const Point& p) { return p.is_negative_anomaly; });
    write_flags(writer, "isPositiveAnomaly", points, [](const Point& p) { return p.is_positive_anomaly; });
    write_reals(writer, "severity", points, [](const Point& p) { return p.severity; });
    writer.end_object();
    return {{200, std::move(writer).take()}, {}, static_cast<int>(result.model)};
}

AnomalyResponse respond(const LastResult& result) {
    const PointJudgement& point = result.point;
    Writer writer;
    writer.begin_object();
    writer.key("period").number(result.period).key("suggestedWindow").number(result.suggested_window);
    writer.key("expectedValue").real(point.expected);
    writer.key("upperMargin").real(point.upper_margin).key("lowerMargin").real(point.lower_margin);
    writer.key("isAnomaly").boolean(point.is_anomaly());
    writer.key("isNegativeAnomaly").boolean(point.is_negative_anomaly);
    writer.key("isPositiveAnomaly").boolean(point.is_positive_anomaly);
    writer.key("severity").real(point.severity);
    writer.end_object();
    return {{200, std::move(writer).take()}, {}, static_cast<int>(result.model)};
}

AnomalyResponse respond(const ChangePointResult& result) {
    using Point = ChangePointResult::Point;
    Writer writer;
    writer.begin_object().key("period").number(result.period);
    write_flags(writer, "isChangePoint", result.points, [](const Point& p) { return p.is_change_point; });
    write_reals(writer, "confidenceScores", result.points, [](const Point& p) { return p.confidence; });
    writer.end_object();
    return {{200, std::move(writer).take()}, {}, kChangePointModel};
}

template <class T>
AnomalyResponse respond(const Result<T>& result) {
    return result ? respond(*result) : respond(refuse_series(result.error()));
}

}  // namespace

Result<AnomalyRequest> read_anomaly_request(AnomalyOperation operation, std::string_view body) {
    auto read = read_anomaly_body(operation, body);
    if (auto* refusal = std::get_if<Refusal>(&read))
        return Error{Errc::invalid_argument, std::move(refusal->message), std::string(refusal->code)};
    return std::get<AnomalyRequest>(std::move(read));
}

AnomalyResponse anomaly_detect(AnomalyOperation operation, std::string_view body) {
    const auto read = read_anomaly_body(operation, body);
    if (const auto* refusal = std::get_if<Refusal>(&read)) return respond(*refusal);
    const auto& request = std::get<AnomalyRequest>(read);
    if (const auto* options = std::get_if<ChangePointOptions>(&request.options)) {
        const auto detector = ChangePointDetector::create(*options);
        return detector ? respond(detector->detect(request.series))
                        : respond(refuse_option(detector.error()));
    }
    const auto detector = AnomalyDetector::create(std::get<AnomalyOptions>(request.options));
    if (!detector) return respond(refuse_option(detector.error()));
    return operation == AnomalyOperation::last ? respond(detector->last(request.series))
                                               : respond(detector->entire(request.series));
}

}  // namespace ward::json
