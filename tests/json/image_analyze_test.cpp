#include <catch2/catch.hpp>

#include <fstream>
#include <future>
#include <iterator>
#include <stdexcept>
#include <string>

#include "ward/json/image.hpp"
#include "ward/ward.hpp"

namespace {

const ward::ImageAnalyzer& analyzer() {
    static const ward::ImageAnalyzer shared = [] {
        auto registry = ward::ModelRegistry::open({.pack_folder = WARD_TEST_PACKS, .device = "cpu"});
        if (!registry) throw std::runtime_error(registry.error().message);
        auto made = ward::ImageAnalyzer::create(*registry);
        if (!made) throw std::runtime_error(made.error().message);
        return std::move(made).value();
    }();
    return shared;
}

std::vector<std::byte> picture(const std::string& name) {
    std::ifstream file(std::string(WARD_TEST_IMAGES) + "/" + name, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    REQUIRE_FALSE(bytes.empty());
    const auto* first = reinterpret_cast<const std::byte*>(bytes.data());
    return {first, first + bytes.size()};
}

/// Asks about a picture by URL, which spares the test an encoder.
ward::json::Response ask(const std::string& name, const std::string& members = "") {
    return ward::json::image_analyze(
        analyzer(), R"({"image":{"blobUrl":"x:)" + name + "\"}" + members + "}", ward::json::kApiVersion,
        [](std::string_view url) { return ward::Result(picture(std::string(url.substr(2)))); });
}

}  // namespace

TEST_CASE("a safe picture is all zeros, in the order of the contract", "[json][model]") {
    const auto response = ask("plain.jpg");
    CHECK(response.status == 200);
    CHECK(response.body == R"({"categoriesAnalysis":[{"category":"Hate","severity":0},)"
                           R"({"category":"SelfHarm","severity":0},{"category":"Sexual","severity":0},)"
                           R"({"category":"Violence","severity":0}]})");
}

TEST_CASE("the answer has the categories that were asked, in their order", "[json][model]") {
    CHECK(
        ask("plain.jpg", R"(,"categories":["Violence","Hate"])").body ==
        R"({"categoriesAnalysis":[{"category":"Violence","severity":0},{"category":"Hate","severity":0}]})");
}

TEST_CASE("what is no picture is the client's fault", "[json][model]") {
    const auto response =
        ward::json::image_analyze(analyzer(), R"({"image":{"content":"SGVsbG8sIHdvcmxkIQ=="}})");
    CHECK(response.status == 400);
    CHECK(response.body.starts_with(R"({"error":{"code":"InvalidRequestBody","message":)"));
    CHECK(response.body.ends_with(R"(,"target":"image"}})"));
}

TEST_CASE("an unknown api-version is refused before the picture is looked at", "[json]") {
    CHECK(ward::json::image_analyze(analyzer(), "{}", "2020-01-01").status == 400);
}

TEST_CASE("the callback form gives the same answer", "[json][model]") {
    std::promise<ward::json::Response> answered;
    ward::json::image_analyze_async(
        analyzer(), R"({"image":{"blobUrl":"x"}})", ward::json::kApiVersion,
        [](std::string_view) { return ward::Result(picture("plain.jpg")); },
        [&](ward::json::Response response) { answered.set_value(std::move(response)); });
    const auto response = answered.get_future().get();
    CHECK(response.status == 200);
    CHECK(response.body == ask("plain.jpg").body);
}
