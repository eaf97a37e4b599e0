// The eight operations on text/blocklists, request parts to response bytes.
#include "ward/json/blocklists.hpp"

#include <catch2/catch.hpp>
#include <regex>
#include <sstream>

#include "rows.hpp"

using namespace ward;
using namespace ward::json;

namespace {

const BlocklistQuery kQuery{.base_url = "https://host/contentsafety"};

BlocklistStore store_with_list() {
    auto store = BlocklistStore::open({}).value();
    REQUIRE(patch_blocklist(store, "words", R"({"description":"d"})").status == 201);
    return store;
}

// The body with every item's id replaced by ID.
std::string without_ids(const std::string& body) {
    static const std::regex id("[0-9a-f]{8}-[0-9a-f-]{27}");
    return std::regex_replace(body, id, "ID");
}

std::string id_of(const BlocklistStore& store, std::size_t index) {
    return store.items("words").value().items[index].id;
}

void check_error(const Response& response, int status, std::string_view code, std::string_view target) {
    INFO(response.body);
    CHECK(response.status == status);
    CHECK(response.body.starts_with(R"({"error":{"code":")" + std::string(code) + '"'));
    CHECK(response.body.ends_with(R"(,"target":")" + std::string(target) + "\"}}"));
}

}  // namespace

TEST_CASE("PATCH makes a list with 201 and a Location, then updates it with 200", "[json]") {
    const auto store = BlocklistStore::open({}).value();
    const auto made =
        patch_blocklist(store, "words", R"({"description":"d \u00e9","blocklistName":"words"})", kQuery);
    CHECK(made.status == 201);
    CHECK(made.body == "{\"blocklistName\":\"words\",\"description\":\"d \xC3\xA9\"}");
    CHECK(made.location == "https://host/contentsafety/text/blocklists/words?api-version=2024-09-01");
    const auto updated = patch_blocklist(store, "words", "{}", kQuery);
    CHECK(updated.status == 200);
    CHECK(updated.body == made.body);
    CHECK(updated.location.empty());
    CHECK(patch_blocklist(store, "words", R"({"description":null})").body == R"({"blocklistName":"words"})");
    CHECK(patch_blocklist(store, "words", R"({"wholeWords":true,"loose":true})").body ==
          R"({"blocklistName":"words","wholeWords":true,"loose":true})");
    CHECK(patch_blocklist(store, "words", R"({"wholeWords":null,"loose":false})").body ==
          R"({"blocklistName":"words","wholeWords":true})");
}

TEST_CASE("PATCH refuses what the contract does not have", "[json]") {
    const auto store = store_with_list();
    check_error(patch_blocklist(store, "a b", "{}"), 400, "InvalidResourceName", "blocklistName");
    check_error(patch_blocklist(store, std::string(65, 'a'), "{}"), 400, "InvalidResourceName",
                "blocklistName");
    check_error(patch_blocklist(store, "words", R"({"blocklistName":"other"})"), 400, "InvalidRequestBody",
                "blocklistName");
    check_error(patch_blocklist(store, "words", R"({"description":1})"), 400, "InvalidRequestBody",
                "description");
    check_error(
        patch_blocklist(store, "words", R"({"description":")" + ward::test::repeat("a", 1025) + "\"}"), 400,
        "InvalidRequestBody", "description");
    check_error(patch_blocklist(store, "words", ""), 400, "InvalidRequestBody", "body");
    CHECK(patch_blocklist(store, "words", R"({"description":")" + ward::test::repeat("a", 1024) + "\"}")
              .status == 200);
}

