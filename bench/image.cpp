/// @file
/// image:analyze from encoded bytes to severities, and where its time goes.
///
///     bench_image PICTURE... --benchmark_repetitions=5 --benchmark_enable_random_interleaving=true
///         --benchmark_report_aggregates_only=true
///
/// analyze/seen, analyze/read   ImageAnalyzer::analyze_batch over all pictures, two workers, wall time; pictures/s,
///                              without and with the text that stands in them
/// stage/...                    one step for all pictures, one thread, its CPU time; ms a picture. `boxes` and `lines` say how much
///                              there was to read
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "image/codec/decode.hpp"
#include "image/resize.hpp"
#include "image/text_boxes.hpp"
#include "image/text_reader.hpp"
#include "model/runtime.hpp"
#include "ward/image_analyzer.hpp"

namespace {

using namespace ward;

template <class T>
T must(Result<T> result) {
    if (result) return *std::move(result);
    std::cerr << result.error().message << " (" << result.error().target << ")\n";
    std::exit(1);
}

std::vector<std::string> files;

std::vector<std::span<const std::byte>> pictures() {
    std::vector<std::span<const std::byte>> all;
    for (const auto& file : files) all.push_back(std::as_bytes(std::span(file)));
    return all;
}

void analyze(benchmark::State& state, bool read_text) {
    static const auto registry =
        must(ModelRegistry::open({.pack_folder = WARD_BENCH_PACKS, .device = "cpu", .workers = 2}));
    static const auto analyzer = must(ImageAnalyzer::create(registry));
    std::vector<ImageRequest> requests;
    for (const auto bytes : pictures()) requests.push_back({.bytes = bytes, .read_text = read_text});
    std::size_t lines = 0;
    for (auto _ : state) {
        lines = 0;
        for (auto& result : analyzer.analyze_batch(requests)) lines += must(std::move(result)).lines.size();
    }
    state.counters["lines"] = static_cast<double>(lines);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(requests.size()));
}

// Everything that the stages need, ready.
struct Stages {
    std::shared_ptr<model::Runtime> runtime =
        must(model::Runtime::open({.pack_folder = WARD_BENCH_PACKS}, must(model::make_backend("cpu"))));
    image::TextReader reader =
        must(image::TextReader::create(*runtime, {"text-detector"}, {"text-recognizer"}));
    image::TextModels text = must(reader.models(*runtime));
    std::vector<image::Picture> decoded;

    Stages() {
        runtime->backend().enter_worker();
        for (const auto bytes : pictures()) decoded.push_back(decode(bytes));
    }
    image::Picture decode(std::span<const std::byte> bytes) const {
        return must(image::decode(bytes, {.limits = {}, .longest_needed = reader.longest_needed()}));
    }
    const model::Manifest& manifest(const char* pack) const {
        return must(runtime->find(pack, "latest"))->manifest;
    }
    static const Stages& get() {
        static const Stages stages;
        return stages;
    }
};

// `step` is called with each picture; the time told is that of one.
template <class Step>
void for_each_picture(benchmark::State& state, const Step& step) {
    for (auto _ : state)
        for (const auto& picture : Stages::get().decoded) step(picture);
    state.counters["ms"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * 1e-3 * static_cast<double>(files.size()),
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

struct Tensor {
    image::Size size;
    std::vector<float> values;

    Tensor(const image::Picture& picture, const model::ImageInput& input)
        : size(image::tensor_size(input, picture.size)), values(3 * std::size_t{size.width} * size.height) {
        image::write_tensor(picture, input, values);
    }
    model::ImageBatch batch() const { return {values, 1, size.height, size.width}; }
};

void decode(benchmark::State& state) {
    for (auto _ : state)
        for (const auto bytes : pictures()) benchmark::DoNotOptimize(Stages::get().decode(bytes));
    state.counters["ms"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * 1e-3 * static_cast<double>(files.size()),
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void resize(benchmark::State& state, const char* pack) {
    const auto& input = *Stages::get().manifest(pack).image();
    for_each_picture(state, [&](const auto& picture) { benchmark::DoNotOptimize(Tensor(picture, input)); });
}

void run_model(benchmark::State& state, const char* pack) {
    const Stages& stages = Stages::get();
    const auto model = must(stages.runtime->model_of(*must(stages.runtime->find(pack, "latest"))));
    std::vector<Tensor> tensors;
    for (const auto& picture : stages.decoded) tensors.emplace_back(picture, *stages.manifest(pack).image());
    std::size_t next = 0;
    for_each_picture(state, [&](const auto&) {
        benchmark::DoNotOptimize(must(model->run(tensors[next++ % tensors.size()].batch())));
    });
}

void find_boxes(benchmark::State& state) {
    const Stages& stages = Stages::get();
    std::vector<std::pair<image::Size, model::Tensor>> maps;
    for (const auto& picture : stages.decoded) {
        const Tensor tensor(picture, *stages.manifest("text-detector").image());
        maps.emplace_back(tensor.size, must(stages.text.detector->run(tensor.batch())));
    }
    std::size_t next = 0, boxes = 0;
    for_each_picture(state, [&](const auto&) {
        const auto& [size, map] = maps[next++ % maps.size()];
        boxes += image::find_text_boxes({map.values, size.width, size.height}).size();
    });
    state.counters["boxes"] = static_cast<double>(boxes) / static_cast<double>(next);
}

// Detector, boxes, crops, recogniser and lines together.
void detect_and_read(benchmark::State& state) {
    const Stages& stages = Stages::get();
    std::size_t lines = 0, reads = 0;
    for_each_picture(state, [&](const auto& picture) {
        lines += must(stages.reader.read(picture, stages.text)).size();
        ++reads;
    });
    state.counters["lines"] = static_cast<double>(lines) / static_cast<double>(reads);
}

auto* add(const std::string& name, const std::function<void(benchmark::State&)>& run) {
    return benchmark::RegisterBenchmark(name.c_str(), run)->Unit(benchmark::kMillisecond);
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    for (int i = 1; i < argc; ++i) {
        std::ifstream file(argv[i], std::ios::binary);
        files.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    if (files.empty()) return std::cerr << "Name pictures to judge\n", 1;
    add("analyze/seen", [](auto& state) { analyze(state, false); })->UseRealTime();
    add("analyze/read", [](auto& state) { analyze(state, true); })->UseRealTime();
    add("stage/decode", decode);
    for (const char* pack : {"open-nsfw", "efficientnet-lite0", "text-detector"}) {
        add(std::string("stage/tensor/") + pack, [=](auto& state) { resize(state, pack); });
        add(std::string("stage/model/") + pack, [=](auto& state) { run_model(state, pack); });
    }
    add("stage/boxes", find_boxes);
    add("stage/detect_and_read", detect_and_read);
    benchmark::RunSpecifiedBenchmarks();
}
