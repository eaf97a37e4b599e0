// The eight operations in the words of the contract, on each kind of store.
#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>

#include "blocklist/stores.hpp"

using namespace ward;
using test::drafts;

namespace {

std::vector<std::string> texts(const std::vector<BlocklistItem>& items) {
    std::vector<std::string> all;
    for (const auto& item : items) all.push_back(item.text);
    return all;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the first change of a list makes it, later ones update it") {
    for (const auto& store : test::stores()) {
        const auto made = store.create_or_update_list("words", {.description = "first"}).value();
        CHECK(made.created);
        CHECK(made.list.name == "words");
        CHECK(made.list.description == "first");
        const auto changed = store.create_or_update_list("words", {.description = "second"}).value();
        CHECK_FALSE(changed.created);
        CHECK(changed.list.description == "second");
        CHECK(store.find_list("words").value().description == "second");
    }
}

TEST_CASE("an absent member keeps its value, null takes it away") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("words", {.description = "d", .whole_words = true}));
        REQUIRE(store.create_or_update_list("words"));
        CHECK(store.find_list("words").value().description == "d");
        CHECK(store.find_list("words").value().whole_words);
        REQUIRE(store.create_or_update_list("words", {.description = std::optional<std::string>()}));
        CHECK_FALSE(store.find_list("words").value().description);
        CHECK(store.find_list("words").value().whole_words);
    }
}

TEST_CASE("lists are told newest first") {
    for (const auto& store : test::stores()) {
        for (const char* name : {"one", "two", "three"}) REQUIRE(store.create_or_update_list(name));
        REQUIRE(store.create_or_update_list("one", {.description = "an update moves nothing"}));
        Texts names;
        const auto lists = store.lists().value();
        for (const auto& list : lists) names.push_back(list.name);
        CHECK(names == Texts{"three", "two", "one"});
    }
}

TEST_CASE("a removed list is gone with its items, and may be made anew") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("words"));
        REQUIRE(store.add_items("words", drafts({"badger"})));
        REQUIRE(store.remove_list("words"));
        CHECK(store.find_list("words").error().code == Errc::blocklist_not_found);
        CHECK(store.remove_list("words").error().code == Errc::blocklist_not_found);
        CHECK(store.create_or_update_list("words").value().created);
        CHECK(store.items("words").value().items.empty());
        CHECK(store.find_list("words").value().items == 0);
    }
}

TEST_CASE("names are 1 to 64 of letters, digits and . _ ~ -") {
    for (const auto& store : test::stores()) {
        const std::string longest(64, 'a');
        CHECK(store.create_or_update_list(longest));
        CHECK(store.create_or_update_list("aZ09._~-"));
        for (const std::string& name : {longest + "a", std::string(), std::string("a b"), std::string("a/b"),
                                        std::string("\xC3\xA9"), std::string("a\0b", 3)}) {
            const auto refused = store.create_or_update_list(name);
            REQUIRE_FALSE(refused);
            CHECK(refused.error().code == Errc::invalid_name);
            CHECK(refused.error().target == "name");
        }
        CHECK(store.find_list("a b").error().code == Errc::invalid_name);
        CHECK(store.items("a b").error().code == Errc::invalid_name);
        CHECK(store.find_item(longest, "a b").error().code == Errc::invalid_name);
        CHECK(store.find_item(longest, "a b").error().target == "id");
    }
}

TEST_CASE("items are answered in the request's order, with ids that are lower-case UUIDs") {
    const std::regex uuid("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("words"));
        const auto added = store.add_items("words", drafts({"one", "two", "three"})).value();
        CHECK(texts(added) == Texts{"one", "two", "three"});
        for (const auto& item : added) {
            CHECK(std::regex_match(item.id, uuid));
            CHECK(store.find_item("words", item.id).value().text == item.text);
        }
        CHECK(added[0].id != added[1].id);
    }
}

TEST_CASE("items are told newest first") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("words"));
        REQUIRE(store.add_items("words", drafts({"one", "two"})));
        REQUIRE(store.add_items("words", drafts({"three"})));
        CHECK(texts(store.items("words").value().items) == Texts{"three", "two", "one"});
    }
}

