// Rectangles that need not stand upright.
#pragma once

#include <span>
#include <vector>

#include "ward/quad.hpp"

namespace ward::image {

constexpr Point operator+(Point a, Point b) noexcept { return {a.x + b.x, a.y + b.y}; }
constexpr Point operator-(Point a, Point b) noexcept { return {a.x - b.x, a.y - b.y}; }
constexpr Point operator*(Point a, float factor) noexcept { return {a.x * factor, a.y * factor}; }
constexpr float dot(Point a, Point b) noexcept { return a.x * b.x + a.y * b.y; }
constexpr float cross(Point a, Point b) noexcept { return a.x * b.y - a.y * b.x; }
float length(Point a) noexcept;

// A quarter turn clockwise, as one sees it with y down: of the way along a line of text, the way to the next line.
constexpr Point turned(Point a) noexcept { return {-a.y, a.x}; }

struct Rectangle {
    Point centre;
    Point along{1, 0};  // of length 1: the way its width goes
    float width = 0, height = 0;

    Rectangle grown(float distance) const noexcept;  // by so much on each of its sides
    Quad corners() const noexcept;
};

// The corners of the convex hull, clockwise as one sees it, without repeats. `points` in rising order of y, then x.
std::vector<Point> convex_hull(std::span<const Point> points);

// The rectangle of the smallest area around a hull, its `along` within 45 degrees of the x axis. Without points: an
// empty one.
Rectangle smallest_rectangle(std::span<const Point> hull);

// The rectangle around `points` whose width goes along `along`, a vector of length 1.
Rectangle rectangle_around(std::span<const Point> points, Point along);

Quad scaled(const Quad& quad, float x, float y) noexcept;

}  // namespace ward::image
