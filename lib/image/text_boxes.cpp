#include "image/text_boxes.hpp"

#include <algorithm>
#include <cmath>

namespace ward::image {
namespace {

constexpr float kTextProbability = 0.3F;
constexpr float kBoxProbability = 0.5F;
constexpr float kGrowth = 1.6F;
constexpr float kShortestSide = 3;

// The ends of each run: all other pixels lie between them. Each pixel reaches half a pixel around its centre.
Rectangle rectangle_of(std::span<const Run> runs) {
    std::vector<Point> centres;
    centres.reserve(2 * runs.size());
    for (const Run& run : runs) {
        const float y = static_cast<float>(run.row) + 0.5F;
        centres.push_back({static_cast<float>(run.begin) + 0.5F, y});
        centres.push_back({static_cast<float>(run.end) - 0.5F, y});
    }
    return smallest_rectangle(convex_hull(centres)).grown(0.5F);
}

// Where a horizontal line crosses a convex shape; `low` above `high` where it does not.
struct Crossing {
    float low = INFINITY, high = -INFINITY;
};

Crossing cross_at(const Quad& quad, float y) {
    Crossing crossing;
    for (std::size_t i = 0; i < quad.size(); ++i) {
        const Point a = quad[i], b = quad[(i + 1) % quad.size()];
        if ((a.y <= y) == (b.y <= y)) continue;
        const float x = a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
        crossing = {std::min(crossing.low, x), std::max(crossing.high, x)};
    }
    return crossing;
}

// The first of `size` pixels whose centre is not before `place`.
std::size_t first_pixel(float place, std::size_t size) {
    return static_cast<std::size_t>(std::clamp(std::ceil(place - 0.5F), 0.0F, static_cast<float>(size)));
}

}  // namespace

float mean_inside(const Map& map, const Rectangle& rectangle) {
    const Quad quad = rectangle.corners();
    const auto [top, bottom] = std::ranges::minmax(quad, {}, &Point::y);
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t y = first_pixel(top.y, map.height); y < first_pixel(bottom.y, map.height); ++y) {
        const auto [low, high] = cross_at(quad, static_cast<float>(y) + 0.5F);
        const std::size_t end = first_pixel(high, map.width);
        for (std::size_t x = first_pixel(low, map.width); x < end; ++x, ++count) sum += map.at(x, y);
    }
    return count == 0 ? 0 : static_cast<float>(sum / static_cast<double>(count));
}

std::vector<Rectangle> find_text_boxes(const Map& map) {
    std::vector<Rectangle> boxes;
    const Components components(map, kTextProbability);
    for (std::size_t i = 0; i < components.size(); ++i) {
        const Rectangle box = rectangle_of(components[i]);
        if (std::min(box.width, box.height) < kShortestSide || mean_inside(map, box) < kBoxProbability)
            continue;
        boxes.push_back(box.grown(kGrowth * box.width * box.height / (2 * (box.width + box.height))));
    }
    const std::size_t kept = std::min(boxes.size(), kMaxTextBoxes);
    const auto area = [](const Rectangle& box) { return box.width * box.height; };
    std::ranges::partial_sort(boxes, boxes.begin() + static_cast<std::ptrdiff_t>(kept), std::greater<>(),
                              area);
    boxes.resize(kept);
    return boxes;
}

}  // namespace ward::image