TEST_CASE("lists are told, got and deleted", "[json]") {
    const auto store = BlocklistStore::open({}).value();
    CHECK(list_blocklists(store).body == R"({"value":[]})");
    REQUIRE(patch_blocklist(store, "one", "{}").status == 201);
    REQUIRE(patch_blocklist(store, "two", R"({"description":"2"})").status == 201);
    CHECK(list_blocklists(store).body ==
          R"({"value":[{"blocklistName":"two","description":"2"},{"blocklistName":"one"}]})");
    CHECK(get_blocklist(store, "one").body == R"({"blocklistName":"one"})");
    const auto deleted = delete_blocklist(store, "one");
    CHECK(deleted.status == 204);
    CHECK(deleted.body.empty());
    check_error(get_blocklist(store, "one"), 404, "ResourceNotFound", "blocklistName");
    check_error(delete_blocklist(store, "one"), 404, "ResourceNotFound", "blocklistName");
}

TEST_CASE("items are added in the request's order and told newest first", "[json]") {
    const auto store = store_with_list();
    const auto added = add_blocklist_items(
        store, "words",
        R"({"blocklistItems":[{"text":"one","description":"1","blocklistItemId":"ignored"},{"text":"t.o","isRegex":true}]})");
    CHECK(added.status == 200);
    CHECK(without_ids(added.body) ==
          R"({"blocklistItems":[{"blocklistItemId":"ID","description":"1","text":"one","isRegex":false},)"
          R"({"blocklistItemId":"ID","text":"t.o","isRegex":true}]})");
    CHECK(without_ids(list_blocklist_items(store, "words").body) ==
          R"({"value":[{"blocklistItemId":"ID","text":"t.o","isRegex":true},)"
          R"({"blocklistItemId":"ID","description":"1","text":"one","isRegex":false}]})");
    CHECK(without_ids(
              get_blocklist_item(store, "words", id_of(store, 1), {.api_version = "2023-10-01"}).body) ==
          R"({"blocklistItemId":"ID","description":"1","text":"one"})");
}

TEST_CASE("items that cannot be are refused by their place", "[json]") {
    const auto store = store_with_list();
    const auto add = [&](const std::string& body) { return add_blocklist_items(store, "words", body); };
    const std::string long_text = ward::test::repeat("a", 129);
    check_error(add(R"({"blocklistItems":[{"text":"a"},{"text":")" + long_text + "\"}]}"), 400,
                "InvalidRequestBody", "blocklistItems[1].text");
    check_error(add(R"({"blocklistItems":[{"text":""}]})"), 400, "InvalidRequestBody",
                "blocklistItems[0].text");
    check_error(add(R"({"blocklistItems":[{"description":"d"}]})"), 400, "InvalidRequestBody",
                "blocklistItems[0].text");
    check_error(add(R"({"blocklistItems":[{"text":"(","isRegex":true}]})"), 400, "InvalidRequestBody",
                "blocklistItems[0].text");
    check_error(add(R"({"blocklistItems":[]})"), 400, "InvalidRequestBody", "blocklistItems");
    check_error(add("{}"), 400, "InvalidRequestBody", "blocklistItems");
    std::string many = R"({"blocklistItems":[{"text":"a"})";
    for (int i = 1; i < 100; ++i) many += R"(,{"text":"a"})";
    CHECK(add(many + "]}").status == 200);
    check_error(add(many + R"(,{"text":"a"}]})"), 400, "InvalidRequestBody", "blocklistItems");
    check_error(add_blocklist_items(store, "none", R"({"blocklistItems":[{"text":"a"}]})"), 404,
                "ResourceNotFound", "blocklistName");
}

TEST_CASE("items are removed with 204, also those that are not there", "[json]") {
    const auto store = store_with_list();
    REQUIRE(add_blocklist_items(store, "words", R"({"blocklistItems":[{"text":"one"}]})").status == 200);
    const std::string id = id_of(store, 0);
    const std::string body = R"({"blocklistItemIds":[")" + id + R"(","none"]})";
    CHECK(remove_blocklist_items(store, "words", body).status == 204);
    CHECK(remove_blocklist_items(store, "words", body).status == 204);
    check_error(get_blocklist_item(store, "words", id), 404, "ResourceNotFound", "blocklistItemId");
    check_error(get_blocklist_item(store, "words", "a b"), 400, "InvalidResourceName", "blocklistItemId");
    check_error(remove_blocklist_items(store, "words", R"({"blocklistItemIds":["a","b c"]})"), 400,
                "InvalidRequestBody", "blocklistItemIds[1]");
    check_error(remove_blocklist_items(store, "words", R"({"blocklistItemIds":[]})"), 400,
                "InvalidRequestBody", "blocklistItemIds");
}

