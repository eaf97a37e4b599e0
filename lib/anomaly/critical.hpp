// Limits of the outlier test.
#pragma once

#include <cstddef>

namespace ward::anomaly {

inline constexpr double kUsualAlpha = 0.05;

// How many deviations from the centre the most extreme of `count` values must be to be an outlier; not a number when
// there are less than 3. Remembered for kUsualAlpha.
// source: Rosner (1983), generalized ESD, one-sided, in single precision as in the reference
float critical_value(std::size_t count, double alpha);

}  // namespace ward::anomaly
