// Stores in files: what is written stays, what cannot be written says so, and a second process's edits are seen.
#include <catch2/catch.hpp>
#include <fstream>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>

#include "blocklist/sqlite.hpp"
#include "blocklist/stores.hpp"

using namespace ward;
using test::drafts;

namespace {

BlocklistStore open(const std::filesystem::path& file) {
    return BlocklistStore::open({.location = file.string()}).value();
}

std::size_t hits(const BlocklistStore& store, std::string_view text) {
    const std::vector<std::string_view> names{"a"};
    return store.match(names, text).value().size();
}

std::uint64_t count(const BlocklistStore& store) { return store.find_list("a").value().items; }

// Limits how large files may grow for as long as it lives.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        old_handler_ = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &old_);
        const rlimit limit{bytes, old_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        setrlimit(RLIMIT_FSIZE, &old_);
        std::signal(SIGXFSZ, old_handler_);
    }

private:
    rlimit old_{};
    void (*old_handler_)(int) = nullptr;
};

}  // namespace

TEST_CASE("what was stored is there when the file is opened again") {
    const test::Folder folder;
    std::string id;
    {
        const auto store = open(folder / "lists.db");
        REQUIRE(store.create_or_update_list("a", {.description = "d", .whole_words = true, .loose = true}));
        id = store.add_items("a", drafts({"otter"})).value()[0].id;
    }
    const auto store = open(folder / "lists.db");
    CHECK(store.find_list("a").value().description == "d");
    CHECK(store.find_list("a").value().whole_words);
    CHECK(store.find_list("a").value().loose);
    CHECK(store.find_item("a", id).value().text == "otter");
    CHECK(hits(store, "an otter") == 1);
}

TEST_CASE("two stores on one file see each other's edits with their next call") {
    const test::Folder folder;
    const auto one = open(folder / "lists.db"), two = open(folder / "lists.db");
    REQUIRE(one.create_or_update_list("a"));
    for (int i = 0; i < 50; ++i) {
        const std::string word = "word" + std::to_string(i) + ".";
        const auto& [from, to] = i % 2 == 0 ? std::tie(one, two) : std::tie(two, one);
        REQUIRE(from.add_items("a", drafts({word})));
        CHECK(hits(to, word) == 1);
        CHECK(hits(from, word) == 1);
        CHECK(count(to) == static_cast<std::uint64_t>(i + 1));
    }
    REQUIRE(two.remove_list("a"));
    const std::vector<std::string_view> names{"a"};
    CHECK(one.match(names, "x").error().code == Errc::blocklist_not_found);
}

TEST_CASE("who was away for more edits than are kept reads the lists anew") {
    const test::Folder folder;
    const auto one = open(folder / "lists.db");
    REQUIRE(one.create_or_update_list("a"));
    REQUIRE(one.add_items("a", drafts({"otter"})));
    CHECK(hits(one, "an otter") == 1);
    {
        const auto database = blocklist::open_sqlite((folder / "lists.db").string()).value();
        REQUIRE(blocklist::run(*database, "DELETE FROM ward_items"));  // of which no removal is told
        REQUIRE(blocklist::run(*database, "UPDATE ward_state SET change = change + 10001"));
    }
    CHECK(hits(one, "an otter") == 0);
}

TEST_CASE("a store that a newer Ward made is refused, untouched") {
    const test::Folder folder;
    { open(folder / "lists.db"); }
    {
        const auto database = blocklist::open_sqlite((folder / "lists.db").string()).value();
        REQUIRE(blocklist::run(*database, "UPDATE ward_schema SET version = 2"));
    }
    const auto refused = BlocklistStore::open({.location = (folder / "lists.db").string()});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::store_version);
    CHECK(refused.error().target == "location");
    CHECK(refused.error().message.find("version 2") != std::string::npos);
}

TEST_CASE("a file that is no store, a folder, and a folder that does not exist are refused") {
    const test::Folder folder;
    folder.write("notes.txt", std::string(5000, 'x'));
    CHECK(BlocklistStore::open({.location = (folder / "notes.txt").string()}).error().code ==
          Errc::store_invalid);
    CHECK(test::read_file(folder / "notes.txt") == std::string(5000, 'x'));
    for (const std::string& location : {folder.string(), (folder / "none/lists.db").string()}) {
        const auto refused = BlocklistStore::open({.location = location});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == Errc::io_failed);
        CHECK(refused.error().target == "location");
    }
    CHECK(BlocklistStore::open({.location = std::string("a\0b", 3)}).error().code == Errc::invalid_argument);
}

TEST_CASE("a file that may not be written is refused, and stays whole") {
    const test::Folder folder;
    {
        const auto store = open(folder / "lists.db");
        REQUIRE(store.create_or_update_list("a"));
        REQUIRE(store.add_items("a", drafts({"otter"})));
    }
    const std::string file = (folder / "lists.db").string();
    REQUIRE(chmod(file.c_str(), 0444) == 0);
    REQUIRE(chmod(folder.string().c_str(), 0555) == 0);
    const auto as_anyone = [&] {  // root may write anything
        const bool is_root = geteuid() == 0;
        if (is_root && seteuid(65534) != 0)
            return Result<BlocklistStore>(Error{Errc::io_failed, "", "location"});
        auto opened = BlocklistStore::open({.location = file});
        if (is_root) REQUIRE(seteuid(0) == 0);
        return opened;
    };
    const auto refused = as_anyone();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::io_failed);
    REQUIRE(chmod(folder.string().c_str(), 0755) == 0);
    REQUIRE(chmod(file.c_str(), 0644) == 0);
    CHECK(count(open(file)) == 1);
}

TEST_CASE("a full disk is told, what was stored stays, and goes on once there is room") {
    const test::Folder folder;
    const auto store = open(folder / "lists.db");
    REQUIRE(store.create_or_update_list("a"));
    std::uint64_t stored = 0;
    {
        const FileSizeLimit limit(256 << 10);
        for (int i = 0; i < 10'000; ++i) {
            const auto added =
                store.add_items("a", drafts({"one " + std::to_string(i), "two " + std::to_string(i)}));
            if (!added) {
                CHECK(added.error().code == Errc::io_failed);
                break;
            }
            stored += 2;
        }
        REQUIRE(stored < 20'000);
        CHECK(count(store) == stored);
        CHECK(hits(store, "one 0") == 1);
    }
    REQUIRE(store.add_items("a", drafts({"more"})));
    CHECK(count(store) == stored + 1);
    CHECK(count(open(folder / "lists.db")) == stored + 1);
}
