// The shipped trunk against the reference implementation (tests/text/make_encoder_reference.py made the figures).
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <thread>

#include "model/backend.hpp"
#include "model/safetensors.hpp"

using namespace ward;
using model::Matrix;
using model::TokenBatch;

namespace {

struct Reference {
    std::size_t rows = 0, columns = 0;
    std::vector<std::int32_t> ids, lengths;
    std::vector<float> embeddings;
};

template <class T>
std::vector<T> values(const model::TensorView& tensor) {
    std::vector<T> all(tensor.bytes.size() / sizeof(T));
    std::memcpy(all.data(), tensor.bytes.data(), tensor.bytes.size());
    return all;
}

const Reference& reference() {
    static const Reference made = [] {
        const auto file =
            model::SafetensorsFile::open(WARD_TEST_DATA "/encoder_reference.safetensors").value();
        Reference reference;
        const auto ids = values<std::int64_t>(file.tensors().at("ids"));
        const auto lengths = values<std::int64_t>(file.tensors().at("lengths"));
        reference.ids.assign(ids.begin(), ids.end());
        reference.lengths.assign(lengths.begin(), lengths.end());
        reference.rows = lengths.size();
        reference.columns = ids.size() / lengths.size();
        reference.embeddings = values<float>(file.tensors().at("embeddings"));
        return reference;
    }();
    return made;
}

std::unique_ptr<model::Model> load(Precision precision) {
    const auto backend = model::make_backend("cpu").value();
    const std::filesystem::path pack = WARD_TEST_PACKS "/minilm-l6-1.0.0.pt";
    const auto json = backend->read_file(pack, model::kManifestFile, 1u << 20).value();
    return backend->load(pack, model::parse_manifest(json, "minilm").value(), precision).value();
}

// One row alone, padded to `padded` tokens.
std::vector<float> embed(const model::Model& trunk, std::size_t row, std::size_t padded) {
    const Reference& all = reference();
    std::vector<std::int32_t> ids(padded);
    const std::int32_t length = all.lengths[row];
    std::copy_n(all.ids.begin() + static_cast<std::ptrdiff_t>(row * all.columns), length, ids.begin());
    return trunk.run(TokenBatch{ids, std::span(&length, 1), 1, padded}).value().values;
}

double cosine(std::span<const float> a, std::span<const float> b) {
    double dot = 0;
    for (std::size_t i = 0; i < a.size(); ++i) dot += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return dot;  // both have unit length
}

float largest_difference(std::span<const float> a, std::span<const float> b) {
    float largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

std::span<const float> expected(std::size_t row) {
    return std::span(reference().embeddings).subspan(row * 384, 384);
}

}  // namespace

TEST_CASE("in fp32 the trunk equals transformers' BertModel to 1e-5") {
    const auto trunk = load(Precision::fp32);
    const Reference& all = reference();
    const auto output = trunk->run(TokenBatch{all.ids, all.lengths, all.rows, all.columns}).value();
    CHECK(largest_difference(output.values, all.embeddings) < 1e-5F);
    for (std::size_t row = 0; row < all.rows; ++row) {
        const auto length = static_cast<std::size_t>(all.lengths[row]);
        CHECK(largest_difference(embed(*trunk, row, length), expected(row)) < 1e-5F);
    }
}

TEST_CASE("in half precision the trunk's cosine with fp32 is at least 0.9995") {
    for (const Precision precision : {Precision::bf16, Precision::fp16}) {
        const auto trunk = load(precision);
        CHECK(trunk->precision() == precision);
        for (std::size_t row = 0; row < reference().rows; ++row) {
            const auto length = static_cast<std::size_t>(reference().lengths[row]);
            CHECK(cosine(embed(*trunk, row, length), expected(row)) >= 0.9995);
            CHECK(cosine(embed(*trunk, row, 128), expected(row)) >= 0.9995);
        }
    }
}

TEST_CASE("a row's output does not depend, to the last bit, on the rows beside it") {
    for (const Precision precision : {Precision::fp32, Precision::bf16}) {
        const auto trunk = load(precision);
        const Reference& all = reference();
        for (const std::size_t copies : {1u, 3u}) {
            std::vector<std::int32_t> ids, lengths;
            for (std::size_t copy = 0; copy < copies; ++copy) {
                ids.insert(ids.end(), all.ids.begin(), all.ids.end());
                lengths.insert(lengths.end(), all.lengths.begin(), all.lengths.end());
            }
            const auto together = trunk->run(TokenBatch{ids, lengths, lengths.size(), all.columns}).value();
            for (std::size_t row = 0; row < lengths.size(); ++row) {
                const auto alone = embed(*trunk, row % all.rows, all.columns);
                INFO(name(precision) << " row " << row << " of " << lengths.size());
                CHECK(std::memcmp(alone.data(), together.row(row).data(), 384 * sizeof(float)) == 0);
            }
        }
    }
}

TEST_CASE("one module may run in several threads at once") {
    const auto trunk = load(Precision::automatic);
    const Reference& all = reference();
    const auto alone = trunk->run(TokenBatch{all.ids, all.lengths, all.rows, all.columns}).value().values;
    std::atomic<int> different{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < 5; ++round)
                different +=
                    trunk->run(TokenBatch{all.ids, all.lengths, all.rows, all.columns}).value().values !=
                    alone;
        });
    for (auto& thread : threads) thread.join();
    CHECK(different == 0);
}
