#include "text/wordpiece.hpp"

#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "ward/limits.hpp"

#ifndef WARD_TEST_WORDPIECE_FIXTURE
#define WARD_TEST_WORDPIECE_FIXTURE "tests/data/wordpiece_fixture.tsv"
#endif

namespace {

using ward::Errc;
using ward::text::SpecialTokens;
using ward::text::TokenSpan;
using ward::text::WordPiece;
using ward::text::WordPieceOptions;
using Ids = std::vector<std::int32_t>;
using Spans = std::vector<TokenSpan>;

std::string read(const char* path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

const std::string& model_vocabulary() {
    static const std::string text = read(WARD_TEST_VOCAB);
    return text;
}

const WordPiece& model_tokenizer() {
    static const WordPiece tokenizer = WordPiece::create(model_vocabulary()).value();
    return tokenizer;
}

// [PAD] 0, [UNK] 1, [CLS] 2, [SEP] 3, [MASK] 4, and from 5 on the given pieces.
WordPiece small(const std::vector<std::string>& pieces, const WordPieceOptions& options = {}) {
    std::string vocab = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
    for (const std::string& piece : pieces) vocab += piece + "\n";
    return WordPiece::create(vocab, options).value();
}

Ids encode(const WordPiece& tokenizer, std::string_view text) {
    Ids ids;
    tokenizer.encode(text, ids, nullptr);
    return ids;
}

Spans spans_of(const WordPiece& tokenizer, std::string_view text) {
    Ids ids;
    Spans spans;
    tokenizer.encode(text, ids, &spans);
    CHECK(ids == encode(tokenizer, text));
    return spans;
}

// \xHH stands for a byte, \x5c for the backslash.
std::string unescape(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            bytes += static_cast<char>(std::stoi(std::string(text.substr(i + 2, 2)), nullptr, 16));
            i += 3;
        } else {
            bytes += text[i];
        }
    }
    return bytes;
}

Ids parse_ids(const std::string& text) {
    std::istringstream in(text);
    return {std::istream_iterator<std::int32_t>(in), {}};
}

}  // namespace

TEST_CASE("the ids equal the recorded ones of the peer", "[short][wordpiece]") {
    std::ifstream file(WARD_TEST_WORDPIECE_FIXTURE);
    REQUIRE(file);
    int lines = 0;
    for (std::string line; std::getline(file, line); ++lines) {
        const std::size_t tab = line.find('\t');
        INFO("line " << lines + 1);
        CHECK(encode(model_tokenizer(), unescape(line.substr(0, tab))) == parse_ids(line.substr(tab + 1)));
    }
    CHECK(lines > 2000);
}

TEST_CASE("special tokens have the vocabulary's ids", "[short][wordpiece]") {
    CHECK(model_tokenizer().pad_id() == 0);
    CHECK(model_tokenizer().unk_id() == 100);
    CHECK(model_tokenizer().cls_id() == 101);
    CHECK(model_tokenizer().sep_id() == 102);
    CHECK(model_tokenizer().size() == 30522);
}

TEST_CASE("encode appends and adds neither [CLS] nor [SEP]", "[short][wordpiece]") {
    const WordPiece tokenizer = small({"hello"});
    Ids ids{2};
    Spans spans{{0, 0}};
    tokenizer.encode("Hello", ids, &spans);
    CHECK(ids == Ids{2, 5});
    CHECK(spans == Spans{{0, 0}, {0, 5}});
}

TEST_CASE("text without a word has no tokens", "[short][wordpiece]") {
    for (const std::string_view text : {"", " ", "\t\r\n ", "\xEF\xBF\xBD", "\x01\x02", "\xCC\x81"}) {
        CHECK(encode(model_tokenizer(), text).empty());
    }
}

TEST_CASE("the longest piece is taken each time", "[short][wordpiece]") {
    const WordPiece tokenizer = small({"a", "ab", "abc", "##c", "##d", "##cd", "##bcde"});
    CHECK(encode(tokenizer, "abc") == Ids{7});
    CHECK(encode(tokenizer, "abcd") == Ids{7, 9});
    CHECK(encode(tokenizer, "abd") == Ids{6, 9});
}

TEST_CASE("a word that its longest pieces cannot finish is unknown as a whole", "[short][wordpiece]") {
    const WordPiece tokenizer = small({"a", "ab", "##bc", "x"});
    CHECK(encode(tokenizer, "abc x") == Ids{1, 8});
    CHECK(spans_of(tokenizer, "x abc x") == Spans{{0, 1}, {2, 5}, {6, 7}});
}

