#include "anomaly/cross_validation.hpp"

#include <algorithm>
#include <cmath>

#include "anomaly/numeric.hpp"

namespace ward::anomaly {

float CrossValidation::error(std::size_t period) {
    sums_.assign(period, 0);
    squares_.assign(period, 0);
    for (std::size_t begin = 0; begin < values_.size(); begin += period) {
        const float* const cycle = values_.data() + begin;
        const std::size_t count = std::min(period, values_.size() - begin);
        for (std::size_t i = 0; i < count; ++i) {
            sums_[i] += cycle[i];
            squares_[i] += cycle[i] * cycle[i];
        }
    }
    const auto few = static_cast<int>(values_.size() / period);
    const std::size_t once_more = values_.size() % period;  // phases that occur once more than the others
    const auto inflation = [](int count) {
        const double ratio = static_cast<double>(count) / (count - 1.0);
        return ratio * ratio;
    };
    const double more_inflation = inflation(few + 1), few_inflation = inflation(few);
    float error = 0;
    for (std::size_t i = 0; i < period; ++i) {
        const bool more = i < once_more;
        const float spread = squares_[i] - sums_[i] * sums_[i] / static_cast<float>(more ? few + 1 : few);
        error = static_cast<float>(double{error} + (more ? more_inflation : few_inflation) * double{spread});
    }
    error /= static_cast<float>(values_.size());
    return std::abs(error) <= static_cast<float>(kTiny) ? 0 : error;
}

}  // namespace ward::anomaly
