// What a store's match tells, and that it sees every edit that was answered.
#include <catch2/catch.hpp>

#include "blocklist/stores.hpp"

using namespace ward;
using test::drafts;

namespace {

std::vector<BlocklistHit> match(const BlocklistStore& store, std::vector<std::string_view> names,
                                std::string_view text, BlocklistReport report = BlocklistReport::first) {
    return store.match(names, text, report).value();
}

}  // namespace

TEST_CASE("a hit tells the list, the item and where it stands, in bytes and code points") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("animals"));
        const auto added = store.add_items("animals", drafts({"badger", "otter"})).value();
        const std::string text = "na\xC3\xAFve OTTER, caf\xC3\xA9 Badger";
        const auto hits = match(store, {"animals"}, text);
        REQUIRE(hits.size() == 2);
        CHECK(hits[0].list == "animals");
        CHECK(hits[0].item_id == added[1].id);
        CHECK(hits[0].item_text == "otter");
        CHECK(hits[0].span.begin_bytes == 7);
        CHECK(hits[0].span.end_bytes == 12);
        CHECK(hits[0].span.begin_code_points == 6);
        CHECK(hits[0].span.end_code_points == 11);
        CHECK(hits[1].item_id == added[0].id);
        CHECK(hits[1].span.begin_bytes == 20);
        CHECK(hits[1].span.begin_code_points == 18);
        CHECK(hits[1].span.end_code_points == 24);
    }
}

TEST_CASE("an item that stands twice is told once, or twice when every place is asked for") {
    const auto store = BlocklistStore::open({}).value();
    REQUIRE(store.create_or_update_list("a"));
    REQUIRE(store.add_items("a", drafts({"otter"})));
    CHECK(match(store, {"a"}, "otter otter").size() == 1);
    CHECK(match(store, {"a"}, "otter otter", BlocklistReport::all).size() == 2);
}

TEST_CASE("hits come in the order of the names, a name given twice counts once") {
    const auto store = BlocklistStore::open({}).value();
    for (const char* name : {"a", "b"}) {
        REQUIRE(store.create_or_update_list(name));
        REQUIRE(store.add_items(name, drafts({"otter"})));
    }
    const auto hits = match(store, {"b", "a", "b"}, "an otter");
    REQUIRE(hits.size() == 2);
    CHECK(hits[0].list == "b");
    CHECK(hits[1].list == "a");
    CHECK(match(store, {}, "an otter").empty());
}

TEST_CASE("an unknown list is told by its place among the names") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("a"));
        for (const std::string_view name : {"none", "no name at all", ""}) {
            const std::vector<std::string_view> names{"a", name};
            const auto refused = store.match(names, "text");
            REQUIRE_FALSE(refused);
            CHECK(refused.error().code == Errc::blocklist_not_found);
            CHECK(refused.error().target == "blocklistNames[1]");
        }
    }
}

TEST_CASE("text that is not UTF-8 and more than 100 names are refused") {
    const auto store = BlocklistStore::open({}).value();
    CHECK(store.match({}, "caf\xE9").error().code == Errc::invalid_utf8);
    const std::vector<std::string_view> names(101, "a");
    CHECK(store.match(names, "text").error().code == Errc::invalid_argument);
    CHECK(store.match(names, "text").error().target == "blocklistNames");
}

TEST_CASE("every edit is seen by the very next match") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("a"));
        CHECK(match(store, {"a"}, "an otter").empty());
        const auto otter = store.add_items("a", drafts({"otter"})).value()[0].id;
        CHECK(match(store, {"a"}, "an otter").size() == 1);
        const std::vector<std::string_view> ids{otter};
        REQUIRE(store.remove_items("a", ids));
        CHECK(match(store, {"a"}, "an otter").empty());
        const BlocklistItemDraft expression{.text = "ot+er", .description = {}, .is_regex = true};
        REQUIRE(store.add_items("a", {&expression, 1}));
        CHECK(match(store, {"a"}, "an otttter").size() == 1);
        REQUIRE(store.add_items("a", drafts({"ot+er"})));  // the same text, now a term
        CHECK(match(store, {"a"}, "an otttter").empty());
        CHECK(match(store, {"a"}, "an ot+er").size() == 1);
        REQUIRE(store.remove_list("a"));
        const std::vector<std::string_view> names{"a"};
        CHECK(store.match(names, "x").error().code == Errc::blocklist_not_found);
        REQUIRE(store.create_or_update_list("a"));
        CHECK(match(store, {"a"}, "an ot+er").empty());
    }
}

TEST_CASE("a list that finds whole words finds no parts of words, from the next match on") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("a"));
        REQUIRE(store.add_items("a", drafts({"otter"})));
        CHECK(match(store, {"a"}, "otters").size() == 1);
        REQUIRE(store.create_or_update_list("a", {.whole_words = true}));
        CHECK(match(store, {"a"}, "otters").empty());
        CHECK(match(store, {"a"}, "otter!").size() == 1);
    }
}

TEST_CASE("a list grows and shrinks by many small edits, and each is matched as it is") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("a"));
        std::vector<std::string> ids;
        for (int i = 0; i < 300; ++i) {
            const std::string word = "word" + std::to_string(i) + ".";
            ids.push_back(store.add_items("a", drafts({word})).value()[0].id);
            CHECK(match(store, {"a"}, word).size() == 1);
            if (i % 3 != 0) continue;
            const std::vector<std::string_view> gone{ids[static_cast<std::size_t>(i / 2)]};
            REQUIRE(store.remove_items("a", gone));
            CHECK(match(store, {"a"}, "word" + std::to_string(i / 2) + ".").empty());
        }
    }
}
