// A second look at a series that wanders: its changes may be unusual where its values are not.
#pragma once

#include <functional>
#include <span>

#include "anomaly/detection.hpp"

namespace ward::anomaly {

using Detect = std::function<Result<Detection>(std::span<const double>, const DetectorOptions&)>;

// Adds to `found`, which `detect` said of the values, the suspects it finds in their differences, or the differences of
// these, whichever are stationary first. There are no more than the ratio allows, all in all.
Result<Detection> add_from_differences(std::span<const double> values, Detection found, const Detect& detect,
                                       DetectorOptions options);

}  // namespace ward::anomaly
