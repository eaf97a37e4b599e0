// The strong periods of a series by its spectrum.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace ward::anomaly {

struct Peak {
    std::size_t period;
    double power;
};

// The periods of at least nine tenths of the greatest power, strongest first; none when there is no power at all.
// Precondition: at least 6 values.
// source: Welch (1967), with Hann windows that overlap by half
std::vector<Peak> periodogram_peaks(std::span<const double> values);

}  // namespace ward::anomaly
