#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "json/image_request.hpp"
#include "rows.hpp"
#include "ward/limits.hpp"

using ward::Category;
using ward::Errc;
using ward::json::FetchBlob;
using ward::json::read_image_body;
using ward::json::Reader;
using ward::test::repeat;
using ward::test::Row;

namespace {

std::string content(std::size_t bytes) {
    return R"({"image":{"content":")" + repeat("AAAA", bytes / 3) +
           (bytes % 3 == 0 ? "" : repeat("A", bytes % 3 + 1)) + "\"}}";
}

std::vector<Row> image_rows() {
    const std::size_t most = ward::limits::kMaxImageBytes;
    return {
        {"2.2 image: required", R"({})", Errc::invalid_field, "image"},
        {"2.2 image: object", R"({"image":"AAAA"})", Errc::invalid_field, "image"},
        {"2.2 image: object", R"({"image":null})", Errc::invalid_field, "image"},
        {"2.2 exactly one", R"({"image":{}})", Errc::invalid_field, "image"},
        {"2.2 exactly one", R"({"image":{"content":"AAAA","blobUrl":"https://x/y"}})", Errc::invalid_field,
         "image"},
        {"2.2 null is absent", R"({"image":{"content":"AAAA","blobUrl":null}})"},
        {"2.2 content: base64", R"({"image":{"content":"AAAA"}})"},
        {"2.2 content: without padding", R"({"image":{"content":"AA"}})"},
        {"2.2 content: escapes", R"({"image":{"content":"\u0041A\/\u002b"}})"},
        {"2.2 content: escaped line breaks", R"({"image":{"content":"AAAA\r\nAAAA\n"}})"},
        {"2.2 content: no base64", R"({"image":{"content":"AA*A"}})", Errc::invalid_field, "image.content"},
        {"2.2 content: no base64", R"({"image":{"content":"A\u00e9AA"}})", Errc::invalid_field,
         "image.content"},
        {"2.2 content: bad escape", R"({"image":{"content":"AAAA\ud800"}})", Errc::invalid_json,
         "image.content"},
        {"2.2 content: string", R"({"image":{"content":7}})", Errc::invalid_field, "image.content"},
        {"2.2 content: string", R"({"image":{"content":["AAAA"]}})", Errc::invalid_field, "image.content"},
        {"2.2 content: twice", R"({"image":{"content":"AAAA","content":"AAAA"}})", Errc::invalid_field,
         "image.content"},
        {"2.2 content: 4 MiB", content(most)},
        {"2.2 content: 4 MiB and a byte", content(most + 1), Errc::image_file_too_large, "image.content"},
        {"2.2 content: far more", content(most + most / 4), Errc::image_file_too_large, "image.content"},
        {"2.2 body: too large", content(most + most / 2 + 400'000), Errc::body_too_large, "body"},
        {"2.2 blobUrl: off", R"({"image":{"blobUrl":"https://x/y"}})", Errc::invalid_field, "image.blobUrl"},
        {"2.2 blobUrl: string", R"({"image":{"blobUrl":{}}})", Errc::invalid_field, "image.blobUrl"},
        {"2.2 outputType: four", R"({"image":{"content":"AAAA"},"outputType":"FourSeverityLevels"})"},
        {"2.2 outputType: only four", R"({"image":{"content":"AAAA"},"outputType":"EightSeverityLevels"})",
         Errc::invalid_field, "outputType"},
        {"2.2 categories", R"({"image":{"content":"AAAA"},"categories":["Gore"]})", Errc::unknown_category,
         "categories[0]"},
        {"1 cut short", R"({"image":{"content":"AAAA)", Errc::invalid_json, "body"},
    };
}

}  // namespace

TEST_CASE("a body of image:analyze is read as the contract says", "[json]") {
    for (const Row& row : image_rows()) {
        INFO(row.source << ": " << row.body.substr(0, 80));
        Reader reader;
        const auto body = read_image_body(reader, row.body, {});
        CHECK(name(body ? Errc::ok : body.error().code) == name(row.code));
        if (!body) CHECK(body.error().target == row.target);
    }
}

TEST_CASE("content and categories reach the request", "[json]") {
    Reader reader;
    const auto body = read_image_body(
        reader, R"({"categories":["Violence","Hate","Violence"],"image":{"content":"Zm9vYg=="}})", {});
    REQUIRE(body);
    const auto bytes = body->request.bytes;
    CHECK(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()) == "foob");
    CHECK(body->request.categories == std::vector{Category::violence, Category::hate});
}

TEST_CASE("a blobUrl goes to the host, and its refusal comes back", "[json]") {
    Reader reader;
    std::string asked;
    const FetchBlob fetch = [&asked](std::string_view url) -> ward::Result<std::vector<std::byte>> {
        asked = url;
        if (url.ends_with("gone")) return ward::Error{Errc::io_failed, "It is gone", "image.blobUrl"};
        return std::vector<std::byte>(3, std::byte{7});
    };
    const auto body = read_image_body(reader, R"({"image":{"blobUrl":"https:\/\/host\/a?b=c"}})", fetch);
    REQUIRE(body);
    CHECK(asked == "https://host/a?b=c");
    CHECK(body->request.bytes.size() == 3);
    const auto gone = read_image_body(reader, R"({"image":{"blobUrl":"https://host/gone"}})", fetch);
    REQUIRE_FALSE(gone);
    CHECK(gone.error().code == Errc::io_failed);
}
