// The inner loops of resampling, for each instruction set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "image/resample.hpp"

namespace ward::image {

// Bytes that may be read behind the end of a source row, and written behind the end of the last output row.
inline constexpr std::size_t kRowSlack = 32;

struct RowKernels {
    // One row of pixels to the row that `taps` make of it; up to kRowSlack bytes behind `out` are overwritten.
    void (*across)(const std::uint8_t* source, const Taps& taps, std::uint8_t* out);

    // weights.size() rows of `line` bytes, one after the other, to one.
    void (*down)(const std::uint8_t* rows, std::size_t line, std::span<const std::int16_t> weights, int shift,
                 std::uint8_t* out);
};

const RowKernels& row_kernels(Isa isa) noexcept;

}  // namespace ward::image
