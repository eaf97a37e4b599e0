// Times to places on the grid of a granularity.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ward/anomaly_detector.hpp"
#include "ward/result.hpp"

namespace ward::anomaly {

// How many steps of `interval` granularities each point lies after the first. With Granularity::none: 0, 1, 2 ...
// errors: invalid_argument (target "series"): a time before the one before it, or equal to it, or off the grid
Result<std::vector<std::int64_t>> place_on_grid(std::span<const SeriesPoint> series, Granularity granularity,
                                                int interval);

}  // namespace ward::anomaly
