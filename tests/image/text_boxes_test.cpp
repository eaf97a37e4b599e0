#include "image/text_boxes.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "image/drawn_map.hpp"

using namespace ward;
using namespace ward::image;
using test::at_degrees;
using test::DrawnMap;

namespace {

// What the detector was taught to shrink is given back.
float growth(float width, float height) { return 1.6F * width * height / (2 * (width + height)); }

void check_box(const Rectangle& box, const Rectangle& drawn, float tolerance) {
    const float grown = 2 * growth(drawn.width, drawn.height);
    CHECK(box.centre.x == Approx(drawn.centre.x).margin(tolerance));
    CHECK(box.centre.y == Approx(drawn.centre.y).margin(tolerance));
    CHECK(box.width == Approx(drawn.width + grown).margin(2 * tolerance));
    CHECK(box.height == Approx(drawn.height + grown).margin(2 * tolerance));
    CHECK(std::abs(cross(box.along, drawn.along)) < 0.03F);
}

}  // namespace

TEST_CASE("an upright word's box is exact") {
    const Rectangle word{{60, 30}, {1, 0}, 80, 12};
    const auto boxes = find_text_boxes(DrawnMap{160, 64}.draw(word).map());
    REQUIRE(boxes.size() == 1);
    check_box(boxes[0], word, 0.01F);
}

TEST_CASE("a slanted word's box is slanted as much") {
    for (const float degrees : {-30.F, -10.F, 10.F, 40.F}) {
        INFO(degrees);
        const Rectangle word{{100, 100}, at_degrees(degrees), 120, 16};
        const auto boxes = find_text_boxes(DrawnMap{200, 200}.draw(word).map());
        REQUIRE(boxes.size() == 1);
        check_box(boxes[0], word, 1.2F);  // pixels have steps
    }
}

TEST_CASE("a word that stands on end has a box higher than wide") {
    const auto boxes = find_text_boxes(DrawnMap{64, 160}.draw({{30, 80}, {0, 1}, 100, 12}).map());
    REQUIRE(boxes.size() == 1);
    CHECK(boxes[0].height > 2 * boxes[0].width);
}

TEST_CASE("words that touch, also at a corner, are one box, and those a pixel apart are two") {
    const Rectangle left{{20, 20}, {1, 0}, 20, 10}, corner{{40, 30}, {1, 0}, 20, 10},
        apart{{41, 31}, {1, 0}, 20, 10};
    CHECK(find_text_boxes(DrawnMap{80, 64}.draw(left).draw({{40, 20}, {1, 0}, 20, 10}).map()).size() == 1);
    const Components touching(DrawnMap{80, 64}.draw(left).draw(corner).map(), 0.3F);
    CHECK(touching.size() == 1);
    const Components parted(DrawnMap{80, 64}.draw(left).draw(apart).map(), 0.3F);
    CHECK(parted.size() == 2);
}

TEST_CASE("what is tiny or doubtful is no box") {
    const auto boxes = [](const Rectangle& shape, float value) {
        return find_text_boxes(DrawnMap{64, 64}.draw(shape, value).map()).size();
    };
    CHECK(boxes({{20, 20}, {1, 0}, 30, 2}, 1) == 0);
    CHECK(boxes({{20.5F, 20.5F}, {1, 0}, 3, 3}, 1) == 1);
    CHECK(boxes({{20, 20}, {1, 0}, 30, 8}, 0.49F) == 0);
    CHECK(boxes({{20, 20}, {1, 0}, 30, 8}, 0.51F) == 1);
    CHECK(boxes({{20, 20}, {1, 0}, 30, 8}, 0.3F) == 0);
}

TEST_CASE("a mean counts the pixels whose centres lie inside") {
    DrawnMap drawn{10, 10};
    drawn.values[3 * 10 + 4] = 1;
    CHECK(mean_inside(drawn.map(), {{4.5F, 3.5F}, {1, 0}, 1, 1}) == 1);
    CHECK(mean_inside(drawn.map(), {{4.5F, 3.5F}, {1, 0}, 3, 3}) == Approx(1 / 9.F));
    CHECK(mean_inside(drawn.map(), {{4, 3}, {1, 0}, 0.5F, 0.5F}) == 0);
    CHECK(mean_inside(drawn.map(), {{-50, -50}, {1, 0}, 10, 10}) == 0);
    CHECK(mean_inside(drawn.map(), {{5, 5}, {1, 0}, 1e9F, 1e9F}) == Approx(0.01F));
}