TEST_CASE("pieces longer than 16 bytes are found", "[short][wordpiece]") {
    const std::string head = "abcdefghijklmnop";
    const WordPiece tokenizer =
        small({head, head + "q", head + "qrs", "##" + head + "xy", "##" + head + "x", "z", "##z"});
    CHECK(encode(tokenizer, head) == Ids{5});
    CHECK(encode(tokenizer, head + "q") == Ids{6});
    CHECK(encode(tokenizer, head + "qrs") == Ids{7});
    CHECK(encode(tokenizer, head + "qrsz") == Ids{7, 11});
    CHECK(encode(tokenizer, "z" + head + "xyz") == Ids{10, 8, 11});
    CHECK(encode(tokenizer, "z" + head + "xz") == Ids{10, 9, 11});
    CHECK(encode(tokenizer, head + "qr") == Ids{1});
}

TEST_CASE("the last of equal vocabulary lines wins", "[short][wordpiece]") {
    const std::string longer = "abcdefghijklmnopqrst";
    const WordPiece tokenizer = small({"a", longer, "a", longer});
    CHECK(encode(tokenizer, "a " + longer) == Ids{7, 8});
}

TEST_CASE("words of up to 100 characters are spelled, longer ones unknown", "[short][wordpiece]") {
    const WordPiece tokenizer = small({"a", "##a", "\u00DF", "##\u00DF"});
    CHECK(encode(tokenizer, std::string(100, 'a')).size() == 100);
    CHECK(encode(tokenizer, std::string(101, 'a')) == Ids{1});
    std::string sharp;  // two bytes each: characters are what counts
    for (int i = 0; i < 100; ++i) sharp += "\u00DF";
    CHECK(encode(tokenizer, sharp).size() == 100);
    CHECK(encode(tokenizer, sharp + "a") == Ids{1});
}

TEST_CASE("the length limit of words is an option", "[short][wordpiece]") {
    const WordPiece tokenizer = small({"abc", "abcd"}, {.max_word_chars = 3});
    CHECK(encode(tokenizer, "abc abcd") == Ids{5, 1});
    CHECK(encode(tokenizer, "[MASK]") == Ids{4});
}

TEST_CASE("punctuation and ideographs stand alone", "[short][wordpiece]") {
    const WordPiece tokenizer = small({"a", "b", "-", "\u6211", "\u3002"});
    CHECK(encode(tokenizer, "a-b") == Ids{5, 7, 6});
    CHECK(encode(tokenizer, "a\u6211\u3002b") == Ids{5, 8, 9, 6});
}

TEST_CASE("uncased: letters are lowercased and accents stripped", "[short][wordpiece]") {
    const WordPiece tokenizer = small({"eau", "\u03C3"});
    CHECK(encode(tokenizer, "\u00C9\u00C4U e\u0301a\u0308u") == Ids{5, 5});
    CHECK(encode(tokenizer, "\u03A3 \u03C2") == Ids{6, 1});  // final sigma is another letter
}

TEST_CASE("cased: letters and accents stay", "[short][wordpiece]") {
    const WordPiece tokenizer = small({"\u00C9a", "\u00E9a"}, {.lowercase = false});
    CHECK(encode(tokenizer, "\u00C9a \u00E9a \u00C9A E\u0301a") == Ids{5, 6, 1, 1});
}

TEST_CASE("control characters vanish within words", "[short][wordpiece]") {
    const WordPiece tokenizer = small({"ab"});
    using namespace std::string_view_literals;
    CHECK(encode(tokenizer, "a\0b a\x7F\x62 a\u200B\uFEFF\uFFFD\u00ADb"sv) == Ids{5, 5, 5});
}

TEST_CASE("marks that stay are put in canonical order", "[short][wordpiece]") {
    // U+302F has class 224, U+1D165 class 216.
    const WordPiece tokenizer = small({"a\U0001D165\u302F"});
    CHECK(encode(tokenizer, "a\u302F\U0001D165") == Ids{5});
    CHECK(encode(tokenizer, "a\U0001D165\u302F") == Ids{5});
    CHECK(spans_of(tokenizer, "a\u302F\U0001D165") == Spans{{0, 8}});
}

TEST_CASE("special tokens in text are recognised unless told otherwise", "[short][wordpiece]") {
    const std::vector<std::string> pieces{"[", "]", "sep", "a"};
    CHECK(encode(small(pieces), "a[SEP]a [sep] [[SEP]]") == Ids{8, 3, 8, 5, 7, 6, 5, 3, 6});
    const WordPiece literal = small(pieces, {.special_tokens = SpecialTokens::literal});
    CHECK(encode(literal, "a[SEP]a [sep]") == Ids{8, 5, 7, 6, 8, 5, 7, 6});
}

