#include <catch2/catch.hpp>

#include <string>
#include <thread>
#include <vector>

#include "base/utf8.hpp"
#include "json/reader.hpp"
#include "json/text_request.hpp"
#include "rows.hpp"
#include "ward/limits.hpp"

using namespace std::string_literals;
using namespace std::string_view_literals;
using ward::Category;
using ward::Errc;
using ward::json::read_text_body;
using ward::json::Reader;

TEST_CASE("a body is read as the contract says", "[json]") {
    for (const ward::test::Row& row : ward::test::text_analyze_rows()) {
        INFO(row.source << ": " << row.body.substr(0, 120));
        Reader reader;
        const auto body = read_text_body(reader, row.body);
        const Errc code = body ? Errc::ok : body.error().code;
        const bool is_read =
            row.code == Errc::blocklist_not_found;  // which lists there are is for Analyzer to say
        CHECK(name(code) == name(is_read ? Errc::ok : row.code));
        if (!body) CHECK(body.error().target == row.target);
    }
}

TEST_CASE("the members reach the request", "[json]") {
    Reader reader;
    const auto body = read_text_body(reader, R"({"outputType":"EightSeverityLevels","haltOnBlocklistHit":true,
        "categories":["Violence","Hate","Violence"],"blocklistNames":["one","two"],"text":"a\u0000\ud83d\ude00 \u00e9"})");
    REQUIRE(body);
    CHECK(body->text == "a\0\xF0\x9F\x98\x80 \xC3\xA9"sv);
    CHECK(body->categories == std::vector{Category::violence, Category::hate});
    CHECK(body->scale == ward::SeverityScale::eight);
    CHECK(body->halt_on_blocklist_hit);
    CHECK(body->blocklist_names == std::vector{"one"sv, "two"sv});
}

TEST_CASE("a body without options has the contract's defaults", "[json]") {
    Reader reader;
    const auto body = read_text_body(reader, R"({"text":"a"})");
    REQUIRE(body);
    CHECK(body->categories.empty());
    CHECK(body->scale == ward::SeverityScale::four);
    CHECK_FALSE(body->halt_on_blocklist_hit);
    CHECK_FALSE(body->detect_attack);
}

TEST_CASE("every truncation of a body is refused", "[json]") {
    const std::string whole = R"({"text":"a \u00e9 \ud83d\ude00 é","categories":["Hate","Sexual"],)"
                              R"("x":{"y":[1,2.5e3,true,null]},"outputType":"FourSeverityLevels"})";
    Reader reader;
    REQUIRE(read_text_body(reader, whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        INFO("cut after " << size << " bytes");
        const auto body = read_text_body(reader, std::string_view(whole).substr(0, size));
        REQUIRE_FALSE(body);
        CHECK((body.error().code == Errc::invalid_json || body.error().code == Errc::invalid_utf8));
        CHECK(body.error().target == "body");
    }
}

TEST_CASE("invalid UTF-8 is refused wherever it stands", "[json]") {
    const std::string whole = R"({"text":"0123456789012345678901234567890123456789","x":["abc",1]})";
    Reader reader;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string broken = whole;
        broken[at] = '\xFF';
        INFO(at);
        const auto body = read_text_body(reader, broken);
        REQUIRE_FALSE(body);
        // A broken quote ends no string, which is as good a reason.
        CHECK((body.error().code == Errc::invalid_utf8 || whole[at] == '"'));
    }
}

TEST_CASE("error messages hold nothing of the body", "[json]") {
    const std::string bodies[] = {
        R"({"text":"SECRET","text":1})",
        R"({"SECRET":1,"SECRET":2,"text":""})",
        R"({"text":"","x":SECRET})",
        R"({"text":{"SECRET":1}})",
        R"({"text":"","categories":["SECRET"]})",
        R"({"text":"","outputType":"SECRET"})",
        R"({"text":"","blocklistNames":["SECRET",1]})",
        R"({"text":"SECRET\ud800"})",
        R"({"SECRET\ud800":1})",
        R"({"SECRET":)" + ward::test::repeat("[", 100) + "}",
    };
    Reader reader;
    for (const std::string& text : bodies) {
        const auto body = read_text_body(reader, text);
        REQUIRE_FALSE(body);
        INFO(text);
        CHECK(body.error().message.find("SECRET") == std::string::npos);
        CHECK(body.error().target.find("SECRET") == std::string::npos);
        CHECK(body.error().message.starts_with(body.error().target + " "));
    }
}

TEST_CASE("75,000 unknown members are read in no time", "[json]") {
    std::string many = R"({"text":"a")";
    for (int i = 0; i < 75'000; ++i) many += ",\"" + std::to_string(i) + "\":1";
    REQUIRE(many.size() < ward::limits::kMaxBodyBytes);
    Reader reader;
    CHECK(read_text_body(reader, many + "}"));
    const auto twice = read_text_body(reader, many + R"(,"74999":1})");
    REQUIRE_FALSE(twice);
    CHECK(twice.error().target == "body");
}

TEST_CASE("a reader within a reader leaves the outer one's text alone", "[json]") {
    for (int round = 0; round < 2; ++round) {
        Reader outer;
        const auto kept = read_text_body(outer, R"({"text":"outer\u0021"})");
        {
            Reader inner;
            REQUIRE(read_text_body(inner, R"({"text":"inner\u0021, and longer"})"));
        }
        REQUIRE(kept);
        CHECK(kept->text == "outer!");
    }
}

TEST_CASE("a thread's first body may be empty", "[json]") {
    std::thread([] {
        Reader reader;
        const auto body = read_text_body(reader, {});
        REQUIRE_FALSE(body);
        CHECK(body.error().code == Errc::invalid_json);
    }).join();
}

TEST_CASE("threads read side by side", "[json]") {
    std::vector<std::thread> threads;
    std::vector<int> right(4);
    for (std::size_t t = 0; t < right.size(); ++t) {
        threads.emplace_back([t, &right] {
            const std::string text = ward::test::repeat(std::to_string(t), 5'000 * (t + 1));
            for (int i = 0; i < 50; ++i) {
                Reader reader;
                const auto body = read_text_body(reader, R"({"text":")" + text + "\"}");
                right[t] += body && body->text == text;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(right == std::vector(right.size(), 50));
}

TEST_CASE("texts around the limit arrive whole", "[json]") {
    const std::string_view spellings[] = {"a", "\xF0\x9F\x98\x80", R"(\ud83d\ude00)", R"(\u0000)"};
    Reader reader;
    for (const auto spelling : spellings) {
        for (const std::size_t count : {9'999u, 10'000u, 10'001u}) {
            const auto body =
                read_text_body(reader, R"({"text":")" + ward::test::repeat(spelling, count) + "\"}");
            REQUIRE(body);
            CHECK(ward::base::count_code_points(body->text) == count);
        }
    }
}
