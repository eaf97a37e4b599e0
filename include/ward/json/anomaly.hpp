/// @file
/// The wire contract of the univariate Anomaly Detector, request bytes to response bytes: POST
/// /anomalydetector/{v1.0|v1.1}/timeseries/{entire|last|changepoint}/detect.
///
/// Unlike those of text:analyze, its error bodies are flat: {"code":...,"message":...}.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ward/anomaly_detector.hpp"
#include "ward/json/text.hpp"

namespace ward::json {

/// What goes back to the client: status 200, 400, 413 or 500, a JSON body, and what belongs into two headers.
struct AnomalyResponse : Response {
    std::string error_code;  ///< for x-ms-error-code; empty with status 200
    int model_id = 0;        ///< for model-id: an AnomalyModel, or 60 for change points; 0 with an error
};

/// What a request is about: the last part but one of its path.
enum class AnomalyOperation { entire, last, change_point };

struct AnomalyRequest {
    std::variant<AnomalyOptions, ChangePointOptions>
        options;  ///< the second for AnomalyOperation::change_point
    std::vector<SeriesPoint> series;
};

/// Reads a request without answering it, for a host that wants more of the answer than its body.
/// @errors invalid_argument with the contract's error code as target: "RequiredSeries", "InvalidPeriod" ...
Result<AnomalyRequest> read_anomaly_request(AnomalyOperation operation, std::string_view body);

/// Answers one request. A `timestamp` is ISO 8601 (parse_time()); a `value` may also be a number in a string. The
/// members of older versions of the contract are understood, too: fillUpMode and fixedValue for imputeMode and
/// imputeFixedValue, alpha, boundaryVersion (V1, V2 or V3, which is V2).
/// @param body  UTF-8 JSON, at most limits::kMaxBodyBytes
/// @par Threads  thread-safe
/// @source anomalydetector v1.0 and v1.1; 1.1 is answered always, clients of 1.0 ignore `severity`
AnomalyResponse anomaly_detect(AnomalyOperation operation, std::string_view body);

}  // namespace ward::json
