// Series for the tests beside it.
#pragma once

#include <cmath>
#include <random>
#include <vector>

#include "ward/anomaly_detector.hpp"

namespace ward::test {

inline constexpr std::chrono::sys_time<std::chrono::microseconds> kStart =
    std::chrono::sys_days(std::chrono::year(2024) / 2 / 28);

// A wave of `cycle` points with seeded noise, a point a step.
inline std::vector<SeriesPoint> wave(std::size_t count, double cycle, std::chrono::microseconds step,
                                     unsigned seed = 1) {
    std::mt19937 random(seed);
    std::normal_distribution<double> noise;
    std::vector<SeriesPoint> out;
    for (std::size_t i = 0; i < count; ++i)
        out.push_back({kStart + step * static_cast<std::int64_t>(i),
                       100 + 20 * std::sin(6.283185307 * static_cast<double>(i) / cycle) + noise(random)});
    return out;
}

}  // namespace ward::test
