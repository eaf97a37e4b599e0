// The band around the expected values, and which suspects lie outside it.
#pragma once

#include <span>
#include <vector>

#include "anomaly/detection.hpp"
#include "ward/anomaly_detector.hpp"

namespace ward::anomaly {

// How wide the band is at a sensitivity of 0 to 100, in units of the typical size of the values.
double margin_factor(int sensitivity) noexcept;

// One judgement for each value. `found` has as many points as there are values.
std::vector<PointJudgement> draw_band(std::span<const double> values, const Detection& found, int sensitivity,
                                      BoundaryVersion version);

}  // namespace ward::anomaly
