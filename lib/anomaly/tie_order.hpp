// Sorting in which equal values end up where the reference leaves them.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace ward::anomaly {

// The places of the values in ascending order. Where the number of outliers is limited, the order of equal values
// decides which of them are; so this is numpy's quicksort, which is not stable: median of three, insertion sort for up
// to 17.
std::vector<std::size_t> places_in_order(std::span<const double> values);

}  // namespace ward::anomaly
