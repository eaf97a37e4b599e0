#include "image/ctc.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using ward::image::Symbols;

namespace {

const Symbols& symbols() {
    static const Symbols list("blank\nk\ni\nl\n\xC3\xA9\r\n \n");
    return list;
}

std::string read(const std::vector<float>& indices) {
    std::vector<float> steps;
    for (const float index : indices) steps.insert(steps.end(), {index, 0.5F});
    return symbols().decode(steps).utf8;
}

}  // namespace

TEST_CASE("a list holds a symbol a line, and one may be a blank") {
    CHECK(symbols().size() == 6);
    CHECK(Symbols("a\nb").size() == 2);
    CHECK(Symbols("").size() == 0);
    CHECK(read({1, 0, 5, 4}) == "k \xC3\xA9");
}

TEST_CASE("a symbol held over several steps is one, and nothing in between parts two") {
    CHECK(read({0, 1, 1, 2, 3, 3, 0, 3, 3, 0}) == "kill");
    CHECK(read({0, 0}).empty());
    CHECK(read({}).empty());
}

TEST_CASE("the confidence is the mean of the symbols told") {
    const std::vector<float> steps = {0, 0.9F, 1, 0.5F, 1, 0.1F, 0, 0.2F, 2, 0.7F};
    const auto result = symbols().decode(steps);
    CHECK(result.utf8 == "ki");
    CHECK(result.confidence == Approx(0.6F));
    CHECK(symbols().decode({}).confidence == 0);
}

TEST_CASE("indices of no symbol are passed over") {
    CHECK(read({1, 6, 1}) == "kk");
    CHECK(read({1, -1, 2, 1e30F, 3, NAN, INFINITY, -INFINITY}) == "kil");
    CHECK(symbols().decode(std::vector<float>{1, 0.5F, 2}).utf8 == "k");  // half a step
}
