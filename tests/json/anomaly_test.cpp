#include <catch2/catch.hpp>

#include <string>

#include "ward/json/anomaly.hpp"

using namespace ward::json;

namespace {

std::string points(int count) {
    std::string out = "[";
    for (int i = 0; i < count; ++i) {
        if (i > 0) out += ',';
        out += R"({"timestamp":"2024-03-)" + std::string(i < 9 ? "0" : "") + std::to_string(i + 1) +
               R"(T00:00:00Z","value":)" + std::to_string(i * 7 % 5) + "}";
    }
    return out + "]";
}

std::string code_of(const std::string& members, AnomalyOperation operation = AnomalyOperation::entire,
                    const std::string& series = points(20)) {
    return anomaly_detect(operation,
                          "{" + members + (members.empty() ? "" : ",") + "\"series\":" + series + "}")
        .error_code;
}

}  // namespace

TEST_CASE("each sentence on errors of the anomaly detector's contract") {
    const std::string daily = R"("granularity":"daily")";
    CHECK(anomaly_detect(AnomalyOperation::entire, "{nope").error_code == "InvalidJsonFormat");
    CHECK(anomaly_detect(AnomalyOperation::entire, "").error_code == "InvalidJsonFormat");
    CHECK(anomaly_detect(AnomalyOperation::entire, "{}").error_code == "RequiredSeries");
    CHECK(code_of("", AnomalyOperation::change_point) == "RequiredGranularity");
    CHECK(code_of(R"("granularity":"none")", AnomalyOperation::change_point) == "InvalidGranularity");
    CHECK(code_of(R"("granularity":"fortnightly")") == "InvalidGranularity");
    CHECK(code_of(R"("granularity":7)") == "InvalidGranularity");
    CHECK(code_of(daily + R"(,"customInterval":0)") == "InvalidCustomInterval");
    CHECK(code_of(daily + R"(,"customInterval":1.5)") == "InvalidCustomInterval");
    CHECK(code_of(daily + R"(,"period":-1)") == "InvalidPeriod");
    CHECK(code_of(daily + R"(,"period":"7")") == "InvalidPeriod");
    CHECK(code_of(daily + R"(,"maxAnomalyRatio":0.7)") == "InvalidModelArgument");
    CHECK(code_of(daily + R"(,"sensitivity":101)") == "InvalidModelArgument");
    CHECK(code_of(daily + R"(,"sensitivity":99.5)") == "InvalidModelArgument");
    CHECK(code_of(daily + R"(,"alpha":0)") == "InvalidModelArgument");
    CHECK(code_of(daily + R"(,"period":10)") == "InvalidModelArgument");
    CHECK(code_of(daily + R"(,"imputeMode":"guess")") == "InvalidImputeMode");
    CHECK(code_of(daily + R"(,"imputeMode":"fixed")") == "InvalidImputeFixedValue");
    CHECK(code_of(daily + R"(,"threshold":2)", AnomalyOperation::change_point) == "InvalidModelArgument");
    CHECK(code_of(daily + R"(,"stableTrendWindow":2)", AnomalyOperation::change_point) ==
          "InvalidModelArgument");
    CHECK(code_of(daily + R"(,"stableTrendWindow":10)", AnomalyOperation::change_point) ==
          "InvalidModelArgument");
    for (const char* series :
         {"null", "{}", "[1]", R"([{"value":true}])", R"([{"timestamp":"2024-03-01","value":"x"}])",
          R"([{"timestamp":5,"value":1}])", R"([{"value":1}])"})
        CHECK(code_of(daily, AnomalyOperation::entire, series) == "BadArgument");
    CHECK(code_of(daily, AnomalyOperation::entire, points(11)) == "InvalidSeries");
    CHECK(code_of(daily, AnomalyOperation::entire, points(12)).empty());
}

TEST_CASE("of several faults the first of the contract's list is told, whatever the order of the members") {
    CHECK(code_of(R"("imputeMode":"guess","sensitivity":200,"granularity":"x")") == "InvalidGranularity");
    CHECK(code_of(R"("imputeMode":"guess","sensitivity":200)") == "InvalidModelArgument");
    CHECK(code_of(R"("imputeMode":"guess")", AnomalyOperation::entire, "[1]") == "InvalidImputeMode");
}

TEST_CASE("values may be numbers in strings, and null is the same as absent") {
    std::string series = points(20);
    for (std::size_t at = 0; (at = series.find("\"value\":", at)) != std::string::npos; at += 11)
        series.replace(at + 8, 1, '"' + series.substr(at + 8, 1) + '"');
    const auto text = anomaly_detect(AnomalyOperation::entire,
                                     R"({"granularity":"daily","period":null,"series":)" + series + "}");
    const auto number =
        anomaly_detect(AnomalyOperation::entire, R"({"granularity":"daily","series":)" + points(20) + "}");
    CHECK(text.status == 200);
    CHECK(text.body == number.body);
}

TEST_CASE("legacy members and unknown ones are taken") {
    CHECK(code_of(R"("fillUpMode":"last","needSpectrumPeriod":true,"boundaryVersion":"V3")").empty());
    CHECK(code_of(R"("fillUpMode":"fixed","fixedValue":1,"boundaryVersion":"V1")").empty());
    CHECK(code_of(R"("boundaryVersion":"V9")") == "InvalidBoundaryVersion");
}

TEST_CASE("the bodies have the contract's members, and reals look like reals") {
    const auto last =
        anomaly_detect(AnomalyOperation::last, R"({"granularity":"daily","series":)" + points(20) + "}");
    for (const char* member : {"period", "suggestedWindow", "expectedValue", "upperMargin", "lowerMargin",
                               "isAnomaly", "isNegativeAnomaly", "isPositiveAnomaly", "severity"})
        CHECK(last.body.find('"' + std::string(member) + "\":") != std::string::npos);
    CHECK(last.body.find("\"severity\":0.0") != std::string::npos);
    CHECK(last.body.find("\"suggestedWindow\":21") != std::string::npos);
}
