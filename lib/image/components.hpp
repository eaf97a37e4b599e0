// The connected parts of a map's high values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ward::image {

// One channel of a model's output, row-major, in the host's memory.
struct Map {
    std::span<const float> values;
    std::size_t width = 0, height = 0;

    float at(std::size_t x, std::size_t y) const noexcept { return values[y * width + x]; }
};

// Neighbouring pixels of a row, `end` exclusive.
struct Run {
    std::uint32_t row = 0, begin = 0, end = 0;
};

// Runs by the component that they belong to; those of one component from top to bottom and left to right.
class Components {
public:
    // Pixels above `threshold` that touch, also at a corner, are one component. Takes memory for at most half as
    // many runs as the map has pixels.
    Components(const Map& map, float threshold);

    std::size_t size() const noexcept { return ends_.size(); }
    std::span<const Run> operator[](std::size_t component) const noexcept;

private:
    std::vector<Run> runs_;
    std::vector<std::size_t> ends_;
};

}  // namespace ward::image
