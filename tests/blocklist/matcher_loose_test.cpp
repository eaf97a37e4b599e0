// What loose lists see through, and what they leave alone.
#include <catch2/catch.hpp>
#include <random>

#include "blocklist/matcher.hpp"

using namespace ward;
using namespace ward::blocklist;

namespace {

using Hits = std::vector<Hit>;

Hits find(std::initializer_list<const char*> list, std::string_view text,
          ListOptions options = {.loose = true}) {
    std::vector<Term> terms;
    for (const char* const term : list) terms.push_back({.item = terms.size() + 1, .text = term});
    Hits hits;
    Matcher::build(terms, options).value()->match(text, Report::every, hits);
    return hits;
}

bool found(const char* term, std::string_view text) {
    INFO(term << " in " << text);
    return !find({term}, text).empty();
}

}  // namespace

TEST_CASE(
    "a loose list sees through spacing, repetitions, marks, what is invisible, look-alikes and digits") {
    CHECK(find({"badword"}, "a b a d w o r d.") == Hits{{1, 2, 15}});
    for (const char* const text : {"b.a.d.w.o.r.d",     "b - a - d - w - o - r - d",
                                   "B A D W O R D",     "b_a_d_w_o_r_d",
                                   "baaaadword",        "bbaaddwwoorrdd",
                                   "b a a a d w o r d", "b\u0301ad\u0308word",
                                   "bädwörd",           "b\u200Badw\u00ADord",
                                   "b\uFE0Fadword",     "bаdwоrd",
                                   "ｂａｄｗｏｒｄ",    "𝐛𝐚𝐝𝐰𝐨𝐫𝐝",
                                   "ⓑⓐⓓⓦⓞⓡⓓ",           "🅱🅰🅳🅆🄾🅁🄳",
                                   "b4dw0rd",           "8adword",
                                   "b@dword",           "BADW0RD!",
                                   "xbadwordx"})
        CHECK(found("badword", text));
    CHECK(found("kill", "k1ll"));
    CHECK(found("kill", "ki11"));
    CHECK(found("kill", "k!ll"));
    CHECK(found("kill", "k|ll"));
    CHECK(found("hello", "he11o"));
    CHECK(found("hello", "HE||O you"));
    CHECK(found("assess", "a$$e55"));
    CHECK(found("hate", "h 4 t 3"));
    CHECK(found("сука", "су́ка"));
    CHECK(found("сука", "cyka"));
    CHECK(found("schei\u00DFe", "SCHEISSE"));
}

TEST_CASE("a loose list reads phrases with any spacing, and spelled out") {
    CHECK(find({"bad word"}, "a bad   word") == Hits{{1, 2, 12}});
    CHECK(find({"bad word"}, "bad\n-word") == Hits{{1, 0, 9}});
    CHECK(find({"bad word"}, "b a d w o r d") == Hits{{1, 0, 13}});
    CHECK(found("bad dog", "b a d d o g"));
    CHECK_FALSE(found("bad dog", "b a d o g"));
    CHECK_FALSE(found("bad word", "badword"));  // "the rapist" is no "therapist"
}

TEST_CASE("a loose list does not see words across the ends of words") {
    CHECK_FALSE(found("ass", "as said"));
    CHECK_FALSE(found("ass", "was so"));
    CHECK_FALSE(found("ass", "a ss"));
    CHECK_FALSE(found("penis", "the pen is mightier"));
    CHECK_FALSE(found("penis", "pen. Is it"));
    CHECK_FALSE(found("therapist", "the rapist"));
    CHECK_FALSE(found("ab", "a b c"));
    CHECK_FALSE(found("abc", "a     b     c"));
    CHECK_FALSE(found("hell", "she'll"));
}

TEST_CASE("a letter that a term doubles must be doubled in the text") {
    CHECK_FALSE(found("ass", "as"));
    CHECK_FALSE(found("boob", "bob"));
    CHECK(found("ass", "asss"));
    CHECK(found("ass", "aaass"));
    CHECK(found("ass", "a s s"));
    CHECK_FALSE(found("ass", "a s x"));
}

TEST_CASE("numbers are not read as words") {
    CHECK_FALSE(found("lol", "101"));
    CHECK_FALSE(found("boo", "800"));
    CHECK_FALSE(found("gg", "99 bottles"));
    CHECK(found("boo", "b00"));
    CHECK(found("1488", "1488"));
    CHECK_FALSE(found("1488", "iabb"));
    CHECK_FALSE(found("69", "egg"));
}

TEST_CASE("a loose list finds whatever the same list finds that is not loose") {
    CHECK(find({":)"}, "so :)") == Hits{{1, 3, 5}});
    CHECK(find({"c++"}, "c++") == Hits{{1, 0, 3}});
    CHECK(find({"stras"}, "Straße") == Hits{{1, 0, 6}});
    std::mt19937 random(7);
    const std::vector<std::string> alphabet = {"a", "b", "B", "ß",      "1", " ",
                                               ".", "é", "е", "\u200B", "İ", "$"};
    const auto make = [&](std::size_t size) {
        std::string text;
        for (std::size_t i = 0; i < size; ++i) text += alphabet[random() % alphabet.size()];
        return text;
    };
    for (int round = 0; round < 3000; ++round) {
        const std::vector<Term> terms = {{.item = 1, .text = make(1 + random() % 5)}};
        const std::string text = make(random() % 40);
        const ListOptions strict{.whole_words = round % 2 == 0};
        ListOptions loose = strict;
        loose.loose = true;
        Hits few, many;
        Matcher::build(terms, strict).value()->match(text, Report::every, few);
        Matcher::build(terms, loose).value()->match(text, Report::every, many);
        INFO("round " << round << ": " << terms[0].text << " in " << text);
        CHECK(std::ranges::includes(many, few));
    }
}

TEST_CASE("whole words and loose go together") {
    const ListOptions both{.whole_words = true, .loose = true};
    CHECK(find({"ass"}, "class a$$, A S S. assess", both) == Hits{{1, 6, 9}, {1, 11, 16}});
    CHECK(find({"ass"}, "asssss", both) == Hits{{1, 0, 6}});
}

TEST_CASE("every disguise of a term is found, and edits keep the details of terms") {
    std::mt19937 random(11);
    const std::string term = "hatefulness bottle";
    const std::vector<Term> base = {{.item = 1, .text = "other"}, {.item = 2, .text = "bot"}};
    const std::vector<Term> added = {{.item = 2, .text = term}};
    const std::uint64_t removed[] = {2};
    const auto edited = Matcher::build(base, {.loose = true}).value()->edited(added, removed).value();
    for (int round = 0; round < 500; ++round) {
        std::string text = "x ";
        const bool spelled = random() % 3 == 0;
        for (const char c : term) {
            std::string letter(1, c);
            switch (random() % 8) {
                case 0: letter = static_cast<char>(std::toupper(c)); break;
                case 1: letter = c == 'e' ? "3" : c == 'o' ? "0" : letter; break;
                case 2: letter = c == 'a' ? "\u0430" : c == 'e' ? "\u00E9" : letter; break;
                case 3: letter += "\u200D"; break;
                case 4: letter += c == ' ' ? "" : letter; break;
                default: break;
            }
            text += letter;
            if (spelled) text += random() % 2 ? " " : ".";
        }
        INFO("round " << round << ": " << text);
        for (const auto& matcher : {edited, edited->merged()}) {
            Hits hits;
            matcher->match(text + " y", Report::first_per_item, hits);
            REQUIRE(hits.size() == 1);
            CHECK(hits[0].item == 2);
        }
    }
}
