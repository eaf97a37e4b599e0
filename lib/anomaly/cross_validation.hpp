// How well a period predicts a series.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace ward::anomaly {

// The error of predicting each value by the mean of the others of its phase, averaged over the series. In single
// precision, as in the reference, which compares it with limits.
// source: generalised cross-validation, Craven and Wahba (1978)
class CrossValidation {
public:
    explicit CrossValidation(std::span<const double> values) : values_(values.begin(), values.end()) {}

    // Precondition: at least two whole cycles.
    float error(std::size_t period);

private:
    std::vector<float> values_;
    std::vector<float> sums_, squares_;  // by phase
};

}  // namespace ward::anomaly
