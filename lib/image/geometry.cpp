#include "image/geometry.hpp"

#include <algorithm>
#include <cmath>

namespace ward::image {
namespace {

// One side of the hull: from the first point to the last, never turning left.
template <class Points>
void add_chain(const Points& points, std::vector<Point>& hull) {
    const std::size_t first = hull.size();
    for (const Point point : points) {
        while (hull.size() >= first + 2 && cross(hull.back() - *(hull.end() - 2), point - hull.back()) <= 0)
            hull.pop_back();
        hull.push_back(point);
    }
    hull.pop_back();  // the next chain begins with it
}

}  // namespace

float length(Point a) noexcept { return std::hypot(a.x, a.y); }

Rectangle Rectangle::grown(float distance) const noexcept {
    return {centre, along, width + 2 * distance, height + 2 * distance};
}

Quad Rectangle::corners() const noexcept {
    const Point right = along * (width / 2), down = turned(along) * (height / 2);
    return {centre - right - down, centre + right - down, centre + right + down, centre - right + down};
}

std::vector<Point> convex_hull(std::span<const Point> points) {
    std::vector<Point> hull;
    if (points.empty()) return hull;
    if (points.front() == points.back()) return {points.front()};
    add_chain(points, hull);
    add_chain(std::vector<Point>(points.rbegin(), points.rend()), hull);
    return hull;
}

Rectangle rectangle_around(std::span<const Point> points, Point along) {
    if (points.empty()) return {};
    const Point down = turned(along);
    Point low{dot(points[0], along), dot(points[0], down)}, high = low;
    for (const Point point : points) {
        const Point place{dot(point, along), dot(point, down)};
        low = {std::min(low.x, place.x), std::min(low.y, place.y)};
        high = {std::max(high.x, place.x), std::max(high.y, place.y)};
    }
    const Point middle = (low + high) * 0.5F;
    return {along * middle.x + down * middle.y, along, high.x - low.x, high.y - low.y};
}

// One of its sides lies on a side of the hull.
Rectangle smallest_rectangle(std::span<const Point> hull) {
    Rectangle best = rectangle_around(hull, {1, 0});
    for (std::size_t i = 0; i < hull.size(); ++i) {
        const Point side = hull[(i + 1) % hull.size()] - hull[i];
        if (side == Point{}) continue;
        Point along = side * (1 / length(side));
        if (std::abs(along.x) < std::abs(along.y)) along = turned(along);
        if (along.x < 0) along = along * -1;
        const Rectangle rectangle = rectangle_around(hull, along);
        if (rectangle.width * rectangle.height < best.width * best.height) best = rectangle;
    }
    return best;
}

Quad scaled(const Quad& quad, float x, float y) noexcept {
    Quad result = quad;
    for (Point& point : result) point = {point.x * x, point.y * y};
    return result;
}

}  // namespace ward::image
