#include "image/lines.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "image/geometry.hpp"

namespace ward::image {
namespace {

constexpr float kSameDirection = 0.866F;  // the cosine of 30 degrees
constexpr float kWidestGap = 2;           // between words of a line, in heights
constexpr float kSameRow = 0.5F;          // how far apart the middles of words of a row are, in heights

using Words = std::vector<TextLine>;

// Of the length of the word.
Point reading_vector(const Quad& quad) { return (quad[1] - quad[0] + quad[2] - quad[3]) * 0.5F; }

float topmost(const Words& words) {
    float top = INFINITY;
    for (const TextLine& word : words)
        for (const Point corner : word.quad) top = std::min(top, corner.y);
    return top;
}

// The longest word of a block is its first, and says its direction.
std::vector<Words> split_into_blocks(Words words) {
    std::ranges::stable_sort(words, std::greater<>(),
                             [](const TextLine& word) { return length(reading_vector(word.quad)); });
    std::vector<Words> blocks;
    for (TextLine& word : words) {
        const auto fits = [&](const Words& block) {
            const Point a = reading_vector(block.front().quad), b = reading_vector(word.quad);
            return dot(a, b) >= kSameDirection * length(a) * length(b);
        };
        const auto block = std::ranges::find_if(blocks, fits);
        if (block == blocks.end()) blocks.push_back({std::move(word)});
        else block->push_back(std::move(word));
    }
    std::ranges::stable_sort(blocks, {}, topmost);
    return blocks;
}

Point direction(const Words& block) {
    Point sum;
    for (const TextLine& word : block) sum = sum + reading_vector(word.quad);
    const float size = length(sum);
    return size > 0 ? sum * (1 / size) : Point{1, 0};
}

// A word as seen by a reader who looks along the block's direction: its rectangle's `centre` is in the reader's
// coordinates.
struct Placed {
    TextLine word;
    float begin, end, middle, height;

    Placed(TextLine taken, Point along) : word(std::move(taken)) {
        const Rectangle around = rectangle_around(word.quad, along);
        const float centre = dot(around.centre, along);
        begin = centre - around.width / 2;
        end = centre + around.width / 2;
        middle = dot(around.centre, turned(along));
        height = length(word.quad[3] - word.quad[0]);
    }
};

using Row = std::vector<Placed>;

bool in_row(const Row& row, const Placed& word) {
    const Placed& last = row.back();
    return word.middle - last.middle < kSameRow * std::min(word.height, last.height);
}

std::vector<Row> split_into_rows(Words block, Point along) {
    Row placed;
    for (TextLine& word : block) placed.emplace_back(std::move(word), along);
    std::ranges::stable_sort(placed, {}, &Placed::middle);
    std::vector<Row> rows;
    for (Placed& word : placed) {
        if (rows.empty() || !in_row(rows.back(), word)) rows.emplace_back();
        rows.back().push_back(std::move(word));
    }
    for (Row& row : rows) std::ranges::stable_sort(row, {}, &Placed::begin);
    return rows;
}

TextLine join(std::span<const Placed> words, Point along) {
    TextLine line;
    std::vector<Point> corners;
    float bytes = 0;
    for (const Placed& placed : words) {
        if (!line.text.empty()) line.text += ' ';
        line.text += placed.word.text;
        const float weight = static_cast<float>(placed.word.text.size());
        line.confidence += weight * placed.word.confidence;
        bytes += weight;
        corners.insert(corners.end(), placed.word.quad.begin(), placed.word.quad.end());
    }
    if (bytes > 0) line.confidence /= bytes;
    line.quad = rectangle_around(corners, along).corners();
    return line;
}

void append_lines(const Row& row, Point along, std::vector<TextLine>& lines) {
    std::size_t first = 0;
    for (std::size_t i = 1; i <= row.size(); ++i) {
        const bool joined = i < row.size() && row[i].begin - row[i - 1].end <=
                                                  kWidestGap * std::max(row[i].height, row[i - 1].height);
        if (joined) continue;
        lines.push_back(join(std::span(row).subspan(first, i - first), along));
        first = i;
    }
}

}  // namespace

std::vector<TextLine> join_lines(std::vector<TextLine> words) {
    std::vector<TextLine> lines;
    for (Words& block : split_into_blocks(std::move(words))) {
        const Point along = direction(block);
        for (const Row& row : split_into_rows(std::move(block), along)) append_lines(row, along, lines);
    }
    return lines;
}

}  // namespace ward::image