TEST_CASE("a text that is added again is the same item: same id, same place, new description") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("words"));
        const auto added = store.add_items("words", drafts({"one", "two"})).value();
        const BlocklistItemDraft again{.text = "one", .description = "again", .is_regex = true};
        const auto updated = store.add_items("words", {&again, 1}).value();
        CHECK(updated[0].id == added[0].id);
        const auto items = store.items("words").value().items;
        REQUIRE(texts(items) == Texts{"two", "one"});
        CHECK(items[1].description == "again");
        CHECK(items[1].is_regex);
        CHECK(store.find_list("words").value().items == 2);
        const auto twice = store.add_items("words", drafts({"new", "new"})).value();
        CHECK(twice[0].id == twice[1].id);
        CHECK(store.find_list("words").value().items == 3);
    }
}

TEST_CASE("the same text in two lists is two items") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("a"));
        REQUIRE(store.create_or_update_list("b"));
        const auto a = store.add_items("a", drafts({"badger"})).value();
        const auto b = store.add_items("b", drafts({"badger"})).value();
        CHECK(a[0].id != b[0].id);
        CHECK(store.find_item("b", a[0].id).error().code == Errc::item_not_found);
    }
}

TEST_CASE("a batch is stored whole or not at all, and the error names the item") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("words"));
        const std::string longest(128, 'a');
        struct Row {
            std::string text;
            Errc code;
        };
        for (const auto& [text, code] :
             {Row{longest + "a", Errc::text_too_long}, Row{"", Errc::invalid_argument},
              Row{"caf\xE9", Errc::invalid_utf8}, Row{std::string("a\0b", 3), Errc::invalid_argument}}) {
            const auto refused = store.add_items("words", drafts({longest, text}));
            REQUIRE_FALSE(refused);
            CHECK(refused.error().code == code);
            CHECK(refused.error().target == "items[1].text");
        }
        CHECK(store.items("words").value().items.empty());
        CHECK(store.add_items("words", drafts({longest})));
    }
}

TEST_CASE("an expression that does not parse is refused") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("words"));
        const BlocklistItemDraft bad{.text = "(", .description = {}, .is_regex = true};
        const auto refused = store.add_items("words", {&bad, 1});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == Errc::invalid_argument);
        CHECK(refused.error().target == "items[0].text");
    }
}

TEST_CASE("1 to 100 items are added or removed at once") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("words"));
        Texts many;
        for (int i = 0; i < 101; ++i) many.push_back("word " + std::to_string(i));
        CHECK(store.add_items("words", drafts(many)).error().code == Errc::invalid_argument);
        CHECK(store.add_items("words", {}).error().target == "items");
        many.pop_back();
        const auto added = store.add_items("words", drafts(many)).value();
        std::vector<std::string_view> ids(101, added[0].id);
        CHECK(store.remove_items("words", ids).error().target == "ids");
        for (std::size_t i = 0; i < 100; ++i) ids[i] = added[i].id;
        ids.pop_back();
        CHECK(store.remove_items("words", ids));
        CHECK(store.items("words").value().items.empty());
    }
}

TEST_CASE("descriptions have up to 1024 code points") {
    for (const auto& store : test::stores()) {
        std::string longest;
        for (int i = 0; i < 1024; ++i) longest += "\xC3\xA9";
        CHECK(store.create_or_update_list("words", {.description = longest}));
        const auto refused = store.create_or_update_list("words", {.description = longest + "a"});
        CHECK(refused.error().code == Errc::text_too_long);
        CHECK(refused.error().target == "description");
        const BlocklistItemDraft item{.text = "a", .description = longest + "a"};
        CHECK(store.add_items("words", {&item, 1}).error().target == "items[0].description");
    }
}

TEST_CASE("removing an id that no item has is no error") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("words"));
        const auto added = store.add_items("words", drafts({"one", "two"})).value();
        const std::vector<std::string_view> ids{"no-such-id", added[0].id, added[0].id};
        CHECK(store.remove_items("words", ids));
        CHECK(texts(store.items("words").value().items) == Texts{"two"});
        CHECK(store.find_list("words").value().items == 1);
        CHECK(store.find_item("words", added[0].id).error().code == Errc::item_not_found);
        CHECK(store.find_item("words", added[0].id).error().target == "id");
        const std::vector<std::string_view> bad{"a", "b c"};
        CHECK(store.remove_items("words", bad).error().target == "ids[1]");
    }
}

