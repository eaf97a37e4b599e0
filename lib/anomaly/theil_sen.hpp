// The slope that half of all pairs of points exceed: Theil and Sen's estimate.
#pragma once

#include <span>

namespace ward::anomaly {

// Of points one step apart. At least two.
double median_slope(std::span<const double> values);
double median_slope(std::span<const float> values);

}  // namespace ward::anomaly
