// What a list finds, said by example; matcher_oracle.cpp compares with a naive search at random.
#include "blocklist/matcher.hpp"

#include <catch2/catch.hpp>

#include "ward/limits.hpp"

using namespace ward;
using namespace ward::blocklist;

namespace {

using Hits = std::vector<Hit>;

std::vector<Term> terms(std::initializer_list<const char*> texts) {
    std::vector<Term> result;
    for (const char* const text : texts) result.push_back({.item = result.size() + 1, .text = text});
    return result;
}

Hits find(const std::vector<Term>& list, std::string_view text, ListOptions options = {},
          Report report = Report::every) {
    Hits hits;
    Matcher::build(list, options).value()->match(text, report, hits);
    return hits;
}

}  // namespace

TEST_CASE("a term is found wherever it stands, in any case, with its offsets in bytes") {
    CHECK(find(terms({"badword"}), "a BadWord, notbadwordy") == Hits{{1, 2, 9}, {1, 14, 21}});
    CHECK(find(terms({"badword"}), "badwor").empty());
    CHECK(find(terms({"badword"}), "").empty());
}

TEST_CASE("terms of every length are found, at both ends of a text") {
    for (std::size_t length = 1; length <= limits::kMaxBlocklistTermCodePoints; ++length) {
        std::string term;
        for (std::size_t i = 0; i < length; ++i) term += static_cast<char>('a' + i * i % 23);
        INFO(term);
        const std::vector<Term> list = {{.item = 7, .text = term}};
        CHECK(find(list, term) == Hits{{7, 0, length}});
        CHECK(find(list, "  " + term) == Hits{{7, 2, length + 2}});
        CHECK(find(list, term.substr(1)).empty());
        CHECK(find(list, term.substr(0, length - 1)).empty());
    }
}

TEST_CASE("overlapping terms and overlapping occurrences are all told, by begin, end and item") {
    CHECK(find(terms({"abcab", "bc", "abc"}), "abcabcab") ==
          Hits{{3, 0, 3}, {1, 0, 5}, {2, 1, 3}, {3, 3, 6}, {1, 3, 8}, {2, 4, 6}});
    CHECK(find(terms({"aa"}), "aaaa") == Hits{{1, 0, 2}, {1, 1, 3}, {1, 2, 4}});
}

TEST_CASE("first_per_item tells of each item once") {
    CHECK(find(terms({"one", "two", "three"}), "two one two one", {}, Report::first_per_item) ==
          Hits{{2, 0, 3}, {1, 4, 7}});
    const std::string many(30000, 'a');
    CHECK(find(terms({"a", "aaaaaa"}), many, {}, Report::first_per_item) == Hits{{1, 0, 1}, {2, 0, 6}});
}

TEST_CASE("case folding is full: one character may fold to several") {
    CHECK(find(terms({"STRASSE"}), "die Straße!") == Hits{{1, 4, 11}});
    CHECK(find(terms({"straße"}), "STRASSE") == Hits{{1, 0, 7}});
    CHECK(find(terms({"ﬁne"}), "FINE") == Hits{{1, 0, 4}});
    CHECK(find(terms({"i\u0307stanbul"}), "\u0130STANBUL") == Hits{{1, 0, 9}});
    CHECK(find(terms({"ΌΔΟΣ"}), "όδος") == Hits{{1, 0, 8}});  // both sigmas are one
    CHECK(find(terms({"kelvin"}), "\u212Aelvin") == Hits{{1, 0, 8}});
    CHECK(find(terms({"тест"}), "это ТЕСТ.") == Hits{{1, 7, 15}});
}

TEST_CASE("a hit that ends inside what a character folds to takes in the character") {
    CHECK(find(terms({"stras"}), "Straße") == Hits{{1, 0, 6}});
    CHECK(find(terms({"se"}), "Straße") == Hits{{1, 4, 7}});
    CHECK(find(terms({"s"}), "ß") == Hits{{1, 0, 2}});  // once, though it is there twice
}

TEST_CASE("whole words neither begin nor end between two word characters") {
    const ListOptions whole{.whole_words = true};
    CHECK(find(terms({"ass"}), "class ass, ASS! bass_ass ass1", whole) == Hits{{1, 6, 9}, {1, 11, 14}});
    CHECK(find(terms({"ass"}), "assé éass (ass)", whole) == Hits{{1, 13, 16}});
    CHECK(find(terms({"c++"}), "c++ c++x", whole) == Hits{{1, 0, 3}, {1, 4, 7}});
    CHECK(find(terms({"+a"}), "b+a", whole) == Hits{{1, 1, 3}});
    CHECK(find(terms({"stras"}), "Straß", whole).empty());  // "strass" goes on
}

