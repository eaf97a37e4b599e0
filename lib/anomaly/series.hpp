// The checks that every series passes at the door.
#pragma once

#include <span>

#include "anomaly/impute.hpp"
#include "ward/anomaly_detector.hpp"
#include "ward/result.hpp"

namespace ward::anomaly {

// errors: those of AnomalyDetector::entire(), as far as they can be told before anything is computed
Result<GridSeries> check_series(std::span<const SeriesPoint> points, const AnomalyOptions& options);

}  // namespace ward::anomaly
