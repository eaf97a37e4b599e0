// The whole adapter on the shipped packs.
#include <catch2/catch.hpp>

#include <future>
#include <stdexcept>
#include <string>

#include "rows.hpp"
#include "ward/json/error_body.hpp"
#include "ward/json/text.hpp"
#include "ward/ward.hpp"

using ward::test::repeat;

namespace {

const ward::Analyzer& analyzer() {
    static const ward::Analyzer shared = [] {
        auto registry = ward::ModelRegistry::open({.pack_folder = WARD_TEST_PACKS, .device = "cpu"});
        if (!registry) throw std::runtime_error(registry.error().message);
        auto made = ward::Analyzer::create(*registry);
        if (!made) throw std::runtime_error(made.error().message);
        return std::move(made).value();
    }();
    return shared;
}

ward::json::Response ask(std::string_view body, std::string_view version = ward::json::kApiVersion) {
    return ward::json::text_analyze(analyzer(), body, version);
}

/// The severity that a body tells, or -1.
int severity(const std::string& body, const std::string& category) {
    const std::string before = R"({"category":")" + category + R"(","severity":)";
    const auto at = body.find(before);
    return at == std::string::npos ? -1 : body[at + before.size()] - '0';
}

}  // namespace

TEST_CASE("rows of the contract end in its status and code", "[json][model]") {
    for (const ward::test::Row& row : ward::test::text_analyze_rows()) {
        INFO(row.source << ": " << row.body.substr(0, 120));
        const auto response = ask(row.body);
        CHECK(response.status == ward::json::http_status(row.code));
        if (row.code == ward::Errc::ok) {
            CHECK(response.body.starts_with(R"({"blocklistsMatch":[],"categoriesAnalysis":[{"category":)"));
        } else {
            CHECK(response.body.starts_with(R"({"error":{"code":")" +
                                            std::string(ward::json::wire_code(row.code)) + '"'));
            CHECK(response.body.ends_with(R"(,"target":")" + std::string(row.target) + "\"}}"));
        }
    }
}

TEST_CASE("an everyday text is all zeros and a threat is not", "[json][model]") {
    CHECK(ask(R"({"text":"Lovely weather"})").body ==
          R"({"blocklistsMatch":[],"categoriesAnalysis":[{"category":"Hate","severity":0},)"
          R"({"category":"SelfHarm","severity":0},{"category":"Sexual","severity":0},)"
          R"({"category":"Violence","severity":0}]})");
    const auto threat = ask(R"({"text":"I will kill you","categories":["Violence","Hate"]})");
    CHECK(threat.status == 200);
    CHECK(severity(threat.body, "Violence") >= 4);
    CHECK(threat.body.find("Violence") < threat.body.find("Hate"));
    CHECK(severity(threat.body, "Sexual") == -1);
}

TEST_CASE("the four-level scale is the eight-level one without its lowest bit", "[json][model]") {
    for (const auto* text :
         {"I will kill you", "You are an idiot", "They should all be beaten up", "Nice shoes"}) {
        const std::string begin = R"({"text":")" + std::string(text) + R"(","outputType":")";
        const auto four = ask(begin + R"(FourSeverityLevels"})").body;
        const auto eight = ask(begin + R"(EightSeverityLevels"})").body;
        for (const auto* category : {"Hate", "SelfHarm", "Sexual", "Violence"})
            CHECK(severity(four, category) == (severity(eight, category) & ~1));
    }
}

TEST_CASE("a text has up to 10,000 code points however they are spelt", "[json][model]") {
    for (const auto* spelling : {"a", "\xF0\x9F\x98\x80", R"(\ud83d\ude00)", R"(\u0000)"}) {
        for (const std::size_t count : {9'999u, 10'000u, 10'001u}) {
            INFO(spelling << " x " << count);
            const auto response = ask(R"({"text":")" + repeat(spelling, count) + "\"}");
            CHECK(response.status == (count <= 10'000 ? 200 : 400));
            if (count > 10'000) {
                CHECK(response.body.find(R"("code":"InvalidRequestBody")") != std::string::npos);
                CHECK(response.body.find(R"("target":"text")") != std::string::npos);
            }
        }
    }
}

TEST_CASE("the api-version is looked at first", "[json][model]") {
    CHECK(ask("{", "").body.find("MissingApiVersionParameter") != std::string::npos);
    CHECK(ask("{", "2020-01-01").body.find("UnsupportedApiVersionValue") != std::string::npos);
    CHECK(ask(R"({"text":"a"})", "2023-10-01").body == ask(R"({"text":"a"})", "2024-09-01").body);
}

TEST_CASE("the callback form answers the same", "[json][model]") {
    for (const auto* body :
         {R"({"text":"I will kill you"})", R"({"text":"Lovely weather"})", R"({"text":)", "{}"}) {
        for (const auto* version : {"2024-09-01", ""}) {
            std::promise<ward::json::Response> promise;
            ward::json::text_analyze_async(analyzer(), body, version, [&](ward::json::Response got) {
                promise.set_value(std::move(got));
            });
            const auto response = promise.get_future().get();
            const auto direct = ask(body, version);
            CHECK(response.status == direct.status);
            CHECK(response.body == direct.body);
        }
    }
}

TEST_CASE("blocklists that a request names are matched, and may be the whole answer", "[json][model]") {
    const auto store = ward::BlocklistStore::open({}).value();
    REQUIRE(store.create_or_update_list("pets"));
    const ward::BlocklistItemDraft otter{.text = "Otter"};
    const std::string id = store.add_items("pets", {&otter, 1}).value()[0].id;
    const auto registry =
        ward::ModelRegistry::open({.pack_folder = WARD_TEST_PACKS, .device = "cpu"}).value();
    const auto made = ward::Analyzer::create(registry, {.blocklists = store}).value();
    const auto ask_with = [&](const std::string& rest) {
        return ward::json::text_analyze(
            made, R"({"text":"an otter, an OTTER","categories":["Hate"],)" + rest + "}");
    };
    const std::string match = R"({"blocklistsMatch":[{"blocklistName":"pets","blocklistItemId":")" + id +
                              R"(","blocklistItemText":"Otter"}],)";
    CHECK(ask_with(R"("blocklistNames":["pets"])").body ==
          match + R"("categoriesAnalysis":[{"category":"Hate","severity":0}]})");
    CHECK(ask_with(R"("blocklistNames":["pets"],"haltOnBlocklistHit":true)").body ==
          match + R"("categoriesAnalysis":[]})");
    const auto missing = ask_with(R"("blocklistNames":["pets","none"])");
    CHECK(missing.status == 404);
    CHECK(missing.body.ends_with(R"("target":"blocklistNames[1]"}})"));
    const std::string_view harmless =
        R"({"text":"a cat","categories":["Hate"],"blocklistNames":["pets"],"haltOnBlocklistHit":true})";
    CHECK(ward::json::text_analyze(made, harmless).body ==
          R"({"blocklistsMatch":[],"categoriesAnalysis":[{"category":"Hate","severity":0}]})");
}
