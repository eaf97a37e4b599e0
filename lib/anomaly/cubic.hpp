// A cubic spline through given points.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "anomaly/numeric.hpp"

namespace ward::anomaly {

// Not-a-knot: the first two and the last two pieces are one cubic each. Keeps views into its arguments.
// Precondition: at least 4 points, x ascending.
class CubicSpline {
public:
    CubicSpline(std::span<const std::int64_t> x, std::span<const double> y);

    double at(double x) const;

private:
    std::span<const std::int64_t> x_;
    std::span<const double> y_;
    Values slopes_;  // of the curve at each point
};

}  // namespace ward::anomaly
