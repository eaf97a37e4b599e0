// What only a store that hosts share can do. Without WARD_TEST_POSTGRES there is nothing to see.
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "blocklist/stores.hpp"

using namespace ward;
using test::drafts;
using namespace std::chrono_literals;

namespace {

BlocklistStore open(const std::string& location) {
    return BlocklistStore::open({.location = location}).value();
}

std::size_t hits(const BlocklistStore& store, std::string_view text) {
    const std::vector<std::string_view> names{"a"};
    const auto found = store.match(names, text);
    return found ? found->size() : 0;
}

bool within_a_second(const std::function<bool()>& happened) {
    const auto end = std::chrono::steady_clock::now() + 1s;
    while (std::chrono::steady_clock::now() < end) {
        if (happened()) return true;
        std::this_thread::sleep_for(5ms);
    }
    return happened();
}

}  // namespace

TEST_CASE("another host's edits are seen within a second") {
    const std::string location = test::fresh_postgres();
    if (location.empty()) return;
    const auto here = open(location), there = open(location);
    REQUIRE(here.create_or_update_list("a"));
    CHECK(hits(there, "x") == 0);
    for (int i = 0; i < 20; ++i) {
        const std::string word = "word" + std::to_string(i) + ".";
        const auto id = here.add_items("a", drafts({word})).value()[0].id;
        CHECK(within_a_second([&] { return hits(there, word) == 1; }));
        const std::vector<std::string_view> gone{id};
        REQUIRE(there.remove_items("a", gone));
        CHECK(hits(there, word) == 0);
        CHECK(within_a_second([&] { return hits(here, word) == 0; }));
    }
}

TEST_CASE("a server that is started anew is found again, with the edits made meanwhile") {
    const std::string location = test::fresh_postgres();
    const char* const restart = std::getenv("WARD_TEST_POSTGRES_RESTART");
    if (location.empty() || restart == nullptr) return;
    const auto here = open(location), there = open(location);
    REQUIRE(here.create_or_update_list("a"));
    REQUIRE(here.add_items("a", drafts({"otter"})));
    REQUIRE(within_a_second([&] { return hits(there, "an otter") == 1; }));

    REQUIRE(std::system((std::string(restart) + " >/dev/null 2>&1").c_str()) == 0);
    REQUIRE(here.add_items("a", drafts({"badger"})));  // its next call connects again
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (hits(there, "a badger") == 0 && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(20ms);
    CHECK(hits(there, "a badger") == 1);
    CHECK(hits(there, "an otter") == 1);
    REQUIRE(there.add_items("a", drafts({"stoat"})));
    CHECK(within_a_second([&] { return hits(here, "a stoat") == 1; }));
}

TEST_CASE("a server that is not there is told, without what the location says") {
    for (const char* location : {"postgresql://user:secret@localhost:1/none",
                                 "postgresql:///x?host=/no/such/folder", "postgresql://[bad"}) {
        const auto refused = BlocklistStore::open({.location = location});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == Errc::store_unavailable);
        CHECK(refused.error().target == "location");
        CHECK(refused.error().message.find("secret") == std::string::npos);
    }
}
