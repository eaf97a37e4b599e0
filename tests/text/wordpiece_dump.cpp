/// @file
/// Tokenizes what wordpiece_differential.py sends, so that it can be compared with the peer.
///
///     wordpiece_dump VOCAB [cased] [literal]  < texts > tokens
///
/// In:  texts, each a 32-bit byte count and the bytes.
/// Out: for each a 32-bit token count, the ids, and the spans as pairs of byte offsets (all 32-bit, host order).
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "text/wordpiece.hpp"

namespace {

using ward::text::SpecialTokens;
using ward::text::TokenSpan;
using ward::text::WordPiece;
using ward::text::WordPieceOptions;

template <class T>
void write(const T* items, std::size_t count) {
    std::fwrite(items, sizeof(T), count, stdout);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    WordPieceOptions options;
    for (int i = 2; i < argc; ++i) {
        if (argv[i] == std::string_view("cased")) options.lowercase = false;
        if (argv[i] == std::string_view("literal")) options.special_tokens = SpecialTokens::literal;
    }
    std::ifstream file(argv[1], std::ios::binary);
    const std::string vocab{std::istreambuf_iterator<char>(file), {}};
    const auto tokenizer = WordPiece::create(vocab, options);
    if (!tokenizer) {
        std::fprintf(stderr, "%s\n", tokenizer.error().message.c_str());
        return 1;
    }
    std::uint32_t size = 0;
    std::string text;
    std::vector<std::int32_t> ids, with_spans;
    std::vector<TokenSpan> spans;
    while (std::fread(&size, sizeof size, 1, stdin) == 1) {
        text.resize(size);
        if (std::fread(text.data(), 1, size, stdin) != size) return 1;
        ids.clear();
        with_spans.clear();
        spans.clear();
        tokenizer->encode(text, ids, nullptr);
        tokenizer->encode(text, with_spans, &spans);
        if (ids != with_spans || ids.size() != spans.size()) return 1;
        const auto count = static_cast<std::uint32_t>(ids.size());
        write(&count, 1);
        write(ids.data(), ids.size());
        write(spans.data(), spans.size());
    }
    return 0;
}
