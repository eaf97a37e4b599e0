/// @file
/// From the body of image:analyze to the picture's bytes, for a picture of 4 MiB on one thread: Ward's reader, which
/// decodes base64 where it stands, beside simdjson's get_string() with libbase64 after it, which checks less: neither
/// members given twice nor the size before decoding. `bytes_per_second` counts the body's bytes.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include "json/base64.hpp"
#include "json/image_request.hpp"
#include "ward/limits.hpp"

namespace {

void require(bool condition) {
    if (condition) return;
    std::fputs("the body was not read\n", stderr);
    std::exit(1);
}

const std::string& body() {
    static const std::string made = [] {
        constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        std::string text = R"({"categories":["Hate","Violence"],"image":{"content":")";
        std::mt19937 random(1);
        for (std::size_t i = 0; i < ward::limits::kMaxImageBytes / 3 * 4; ++i)
            text += kAlphabet[random() % 64];
        return text + "\"}}";
    }();
    return made;
}

void ward_reader(benchmark::State& state) {
    for (auto _ : state) {
        ward::json::Reader reader;
        const auto read = ward::json::read_image_body(reader, body(), {});
        require(read.has_value());
        benchmark::DoNotOptimize(read->request.bytes.data());
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(body().size()));
}

void get_string(benchmark::State& state) {
    for (auto _ : state) {
        simdjson::ondemand::parser parser;
        const simdjson::padded_string padded(body());
        auto document = parser.iterate(padded);
        std::string_view content;
        require(document["image"]["content"].get_string().get(content) == simdjson::SUCCESS);
        const auto bytes = ward::json::decode_base64(content);
        require(bytes.has_value());
        benchmark::DoNotOptimize(bytes->data.get());
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(body().size()));
}

BENCHMARK(ward_reader)->Unit(benchmark::kMillisecond);
BENCHMARK(get_string)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
