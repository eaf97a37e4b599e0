// Hyperscan as a second opinion on English: the same terms end at the same places.
#include <algorithm>
#include <catch2/catch.hpp>

#include "blocklist_peer.hpp"
#include "blocklist_terms.hpp"

using namespace ward;
using namespace ward::blocklist;

namespace {

std::vector<std::string> make_words(std::size_t count) {
    static constexpr const char* kSyllables[] = {"the", "in", "er", "an", "re", "on", "at", "en",
                                                 "nd",  "ti", "es", "or", "te", "of", "ed", "is",
                                                 "it",  "al", "ar", "st", "to", "nt", "ng", "se"};
    std::mt19937_64 random(4);
    std::vector<std::string> words;
    while (words.size() < count) {
        std::string word;
        for (std::size_t left = 1 + random() % 4; left > 0; --left)
            word += kSyllables[random() % std::size(kSyllables)];
        words.push_back(std::move(word));
    }
    return words;
}

// Sentences of seeded words, some of them terms; upper case here and there.
std::string make_text(const std::vector<std::string>& words, const std::vector<Term>& terms,
                      std::size_t bytes) {
    std::mt19937_64 random(5);
    std::string text;
    while (text.size() < bytes) {
        text += random() % 6 == 0 ? terms[random() % terms.size()].text : words[random() % words.size()];
        if (random() % 9 == 0) text.back() = static_cast<char>(text.back() & ~0x20);
        text += random() % 8 == 0 ? ". " : random() % 20 == 0 ? "" : " ";
    }
    return text;
}

}  // namespace

TEST_CASE("Hyperscan finds the same terms at the same places") {
    const auto words = make_words(20'000);
    for (const std::size_t shortest : {1u, 5u}) {
        auto terms = bench::make_terms(words, 20'000, shortest, 3);
        if (shortest == 1)
            for (std::size_t i = 0; i < 500; ++i)
                terms[i].text.resize(std::min<std::size_t>(1 + i % 5, terms[i].text.size()));
        const auto ours = Matcher::build(terms, {}).value();
        const bench::Hyperscan theirs(terms);
        const std::string text = make_text(words, terms, 1u << 17);
        std::vector<Hit> hits;
        std::vector<bench::Hyperscan::Found> expected, found;
        std::size_t total = 0, wrong = 0;
        for (const auto message : bench::cut(text, 1500)) {
            ours->match(message, Report::every, hits);
            theirs.match(message, expected);
            found.clear();
            for (const Hit& hit : hits) {
                wrong += hit.end_bytes - hit.begin_bytes != terms[hit.item].text.size();
                found.push_back({static_cast<unsigned>(hit.item), hit.end_bytes});
            }
            std::ranges::sort(found);
            std::ranges::sort(expected);
            REQUIRE(found == expected);
            total += found.size();
        }
        CHECK(wrong == 0);
        CHECK(total > 10'000);
    }
}
