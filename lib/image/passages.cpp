#include "image/passages.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "base/utf8.hpp"
#include "ward/limits.hpp"

namespace ward::image {
namespace {

constexpr std::size_t kFewestWords = 2;                         // of a line that is judged by itself
constexpr std::size_t kFewestLetters = 2;                       // of a word
constexpr std::size_t kMostBytes = limits::kMaxTextCodePoints;  // as many code points at most

// Beyond ASCII all count: what is a letter matters only for debris, and that is ASCII.
// Of a letter beyond ASCII its first byte counts, so that one misread glyph is no word.
bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           static_cast<unsigned char>(byte) >= 0xC0;
}

std::size_t count_words(std::string_view text) {
    std::size_t words = 0, letters = 0;
    for (const char byte : text) {
        if (base::is_continuation(byte)) continue;
        letters = is_letter(byte) ? letters + 1 : 0;
        words += letters == kFewestLetters;
    }
    return words;
}

void append(Passage& passage, const TextLine& line) {
    if (!passage.text.empty()) passage.text += '\n';
    passage.parts.push_back({line.quad, passage.text.size(), passage.text.size() + line.text.size()});
    passage.text += line.text;
}

}  // namespace

std::vector<Passage> find_passages(std::span<const TextLine> lines) {
    std::vector<Passage> passages;
    Passage all;
    for (const TextLine& line : lines) {
        const std::size_t words = count_words(line.text);
        if (words == 0 || all.text.size() + 1 + line.text.size() > kMostBytes) continue;
        append(all, line);
        if (words >= kFewestWords) append(passages.emplace_back(), line);
    }
    // A text of one line is judged once.
    if (all.parts.size() == 1) passages.clear();
    if (!all.parts.empty()) passages.push_back(std::move(all));
    return passages;
}

Quad region_of(const Passage& passage, const TextSpan& span) {
    std::vector<Quad> quads;
    for (const Passage::Part& part : passage.parts)
        if (part.begin < span.end_bytes && span.begin_bytes < part.end) quads.push_back(part.quad);
    if (quads.size() == 1) return quads.front();
    Point low{INFINITY, INFINITY}, high{-INFINITY, -INFINITY};
    for (const Quad& quad : quads)
        for (const Point corner : quad) {
            low = {std::min(low.x, corner.x), std::min(low.y, corner.y)};
            high = {std::max(high.x, corner.x), std::max(high.y, corner.y)};
        }
    return {low, {high.x, low.y}, high, {low.x, high.y}};
}

void add_text(const Passage& passage, const TextResult& judged,
              std::vector<ImageCategoryResult>& categories) {
    for (const CategoryResult& read : judged.categories) {
        const auto known = std::ranges::find(categories, read.category, &ImageCategoryResult::category);
        if (known == categories.end() || read.severity <= known->severity) continue;
        *known = {read.category, read.severity, ImageEvidence::text, read.at_least, std::nullopt};
        if (read.evidence) known->region = region_of(passage, *read.evidence);
    }
}

}  // namespace ward::image
