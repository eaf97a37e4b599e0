/// @file
/// What half precision changes in the answers about pictures: the gate that `precisions` of an image pack's ward.json
/// tells of.
///
///     bench_image_precision PACKS PICTURE...
///
/// Judges each picture twice, with all models in fp32 and with the precisions that `auto` takes on this machine. Tells
/// the largest change of a probability that is seen, the severities that changed, and the lines that read otherwise.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "ward/image_analyzer.hpp"
#include "ward/model_registry.hpp"

namespace {

using namespace ward;

template <class T>
T must(Result<T> result) {
    if (result) return *std::move(result);
    std::fprintf(stderr, "%s (%s)\n", result.error().message.c_str(), result.error().target.c_str());
    std::exit(1);
}

ImageAnalyzer open(const char* packs, Precision precision) {
    const auto registry =
        must(ModelRegistry::open({.pack_folder = packs, .device = "cpu", .precision = precision}));
    return must(ImageAnalyzer::create(registry));
}

struct Change {
    float seen = 0;  // of a probability
    std::size_t pictures = 0, severities = 0, lines = 0, lines_changed = 0;

    void add(const ImageResult& full, const ImageResult& half) {
        ++pictures;
        for (std::size_t i = 0; i < full.categories.size(); ++i) {
            const auto &a = full.categories[i], &b = half.categories[i];
            severities += a.severity != b.severity;
            if (a.evidence == ImageEvidence::text || b.evidence == ImageEvidence::text) continue;
            for (std::size_t level = 0; level < a.at_least.size(); ++level)
                seen = std::max(seen, std::abs(a.at_least[level] - b.at_least[level]));
        }
        lines += full.lines.size();
        const auto same = [&](const TextLine& line) {
            return std::ranges::any_of(half.lines,
                                       [&](const auto& other) { return other.text == line.text; });
        };
        lines_changed +=
            full.lines.size() - static_cast<std::size_t>(std::ranges::count_if(full.lines, same));
    }
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return std::fputs("bench_image_precision PACKS PICTURE...\n", stderr), 2;
    const auto full = open(argv[1], Precision::fp32), half = open(argv[1], Precision::automatic);
    Change change;
    for (int i = 2; i < argc; ++i) {
        std::ifstream file(argv[i], std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        const ImageRequest request{.bytes = std::as_bytes(std::span(bytes))};
        const auto a = full.analyze(request), b = half.analyze(request);
        if (a && b) change.add(*a, *b);
        else std::fprintf(stderr, "%s: skipped\n", argv[i]);
    }
    std::printf(
        "%zu pictures: largest change of a probability %.4f, severities changed %zu, lines changed %zu of "
        "%zu\n",
        change.pictures, static_cast<double>(change.seen), change.severities, change.lines_changed,
        change.lines);
}
