// Antialiased resampling as Pillow does it: separable, rows first, 8 bits between the two passes, and a filter whose
// support grows with the ratio. Weights have 16 bits, so a result is within one step of Pillow's.
#pragma once

#include <cstdint>
#include <vector>

#include "image/pixels.hpp"
#include "model/manifest.hpp"

namespace ward::image {

// What of a line of source pixels makes each pixel of a line of output.
struct Taps {
    struct Range {
        std::uint32_t first, count;
    };
    std::vector<Range> ranges;         // one for each output pixel
    std::vector<std::int16_t> values;  // `stride` for each, those beyond its count 0
    std::uint32_t stride = 0;          // a multiple of 4
    int shift = 0;                     // the values of a pixel add up to 1 << shift
};

// A line to be made from another. Where the source holds means of `reduction` neighbours, the weights are sums over
// them, so that nothing is lost but what the means have lost.
struct Line {
    std::uint32_t source = 0;     // pixels of the whole line, before any reduction
    std::uint32_t reduction = 1;  // and how many of them one stored pixel stands for
    std::uint32_t output = 0;     // pixels that the whole line becomes
    std::uint32_t first = 0;      // of these, the stretch that is wanted
    std::uint32_t count = 0;
};

Taps make_taps(const Line& line, model::Filter filter);

enum class Isa : std::uint8_t { portable, avx2 };

Isa best_isa() noexcept;

// All give the same bytes.
Pixels resample(const Pixels& source, const Line& across, const Line& down, model::Filter filter,
                Isa isa = best_isa());

}  // namespace ward::image
