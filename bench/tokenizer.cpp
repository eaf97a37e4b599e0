/// @file
/// Throughput of the WordPiece tokenizer on one thread, over documents of 1,000 bytes.
///
///     bench_tokenizer VOCAB [TEXT] [Google Benchmark flags]
///
/// TEXT is cut into documents; without it a short built-in sample is used, which flatters: its few words stay
/// in the first-level cache. bench/tokenizer_peer.py compares with Hugging Face `tokenizers`.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "text/wordpiece.hpp"

namespace {

using ward::text::TokenSpan;
using ward::text::WordPiece;

constexpr std::size_t kDocumentBytes = 1000;

// The Declaration of Independence, 1776.
constexpr std::string_view kSample =
    "We hold these truths to be self-evident, that all men are created equal, that they are endowed by their "
    "Creator with certain unalienable Rights, that among these are Life, Liberty and the pursuit of "
    "Happiness. "
    "That to secure these rights, Governments are instituted among Men, deriving their just powers from the "
    "consent of the governed, That whenever any Form of Government becomes destructive of these ends, it is "
    "the "
    "Right of the People to alter or to abolish it, and to institute new Government, laying its foundation "
    "on "
    "such principles and organizing its powers in such form, as to them shall seem most likely to effect "
    "their "
    "Safety and Happiness. Prudence, indeed, will dictate that Governments long established should not be "
    "changed "
    "for light and transient causes; and accordingly all experience hath shewn, that mankind are more "
    "disposed to "
    "suffer, while evils are sufferable, than to right themselves by abolishing the forms to which they are "
    "accustomed.\n";

std::string read(const char* path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        std::fprintf(stderr, "cannot read %s\n", path);
        std::exit(1);
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Pieces of about kDocumentBytes that do not cut a character in two; bench/tokenizer_peer.py cuts alike.
std::vector<std::string> cut(std::string_view text) {
    std::vector<std::string> documents;
    while (!text.empty()) {
        std::size_t size = std::min(kDocumentBytes, text.size());
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
        documents.emplace_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return documents;
}

void encode_all(benchmark::State& state, const WordPiece& tokenizer,
                const std::vector<std::string>& documents, bool with_spans) {
    std::size_t bytes = 0, tokens = 0;
    std::vector<std::int32_t> ids;
    std::vector<TokenSpan> spans;
    for (auto _ : state) {
        for (const std::string& document : documents) {
            ids.clear();
            spans.clear();
            tokenizer.encode(document, ids, with_spans ? &spans : nullptr);
            benchmark::DoNotOptimize(ids.data());
            bytes += document.size();
            tokens += ids.size();
        }
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
    state.SetItemsProcessed(static_cast<std::int64_t>(tokens));
}

void create(benchmark::State& state, std::string_view vocab) {
    for (auto _ : state) benchmark::DoNotOptimize(WordPiece::create(vocab));
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (argc < 2) {
        std::fprintf(stderr, "usage: %s VOCAB [TEXT] [benchmark flags]\n", argv[0]);
        return 2;
    }
    const std::string vocab = read(argv[1]);
    const std::vector<std::string> documents = cut(argc > 2 ? read(argv[2]) : std::string(kSample));
    const auto tokenizer = WordPiece::create(vocab);
    if (!tokenizer) {
        std::fprintf(stderr, "%s\n", tokenizer.error().message.c_str());
        return 1;
    }
    benchmark::RegisterBenchmark("ids",
                                 [&](benchmark::State& s) { encode_all(s, *tokenizer, documents, false); });
    benchmark::RegisterBenchmark("ids_and_spans",
                                 [&](benchmark::State& s) { encode_all(s, *tokenizer, documents, true); });
    benchmark::RegisterBenchmark("create", [&](benchmark::State& s) {
        create(s, vocab);
    })->Unit(benchmark::kMillisecond);
    benchmark::RunSpecifiedBenchmarks();
}
