#include "text/windows.hpp"

#include <catch2/catch.hpp>

using namespace ward;
using text::cut_windows;
using text::WordPiece;

namespace {

// Words of one letter are one token each.
const WordPiece& tokenizer() {
    static const WordPiece made =
        WordPiece::create("[PAD]\n[UNK]\n[CLS]\n[SEP]\na\nb\nc\nd\n\xC3\xA9\n").value();
    return made;
}

const model::TextInput kInput{
    .vocabulary = "v", .lowercase = true, .window = 8, .overlap = 2};  // 6 tokens, stride 4

std::string words(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += std::string(i ? " " : "") + static_cast<char>('a' + i % 4);
    return text;
}

}  // namespace

TEST_CASE("a short text is one window between [CLS] and [SEP]") {
    const auto windows = cut_windows("  a b ", tokenizer(), kInput);
    REQUIRE(windows.size() == 1);
    CHECK(windows[0].tokens == std::vector<std::int32_t>{2, 4, 5, 3});
    CHECK(windows[0].span.begin_bytes == 2);
    CHECK(windows[0].span.end_bytes == 5);
}

TEST_CASE("a text without tokens has no windows") {
    for (const char* text : {"", " ", "\t\n", "\xE2\x80\x8B"})
        CHECK(cut_windows(text, tokenizer(), kInput).empty());
}

TEST_CASE("windows overlap, cover every token and none is empty of new ones") {
    for (std::size_t count = 1; count < 40; ++count) {
        const auto windows = cut_windows(words(count), tokenizer(), kInput);
        std::size_t covered = 0;
        for (const auto& window : windows) {
            const std::size_t begin = window.span.begin_bytes / 2, end = begin + window.tokens.size() - 2;
            CHECK(window.tokens.size() <= kInput.window);
            CHECK(begin <= covered);
            CHECK(end > covered);
            covered = end;
        }
        CHECK(covered == count);
    }
}

TEST_CASE("a window's span is told in bytes and in code points") {
    const auto windows =
        cut_windows("\xC3\xA9 \xC3\xA9 \xC3\xA9 \xC3\xA9 \xC3\xA9 \xC3\xA9 a b", tokenizer(), kInput);
    REQUIRE(windows.size() == 2);
    CHECK(windows[0].span.end_bytes == 17);
    CHECK(windows[0].span.end_code_points == 11);
    CHECK(windows[1].span.begin_bytes == 12);
    CHECK(windows[1].span.begin_code_points == 8);
    CHECK(windows[1].span.end_code_points == 15);
}
