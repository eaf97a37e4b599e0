/// @file
/// The encoder and the whole of text:analyze, on one thread.
///
///     bench_text --benchmark_repetitions=9 --benchmark_enable_random_interleaving=true
///         --benchmark_report_aggregates_only=true
///
/// encoder/eager_fp32   plain LibTorch calls: the yardstick
/// encoder/fp32, bf16   the shipped trunk as the registry loads it; `cosine` is with the yardstick
/// analyze/...          Analyzer on texts of so many tokens, one worker: all that a caller waits for
#include <ATen/Parallel.h>
#include <benchmark/benchmark.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "eager_encoder.hpp"
#include "model/backend.hpp"
#include "ward/analyzer.hpp"

namespace {

using namespace ward;

const std::string kTrunk = WARD_BENCH_PACKS "/minilm-l6-1.0.0.pt";

std::vector<std::int32_t> make_ids(std::size_t rows, std::size_t columns) {
    std::mt19937 random(1);
    std::vector<std::int32_t> ids(rows * columns);
    for (std::size_t i = 0; i < ids.size(); ++i)
        ids[i] = i % columns == 0             ? 101
                 : i % columns == columns - 1 ? 102
                                              : static_cast<std::int32_t>(1000 + random() % 25000);
    return ids;
}

const EagerEncoder& eager() {
    static const EagerEncoder encoder(kTrunk);
    return encoder;
}

const model::Model& trunk(Precision precision) {
    static std::map<Precision, std::unique_ptr<model::Model>> loaded;
    auto& model = loaded[precision];
    if (!model) {
        const auto backend = model::make_backend("cpu").value();
        const auto json = backend->read_file(kTrunk, model::kManifestFile, 1u << 20).value();
        model = backend->load(kTrunk, model::parse_manifest(json, "minilm").value(), precision).value();
    }
    return *model;
}

double lowest_cosine(const std::vector<float>& a, const std::vector<float>& b, std::size_t rows) {
    double lowest = 1;
    for (std::size_t row = 0; row < rows; ++row) {
        double dot = 0;
        for (std::size_t i = 0; i < 384; ++i) dot += static_cast<double>(a[row * 384 + i]) * b[row * 384 + i];
        lowest = std::min(lowest, dot);
    }
    return lowest;
}

void encode_eagerly(benchmark::State& state) {
    at::set_num_threads(1);
    const auto rows = static_cast<std::size_t>(state.range(0)),
               columns = static_cast<std::size_t>(state.range(1));
    const auto ids = make_ids(rows, columns);
    for (auto _ : state) benchmark::DoNotOptimize(eager().run(ids, rows, columns));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void encode(benchmark::State& state, Precision precision) {
    at::set_num_threads(1);
    const auto rows = static_cast<std::size_t>(state.range(0)),
               columns = static_cast<std::size_t>(state.range(1));
    const auto ids = make_ids(rows, columns);
    const std::vector<std::int32_t> lengths(rows, static_cast<std::int32_t>(columns));
    const model::TokenBatch batch{ids, lengths, rows, columns};
    const model::Model& model = trunk(precision);
    state.counters["cosine"] =
        lowest_cosine(model.run(batch).value().values, eager().run(ids, rows, columns), rows);
    for (auto _ : state) benchmark::DoNotOptimize(model.run(batch).value());
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

const Analyzer& analyzer(Precision precision) {
    static std::map<Precision, Analyzer> made;
    const auto found = made.find(precision);
    if (found != made.end()) return found->second;
    const auto registry =
        ModelRegistry::open(
            {.pack_folder = WARD_BENCH_PACKS, .device = "cpu", .precision = precision, .workers = 1})
            .value();
    return made.emplace(precision, Analyzer::create(registry).value()).first->second;
}

// `tokens` counts [CLS] and [SEP]; each word is one token.
void analyze(benchmark::State& state, Precision precision) {
    const auto count = static_cast<std::size_t>(state.range(0));
    std::string text;
    for (std::int64_t word = 2; word < state.range(1); ++word) text += "river ";
    const std::vector<TextRequest> requests(count, TextRequest{.text = text});
    const Analyzer& judge = analyzer(precision);
    for (auto _ : state) benchmark::DoNotOptimize(judge.analyze_batch(requests));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void shapes(benchmark::internal::Benchmark* bench) {
    bench->ArgNames({"texts", "tokens"})->Unit(benchmark::kMillisecond)->UseRealTime();
    for (const std::int64_t texts : {1, 32})
        for (const std::int64_t tokens : {16, 128}) bench->Args({texts, tokens});
}

}  // namespace

BENCHMARK(encode_eagerly)->Name("encoder/eager_fp32")->Apply(shapes);
BENCHMARK_CAPTURE(encode, fp32, Precision::fp32)->Name("encoder/fp32")->Apply(shapes);
BENCHMARK_CAPTURE(encode, bf16, Precision::bf16)->Name("encoder/bf16")->Apply(shapes);
BENCHMARK_CAPTURE(analyze, fp32, Precision::fp32)->Name("analyze/fp32")->Apply(shapes);
BENCHMARK_CAPTURE(analyze, bf16, Precision::bf16)->Name("analyze/bf16")->Apply(shapes);

BENCHMARK_MAIN();
