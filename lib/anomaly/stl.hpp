// Seasonal-trend decomposition by loess, with one seasonal pattern for the whole series.
#pragma once

#include <span>

#include "anomaly/loess.hpp"
#include "anomaly/numeric.hpp"

namespace ward::anomaly {

struct Decomposition {
    Values seasonal, trend, remainder;  // their sum is the series
};

// A decomposer for series of one length and period. Threads: immutable.
// source: Cleveland, Cleveland, McRae, Terpenning (1990); windows and passes are those of R's
// stl(s.window = "periodic", robust = TRUE), the mean of each phase included
class Stl {
public:
    // Precondition: period >= 2, length > 2 * period.
    Stl(std::size_t length, std::size_t period);

    Decomposition decompose(std::span<const double> values) const;

private:
    struct Work;

    void pass(std::span<const double> values, std::span<const double> robustness, Work& work) const;
    void smooth_cycles(std::span<const double> values, std::span<const double> robustness, Work& work) const;
    void average_phases(Values& seasonal) const;

    std::size_t length_, period_;
    Loess long_cycle_, short_cycle_;  // of the phases that occur once more than the others, and of those
    Loess low_pass_, trend_;
};

}  // namespace ward::anomaly
