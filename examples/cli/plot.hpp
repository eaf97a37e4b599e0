// A picture of a series: the band of what was expected, the values, and the points that stand out.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

struct Plot {
    std::vector<double> values;
    std::vector<double> lower, upper;  ///< the band; empty without one
    std::vector<std::size_t> marked;   ///< drawn as dots, or as lines where there is no band
    std::string first, last;           ///< what stands below the ends of the axis
    std::string title;
};

/// Writes a PNG or, if the name ends in .svg, an SVG file.
/// @return whether it could be written
bool write_plot(const Plot& plot, const std::string& file);
