// Maps as a detector could give them, drawn for tests.
#pragma once

#include <cmath>
#include <vector>

#include "image/components.hpp"
#include "image/geometry.hpp"

namespace test {

struct DrawnMap {
    std::size_t width, height;
    std::vector<float> values = std::vector<float>(width * height);

    ward::image::Map map() const { return {values, width, height}; }

    // Every pixel whose centre lies in the rectangle.
    DrawnMap& draw(const ward::image::Rectangle& shape, float value = 1) {
        using namespace ward::image;
        for (std::size_t y = 0; y < height; ++y)
            for (std::size_t x = 0; x < width; ++x) {
                const ward::Point from =
                    ward::Point{static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F} - shape.centre;
                if (std::abs(dot(from, shape.along)) <= shape.width / 2 &&
                    std::abs(dot(from, turned(shape.along))) <= shape.height / 2)
                    values[y * width + x] = value;
            }
        return *this;
    }
};

inline ward::Point at_degrees(float degrees) {
    const float radians = degrees * 3.14159265F / 180;
    return {std::cos(radians), std::sin(radians)};
}

}  // namespace test
