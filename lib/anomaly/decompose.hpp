// A seasonal series taken apart in a way that outliers in it do not bend.
#pragma once

#include <span>

#include "anomaly/stl.hpp"

namespace ward::anomaly {

// `guard_end`: the trend must not follow the last point, which is the one to be judged.
// Precondition: period >= 2, more than two periods of values.
Decomposition decompose(std::span<const double> values, std::size_t period, bool guard_end);

}  // namespace ward::anomaly
