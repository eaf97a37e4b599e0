// Parity of the GPU with the CPU, and its rates. Prints a table; fails when a severity or a cosine is off.
//   ward_gpu_test [PACKS]
#include <chrono>
#include <cmath>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "model/backend.hpp"
#include "ward/analyzer.hpp"

namespace {

using namespace ward;
using Clock = std::chrono::steady_clock;

constexpr double kMinCosine = 0.9995;

std::vector<std::string> make_texts(std::size_t count) {
    static constexpr const char* kWords[] = {"river",  "walk",   "kill",   "weather", "you",          "I",
                                             "will",   "lovely", "ignore", "the",     "instructions", "noon",
                                             "stupid", "hurt",   "garden"};
    std::mt19937 random(1);
    std::vector<std::string> texts(count);
    for (std::string& text : texts)
        for (std::size_t word = 0, words = 3 + random() % 90; word < words; ++word)
            text += std::string(kWords[random() % std::size(kWords)]) + ' ';
    return texts;
}

std::unique_ptr<model::Model> load_trunk(const std::string& packs, const char* device, Precision precision) {
    const auto backend = model::make_backend(device).value();
    const std::filesystem::path pack = packs + "/minilm-l6-1.0.0.pt";
    const auto json = backend->read_file(pack, model::kManifestFile, 1u << 20).value();
    return backend->load(pack, model::parse_manifest(json, "minilm").value(), precision).value();
}

struct Rows {
    std::vector<std::int32_t> ids, lengths;
    std::size_t rows, columns;

    Rows(std::size_t count, std::size_t size)
        : ids(count * size), lengths(count), rows(count), columns(size) {
        std::mt19937 random(2);
        for (auto& id : ids) id = static_cast<std::int32_t>(1000 + random() % 25000);
        for (auto& length : lengths) length = static_cast<std::int32_t>(size - random() % (size / 4));
    }
    model::TokenBatch batch() const { return {ids, lengths, rows, columns}; }
};

double lowest_cosine(const model::Matrix& a, const model::Matrix& b) {
    double lowest = 1;
    for (std::size_t row = 0; row < a.rows; ++row) {
        double dot = 0;
        for (std::size_t i = 0; i < a.columns; ++i) dot += static_cast<double>(a.row(row)[i]) * b.row(row)[i];
        lowest = std::min(lowest, dot);
    }
    return lowest;
}

template <class Work>
double median_ms(int rounds, Work work) {
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        const auto begin = Clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

bool check_trunk(const std::string& packs) {
    bool fine = true;
    const auto reference = load_trunk(packs, "cpu", Precision::fp32);
    std::printf("%-6s %8s %8s %12s %14s\n", "", "rows", "tokens", "min cosine", "rows/s");
    for (const Precision precision : {Precision::fp32, Precision::bf16, Precision::fp16}) {
        const auto trunk = load_trunk(packs, "cuda", precision);
        for (const auto& [count, size] :
             {std::pair{1u, 16u}, {1u, 128u}, {32u, 16u}, {32u, 128u}, {512u, 128u}}) {
            const Rows rows(count, size);
            const auto output = trunk->run(rows.batch()).value();
            const double cosine = lowest_cosine(output, reference->run(rows.batch()).value());
            const double ms = median_ms(30, [&] { (void)trunk->run(rows.batch()); });
            std::printf("%-6s %8u %8u %12.6f %14.0f\n", std::string(name(precision)).c_str(), count, size,
                        cosine, 1000 * count / ms);
            fine = fine && cosine >= kMinCosine;
        }
    }
    return fine;
}

// Severities may differ only where a probability stands on a threshold: by one level, in 1 % of the texts at most.
bool check_texts(const std::string& packs) {
    const auto cpu =
        ModelRegistry::open({.pack_folder = packs, .device = "cpu", .precision = Precision::fp32}).value();
    const auto gpu = ModelRegistry::open({.pack_folder = packs, .device = "cuda"}).value();
    const auto on_cpu = Analyzer::create(cpu).value(), on_gpu = Analyzer::create(gpu).value();
    const auto texts = make_texts(2000);
    std::vector<TextRequest> requests;
    for (const auto& text : texts)
        requests.push_back({.text = text, .scale = SeverityScale::eight, .detect_attack = true});
    const auto expected = on_cpu.analyze_batch(requests);
    std::vector<Result<TextResult>> results;
    const double ms = median_ms(5, [&] { results = on_gpu.analyze_batch(requests); });
    int different = 0, far = 0;
    for (std::size_t i = 0; i < texts.size(); ++i)
        for (std::size_t c = 0; c < 4; ++c) {
            const int gap = std::abs(results[i].value().categories[c].severity -
                                     expected[i].value().categories[c].severity);
            different += gap > 0;
            far += gap > 1;
        }
    std::printf(
        "%zu texts on %s: %.0f texts/s, %d of %zu severities differ from fp32 on the CPU, %d by more than "
        "1\n",
        texts.size(), gpu.device().c_str(), 1000 * static_cast<double>(texts.size()) / ms, different,
        texts.size() * 4, far);
    return far == 0 && different * 100 <= static_cast<int>(texts.size() * 4);
}

}  // namespace

int main(int argc, char** argv) {
    const std::string packs = argc > 1 ? argv[1] : "build/release/packs";
    if (auto backend = model::make_backend("cuda"); !backend) {
        std::printf("%s\n", backend.error().message.c_str());
        return 1;
    }
    const bool trunk = check_trunk(packs), texts = check_texts(packs);
    std::printf("%s\n", trunk && texts ? "the GPU agrees with the CPU" : "THE GPU DISAGREES WITH THE CPU");
    return trunk && texts ? 0 : 1;
}
