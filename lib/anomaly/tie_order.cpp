#include "anomaly/tie_order.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

namespace ward::anomaly {
namespace {

class Sorter {
public:
    Sorter(std::span<const double> values, std::vector<std::size_t>& order)
        : values_(values), order_(order) {}

    // Sorts [first, last], both inclusive; `depth` bounds the work on values made to defeat the pivot's choice.
    void sort(std::size_t first, std::size_t last, int depth) {
        constexpr std::size_t kSmall = 16;
        while (last - first > kSmall) {
            if (depth-- < 0) return sort_stably(first, last);
            const std::size_t middle = partition(first, last);
            // The smaller part by recursion keeps the stack low.
            if (middle - first < last - middle) {
                if (middle > first) sort(first, middle - 1, depth);
                first = middle + 1;
            } else {
                if (middle < last) sort(middle + 1, last, depth);
                last = middle - 1;
            }
        }
        sort_by_insertion(first, last);
    }

private:
    double at(std::size_t k) const { return values_[order_[k]]; }
    void swap(std::size_t a, std::size_t b) { std::swap(order_[a], order_[b]); }

    std::size_t partition(std::size_t first, std::size_t last) {
        const std::size_t middle = first + (last - first) / 2;
        if (at(middle) < at(first)) swap(middle, first);
        if (at(last) < at(middle)) swap(last, middle);
        if (at(middle) < at(first)) swap(middle, first);
        const double pivot = at(middle);
        std::size_t i = first, j = last - 1;
        swap(middle, j);
        for (;;) {
            while (at(++i) < pivot) {
            }
            while (pivot < at(--j)) {
            }
            if (i >= j) break;
            swap(i, j);
        }
        swap(i, last - 1);
        return i;
    }

    void sort_by_insertion(std::size_t first, std::size_t last) {
        for (std::size_t i = first + 1; i <= last; ++i) {
            const std::size_t place = order_[i];
            std::size_t j = i;
            for (; j > first && values_[place] < at(j - 1); --j) order_[j] = order_[j - 1];
            order_[j] = place;
        }
    }

    void sort_stably(std::size_t first, std::size_t last) {
        const auto begin = order_.begin() + static_cast<std::ptrdiff_t>(first);
        std::stable_sort(begin, order_.begin() + static_cast<std::ptrdiff_t>(last) + 1,
                         [&](std::size_t a, std::size_t b) { return values_[a] < values_[b]; });
    }

    std::span<const double> values_;
    std::vector<std::size_t>& order_;
};

}  // namespace

std::vector<std::size_t> places_in_order(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), 0);
    const int depth = 2 * (std::bit_width(values.size()) - 1);
    if (values.size() > 1) Sorter(values, order).sort(0, values.size() - 1, depth);
    return order;
}

}  // namespace ward::anomaly
