// Local regression on an even grid, as STL needs it.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "anomaly/numeric.hpp"

namespace ward::anomaly {

// How to smooth a series of a given length.
struct LoessShape {
    std::size_t window;  // points that take part in each fit
    std::size_t jump;    // fits are this many points apart, with straight lines between them
    bool line;           // fits are lines; else constants
    bool beyond;         // also one point before the first and one after the last
};

// A smoother with everything worked out that does not depend on the data: which points each fit sees, and their
// tricube weights. Threads: immutable.
// source: Cleveland, Cleveland, McRae, Terpenning (1990), STL, section 2; the jumps are those of its authors' program
class Loess {
public:
    Loess(std::size_t length, const LoessShape& shape);

    // The smoothed series into `out`, as long as `values`, or two longer with `beyond`.
    // `robustness`: a factor from 0 to 1 for the weight of each point; empty when all are 1.
    void smooth(std::span<const double> values, std::span<const double> robustness, double* out) const;

private:
    struct Fit {
        std::ptrdiff_t at;  // where the curve is wanted: -1 is the point before the first
        std::size_t left;   // first of the points that take part
        std::size_t count;
        std::size_t kernel;  // where their weights begin
    };

    void add_fit(std::ptrdiff_t at);
    double evaluate(const Fit& fit, const double* values, const double* robustness) const;

    std::size_t length_;
    LoessShape shape_;
    std::vector<Fit> fits_;
    Values kernels_;
    Values offsets_;  // ..., -1, 0, 1, ...: distances of the points from `at`
};

}  // namespace ward::anomaly
