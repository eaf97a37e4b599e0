// What the detectors say before a band is drawn.
#pragma once

#include <cstddef>
#include <span>

#include "anomaly/numeric.hpp"
#include "ward/anomaly_detector.hpp"
#include "ward/result.hpp"

namespace ward::anomaly {

// All as long as the series.
struct Detection {
    Values expected;
    Values trend;     // what the size of the band is taken from
    Values score;     // 0 to 1, of the spectral residual; empty from the other detectors
    Flags suspected;  // points that may be anomalies
    AnomalyModel model = AnomalyModel::dynamic_threshold;
};

struct DetectorOptions {
    double max_anomaly_ratio;
    double alpha;
    bool last_only;  // judge the last value, the others are its past
};

// Each takes at least 12 values. errors: those of fit_trend()

// Seasonal and trend are taken away, then outliers are what is left over. Precondition: period >= 2, and more than two
// periods of values.
Result<Detection> detect_seasonal(std::span<const double> values, std::size_t period,
                                  const DetectorOptions& options);

// Outliers of the values themselves. `trend`: of the values, for when there are none.
Result<Detection> detect_by_threshold(std::span<const double> values, const Values& trend,
                                      const DetectorOptions& options);

// Saliency in the spectrum. source: Ren and others (2019), Time-Series Anomaly Detection Service at Microsoft
Result<Detection> detect_by_spectrum(std::span<const double> values, const DetectorOptions& options);

}  // namespace ward::anomaly
