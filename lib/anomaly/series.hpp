// The checks that every series passes at the door.
#pragma once

#include <span>

#include "anomaly/impute.hpp"
#include "ward/anomaly_detector.hpp"
#include "ward/result.hpp"

namespace ward::anomaly {

// errors: those of AnomalyDetector::entire(), as far as they can be told before anything is computed
Result<GridSeries> check_series(std::span<const SeriesPoint> points, const AnomalyOptions& options);

// Whether a point may follow those that were checked before.
// errors: the same, about the point alone; its index is told as if the first of the others were 0
Result<void> check_next(std::span<const SeriesPoint> points, const SeriesPoint& next,
                        const AnomalyOptions& options);

}  // namespace ward::anomaly
