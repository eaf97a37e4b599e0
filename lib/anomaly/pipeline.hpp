// From a checked series to what its detector says.
#pragma once

#include <cstddef>
#include <span>

#include "anomaly/detection.hpp"
#include "anomaly/impute.hpp"
#include "ward/anomaly_detector.hpp"
#include "ward/result.hpp"

namespace ward::anomaly {

struct Found {
    std::size_t period;
    Detection detection;  // of the points that were given, not of those that were filled in
};

// Precondition: the series was checked, and its options.
// errors: invalid_argument (target "series"): too many gaps for a period that was asked for; those of fit_trend()
Result<Found> run(const GridSeries& series, const AnomalyOptions& options, bool last_only);

}  // namespace ward::anomaly