TEST_CASE("of more than a hundred boxes the largest are kept, the largest first") {
    DrawnMap drawn{400, 400};
    for (int i = 0; i < 14 * 14; ++i)
        drawn.draw({{static_cast<float>(14 + 28 * (i % 14)), static_cast<float>(14 + 28 * (i / 14))},
                    {1, 0},
                    static_cast<float>(i < 60 ? 20 : 10),
                    8});
    const auto boxes = find_text_boxes(drawn.map());
    REQUIRE(boxes.size() == kMaxTextBoxes);
    for (std::size_t i = 0; i < boxes.size(); ++i) CHECK((boxes[i].width > 25) == (i < 60));
}

TEST_CASE("a map without anything and a map full of it are fine") {
    CHECK(find_text_boxes(DrawnMap{64, 64}.map()).empty());
    CHECK(find_text_boxes({{}, 0, 0}).empty());
    const auto boxes = find_text_boxes(DrawnMap{64, 64, std::vector<float>(64 * 64, 1)}.map());
    REQUIRE(boxes.size() == 1);
    CHECK(boxes[0].width == Approx(64 + 2 * growth(64, 64)));
    const float nan = std::nanf("");
    CHECK(find_text_boxes(DrawnMap{64, 64, std::vector<float>(64 * 64, nan)}.map()).empty());
}

TEST_CASE("maps made to hurt cost no more than others") {
    constexpr std::size_t kSide = 736;
    DrawnMap dots{kSide, kSide}, stripes{kSide, kSide}, nested{kSide, kSide}, noise{kSide, kSide};
    std::mt19937 random(1);
    for (std::size_t y = 0; y < kSide; ++y)
        for (std::size_t x = 0; x < kSide; ++x) {
            const std::size_t i = y * kSide + x;
            dots.values[i] = x % 2 == 0 && y % 2 == 0;
            stripes.values[i] = x % 3 == 0 || y == 0;
            nested.values[i] = std::min(x, y) % 4 == 0;
            noise.values[i] = static_cast<float>(random() % 1000) / 1000;
        }
    CHECK(find_text_boxes(dots.map()).empty());
    CHECK(find_text_boxes(stripes.map()).empty());
    CHECK(find_text_boxes(nested.map()).size() <= kMaxTextBoxes);
    CHECK(find_text_boxes(noise.map()).size() <= kMaxTextBoxes);
}

TEST_CASE("components are those of a flood fill") {
    std::mt19937 random(2);
    INFO("seed 2");
    for (int round = 0; round < 50; ++round) {
        DrawnMap drawn{23, 17};
        for (float& value : drawn.values) value = random() % 100 < 45;
        const Components components(drawn.map(), 0.5F);

        auto left = drawn.values;
        std::size_t fills = 0;
        const auto fill = [&](const auto& self, std::size_t x, std::size_t y) -> void {
            if (x >= drawn.width || y >= drawn.height || left[y * drawn.width + x] == 0) return;
            left[y * drawn.width + x] = 0;
            for (std::size_t dy = 0; dy < 3; ++dy)
                for (std::size_t dx = 0; dx < 3; ++dx) self(self, x + dx - 1, y + dy - 1);
        };
        std::size_t pixels = 0;
        for (std::size_t i = 0; i < components.size(); ++i) {
            const Run& first = components[i].front();
            fills += left[first.row * drawn.width + first.begin] != 0;
            fill(fill, first.begin, first.row);
            for (const Run& run : components[i]) {
                pixels += run.end - run.begin;
                CHECK(left[run.row * drawn.width + run.begin] == 0);
            }
        }
        CHECK(fills == components.size());
        CHECK(pixels == static_cast<std::size_t>(std::ranges::count(drawn.values, 1.F)));
    }
}

TEST_CASE("the smallest rectangle is no larger than any turned one") {
    std::mt19937 random(3);
    INFO("seed 3");
    for (int round = 0; round < 100; ++round) {
        std::vector<Point> points;
        for (int i = 0; i < 12; ++i)
            points.push_back({static_cast<float>(random() % 40), static_cast<float>(random() % 40)});
        std::ranges::sort(points, [](Point a, Point b) { return a.y != b.y ? a.y < b.y : a.x < b.x; });
        const Rectangle smallest = smallest_rectangle(convex_hull(points));
        for (int degrees = 0; degrees < 90; ++degrees) {
            const Rectangle other = rectangle_around(points, at_degrees(static_cast<float>(degrees)));
            CHECK(smallest.width * smallest.height <= other.width * other.height * 1.0001F);
        }
        const Rectangle around = rectangle_around(points, smallest.along);
        CHECK(around.width <= smallest.width + 0.001F);
        CHECK(around.height <= smallest.height + 0.001F);
    }
}
