#include "ward/anomaly_detector.hpp"

namespace ward {
Result<ChangePointDetector> ChangePointDetector::create(const ChangePointOptions& options) {
    return ChangePointDetector(options);
}
Result<ChangePointResult> ChangePointDetector::detect(std::span<const SeriesPoint> series) const {
    return ChangePointResult{0, std::vector<ChangePointResult::Point>(series.size())};
}
}  // namespace ward
