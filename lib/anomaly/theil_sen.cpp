// With n points there are n (n - 1) / 2 slopes, so only those near the median are looked at: which pairs they belong to
// follows from sorting. A line of slope s through each point meets the axis at y - s x, and a pair is steeper than s
// exactly if these meet it in the pair's order.
// source: Matousek (1991), Randomized optimal algorithm for slope selection, in a simpler form
#include "anomaly/theil_sen.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "anomaly/numeric.hpp"

namespace ward::anomaly {
namespace {

template <class T>
double slope(std::span<const T> values, std::size_t i, std::size_t j) {
    return static_cast<double>(values[j] - values[i]) / static_cast<double>(j - i);
}

template <class T>
double median_of_all(std::span<const T> values) {
    Values slopes;
    slopes.reserve(values.size() * (values.size() - 1) / 2);
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t j = i + 1; j < values.size(); ++j) slopes.push_back(slope(values, i, j));
    return median_in_place(slopes);
}

struct Bounds {
    double lowest, highest;
    double share;  // of all slopes, about, that lie between
};

// Room for what intercepts lose to rounding.
Bounds with_room(Bounds bounds) {
    constexpr double kRounding = 1e-6;
    const double room = kRounding * std::max(std::abs(bounds.lowest), std::abs(bounds.highest)) +
                        std::numeric_limits<double>::min();
    return {bounds.lowest - room, bounds.highest + room, bounds.share};
}

// Bounds between which the median lies, nearly always: those of a sample's middle.
template <class T>
Bounds likely_bounds(std::span<const T> values) {
    constexpr std::size_t kSample = 1024, kMargin = 68;  // more than four standard errors
    Values sample(kSample);
    std::uint32_t state = 1;  // of a linear congruential generator; the answer does not depend on it
    const auto below = [&state](std::size_t bound) {
        state = state * 1664525u + 1013904223u;
        return static_cast<std::size_t>((std::uint64_t{state} * bound) >> 32);
    };
    for (double& each : sample) {
        const std::size_t a = below(values.size()), b = (a + 1 + below(values.size() - 1)) % values.size();
        each = slope(values, std::min(a, b), std::max(a, b));
    }
    const auto upper = sample.begin() + kSample / 2 + kMargin, lower = sample.begin() + kSample / 2 - kMargin;
    std::nth_element(sample.begin(), upper, sample.end());
    std::nth_element(sample.begin(), lower, upper);
    return with_room({*lower, *upper, 2.0 * kMargin / kSample});
}

template <class T>
Values intercepts(std::span<const T> values, double slope) {
    Values out(values.size());
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = static_cast<double>(values[i]) - slope * static_cast<double>(i);
    return out;
}

// Sorts places by their intercepts, and counts the pairs that change their order: those less steep than the slope.
std::size_t sort_and_count(const Values& intercepts, std::span<std::uint32_t> order,
                           std::span<std::uint32_t> spare) {
    if (order.size() < 2) return 0;
    const std::size_t half = order.size() / 2;
    const auto left = order.first(half), right = order.subspan(half);
    std::size_t count = sort_and_count(intercepts, left, spare.first(half)) +
                        sort_and_count(intercepts, right, spare.subspan(half));
    std::size_t i = 0, j = 0;
    for (std::uint32_t& place : spare) {
        const bool from_right =
            i == left.size() || (j < right.size() && intercepts[right[j]] < intercepts[left[i]]);
        if (from_right) count += left.size() - i;
        place = from_right ? right[j++] : left[i++];
    }
    std::ranges::copy(spare, order.begin());
    return count;
}

// The slopes of the pairs whose order differs between `order` and that of the intercepts. Insertion sort meets each once.
template <class T>
Values slopes_between(std::span<const T> values, const Values& intercepts, std::vector<std::uint32_t> order) {
    Values out;
    for (std::size_t k = 1; k < order.size(); ++k) {
        const std::uint32_t place = order[k];
        std::size_t to = k;
        for (; to > 0 && intercepts[place] < intercepts[order[to - 1]]; --to) {
            order[to] = order[to - 1];
            if (order[to] < place) out.push_back(slope(values, order[to], place));
        }
        order[to] = place;
    }
    return out;
}

// A few in a thousand of the slopes, from where the median must be if they lie evenly between wider bounds.
template <class T>
Bounds narrow_bounds(std::span<const T> values, const Bounds& wide) {
    constexpr double kShare = 0.01;
    const double count = static_cast<double>(values.size() * (values.size() - 1) / 2);
    const double slopes_per_unit = count * wide.share / (wide.highest - wide.lowest);
    std::vector<std::uint32_t> order(values.size()), spare(values.size());
    std::iota(order.begin(), order.end(), 0);
    const double middle = (wide.lowest + wide.highest) / 2;
    const auto below = static_cast<double>(sort_and_count(intercepts(values, middle), order, spare));
    const double guess = middle + (count / 2 - below) / slopes_per_unit,
                 reach = kShare / 2 * count / slopes_per_unit;
    return with_room({guess - reach, guess + reach, kShare});
}

// The median, if it lies between the bounds.
template <class T>
std::optional<double> median_between(std::span<const T> values, const Bounds& bounds) {
    std::vector<std::uint32_t> order(values.size()), spare(values.size());
    std::iota(order.begin(), order.end(), 0);
    const std::size_t below = sort_and_count(intercepts(values, bounds.lowest), order, spare);
    const std::size_t count = values.size() * (values.size() - 1) / 2;
    const std::size_t lower = (count - 1) / 2, upper = count / 2;  // the middle places, which may be one
    if (lower < below) return std::nullopt;
    Values between = slopes_between(values, intercepts(values, bounds.highest), std::move(order));
    if (upper >= below + between.size()) return std::nullopt;
    const auto middle = between.begin() + static_cast<std::ptrdiff_t>(upper - below);
    std::nth_element(between.begin(), middle, between.end());
    if (lower == upper) return *middle;
    return (*std::max_element(between.begin(), middle) + *middle) / 2;
}

template <class T>
double select_median(std::span<const T> values) {
    constexpr std::size_t kFew = 96;
    if (values.size() <= kFew) return median_of_all(values);
    const Bounds wide = likely_bounds(values);
    if (const auto found = median_between(values, narrow_bounds(values, wide))) return *found;
    const auto found = median_between(values, wide);
    return found ? *found : median_of_all(values);
}

}  // namespace

double median_slope(std::span<const double> values) { return select_median(values); }
double median_slope(std::span<const float> values) { return select_median(values); }

}  // namespace ward::anomaly
