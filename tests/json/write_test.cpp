#include <catch2/catch.hpp>

#include <cstdint>
#include <limits>
#include <string>

#include "json/reader.hpp"
#include "json/responses.hpp"
#include "json/writer.hpp"
#include "ward/json/error_body.hpp"
#include "ward/json/text.hpp"

using namespace std::string_literals;
using ward::Category;
using ward::Errc;
using ward::json::Member;
using ward::json::Presence;
using ward::json::Reader;
using ward::json::Value;
using ward::json::Writer;

namespace {

constexpr Errc kEveryCode[] = {
    Errc::ok,
    Errc::invalid_argument,
    Errc::invalid_utf8,
    Errc::unknown_category,
    Errc::version_mismatch,
    Errc::text_too_long,
    Errc::too_deep,
    Errc::body_too_large,
    Errc::overloaded,
    Errc::deadline_exceeded,
    Errc::cancelled,
    Errc::image_too_small,
    Errc::image_too_large,
    Errc::image_file_too_large,
    Errc::invalid_json,
    Errc::invalid_field,
    Errc::image_unreadable,
    Errc::folder_not_found,
    Errc::model_not_found,
    Errc::version_not_found,
    Errc::blocklist_not_found,
    Errc::item_not_found,
    Errc::invalid_name,
    Errc::blocklist_full,
    Errc::store_unavailable,
    Errc::store_invalid,
    Errc::store_version,
    Errc::pack_unreadable,
    Errc::pack_foreign,
    Errc::pack_version,
    Errc::pack_invalid,
    Errc::pack_digest,
    Errc::model_failed,
    Errc::device_unavailable,
    Errc::out_of_memory,
    Errc::io_failed,
    Errc::internal,
};

}  // namespace

TEST_CASE("the writer puts the commas", "[json]") {
    Writer writer;
    writer.begin_object().key("a").number(-1).key("b").begin_array();
    writer.number(0).begin_array().end_array().string("x").begin_object().end_object();
    writer.end_array().key("c").number(std::numeric_limits<std::int64_t>::min()).end_object();
    const std::string written = std::move(writer).take();
    CHECK(written == R"({"a":-1,"b":[0,[],"x",{}],"c":-9223372036854775808})");
}

TEST_CASE("the writer escapes what JSON demands and nothing else", "[json]") {
    Writer writer;
    writer.string("\"\\/\b\f\n\r\t\0\x1f\x7f \xC3\xA9 \xE2\x80\xA8 \xF0\x9F\x98\x80"s);
    const std::string written = std::move(writer).take();
    CHECK(written == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\x7f \xC3\xA9 \xE2\x80\xA8 \xF0\x9F\x98\x80\"");
}

TEST_CASE("what the writer writes, the reader reads", "[json]") {
    std::string all;
    for (int c = 0; c < 128; ++c) all += static_cast<char>(c);
    all += "\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF";
    for (std::size_t size = 0; size <= 128; ++size) {
        const std::string text = all.substr(size) + all.substr(0, size == 128 ? 128 : size);
        Writer writer;
        writer.begin_object().key("value").string(text).end_object();
        Reader reader;
        std::string read;
        const Member members[] = {{"value", Presence::required,
                                   [&](Value& value) { return ward::json::store(value.string(), read); }}};
        const std::string written = std::move(writer).take();
        REQUIRE(reader.read(written, members));
        CHECK(read == text);
    }
}

TEST_CASE("an answer has the contract's shape", "[json]") {
    ward::TextResult result;
    CHECK(ward::json::text_body(result) == R"({"blocklistsMatch":[],"categoriesAnalysis":[]})");
    result.categories.resize(2);
    result.categories[0].category = Category::violence;
    result.categories[0].severity = 4;
    result.categories[1].category = Category::hate;
    CHECK(ward::json::text_body(result) ==
          R"({"blocklistsMatch":[],"categoriesAnalysis":[{"category":"Violence","severity":4},)"
          R"({"category":"Hate","severity":0}]})");
}

TEST_CASE("every failure has its status and code", "[json]") {
    using ward::json::http_status;
    using ward::json::wire_code;
    for (const Errc code : kEveryCode) {
        INFO(name(code));
        const int status = http_status(code);
        if (code == Errc::ok) {
            CHECK(status == 200);
            continue;
        }
        CHECK((status == 400 || status == 404 || status == 413 || status == 500 || status == 503));
        if (code == Errc::invalid_name) CHECK(wire_code(code) == "InvalidResourceName");
        else if (status == 400 || status == 413) CHECK(wire_code(code) == "InvalidRequestBody");
        if (status == 404) CHECK(wire_code(code) == "ResourceNotFound");
        if (status == 500) CHECK(wire_code(code) == "InternalError");
        if (status == 503) CHECK(wire_code(code) == "ServerBusy");
    }
    CHECK(http_status(Errc::text_too_long) == 400);
    CHECK(http_status(Errc::body_too_large) == 413);
    CHECK(http_status(Errc::blocklist_not_found) == 404);
    CHECK(http_status(Errc::overloaded) == 503);
    CHECK(http_status(Errc::model_failed) == 500);
}

TEST_CASE("an error body tells the client's faults and no others", "[json]") {
    using ward::json::error_body;
    CHECK(error_body({Errc::invalid_field, "text is required", "text"}) ==
          R"({"error":{"code":"InvalidRequestBody","message":"text is required","target":"text"}})");
    CHECK(error_body({Errc::invalid_argument, "a \"b\"", ""}) ==
          R"({"error":{"code":"InvalidRequestBody","message":"a \"b\""}})");
    CHECK(error_body({Errc::model_failed, "INNARDS", "INNARDS"}).find("INNARDS") == std::string::npos);
    CHECK(error_body({Errc::overloaded, "INNARDS", "INNARDS"}).find("INNARDS") == std::string::npos);
}

TEST_CASE("the listed api-versions are answered", "[json]") {
    using ward::json::is_supported;
    CHECK(is_supported(ward::json::kApiVersion));
    for (const auto* version :
         {"2023-10-01", "2024-09-01", "2023-10-15-preview", "2024-02-15-preview", "2024-03-10-preview",
          "2024-09-15-preview", "2024-12-15-preview", "2026-05-15-preview", "2026-09-01-preview",
          "2026-10-15-preview", "2026-11-01-preview"})
        CHECK(is_supported(version));
    for (const auto* version :
         {"", "2023-04-30-preview", "2024-09-01 ", "2024-09-02", "latest", "2024-09-01-preview"})
        CHECK_FALSE(is_supported(version));

    CHECK(ward::json::refuse_api_version("").body ==
          R"({"error":{"code":"MissingApiVersionParameter","message":)"
          R"("The api-version query parameter is missing, for example 2024-09-01","target":"api-version"}})");
    const auto refused = ward::json::refuse_api_version("SECRET");
    CHECK(refused.status == 400);
    CHECK(refused.body.find("\"UnsupportedApiVersionValue\"") != std::string::npos);
    CHECK(refused.body.find("SECRET") == std::string::npos);
}
