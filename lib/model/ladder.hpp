// Ladders, P(severity >= 1) ... P(severity >= 7) of one category, and the severities they tell.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "model/manifest.hpp"

namespace ward::model {

// The severity a ladder tells: how many of its levels, from the first on, reach their thresholds.
int ladder_severity(std::span<const float> at_least, std::span<const float> thresholds) noexcept;

// Where a head's output has a ladder that informs a category.
struct Ladder {
    Category category = Category::hate;
    std::size_t column = 0;  // the first
    std::array<float, kLadderSize> thresholds{};

    // `row`: all columns that the head gives.
    std::span<const float> at_least(std::span<const float> row) const {
        return row.subspan(column, kLadderSize);
    }
};

// In the manifest's order.
std::vector<Ladder> ladders_of(const Manifest& manifest);

}  // namespace ward::model
