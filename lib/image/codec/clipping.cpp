#include "image/codec/clipping.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace ward::image::codec {
namespace {

// Found by measuring (tests/image/image_differential.py): lettering and drawings that are off by more than 8 of 255 in
// a tensor have squares with 58 or more such bytes of a channel, photographs 41 at most.
constexpr std::uint8_t kNearTheEnds = 10, kEdge = 96;
constexpr std::size_t kSquare = 16;
constexpr unsigned kMostEdges = 48;

// Truth as 0 or 1, joined without branches: so the loop below is done in vectors.
unsigned near_the_ends(std::uint8_t value) noexcept {
    return static_cast<std::uint8_t>(value + kNearTheEnds) <= 2 * kNearTheEnds ? 1 : 0;
}

unsigned is_clipped_edge(std::uint8_t a, std::uint8_t b) noexcept {
    const auto step = static_cast<std::uint8_t>(std::max(a, b) - std::min(a, b));
    return (step >= kEdge ? 1u : 0u) & (near_the_ends(a) | near_the_ends(b));
}

// Counts the bytes of a row that are at an edge to the left or above.
void count_edges(const std::uint8_t* row, const std::uint8_t* above, std::size_t size,
                 std::uint8_t* counts) noexcept {
    for (std::size_t i = kChannels; i < size; ++i)
        counts[i] = static_cast<std::uint8_t>(
            counts[i] + (is_clipped_edge(row[i], row[i - kChannels]) | is_clipped_edge(row[i], above[i])));
}

bool has_busy_square(const std::vector<std::uint8_t>& counts) noexcept {
    constexpr std::size_t kBytes = kSquare * kChannels;
    for (std::size_t left = 0; left + kBytes <= counts.size(); left += kBytes) {
        std::array<unsigned, kChannels> edges{};
        for (std::size_t i = 0; i < kBytes; ++i) edges[i % kChannels] += counts[left + i];
        if (*std::ranges::max_element(edges) > kMostEdges) return true;
    }
    return false;
}

}  // namespace

bool has_clipped_edges(const Pixels& pixels) {
    const std::size_t size = std::size_t{pixels.width} * kChannels;
    std::vector<std::uint8_t> counts(size);
    for (std::size_t top = 0; top + kSquare <= pixels.height; top += kSquare) {
        std::ranges::fill(counts, std::uint8_t{0});
        for (std::size_t y = top; y < top + kSquare; ++y)
            count_edges(pixels.row(y), pixels.row(y == 0 ? 0 : y - 1), size, counts.data());
        if (has_busy_square(counts)) return true;
    }
    return false;
}

}  // namespace ward::image::codec
