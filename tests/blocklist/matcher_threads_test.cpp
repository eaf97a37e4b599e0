// Readers of a list that is being edited. WARD_TEST_SECONDS lengthens it: 60 under TSan is the soak.
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>

#include "blocklist/live_matcher.hpp"

using namespace ward;
using namespace ward::blocklist;

namespace {

constexpr int kReaders = 14;  // and two writers

std::chrono::seconds duration() {
    const char* const text = std::getenv("WARD_TEST_SECONDS");
    return std::chrono::seconds(text ? std::max(1, std::atoi(text)) : 3);
}

std::vector<Term> make_terms(std::uint64_t first, std::size_t count) {
    std::vector<Term> terms;
    for (std::uint64_t item = first; item < first + count; ++item)
        terms.push_back({.item = item, .text = "term" + std::to_string(item) + "x"});
    return terms;
}

std::vector<std::uint64_t> items(const LiveMatcher& list, std::string_view text) {
    std::vector<Hit> hits;
    list.snapshot()->match(text, Report::first_per_item, hits);
    std::vector<std::uint64_t> items;
    for (const Hit& hit : hits) items.push_back(hit.item);
    return items;
}

}  // namespace

TEST_CASE("an edit is in the next snapshot, and a merge loses none") {
    const auto list = LiveMatcher::create(make_terms(0, 5000), {}).value();
    const auto early = list->snapshot();
    for (std::uint64_t item = 10'000; item < 20'000; ++item) {
        const auto added = make_terms(item, 1);
        const std::uint64_t removed[] = {item - 10'000, item - 1000};
        REQUIRE(list->edit(added, removed));
        if (item % 97 != 0) continue;
        CHECK(items(*list, "a term" + std::to_string(item) + "x") == std::vector{item});
        CHECK(items(*list, "a term" + std::to_string(item - 10'000) + "x").empty());
    }
    std::size_t left = 0;
    for (std::uint64_t item = 0; item < 20'000; ++item)
        left += items(*list, "term" + std::to_string(item) + "x").size();
    CHECK(left == 1000);
    std::vector<Hit> hits;
    early->match("term7x term10007x", Report::every, hits);
    CHECK(hits == std::vector<Hit>{{7, 0, 6}});
}

TEST_CASE("an edit that fails changes nothing") {
    const auto list = LiveMatcher::create(make_terms(0, 3), {}).value();
    const std::vector<Term> added = {{.item = 8, .text = "fine"}, {.item = 9, .text = "(", .regex = true}};
    const std::uint64_t removed[] = {1};
    CHECK(list->edit(added, removed).error().target == "terms[1].text");
    CHECK(items(*list, "term1x fine") == std::vector<std::uint64_t>{1});
}

TEST_CASE("16 threads read and edit one list, and every snapshot is one that an edit left behind") {
    constexpr std::uint64_t kFixed = 1000, kCycle = 6000;
    const auto list = LiveMatcher::create(make_terms(0, kFixed), {}).value();
    REQUIRE(list->edit(std::vector<Term>{{.item = 5'000'000, .text = "term\\d+y", .regex = true}}, {}));
    const auto end = std::chrono::steady_clock::now() + duration();
    std::atomic<long> answers{0}, wrong{0};
    std::vector<std::thread> threads;
    for (unsigned writer = 0; writer < 2; ++writer)
        threads.emplace_back([&, writer] {
            // Adds an item and its twin in one edit, takes both away in another.
            const std::uint64_t base = 100'000 * (writer + 1);
            for (std::uint64_t i = 0; std::chrono::steady_clock::now() < end; ++i) {
                const std::uint64_t item = base + 2 * (i % kCycle);
                const std::uint64_t removed[] = {item, item + 1};
                std::vector<Term> added = make_terms(item, 1);
                added.push_back({.item = item + 1, .text = added[0].text});
                wrong += !list->edit({}, removed) || !list->edit(added, {});
            }
        });
    for (unsigned reader = 0; reader < kReaders; ++reader)
        threads.emplace_back([&, reader] {
            std::mt19937 random(reader);
            while (std::chrono::steady_clock::now() < end) {
                const std::uint64_t fixed = random() % kFixed, item = 100'000 + 2 * (random() % kCycle);
                const auto found = items(*list, "term" + std::to_string(fixed) + "x term" +
                                                    std::to_string(item) + "x " + "term7y");
                const bool both = found == std::vector<std::uint64_t>{fixed, item, item + 1, 5'000'000};
                wrong += !both && found != std::vector<std::uint64_t>{fixed, 5'000'000};
                ++answers;
            }
        });
    for (auto& thread : threads) thread.join();
    INFO(answers << " answers");
    CHECK(wrong == 0);
    CHECK(answers >= kReaders);
}
