#include "image/visual.hpp"

#include <catch2/catch.hpp>

#include "image/scripted_backend.hpp"

using namespace ward;
using namespace ward::image;
using test::ladder;
using test::Models;

namespace {

const std::string kSmall = test::image_input(R"("resize":"stretch","width":8,"height":8)");

std::string reads(const std::string& trunks) { return R"({"kind":"trunks","trunks":[)" + trunks + "]}"; }
const std::string kA = R"({"name":"a"})", kB = R"({"name":"b"})";

// A trunk that says one number.
test::Script says(float number, int& runs) {
    return {[number](const model::ImageBatch&) { return model::Tensor{{1, 1}, {number}}; }, {}, &runs};
}

// A head: one ladder after the other, each of so many levels that are sure.
test::Script sees(std::vector<int> levels, int& runs) {
    return {{},
            [levels = std::move(levels)](std::span<const model::Matrix>) {
                model::Matrix row{1, levels.size() * model::kLadderSize, {}};
                for (const int level : levels)
                    for (int i = 0; i < 7; ++i) row.values.push_back(i < level ? 0.9F : 0.1F);
                return row;
            },
            &runs};
}

Picture grey() {
    Picture picture{Format::png, {10, 10}, 1, Pixels(10, 10)};
    std::ranges::fill(picture.pixels.rgb, std::uint8_t{7});
    return picture;
}

const std::string kNumber = R"({"key":"n","kind":"embedding","size":1})";

struct Setup {
    Models models;
    int a = 0, b = 0, harm = 0, sexual = 0;

    Setup() {
        models.add("a", kSmall, kNumber, says(1, a));
        models.add("b", kSmall, kNumber, says(2, b));
        models.add("harm", reads(kA), ladder("Hate") + "," + ladder("Violence"), sees({2, 5}, harm));
        models.add("sexual", reads(kB + "," + kA), ladder("Sexual"), sees({7}, sexual));
    }
};

Findings look(model::Runtime& runtime, const std::vector<ModelName>& heads,
              const std::vector<Category>& asked) {
    const auto judge = VisualJudge::create(runtime, heads).value();
    return judge.models(runtime, asked).value().look(grey()).value();
}

}  // namespace

TEST_CASE("a trunk that several heads read runs once, and each ladder informs its category") {
    Setup setup;
    const auto runtime = setup.models.open();
    const auto findings =
        look(*runtime, {{"harm"}, {"sexual"}}, {kAllCategories.begin(), kAllCategories.end()});
    CHECK(findings[0].value().severity == 2);
    CHECK_FALSE(findings[1]);
    CHECK(findings[2].value().severity == 7);
    CHECK(findings[3].value().severity == 5);
    CHECK(findings[3].value().at_least == std::array<float, 7>{.9F, .9F, .9F, .9F, .9F, .1F, .1F});
    CHECK((setup.a == 1 && setup.b == 1 && setup.harm == 1 && setup.sexual == 1));
}

TEST_CASE("heads that inform no asked category do not run, nor trunks that no other head needs") {
    Setup setup;
    const auto runtime = setup.models.open();
    const auto findings = look(*runtime, {{"harm"}, {"sexual"}}, {Category::violence, Category::hate});
    CHECK(findings[3]);
    CHECK_FALSE(findings[2]);
    CHECK((setup.a == 1 && setup.b == 0 && setup.harm == 1 && setup.sexual == 0));
    look(*runtime, {{"harm"}, {"sexual"}}, {Category::self_harm});
    CHECK((setup.a == 1 && setup.harm == 1));
}

TEST_CASE("of two heads that inform a category the worse counts") {
    Setup setup;
    int runs = 0;
    setup.models.add("mild", reads(kA), ladder("Violence"), sees({1}, runs));
    const auto runtime = setup.models.open();
    for (const auto& heads : {std::vector<ModelName>{{"mild"}, {"harm"}}, {{"harm"}, {"mild"}}})
        CHECK(look(*runtime, heads, {Category::violence})[3].value().severity == 5);
}

TEST_CASE("a head gets its trunks' outputs in the order in which it names them") {
    Models models;
    int runs = 0;
    models.add("a", kSmall, kNumber, says(1, runs));
    models.add("b", kSmall, kNumber, says(2, runs));
    std::vector<float> got;
    models.add("head", reads(kB + "," + kA), ladder("Hate"),
               {{}, [&](std::span<const model::Matrix> seen) {
                    for (const auto& matrix : seen) got.push_back(matrix.values[0]);
                    return model::Matrix{1, 7, std::vector<float>(7)};
                }});
    const auto runtime = models.open();
    look(*runtime, {{"head"}}, {Category::hate});
    CHECK(got == std::vector<float>{2, 1});
}

TEST_CASE("a model that reads no picture, or tells no ladder, is refused by name") {
    Models models;
    models.add("a", kSmall, kNumber, {});
    models.add("words", test::kTextInput, kNumber, {});
    models.add("map", kSmall, R"({"key":"m","kind":"map","size":1,"stride":1})", {});
    models.add("of_words", reads(R"({"name":"words"})"), ladder("Hate"), {});
    models.add("of_map", reads(R"({"name":"map"})"), ladder("Hate"), {});
    models.add("no_ladder", reads(kA), kNumber, {});
    const auto runtime = models.open();
    for (const char* name : {"a", "of_words", "of_map", "no_ladder"}) {
        const std::vector<ModelName> names = {{name}};
        const auto judge = VisualJudge::create(*runtime, names);
        REQUIRE_FALSE(judge);
        CHECK(judge.error().code == Errc::pack_invalid);
        CHECK(judge.error().target == name);
    }
}

TEST_CASE("a trunk that gives another shape than it says is an error, not a crash") {
    Models models;
    models.add("a", kSmall, kNumber,
               {[](const model::ImageBatch&) {
                    return model::Tensor{{1, 2}, {1, 2}};
                },
                {}});
    models.add("head", reads(kA), ladder("Hate"), {});
    const auto runtime = models.open();
    const std::vector<ModelName> names = {{"head"}};
    const auto seen =
        VisualJudge::create(*runtime, names).value().models(*runtime, kAllCategories).value().look(grey());
    CHECK(seen.error().code == Errc::model_failed);
}
