#include "text/judge.hpp"

#include <catch2/catch.hpp>

using namespace ward;
using model::ladder_severity;
using text::Judge;

namespace {

using Row = std::array<float, 7>;
const std::vector<float> kHalf(7, 0.5F);

model::Manifest severity_manifest() {
    model::Manifest manifest;
    manifest.name = "severity";
    for (const Category category : kAllCategories)
        manifest.outputs.push_back({.key = std::string(name(category)),
                                    .meaning = "",
                                    .kind = model::OutputKind::ladder,
                                    .columns = 7,
                                    .category = category,
                                    .thresholds = kHalf});
    return manifest;
}

model::Manifest attack_manifest() {
    model::Manifest manifest;
    manifest.name = "attack";
    manifest.outputs.push_back({.key = "attack",
                                .meaning = "",
                                .kind = model::OutputKind::probability,
                                .columns = 1,
                                .category = {},
                                .thresholds = {0.6F}});
    return manifest;
}

// The Violence ladder of each window; the other categories are 0.
model::Matrix windows(const std::vector<Row>& rows) {
    model::Matrix matrix{rows.size(), 28, std::vector<float>(rows.size() * 28)};
    for (std::size_t row = 0; row < rows.size(); ++row)
        std::copy(rows[row].begin(), rows[row].end(),
                  matrix.values.begin() + static_cast<std::ptrdiff_t>(row * 28 + 21));
    return matrix;
}

std::vector<TextSpan> spans(std::size_t count) {
    std::vector<TextSpan> all(count);
    for (std::size_t i = 0; i < count; ++i) all[i] = {i, i + 1, i, i + 1};
    return all;
}

}  // namespace

TEST_CASE("a severity is the number of levels, from the first on, that reach their thresholds") {
    CHECK(ladder_severity(Row{}, kHalf) == 0);
    CHECK(ladder_severity(Row{.9F, .8F, .5F, .4F}, kHalf) == 3);
    CHECK(ladder_severity(Row{1, 1, 1, 1, 1, 1, 1}, kHalf) == 7);
    CHECK(ladder_severity(Row{.4F, .9F, .9F}, kHalf) == 0);
}

TEST_CASE("the worst window decides, and is the evidence") {
    const auto judge = Judge::create(severity_manifest(), attack_manifest()).value();
    const auto outputs = windows({Row{.9F}, Row{.9F, .9F, .9F, .9F, .9F}, Row{.9F, .9F}});
    const auto result = judge.category(Category::violence, SeverityScale::eight, outputs, spans(3));
    CHECK(result.severity == 5);
    CHECK(result.at_least[4] == .9F);
    REQUIRE(result.evidence);
    CHECK(result.evidence->begin_bytes == 1);
    CHECK(judge.category(Category::hate, SeverityScale::eight, outputs, spans(3)).severity == 0);
}

TEST_CASE("of two windows of one severity the one nearer to the next level is the evidence") {
    const auto judge = Judge::create(severity_manifest(), attack_manifest()).value();
    const auto result =
        judge.category(Category::violence, SeverityScale::eight,
                       windows({Row{.9F, .9F, .1F}, Row{.9F, .9F, .3F}, Row{.9F, .9F, .2F}}), spans(3));
    CHECK(result.severity == 2);
    CHECK(result.evidence->begin_bytes == 1);
}

TEST_CASE("on four levels a severity loses its lowest bit, and 0 has no evidence") {
    const auto judge = Judge::create(severity_manifest(), attack_manifest()).value();
    for (int level = 0; level <= 7; ++level) {
        Row row{};
        std::fill_n(row.begin(), level, 1.0F);
        const auto result = judge.category(Category::violence, SeverityScale::four, windows({row}), spans(1));
        CHECK(result.severity == (level & ~1));
        CHECK(result.evidence.has_value() == (level >= 2));
    }
}

TEST_CASE("an attack is detected from its threshold on, in the worst window") {
    const auto judge = Judge::create(severity_manifest(), attack_manifest()).value();
    const auto low = judge.attack({2, 1, {0.1F, 0.59F}}, spans(2));
    CHECK_FALSE(low.detected);
    CHECK(low.score == 0.59F);
    CHECK_FALSE(low.evidence);
    const auto high = judge.attack({3, 1, {0.1F, 0.6F, 0.2F}}, spans(3));
    CHECK(high.detected);
    CHECK(high.evidence->begin_bytes == 1);
}

TEST_CASE("a text without windows is harmless") {
    const auto judge = Judge::create(severity_manifest(), attack_manifest()).value();
    CHECK(judge.category(Category::sexual, SeverityScale::eight, {}, {}).severity == 0);
    CHECK_FALSE(judge.attack({}, {}).detected);
}

TEST_CASE("a head that lacks a ladder or a threshold is refused by name") {
    auto severity = severity_manifest();
    severity.outputs.pop_back();
    CHECK(Judge::create(severity, attack_manifest()).error().target == "severity");
    auto attack = attack_manifest();
    attack.outputs[0].thresholds.clear();
    CHECK(Judge::create(severity_manifest(), attack).error().target == "attack");
}
