// Compares the matcher with the oracle on random lists and texts, through every scan kernel that runs here:
//   ward_blocklist_oracle [PAIRS] [SEED]
#include "matcher_oracle.hpp"

#include <charconv>
#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <random>

#include "blocklist/gram_filter.hpp"

using namespace ward::blocklist;

namespace {

class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    std::size_t below(std::size_t bound) { return engine_() % bound; }

    // Few different characters, so that terms occur, overlap and share beginnings; among them those that fold to
    // others, to several, and from one length to another.
    std::string text(std::size_t points) {
        static constexpr const char* kAlphabets[][12] = {
            {"a", "b", "A", "B", " "},
            {"a", "b", "c", "s", "S", "ß", "ſ", " ", "."},
            {"i", "I", "İ", "ı", "\u0307", "k", "K", "\u212A", " ", "_"},
            {"ﬁ", "f", "i", "ﬀ", "ﬃ", "F", "I", "-", "1"},
            {"σ", "ς", "Σ", "ΐ", "ι", "\u0308", "\u0301", "ᾳ", "α", " "},
            {"т", "Т", "е", "Ё", "ё", "ꙋ", "ᲈ", " ", "!"},
            {"Ⱥ", "ⱥ", "ẞ", "s", "ŉ", "ʼ", "n", "N", " "},
            {"中", "文", "日", "本", "。", "a", " "},
            {"𐐀", "𐐨", "😀", "a", "\u200D", " "},
            {"\x7F", "a", "A", "\t", "z", "Z", "[", "@", "`", "{"},
        };
        const auto& alphabet = kAlphabets[alphabet_];
        std::size_t letters = 0;
        while (letters < std::size(alphabet) && alphabet[letters]) ++letters;
        std::string result;
        for (std::size_t i = 0; i < points; ++i)
            result += alphabet[below(below(3) == 0 ? letters : (letters + 1) / 2)];
        return result;
    }

    void next_alphabet() { alphabet_ = below(10); }

private:
    std::mt19937_64 engine_;
    std::size_t alphabet_ = 0;
};

struct Case {
    std::vector<Term> terms;
    ListOptions options;
    std::string text;
};

Case make_case(Random& random) {
    Case c;
    random.next_alphabet();
    c.options.whole_words = random.below(3) == 0;
    c.text = random.text(random.below(10) == 0 ? random.below(400) : random.below(40));
    if (random.below(8) == 0) c.text.insert(random.below(c.text.size() + 1), "\xE2\x84");
    const std::size_t count = 1 + random.below(12);
    for (std::size_t i = 0; i < count; ++i) {
        std::string term = random.text(1 + random.below(random.below(2) == 0 ? 24 : 6));
        c.terms.push_back({.item = random.below(3) == 0 ? i * 1000 : i, .text = std::move(term)});
    }
    return c;
}

std::string escaped(const std::string& text) {
    std::string result;
    char hex[8];
    for (const char byte : text) {
        std::snprintf(hex, sizeof hex, "\\x%02X", static_cast<unsigned>(static_cast<unsigned char>(byte)));
        result += hex;
    }
    return result;
}

bool agrees(const Case& c, Random& random) {
    const auto built = Matcher::build(c.terms, c.options).value();
    // The same list, reached by edits.
    const std::size_t half = random.below(c.terms.size() + 1);
    const std::span<const Term> all(c.terms);
    std::vector<Term> beginning(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(half));
    beginning.push_back({.item = 99999, .text = "a"});
    const std::uint64_t gone[] = {99999};
    const auto edited = Matcher::build(beginning, c.options).value()->edited(all.subspan(half), gone).value();
    std::vector<Hit> hits;
    for (const Report report : {Report::every, Report::first_per_item}) {
        const auto expected = oracle::match(c.terms, c.options, c.text, report);
        for (const ScanKernel& kernel : ScanKernels()) {
            if (!kernel.runs_here()) continue;
            scan_kernel() = &kernel;
            for (const auto& matcher : {built, edited, edited->merged()}) {
                matcher->match(c.text, report, hits);
                if (hits == expected) continue;
                std::printf("%s: %zu hits, %zu expected\n", kernel.name, hits.size(), expected.size());
                return false;
            }
        }
    }
    return true;
}

std::uint64_t number(const char* text) {
    std::uint64_t value = 0;
    std::from_chars(text, text + std::strlen(text), value);
    return value;
}

}  // namespace

int main(int argc, char** argv) {
    const std::uint64_t pairs = argc > 1 ? number(argv[1]) : 20'000;
    const std::uint64_t seed = argc > 2 ? number(argv[2]) : std::random_device{}();
    std::printf("%" PRIu64 " pairs, seed %" PRIu64 "\n", pairs, seed);
    Random random(seed);
    for (std::uint64_t i = 0; i < pairs; ++i) {
        const Case c = make_case(random);
        if (agrees(c, random)) continue;
        std::printf("pair %" PRIu64 "%s\ntext \"%s\"\n", i, c.options.whole_words ? ", whole words" : "",
                    escaped(c.text).c_str());
        for (const Term& term : c.terms)
            std::printf("term %" PRIu64 " \"%s\"\n", term.item, escaped(term.text).c_str());
        return 1;
    }
    std::printf("all agree\n");
}
