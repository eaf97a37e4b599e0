// Many threads edit and match one store at once.
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <thread>

#include "blocklist/stores.hpp"

using namespace ward;

namespace {

constexpr unsigned kThreads = 16;
constexpr int kOperations = 10'000;  // together
constexpr int kLists = 3;
constexpr int kTexts = 40;  // of each thread in each list

std::string list_name(int list) { return "list" + std::to_string(list); }

// Of one thread alone, so that the order of one thread's operations decides what is there in the end.
std::string text_of(unsigned thread, int text) {
    return "thread " + std::to_string(thread) + " text " + std::to_string(text) + ".";
}

using Key = std::pair<int, std::string>;   // list, text
using Model = std::map<Key, std::string>;  // to description

// One thread's part of the work, and what it leaves when done alone, one after the other.
struct Worker {
    const BlocklistStore& store;
    unsigned thread;
    Model left{};
    std::map<Key, std::string> ids{};
    int wrong = 0;

    void add(std::mt19937& random) {
        const int list = static_cast<int>(random() % kLists);
        std::vector<BlocklistItemDraft> items;
        for (std::size_t i = 0, count = 1 + random() % 4; i < count; ++i)
            items.push_back({.text = text_of(thread, static_cast<int>(random() % kTexts)),
                             .description = std::to_string(random())});
        const auto added = store.add_items(list_name(list), items);
        if (!added) return void(++wrong);
        for (std::size_t i = 0; i < items.size(); ++i) {
            const Key key{list, items[i].text};
            left[key] = *items[i].description;
            wrong += ids.contains(key) && ids[key] != (*added)[i].id;
            ids[key] = (*added)[i].id;
        }
    }

    void remove(std::mt19937& random) {
        if (left.empty()) return;
        auto at = left.begin();
        std::advance(at, static_cast<long>(random() % left.size()));
        const std::vector<std::string_view> gone{ids[at->first]};
        wrong += !store.remove_items(list_name(at->first.first), gone);
        ids.erase(at->first);
        left.erase(at);
    }

    // What this thread stored is found, what it removed is not, whatever the others do.
    void match(std::mt19937& random) {
        const int list = static_cast<int>(random() % kLists);
        const std::string text = text_of(thread, static_cast<int>(random() % kTexts));
        const std::string name = list_name(list);
        const std::vector<std::string_view> names{name};
        const auto hits = store.match(names, "so " + text);
        wrong += !hits || hits->size() != left.count({list, text});
        if (hits && !hits->empty()) wrong += hits->front().item_text != text;
    }

    void change_list(std::mt19937& random) {
        const int list = static_cast<int>(random() % kLists);
        wrong += !store.create_or_update_list(list_name(list), {.description = std::to_string(thread)});
        wrong += !store.items(list_name(list), {.skip = random() % 10}) || !store.lists();
    }

    void run() {
        std::mt19937 random(thread);
        for (int i = 0; i < kOperations / static_cast<int>(kThreads); ++i) {
            const auto what = random() % 100;
            if (what < 25) add(random);
            else if (what < 35) remove(random);
            else if (what < 95) match(random);
            else change_list(random);
        }
    }
};

Model content(const BlocklistStore& store) {
    Model all;
    for (int list = 0; list < kLists; ++list) {
        const auto told = store.export_items(list_name(list), [&](const BlocklistItem& item) {
            return all[{list, item.text}] = item.description.value_or(""), true;
        });
        REQUIRE(told);
    }
    return all;
}

}  // namespace

TEST_CASE("10,000 mixed operations of 16 threads leave what they leave one after the other") {
    for (const auto& store : test::stores()) {
        for (int list = 0; list < kLists; ++list) REQUIRE(store.create_or_update_list(list_name(list)));
        std::vector<Worker> workers;
        for (unsigned thread = 0; thread < kThreads; ++thread) workers.push_back({store, thread});
        std::vector<std::thread> threads;
        for (Worker& worker : workers) threads.emplace_back([&worker] { worker.run(); });
        for (auto& thread : threads) thread.join();

        Model expected;
        for (Worker& worker : workers) {
            CHECK(worker.wrong == 0);
            expected.merge(worker.left);
        }
        CHECK(content(store) == expected);
        std::uint64_t items = 0;
        const auto lists = store.lists().value();
        for (const auto& list : lists) items += list.items;
        CHECK(items == expected.size());
    }
}

TEST_CASE("lists come and go while they are matched") {
    for (const auto& store : test::stores()) {
        std::atomic<bool> done = false;
        std::atomic<int> wrong = 0;
        std::vector<std::thread> readers;
        for (int i = 0; i < 4; ++i)
            readers.emplace_back([&] {
                const std::vector<std::string_view> names{"a"};
                while (!done) {
                    const auto hits = store.match(names, "an otter");
                    wrong += !hits && hits.error().code != Errc::blocklist_not_found;
                }
            });
        for (int i = 0; i < 100; ++i) {
            wrong += !store.create_or_update_list("a", {.whole_words = i % 2 == 0});
            wrong += !store.add_items("a", test::drafts({"otter", "badger " + std::to_string(i)}));
            wrong += !store.create_or_update_list("a", {.loose = true});
            wrong += !store.remove_list("a");
        }
        done = true;
        for (auto& reader : readers) reader.join();
        CHECK(wrong == 0);
    }
}
