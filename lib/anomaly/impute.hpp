// The points that a series with gaps lacks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "anomaly/numeric.hpp"
#include "ward/anomaly_detector.hpp"

namespace ward::anomaly {

// A series on its grid: value i lies indices[i] steps after value 0. indices[0] is 0, and they ascend.
struct GridSeries {
    Values values;
    std::vector<std::int64_t> indices;

    // Steps from the first to the last point, both counted.
    std::int64_t length() const noexcept { return indices.back() + 1; }
    double missing_share() const noexcept;
    bool has_gaps() const noexcept { return length() != static_cast<std::int64_t>(values.size()); }

    // Whether it has gaps, and so few that filling them is worth while.
    bool can_be_filled() const noexcept;
};

// All `length()` values. Precondition: can_be_filled(), and a mode other than not_fill.
Values fill(const GridSeries& series, ImputeMode mode, double fixed_value, std::size_t period);

}  // namespace ward::anomaly
