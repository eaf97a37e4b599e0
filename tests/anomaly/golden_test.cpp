// The recorded answers in tests/data/anomaly_golden.json: of the reference, and one series of the service itself.
#include <simdjson.h>
#include <catch2/catch.hpp>

#include <cmath>
#include <string>
#include <vector>

#include "ward/json/anomaly.hpp"

namespace {

namespace dom = simdjson::dom;

constexpr double kTolerance = 1e-6;

bool agree(dom::element got, dom::element want);

bool agree(dom::array got, dom::array want) {
    if (got.size() != want.size()) return false;
    auto other = want.begin();
    for (const dom::element each : got) {
        if (!agree(each, *other)) return false;
        ++other;
    }
    return true;
}

bool agree(dom::element got, dom::element want) {
    if (want.is_array()) return agree(got.get_array(), want.get_array());
    if (want.is_bool()) return bool(got) == bool(want);
    const double a = got.get_double(), b = want.get_double();
    return std::abs(a - b) <= kTolerance * std::abs(b);
}

// The places where an array holds true.
std::vector<std::int64_t> places(dom::element flags) {
    std::vector<std::int64_t> out;
    std::int64_t index = 0;
    for (const dom::element flag : flags.get_array()) {
        if (bool(flag)) out.push_back(index);
        ++index;
    }
    return out;
}

std::vector<std::int64_t> numbers(dom::element array) {
    std::vector<std::int64_t> out;
    for (const dom::element each : array.get_array()) out.push_back(each.get_int64());
    return out;
}

void compare(dom::element answer, dom::element want) {
    for (const auto& [name, value] : want.get_object()) {
        INFO(name);
        if (name == "detector") continue;
        if (name == "anomalyIndices") CHECK(places(answer["isAnomaly"]) == numbers(value));
        else if (name == "negative") CHECK(places(answer["isNegativeAnomaly"]) == numbers(value));
        else CHECK(agree(answer[name], value));
    }
}

std::string text(dom::element element) { return std::string(element.get_string().value()); }

dom::element load(dom::parser& parser) {
    return parser.load(std::string(WARD_TEST_DATA) + "/anomaly_golden.json");
}

}  // namespace

TEST_CASE("the recorded cases are answered as recorded") {
    using enum ward::json::AnomalyOperation;
    dom::parser golden, answers;
    std::size_t cases = 0;
    for (const dom::element each : load(golden).get_array()) {
        const std::string operation = text(each["operation"]);
        INFO(text(each["name"]) << ' ' << operation);
        const auto response = ward::json::anomaly_detect(operation == "last" ? last : entire,
                                                         simdjson::to_string(each["request"]));
        REQUIRE(response.status == 200);
        compare(answers.parse(response.body), each["answer"]);
        ++cases;
    }
    CHECK(cases == 24);
}

TEST_CASE("the official client's sample series has its fourteen anomalies") {
    dom::parser golden, answers;
    const dom::element first = load(golden).at(0);
    REQUIRE(text(first["name"]) == "sdk_daily_47");
    const auto response = ward::json::anomaly_detect(ward::json::AnomalyOperation::entire,
                                                     simdjson::to_string(first["request"]));
    const dom::element answer = answers.parse(response.body);
    CHECK(places(answer["isAnomaly"]) ==
          std::vector<std::int64_t>{3, 18, 21, 22, 23, 24, 25, 28, 29, 30, 31, 32, 35, 44});
    CHECK(answer["period"].get_int64().value() == 7);
    CHECK(response.model_id == 10);
}

TEST_CASE("the change points of the contract's example are found") {
    dom::parser requests, answers;
    const dom::element request = requests.load(std::string(WARD_TEST_DATA) + "/change_point_example.json");
    const auto response =
        ward::json::anomaly_detect(ward::json::AnomalyOperation::change_point, simdjson::to_string(request));
    REQUIRE(response.status == 200);
    const dom::element answer = answers.parse(response.body);
    CHECK(places(answer["isChangePoint"]) == std::vector<std::int64_t>{26, 95, 113, 133, 181, 205, 230});
    CHECK(response.model_id == 60);
}