TEST_CASE("pages link to the next, as the service was recorded to", "[json]") {
    const auto store = store_with_list();
    REQUIRE(
        add_blocklist_items(store, "words", R"({"blocklistItems":[{"text":"1"},{"text":"2"},{"text":"3"}]})")
            .status == 200);
    const auto page = [&](BlocklistQuery query) {
        query.base_url = kQuery.base_url;
        return without_ids(list_blocklist_items(store, "words", query).body);
    };
    CHECK(page({.top = "10", .skip = "1", .maxpagesize = "1"}) ==
          R"({"value":[{"blocklistItemId":"ID","text":"2","isRegex":false}],"nextLink":)"
          R"("https://host/contentsafety/text/blocklists/words/blocklistItems?)"
          R"(top=1&skip=2&maxpagesize=1&api-version=2024-09-01"})");
    CHECK(page({.maxpagesize = "3"}).find("nextLink") == std::string::npos);
    CHECK(page({.top = "1"}) == R"({"value":[{"blocklistItemId":"ID","text":"3","isRegex":false}]})");
    for (const char* bad : {"-1", "x", "1x", "99999999999999999999", "1.5", " 1"}) {
        check_error(list_blocklist_items(store, "words", {.top = bad}), 400, "InvalidRequestBody", "top");
        check_error(list_blocklist_items(store, "words", {.skip = bad}), 400, "InvalidRequestBody", "skip");
        check_error(list_blocklist_items(store, "words", {.maxpagesize = bad}), 400, "InvalidRequestBody",
                    "maxpagesize");
    }
    check_error(list_blocklist_items(store, "words", {.maxpagesize = "0"}), 400, "InvalidRequestBody",
                "maxpagesize");
}

TEST_CASE("every operation refuses an api-version that it does not know", "[json]") {
    const auto store = store_with_list();
    for (const auto& [version, code] : {std::pair{"", "MissingApiVersionParameter"},
                                        std::pair{"2020-01-01", "UnsupportedApiVersionValue"}}) {
        const BlocklistQuery query{.api_version = version};
        check_error(list_blocklists(store, query), 400, code, "api-version");
        check_error(get_blocklist(store, "words", query), 400, code, "api-version");
        check_error(patch_blocklist(store, "words", "{}", query), 400, code, "api-version");
        check_error(delete_blocklist(store, "words", query), 400, code, "api-version");
        check_error(add_blocklist_items(store, "words", "{}", query), 400, code, "api-version");
        check_error(remove_blocklist_items(store, "words", "{}", query), 400, code, "api-version");
        check_error(list_blocklist_items(store, "words", query), 400, code, "api-version");
        check_error(get_blocklist_item(store, "words", "a", query), 400, code, "api-version");
    }
    CHECK(store.find_list("words"));
}

TEST_CASE("JSON lines are read as they were written, and an error tells its line", "[json]") {
    const std::vector<BlocklistItem> items = {{"id1", "a \"b\"\n", std::nullopt, true},
                                              {"id2", "c", "d", false}};
    std::istringstream good(jsonl_record(items[0]) + "\n  \n" + jsonl_record(items[1]));
    const auto source = jsonl_items(good);
    for (const auto& item : items) {
        const auto read = source().value();
        REQUIRE(read);
        CHECK(read->text == item.text);
        CHECK(read->description == item.description);
        CHECK(read->is_regex == item.is_regex);
    }
    CHECK_FALSE(source().value());
    std::istringstream bad("{\"text\":\"a\"}\n{\"text\":\"a\",\"isRegex\":3}\n");
    const auto failing = jsonl_items(bad);
    REQUIRE(failing());
    CHECK(failing().error().target == "line 2: isRegex");
}
