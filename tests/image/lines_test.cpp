#include "image/lines.hpp"

#include <catch2/catch.hpp>

#include "image/drawn_map.hpp"

using namespace ward;
using namespace ward::image;
using test::at_degrees;

namespace {

// A word of 10 pixels a letter and 16 high, its middle at (x, y) of a page that is turned around (300, 300).
TextLine word(const std::string& text, float x, float y, float degrees = 0) {
    const Point along = at_degrees(degrees), from = Point{x, y} - Point{300, 300};
    const Point centre = Point{300, 300} + along * from.x + turned(along) * from.y;
    return {text, 0.9F, Rectangle{centre, along, 10 * static_cast<float>(text.size()), 16}.corners()};
}

std::string read(std::vector<TextLine> words) {
    std::string text;
    for (const TextLine& line : join_lines(std::move(words))) text += (text.empty() ? "" : "|") + line.text;
    return text;
}

std::vector<TextLine> page(float degrees) {
    return {word("tonight", 320, 330, degrees), word("you", 380, 300, degrees),
            word("will", 250, 300, degrees),    word("I", 215, 301, degrees),
            word("kill", 320, 299, degrees),    word("weather", 300, 200, degrees)};
}

}  // namespace

TEST_CASE("lines are read from top to bottom, words from left to right, however the page is turned") {
    for (const float degrees : {0.F, 10.F, -10.F, 25.F, 90.F, -90.F, 180.F, 170.F, 135.F}) {
        INFO(degrees);
        CHECK(read(page(degrees)) == "weather|I will kill you|tonight");
    }
}

TEST_CASE("a wide gap, as between columns, ends a line") {
    CHECK(read({word("left", 100, 100), word("right", 300, 100)}) == "left|right");
    CHECK(read({word("left", 100, 100), word("right", 170, 100)}) == "left right");
}

TEST_CASE("blocks of other directions are read one by one, the topmost first") {
    auto words = page(0);
    for (TextLine& turned : page(90)) {
        for (Point& corner : turned.quad) corner.y += 400;
        words.push_back(std::move(turned));
    }
    CHECK(read(words) == "weather|I will kill you|tonight|weather|I will kill you|tonight");
}

TEST_CASE("a line's quad goes around its words, and its confidence weighs them by length") {
    auto words = std::vector<TextLine>{word("kill", 100, 100), word("it", 150, 104)};
    words[0].confidence = 0.6F;
    words[1].confidence = 0.9F;
    const auto lines = join_lines(words);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].confidence == Approx(0.7F));
    CHECK(lines[0].quad[0].x == Approx(80));
    CHECK(lines[0].quad[0].y == Approx(92));
    CHECK(lines[0].quad[2].x == Approx(160));
    CHECK(lines[0].quad[2].y == Approx(112));
}

TEST_CASE("nothing is no line, and words without size do no harm") {
    CHECK(join_lines({}).empty());
    CHECK(read({{"a", 1, {}}, {"b", 1, {}}}) == "a|b");
}
