/// @file
/// Encoded pictures to the tensor of a classifier, on one thread.
///
///     bench_image_decode PICTURE [Google Benchmark flags]
///
/// `tensor` decodes for a tensor of 224 x 224, perhaps at a reduced size; `whole` decodes all pixels for it; `resize` is
/// the part after decoding. bench/image_decode_peer.py compares with Pillow.
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "image/codec/decode.hpp"
#include "image/resize.hpp"

namespace {

using namespace ward;

constexpr std::uint32_t kSide = 224;

model::ImageInput classifier_input() {
    model::ImageInput input;
    input.width = input.height = kSide;
    input.filter = model::Filter::bicubic;
    input.mean = {127, 127, 127};
    input.scale = {1 / 128.f, 1 / 128.f, 1 / 128.f};
    return input;
}

void decode(benchmark::State& state, const std::string& file, std::uint32_t longest_needed) {
    const model::ImageInput input = classifier_input();
    std::vector<float> tensor(image::kChannels * kSide * kSide);
    image::DecodeOptions options;
    options.longest_needed = longest_needed;
    for (auto _ : state) {
        const auto picture = image::decode(std::as_bytes(std::span(file)), options);
        if (!picture) return state.SkipWithError(picture.error().message.c_str());
        image::write_tensor(*picture, input, tensor);
        benchmark::DoNotOptimize(tensor.data());
        state.counters["reduction"] = picture->reduction;
    }
}

void resize(benchmark::State& state, const std::string& file, std::uint32_t longest_needed) {
    const model::ImageInput input = classifier_input();
    std::vector<float> tensor(image::kChannels * kSide * kSide);
    image::DecodeOptions options;
    options.longest_needed = longest_needed;
    const auto picture = image::decode(std::as_bytes(std::span(file)), options);
    if (!picture) return state.SkipWithError(picture.error().message.c_str());
    for (auto _ : state) {
        image::write_tensor(*picture, input, tensor);
        benchmark::DoNotOptimize(tensor.data());
    }
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (argc < 2) {
        std::fprintf(stderr, "usage: %s PICTURE [benchmark flags]\n", argv[0]);
        return 2;
    }
    std::ifstream stream(argv[1], std::ios::binary);
    const std::string file{std::istreambuf_iterator<char>(stream), {}};
    const auto add = [&](const char* name, auto* run, std::uint32_t longest_needed) {
        benchmark::RegisterBenchmark(name, [&file, run, longest_needed](benchmark::State& state) {
            run(state, file, longest_needed);
        })->Unit(benchmark::kMillisecond);
    };
    add("tensor", &decode, kSide);
    add("whole", &decode, 0);
    add("resize", &resize, kSide);
    add("resize_whole", &resize, 0);
    benchmark::RunSpecifiedBenchmarks();
}
