// Running medians in single precision, which is what the reference computes them in.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace ward::anomaly {

// What becomes of the points that have less than half a window on one side.
enum class Ends : bool { keep, shrink };

// The median of the `window` points (made odd) around each. A series shorter than the window is given back as it is.
std::vector<float> running_median(std::span<const double> values, std::size_t window, Ends ends);

}  // namespace ward::anomaly
