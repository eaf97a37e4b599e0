// The shipped image packs against the networks they were made from (models/image/check.py made the figures).
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>

#include "model/backend.hpp"
#include "model/safetensors.hpp"

using namespace ward;

namespace {

const model::SafetensorsFile& reference() {
    static const auto file =
        model::SafetensorsFile::open(WARD_TEST_DATA "/image_reference.safetensors").value();
    return file;
}

std::vector<float> floats(const model::TensorView& tensor) {
    REQUIRE(tensor.type == model::ElementType::float32);
    std::vector<float> values(tensor.bytes.size() / sizeof(float));
    std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
    return values;
}

// The upper half of a float32 is a bfloat16.
std::vector<float> widened(const model::TensorView& tensor) {
    REQUIRE(tensor.type == model::ElementType::bfloat16);
    std::vector<float> values(tensor.bytes.size() / 2);
    for (std::size_t i = 0; i < values.size(); ++i) {
        std::uint16_t half = 0;
        std::memcpy(&half, tensor.bytes.data() + 2 * i, 2);
        const std::uint32_t whole = static_cast<std::uint32_t>(half) << 16;
        std::memcpy(&values[i], &whole, 4);
    }
    return values;
}

// An RGB picture [3, H, W] of 0 to 255 as the model reads it.
std::vector<float> normalised(const std::vector<float>& picture, const model::ImageInput& input) {
    const std::size_t plane = picture.size() / 3;
    std::vector<float> values(picture.size());
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const std::size_t from = input.order == model::ChannelOrder::bgr ? 2 - channel : channel;
        for (std::size_t i = 0; i < plane; ++i)
            values[channel * plane + i] =
                (picture[from * plane + i] - input.mean[channel]) * input.scale[channel];
    }
    return values;
}

struct Compared {
    model::Tensor output;
    std::vector<std::int64_t> shape;  // the reference's
    std::vector<float> expected;
};

Compared run(const std::string& pack, const std::string& folder) {
    const auto backend = model::make_backend("cpu").value();
    const std::filesystem::path file = WARD_TEST_PACKS "/" + pack + "-1.0.0.pt";
    const auto json = backend->read_file(file, model::kManifestFile, 1u << 20).value();
    const auto manifest = model::parse_manifest(json, pack).value();
    const auto trunk = backend->load(file, manifest, Precision::fp32).value();

    const auto& picture = reference().tensors().at(folder + ".picture");
    const auto& expected = reference().tensors().at(folder + ".output");
    const auto values = normalised(widened(picture), *manifest.image());
    const auto height = static_cast<std::size_t>(picture.shape[2]),
               width = static_cast<std::size_t>(picture.shape[3]);
    return {trunk->run(model::ImageBatch{values, 1, height, width}).value(), expected.shape,
            floats(expected)};
}

// The largest difference between two stretches of the same length.
float distance(std::span<const float> a, std::span<const float> b) {
    float largest = 0;
    for (std::size_t i = 0; i < b.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

double cosine(std::span<const float> a, std::span<const float> b) {
    double dot = 0, left = 0, right = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        dot += double{a[i]} * b[i];
        left += double{a[i]} * a[i];
        right += double{b[i]} * b[i];
    }
    return dot / std::sqrt(left * right);
}

}  // namespace

TEST_CASE("open_nsfw scores as its makers' network does") {
    const Compared compared = run("open-nsfw", "open_nsfw");
    CHECK(compared.output.shape == std::vector<std::int64_t>{1, 1025});
    CHECK(std::abs(compared.output.values[0] - compared.expected[0]) < 0.01F);
}

TEST_CASE("EfficientNet-Lite0 gives the embedding and the classes that its makers' network gives") {
    const Compared compared = run("efficientnet-lite0", "efficientnet_lite0");
    REQUIRE(compared.output.shape == compared.shape);
    const std::span output(compared.output.values), expected(compared.expected);
    CHECK(cosine(output.first(1280), expected.first(1280)) > 0.9995);
    CHECK(distance(output.subspan(1280), expected.subspan(1280)) < 0.01F);
}

TEST_CASE("the text detector's map is that of its makers' network") {
    const Compared compared = run("text-detector", "text_detector");
    REQUIRE(compared.output.shape == compared.shape);
    CHECK(distance(compared.output.values, compared.expected) < 0.01F);
}

TEST_CASE("the text recogniser reads the symbols that its makers' network reads") {
    const Compared compared = run("text-recognizer", "text_recognizer");
    REQUIRE(compared.output.shape == compared.shape);
    for (std::size_t step = 0; step < compared.expected.size(); step += 2) {
        CHECK(compared.output.values[step] == compared.expected[step]);
        CHECK(std::abs(compared.output.values[step + 1] - compared.expected[step + 1]) < 0.01F);
    }
}

TEST_CASE("the face detector's maps are those of its makers' network") {
    const Compared compared = run("face-detector", "face_detector");
    REQUIRE(compared.output.shape == compared.shape);
    const std::size_t plane = compared.expected.size() / 15;
    const std::span output(compared.output.values), expected(compared.expected);
    CHECK(distance(output.first(plane), expected.first(plane)) < 0.01F);
    // Box and landmarks where there is a face: the other places' values are never read.
    for (std::size_t at = 0; at < plane; ++at)
        for (std::size_t channel = 1; channel < 15 && expected[at] > 0.2F; ++channel)
            CHECK(std::abs(output[channel * plane + at] - expected[channel * plane + at]) < 0.02F);
}
