// A series as a few straight pieces.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "anomaly/numeric.hpp"

namespace ward::anomaly {

// Sums of the values, from which the best line through any stretch of them follows at once.
class Lines {
public:
    explicit Lines(std::span<const double> values);

    // The sum of squared distances of the values in [begin, end) from their line.
    double error(std::size_t begin, std::size_t end) const;

    // That line's value at `place`.
    double at(std::size_t begin, std::size_t end, std::size_t place) const;

private:
    struct Moments {
        double count, x, xx, y, xy, yy;  // about the means, but for x and y, which are the means
    };
    Moments moments(std::size_t begin, std::size_t end) const;

    double level_;  // taken off all values, for smaller sums
    Values y_, xy_, yy_;
};

// Where the pieces begin, without the first: the cut of the values into pieces of at least `shortest` that has the least
// error, when each piece costs `penalty`.
// source: Killick, Fearnhead and Eckley (2012), PELT
std::vector<std::size_t> cut_into_lines(const Lines& lines, std::size_t length, std::size_t shortest,
                                        double penalty);

}  // namespace ward::anomaly
