// How many points make a cycle.
#pragma once

#include <cstddef>
#include <span>

#include "ward/anomaly_detector.hpp"
#include "ward/result.hpp"

namespace ward::anomaly {

// First the periods that are usual for the granularity (a week of days, a day of hours), then any.
// 0: none. Precondition: at least 12 values.
// errors: those of fit_trend()
Result<std::size_t> find_period(std::span<const double> values, Granularity granularity, int interval);

// The two halves, for tests.
std::size_t usual_period(std::span<const double> values, Granularity granularity, int interval);
Result<std::size_t> spectral_period(std::span<const double> values);

}  // namespace ward::anomaly