TEST_CASE("a text that is not UTF-8 is searched as far as it is") {
    CHECK(find(terms({"bad"}),
               "\xFF\xC3"
               "BAD\xE2\x82") == Hits{{1, 2, 5}});
    CHECK(find(terms({"é"}), "\xC3").empty());
}

TEST_CASE("a NUL is a character like any other") {
    const std::vector<Term> list = {{.item = 1, .text = std::string("a\0b", 3)},
                                    {.item = 2, .text = std::string(1, '\0')}};
    CHECK(find(list, std::string("xA\0B", 4)) == Hits{{1, 1, 4}, {2, 2, 3}});
    CHECK(find(list, "xab").empty());
}

TEST_CASE("regexes are searched for anywhere and keep to the case they are written in") {
    const std::vector<Term> list = {{.item = 1, .text = "b[ao]d\\d+", .regex = true},
                                    {.item = 2, .text = "(?i)strange (stuff|things)", .regex = true},
                                    {.item = 3, .text = "b.d", .regex = false},
                                    {.item = 4, .text = "größe|İstanbul", .regex = true}};
    CHECK(find(list, "xbad12 bod3 BAD4 b.d") == Hits{{1, 1, 6}, {1, 7, 11}, {3, 17, 20}});
    CHECK(find(list, "Strange THINGS happen") == Hits{{2, 0, 14}});
    CHECK(find(list, "größe İstanbul") == Hits{{4, 0, 7}, {4, 8, 17}});
    CHECK(find(list, "bad1 bad2", {}, Report::first_per_item) == Hits{{1, 0, 4}});
    CHECK(find({{.item = 1, .text = "\\bx*", .regex = true}}, "a xx b").size() == 1);
}

TEST_CASE("a regex that ignores case sees the two other characters that fold to ASCII letters") {
    const std::vector<Term> list = {{.item = 1, .text = "(?i)kissing", .regex = true}};
    CHECK(find(list, "\u212Aiſſing") == Hits{{1, 0, 11}});
}

TEST_CASE("check_term says what a list cannot hold") {
    const auto code = [](const char* text, bool regex) {
        const auto ok = check_term({.text = text, .regex = regex}, {});
        return ok ? Errc::ok : ok.error().code;
    };
    CHECK(code("word", false) == Errc::ok);
    CHECK(code("", false) == Errc::invalid_argument);
    CHECK(code("\xC3", false) == Errc::invalid_utf8);
    CHECK(code("w(or", false) == Errc::ok);
    CHECK(code("w(or", true) == Errc::invalid_argument);
    CHECK(code("x*", true) == Errc::invalid_argument);
    CHECK(code("((((x{100}){100}){100}){100})", true) == Errc::invalid_argument);
    CHECK(code("(?=x)", true) == Errc::invalid_argument);
    const std::string longest(limits::kMaxBlocklistTermCodePoints, 'x');
    CHECK(code(longest.c_str(), false) == Errc::ok);
    CHECK(code((longest + "x").c_str(), false) == Errc::invalid_argument);
    CHECK(Matcher::build(terms({"fine", ""}), {}).error().target == "terms[1].text");
}

TEST_CASE("a snapshot keeps what it had while the list is edited") {
    const auto before = Matcher::build(terms({"first", "second", "no"}), {}).value();
    const std::vector<Term> added = {{.item = 9, .text = "third"}, {.item = 2, .text = "other"}};
    const std::uint64_t removed[] = {1, 2, 77};
    const auto after = before->edited(added, removed).value();
    const auto merged = after->merged();
    const char* const text = "first second third other no";
    Hits hits;
    before->match(text, Report::every, hits);
    CHECK(hits == Hits{{1, 0, 5}, {2, 6, 12}, {3, 25, 27}});
    for (const auto& matcher : {after, merged}) {
        matcher->match(text, Report::every, hits);
        CHECK(hits == Hits{{9, 13, 18}, {2, 19, 24}, {3, 25, 27}});
    }
    CHECK(after->edits() == 5);
    CHECK(merged->edits() == 0);
}
