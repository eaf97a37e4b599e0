// Items by the thousand, and the files they come from.
#include "ward/blocklist_files.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "blocklist/stores.hpp"

using namespace ward;
using test::drafts;

namespace {

// All that a source gives, or its error.
Result<std::vector<BlocklistItemDraft>> drain(const BlocklistItemSource& source) {
    std::vector<BlocklistItemDraft> all;
    for (;;) {
        auto item = source();
        if (!item) return std::move(item).error();
        if (!*item) return all;
        all.push_back(**std::move(item));
    }
}

Result<std::vector<BlocklistItemDraft>> from_csv(const std::string& text) {
    std::istringstream in(text);
    return drain(csv_items(in));
}

BlocklistItemSource numbered(int count) {
    return [i = 0, count]() mutable -> Result<std::optional<BlocklistItemDraft>> {
        if (i == count) return std::optional<BlocklistItemDraft>();
        return std::optional(BlocklistItemDraft{.text = "term " + std::to_string(i++) + "."});
    };
}

}  // namespace

TEST_CASE("an import stores every item and tells how far it is") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("a"));
        std::vector<std::uint64_t> told;
        const auto progress = [&told](std::uint64_t stored) { return told.push_back(stored), true; };
        CHECK(store.import_items("a", numbered(2500), {.chunk = 1000, .progress = progress}).value() == 2500);
        CHECK(told == std::vector<std::uint64_t>{1000, 2000, 2500});
        CHECK(store.find_list("a").value().items == 2500);
        const std::vector<std::string_view> names{"a"};
        CHECK(store.match(names, "term 2499.").value().size() == 1);
        CHECK(store.import_items("a", numbered(3000), {.chunk = 1500}).value() == 3000);
        CHECK(store.find_list("a").value().items == 3000);
        CHECK(store.match(names, "term 2999.").value().size() == 1);
    }
}

TEST_CASE("an import that fails or is stopped keeps its whole chunks") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("a"));
        const auto stop = [](std::uint64_t stored) { return stored < 200; };
        CHECK(store.import_items("a", numbered(1000), {.chunk = 100, .progress = stop}).error().code ==
              Errc::cancelled);
        CHECK(store.find_list("a").value().items == 200);
        int given = 0;
        const auto bad = [&given]() -> Result<std::optional<BlocklistItemDraft>> {
            return std::optional(
                BlocklistItemDraft{.text = ++given == 151 ? "" : "x" + std::to_string(given)});
        };
        const auto refused = store.import_items("a", bad, {.chunk = 100});
        CHECK(refused.error().code == Errc::invalid_argument);
        CHECK(refused.error().target == "items[150].text");
        CHECK(store.find_list("a").value().items == 300);
        CHECK(store.import_items("a", numbered(1), {.chunk = 0}).error().target == "chunk");
    }
}

TEST_CASE("an export tells every item, oldest first") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("a"));
        REQUIRE(store.import_items("a", numbered(2345)));
        std::vector<std::string> texts;
        REQUIRE(store.export_items(
            "a", [&](const BlocklistItem& item) { return texts.push_back(item.text), true; }));
        REQUIRE(texts.size() == 2345);
        for (std::size_t i = 0; i < texts.size(); ++i) CHECK(texts[i] == "term " + std::to_string(i) + ".");
        int told = 0;
        REQUIRE(store.export_items("a", [&](const BlocklistItem&) { return ++told < 7; }));
        CHECK(told == 7);
    }
}

TEST_CASE("plain text has a term a line") {
    std::istringstream in("\xEF\xBB\xBFone\r\n\n  two words \nthree");
    const auto items = drain(plain_items(in)).value();
    REQUIRE(items.size() == 3);
    CHECK(items[0].text == "one");
    CHECK(items[1].text == "  two words ");
    CHECK(items[2].text == "three");
}

TEST_CASE("a line that is too long is refused by its number") {
    const std::string longest(limits::kMaxImportLineBytes, 'a');
    std::istringstream fits("b\n" + longest + "\n"), over("b\n" + longest + "a\n");
    CHECK(drain(plain_items(fits)));
    const auto refused = drain(plain_items(over));
    CHECK(refused.error().code == Errc::invalid_field);
    CHECK(refused.error().target == "line 2");
}

TEST_CASE("CSV: columns by name, quotes, line breaks within them") {
    const auto items = from_csv(
                           "\xEF\xBB\xBF"
                           "isRegex,note,text,description\r\n"
                           ",x,\"a, \"\"b\"\"\nc\",d\r\n\r\n"
                           "true,y,x+,\n"
                           "false,,\"\",\"\"")
                           .value();
    REQUIRE(items.size() == 3);
    CHECK(items[0].text == "a, \"b\"\nc");
    CHECK(items[0].description == "d");
    CHECK_FALSE(items[0].is_regex);
    CHECK(items[1].text == "x+");
    CHECK(items[1].is_regex);
    CHECK_FALSE(items[1].description);
    CHECK(items[2].text.empty());
}

TEST_CASE("CSV that cannot be read is refused by the line in which its record begins") {
    struct Row {
        std::string text, target;
    };
    for (const auto& [text, target] :
         {Row{"", "line 1"}, Row{"word\nx", "line 1"}, Row{"text\n\n\"a\nb\"c\n", "line 3"},
          Row{"text\nx\na\"b\n", "line 3"}, Row{"text,description\n1\n", "line 2"},
          Row{"text\n\"open\n\n", "line 2"}, Row{"text,isRegex\na,yes", "line 2"},
          Row{"text\n" + std::string(limits::kMaxImportLineBytes, 'a') + "a\n", "line 2"}}) {
        const auto refused = from_csv(text);
        INFO(text.substr(0, 100));
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == Errc::invalid_field);
        CHECK(refused.error().target == target);
    }
}

TEST_CASE("what is written as CSV is read as it was") {
    std::string text = csv_header();
    const std::vector<BlocklistItem> items = {{"id1", "plain", std::nullopt, false},
                                              {"id2", "a,\"b\"\r\nc", "quo\"te", true},
                                              {"id3", " ", "x", false}};
    for (const auto& item : items) text += csv_record(item);
    const auto read = from_csv(text).value();
    REQUIRE(read.size() == items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        CHECK(read[i].text == items[i].text);
        CHECK(read[i].description == items[i].description);
        CHECK(read[i].is_regex == items[i].is_regex);
    }
}
