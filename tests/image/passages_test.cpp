#include "image/passages.hpp"

#include <catch2/catch.hpp>

using namespace ward;
using namespace ward::image;

namespace {

Quad at(float top) { return {Point{10, top}, Point{90, top}, Point{90, top + 10}, Point{10, top + 10}}; }

std::vector<TextLine> lines(const std::vector<std::string>& texts) {
    std::vector<TextLine> all;
    for (const auto& text : texts) all.push_back({text, 0.9F, at(20 * static_cast<float>(all.size()))});
    return all;
}

std::vector<std::string> texts(const std::vector<std::string>& read) {
    std::vector<std::string> judged;
    for (const Passage& passage : find_passages(lines(read))) judged.push_back(passage.text);
    return judged;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("lines are judged as one text, and those of two words by themselves, too") {
    CHECK(texts({"I will", "kill you", "tonight"}) == Texts{"kill you", "I will\nkill you\ntonight"});
    CHECK(texts({"I will kill you"}) == Texts{"I will kill you"});
    CHECK(texts({}).empty());
}

TEST_CASE("what holds no word is not judged") {
    CHECK(texts({"l", "1.|", "7 a 8", ""}).empty());
    CHECK(texts({"| l", "kill you"}) == Texts{"kill you"});
    CHECK(texts({"\xE4\xBD\xA0", "7"}) == Texts{"\xE4\xBD\xA0"});
}

TEST_CASE("more than an Analyzer takes is left out, not refused") {
    const auto judged = texts({std::string(9'990, 'a'), "kill you", "one word more"});
    REQUIRE(judged.size() == 2);
    CHECK(judged.back().size() <= limits::kMaxTextCodePoints);
    CHECK(judged.front() == "kill you");
    CHECK(texts({std::string(10'001, 'a')}).empty());
}

TEST_CASE("a region is the line's, or the rectangle around the lines of the evidence") {
    const Passage all = find_passages(lines({"I will", "kill you", "tonight"})).back();
    CHECK(region_of(all, {7, 15, 7, 15}) == at(20));
    const Quad both = region_of(all, {0, 8, 0, 8});
    CHECK(both[0] == Point{10, 0});
    CHECK(both[2] == Point{90, 30});
}

TEST_CASE("what was read counts where it is worse than what was seen") {
    const Passage passage = find_passages(lines({"kill you"})).front();
    std::vector<ImageCategoryResult> categories(2);
    categories[0].category = Category::violence;
    categories[0].severity = 4;
    categories[1].category = Category::hate;
    TextResult read;
    read.categories = {{Category::violence, 4, {1}, TextSpan{0, 8, 0, 8}},
                       {Category::hate, 2, {1}, TextSpan{0, 8, 0, 8}}};
    add_text(passage, read, categories);
    CHECK(categories[0].evidence == ImageEvidence::visual);
    CHECK_FALSE(categories[0].region);
    CHECK(categories[1].severity == 2);
    CHECK(categories[1].evidence == ImageEvidence::text);
    CHECK(categories[1].at_least[0] == 1);
    CHECK(categories[1].region == at(0));
}