TEST_CASE("paging leaves out skip, takes top, then cuts pages; the last has no next") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("words"));
        REQUIRE(store.add_items("words", drafts({"1", "2", "3"})));
        const auto page =
            store.items("words", {.top = 10, .skip = 1, .page_size = 1}).value();  // as recorded
        CHECK(texts(page.items) == Texts{"2"});
        REQUIRE(page.next);
        CHECK(page.next->top == 1u);
        CHECK(page.next->skip == 2);
        CHECK(page.next->page_size == 1);
        const auto last = store.items("words", *page.next).value();
        CHECK(texts(last.items) == Texts{"1"});
        CHECK_FALSE(last.next);
        const auto full = store.items("words", {.page_size = 3}).value();
        CHECK(full.items.size() == 3);
        CHECK_FALSE(full.next);
        CHECK(texts(store.items("words", {.top = 2, .skip = 1}).value().items) == Texts{"2", "1"});
        CHECK(store.items("words", {.skip = 3}).value().items.empty());
        CHECK(store.items("words", {.top = 0}).value().items.empty());
        CHECK(store.items("words", {.page_size = 0}).error().target == "page_size");
    }
}

TEST_CASE("a page has at most 100 items, and pages together are the list") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("words"));
        for (int batch = 0; batch < 3; ++batch) {
            Texts many;
            for (int i = 0; i < 83; ++i) many.push_back(std::to_string(batch * 83 + i));
            REQUIRE(store.add_items("words", drafts(many)));
        }
        std::optional<BlocklistPageRequest> next = BlocklistPageRequest{.page_size = 1000};
        Texts all;
        while (next) {
            const auto page = store.items("words", *next).value();
            CHECK(page.items.size() <= 100);
            for (const auto& item : page.items) all.push_back(item.text);
            next = page.next;
        }
        Texts expected;
        for (int i = 3 * 83; i-- > 0;) expected.push_back(std::to_string(i));
        CHECK(all == expected);
    }
}

TEST_CASE("every call about a list that does not exist says so") {
    for (const auto& store : test::stores()) {
        const std::vector<std::string_view> ids{"a"};
        const auto is_missing = [](const auto& result) {
            return !result && result.error().code == Errc::blocklist_not_found &&
                   result.error().target == "name";
        };
        CHECK(is_missing(store.find_list("none")));
        CHECK(is_missing(store.remove_list("none")));
        CHECK(is_missing(store.add_items("none", drafts({"a"}))));
        CHECK(is_missing(store.remove_items("none", ids)));
        CHECK(is_missing(store.items("none")));
        CHECK(is_missing(store.find_item("none", "a")));
        CHECK(is_missing(store.import_items("none", [] { return std::optional<BlocklistItemDraft>(); })));
        CHECK(is_missing(store.export_items("none", [](const BlocklistItem&) { return true; })));
    }
}

TEST_CASE("a store may have so many lists and items; an update of what is there always fits") {
    const auto store = BlocklistStore::open({.location = {}, .max_lists = 1, .max_items = 2}).value();
    REQUIRE(store.create_or_update_list("a"));
    CHECK(store.create_or_update_list("b").error().code == Errc::blocklist_full);
    CHECK(store.create_or_update_list("a", {.description = "d"}));
    REQUIRE(store.add_items("a", drafts({"1", "2"})));
    CHECK(store.add_items("a", drafts({"3"})).error().code == Errc::blocklist_full);
    CHECK(store.add_items("a", drafts({"1", "2"})));
    CHECK(store.find_list("a").value().items == 2);
    CHECK(texts(store.items("a").value().items) == Texts{"2", "1"});
}

TEST_CASE("options change only while every item can still be searched for") {
    for (const auto& store : test::stores()) {
        REQUIRE(store.create_or_update_list("words"));
        REQUIRE(store.add_items("words", drafts({"badger"})));
        const auto changed =
            store.create_or_update_list("words", {.whole_words = true, .loose = true}).value();
        CHECK(changed.list.whole_words);
        CHECK(changed.list.loose);
    }
}
