// Feeds bytes to the three operations of the anomaly detector, and checks that the answer is JSON, with a code where it
// is a refusal.
//
// Part of the tests through driver.cpp. With libFuzzer, from the repository's root:
//   clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -Iinclude -Ilib tests/fuzz/json_anomaly.cpp
//     lib/json/{reader,anomaly,anomaly_request,writer,error_body}.cpp lib/base/*.cpp lib/anomaly/*.cpp -lsimdjson
//     -o /tmp/fuzz_json_anomaly
//   /tmp/fuzz_json_anomaly tests/fuzz/corpus/json_anomaly
#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "ward/json/anomaly.hpp"

namespace {

void require(bool condition, const char* what) {
    if (condition) return;
    std::fprintf(stderr, "json_anomaly: %s\n", what);
    std::abort();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using enum ward::json::AnomalyOperation;
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    static simdjson::dom::parser parser;
    for (const auto operation : {entire, last, change_point}) {
        const auto response = ward::json::anomaly_detect(operation, body);
        simdjson::dom::element answer;
        const auto error = parser.parse(simdjson::padded_string(response.body)).get(answer);
        require(error == simdjson::SUCCESS, "an answer is JSON");
        require((response.status == 200) == response.error_code.empty(), "a refusal has a code");
        require(response.status == 200 || response.status == 400 || response.status == 413, "no defect");
    }
    return 0;
}
