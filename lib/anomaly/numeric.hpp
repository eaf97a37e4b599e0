// Sums, medians and the like over doubles (and floats, where the reference works in them).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace ward::anomaly {

using Values = std::vector<double>;
using Flags = std::vector<char>;  // one per point; not vector<bool>, whose elements have no address

// A difference that the reference takes for none.
inline constexpr double kTiny = 1e-8;

// Pairwise, in eight lanes and blocks of 128: the order of numpy's sums. The outlier tests compare sums with limits in
// single precision, and in another order a point near a limit may fall on its other side.
template <class T>
T sum(const T* values, std::size_t count) noexcept {
    constexpr std::size_t kLanes = 8, kBlock = 128;
    if (count < kLanes) {
        T total = 0;
        for (std::size_t i = 0; i < count; ++i) total += values[i];
        return total;
    }
    if (count > kBlock) {
        const std::size_t half = count / 2 - count / 2 % kLanes;
        return sum(values, half) + sum(values + half, count - half);
    }
    T lane[kLanes];
    for (std::size_t j = 0; j < kLanes; ++j) lane[j] = values[j];
    std::size_t i = kLanes;
    for (; i + kLanes <= count; i += kLanes)
        for (std::size_t j = 0; j < kLanes; ++j) lane[j] += values[i + j];
    T total = ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
    for (; i < count; ++i) total += values[i];
    return total;
}

template <class T>
T mean(const T* values, std::size_t count) noexcept {
    return sum(values, count) / static_cast<T>(count);
}

inline double mean(std::span<const double> values) noexcept { return mean(values.data(), values.size()); }

// Of the population: divided by the count.
double variance(std::span<const double> values);
double deviation(std::span<const double> values);

// The middle value, or the mean of the two middle ones. Reorders its argument, which must not be empty.
double median_in_place(std::span<double> values) noexcept;
double median(std::span<const double> values);

// The median distance from the median, on the scale of a standard deviation.
double median_deviation(std::span<const double> values);

// Maps the smallest value to 0 and the largest to 1; leaves equal values as they are.
Values normalised(std::span<const double> values);

// Whether two numbers are the same up to rounding: within 1e-8 and 1e-5 of the second.
bool is_close(double value, double other) noexcept;

// Puts straight lines between the neighbours of the marked points; marked ends take the nearest unmarked value.
void interpolate_over(std::span<double> values, const Flags& marked) noexcept;

// The same, with points at least three standard deviations from the mean marked.
Values without_spikes(std::span<const double> values);

}  // namespace ward::anomaly