TEST_CASE("unused vocabulary lines are no special tokens", "[short][wordpiece]") {
    CHECK(encode(model_tokenizer(), "[unused1]") == encode(model_tokenizer(), "[ unused1 ]"));
}

TEST_CASE("spans point at the bytes that a token came from", "[short][wordpiece]") {
    const WordPiece tokenizer = small({"ab", "##c", "e", "\u1112", "##\u1161", "##\u11AB", "."});
    CHECK(spans_of(tokenizer, " ABC. ") == Spans{{1, 3}, {3, 4}, {4, 5}});
    CHECK(spans_of(tokenizer, "\u00E9 abc") == Spans{{0, 2}, {3, 5}, {5, 6}});
    CHECK(spans_of(tokenizer, "a\u0301bc") == Spans{{0, 4}, {4, 5}});
    CHECK(spans_of(tokenizer, "\uD55C.") == Spans{{0, 3}, {0, 3}, {0, 3}, {3, 4}});
    CHECK(spans_of(tokenizer, "ab[SEP]") == Spans{{0, 2}, {2, 7}});
}

TEST_CASE("the place in a long text makes no difference", "[short][wordpiece]") {
    // Shifts the sample across every position of the scanner's blocks and windows.
    const std::string sample = "Caf\u00E9 [MASK] unaffable \u6211, isn't it? \u302F\U0001D165";
    const Ids expected = encode(model_tokenizer(), sample);
    const Spans expected_spans = spans_of(model_tokenizer(), sample);
    for (std::uint32_t shift = 0; shift < 2200; ++shift) {
        const std::string text = std::string(shift, ' ') + sample;
        Spans spans = spans_of(model_tokenizer(), text);
        for (TokenSpan& span : spans) span = {span.begin - shift, span.end - shift};
        REQUIRE(encode(model_tokenizer(), text) == expected);
        REQUIRE(spans == expected_spans);
    }
}

TEST_CASE("a text without spaces stays whole beyond a window", "[short][wordpiece]") {
    const WordPiece tokenizer = small({"\u6211", "x"});
    std::string ideographs;
    for (int i = 0; i < 5000; ++i) ideographs += "\u6211";
    CHECK(encode(tokenizer, ideographs) == Ids(5000, 5));
    CHECK(encode(tokenizer, std::string(5000, 'y') + " x") == Ids{1, 6});
    CHECK(spans_of(tokenizer, std::string(5000, 'y') + " x") == Spans{{0, 5000}, {5001, 5002}});
}

TEST_CASE("bytes that are not UTF-8 are survived", "[short][wordpiece]") {
    std::mt19937 random(1);
    std::uniform_int_distribution<int> byte(0, 255), lead(0xC0, 0xFF), length(0, 300), kind(0, 3);
    for (int round = 0; round < 3000; ++round) {
        std::vector<char> text(static_cast<std::size_t>(length(random)));  // no terminator to run into
        for (char& c : text) {
            const int which = kind(random);
            c = static_cast<char>(which == 0 ? 'a' : which == 1 ? lead(random) : byte(random));
        }
        for (const TokenSpan& span : spans_of(model_tokenizer(), {text.data(), text.size()})) {
            REQUIRE(span.begin < span.end);
            REQUIRE(span.end <= text.size());
        }
    }
}

TEST_CASE("a vocabulary that cannot serve is refused", "[short][wordpiece]") {
    const std::string good = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n";
    CHECK(WordPiece::create(good));
    CHECK(WordPiece::create("[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]"));
    for (const std::string& vocab :
         {std::string(), std::string("a\nb\n"), std::string("[PAD]\n[UNK]\n[CLS]\n"),
          std::string("[PAD]\n[UNK]\n[SEP]\n"), std::string("[PAD]\n[CLS]\n[SEP]\n"),
          std::string("[UNK]\n[CLS]\n[SEP]\n"), good + "\xC3\n"}) {
        const auto result = WordPiece::create(vocab);
        REQUIRE(!result);
        CHECK(result.error().code == Errc::pack_invalid);
    }
}

TEST_CASE("a vocabulary that is too large is refused", "[short][wordpiece]") {
    const std::string good = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n";
    CHECK(!WordPiece::create(good + std::string(ward::limits::kMaxPackFileBytes, 'a')));
    CHECK(!WordPiece::create(good + std::string(std::size_t{1} << 22, '\n')));
}

TEST_CASE("a tokenizer works after it was moved", "[short][wordpiece]") {
    WordPiece first = small({"a"});
    WordPiece second = std::move(first);
    CHECK(encode(second, "a [SEP]") == Ids{5, 3});
}
