#include "anomaly/theil_sen.hpp"

#include "anomaly/numeric.hpp"

namespace ward::anomaly {
namespace {

template <class T>
double median_of_all(std::span<const T> values) {
    Values slopes;
    slopes.reserve(values.size() * (values.size() - 1) / 2);
    for (std::size_t step = 1; step < values.size(); ++step)
        for (std::size_t i = step; i < values.size(); ++i)
            slopes.push_back(static_cast<double>(values[i] - values[i - step]) / static_cast<double>(step));
    return median_in_place(slopes);
}

}  // namespace

double median_slope(std::span<const double> values) { return median_of_all(values); }
double median_slope(std::span<const float> values) { return median_of_all(values); }

}  // namespace ward::anomaly
