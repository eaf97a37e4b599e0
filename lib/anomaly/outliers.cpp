#include "anomaly/outliers.hpp"

#include <algorithm>
#include <cmath>

#include "anomaly/critical.hpp"
#include "anomaly/tie_order.hpp"

namespace ward::anomaly {
namespace {

constexpr auto kUpperQuartileOfNormal = 0.6744897501960817f;
constexpr float kSmallestScale = 1e-8f;

// One end of the sorted values, the most extreme first, in single precision. Tests look at the k-th and all behind it.
class Extremes {
public:
    Extremes(std::vector<float> values, bool upper) : values_(std::move(values)), upper_(upper) {
        // Sums of all from k on, to tell what is far from the limit without a pass over the values.
        sums_.resize(values_.size() + 1);
        squares_.resize(values_.size() + 1);
        for (std::size_t k = values_.size(); k-- > 0;) {
            sums_[k] = sums_[k + 1] + double{values_[k]};
            squares_[k] = squares_[k + 1] + double{values_[k]} * double{values_[k]};
        }
    }

    std::size_t size() const noexcept { return values_.size(); }

    bool is_outlier(std::size_t k, float limit) const {
        const float middle = median(k);
        return is_beyond(k, middle, median_deviation(k, middle) / kUpperQuartileOfNormal, limit) ||
               is_beyond_mean(k, limit);
    }

private:
    bool is_beyond(std::size_t k, float centre, float scale, float limit) const {
        const float distance = upper_ ? values_[k] - centre : centre - values_[k];
        return distance / std::max(scale, kSmallestScale) > limit;
    }

    float median(std::size_t k) const {
        const std::size_t count = values_.size() - k, middle = k + count / 2;
        return count % 2 == 1 ? values_[middle] : (values_[middle - 1] + values_[middle]) / 2;
    }

    // The median distance from the median: the middle of two sorted rows, those before the median and those after.
    float median_deviation(std::size_t k, float middle) const {
        const std::size_t count = values_.size() - k, half = count / 2;
        const float* const after = values_.data() + k + half;
        const float* const before = after - 1;  // downwards
        const auto left = [&](std::size_t i) {
            return std::abs(before[-static_cast<std::ptrdiff_t>(i)] - middle);
        };
        const auto right = [&](std::size_t i) { return std::abs(after[i] - middle); };
        // How many of the smaller half of all distances lie before the median.
        const std::size_t smaller = (count + 1) / 2;
        std::size_t low = 0, high = half;
        while (low < high) {
            const std::size_t i = (low + high) / 2;
            if (left(i) < right(smaller - i - 1)) low = i + 1;
            else high = i;
        }
        const std::size_t other = smaller - low;
        const float largest = std::max(low > 0 ? left(low - 1) : 0, other > 0 ? right(other - 1) : 0);
        if (count % 2 == 1) return largest;
        float next = low < half ? left(low) : right(other);
        if (low < half && other < count - half) next = std::min(next, right(other));
        return static_cast<float>((double{largest} + double{next}) / 2);
    }

    // The same by mean and standard deviation. Single precision decides only near the limit.
    bool is_beyond_mean(std::size_t k, float limit) const {
        constexpr double kRounding = 4e-6;
        const auto count = static_cast<double>(values_.size() - k);
        const double centre = sums_[k] / count;
        const double scale = std::sqrt(std::max(squares_[k] / count - centre * centre, 0.0));
        const double distance = upper_ ? double{values_[k]} - centre : centre - double{values_[k]};
        const double excess = distance - double{limit} * std::max(scale, kTiny);
        if (std::abs(excess) > kRounding * (std::abs(centre) + scale) * (1 + std::abs(double{limit})))
            return excess > 0;
        return is_beyond_mean_exactly(k, limit);
    }

    bool is_beyond_mean_exactly(std::size_t k, float limit) const {
        const std::size_t count = values_.size() - k;
        const float centre = mean(values_.data() + k, count);
        std::vector<float> squares(count);
        for (std::size_t i = 0; i < count; ++i) {
            const float distance = values_[k + i] - centre;
            squares[i] = distance * distance;
        }
        return is_beyond(k, centre, std::sqrt(mean(squares.data(), count)), limit);
    }

    std::vector<float> values_;
    bool upper_;
    Values sums_, squares_;
};

std::optional<double> majority_of(const Values& sorted, double scale) {
    if (!is_close(scale, 0)) return std::nullopt;
    const double middle = sorted[(sorted.size() - 1) / 2];
    if (is_close(middle, sorted.front()) || is_close(middle, sorted.back())) return std::nullopt;
    return middle;
}

}  // namespace

Ranking::Ranking(std::span<const double> values) : sorted_(values.size()), order_(places_in_order(values)) {
    for (std::size_t k = 0; k < order_.size(); ++k) sorted_[k] = values[order_[k]];
    centre_ = median(sorted_);
    scale_ = median_deviation(sorted_);
    majority_ = majority_of(sorted_, scale_);
    if (scale_ == 0) {
        scale_ = deviation(sorted_);
        centre_ = mean(sorted_);
    }
}

std::size_t Ranking::at(Tail tail, std::size_t k) const {
    return tail == Tail::upper ? sorted_.size() - 1 - k : k;
}

std::vector<std::size_t> Ranking::prefix(Tail tail, std::size_t count) const {
    std::vector<std::size_t> out(count);
    for (std::size_t k = 0; k < count; ++k) out[k] = order_[at(tail, k)];
    return out;
}

std::vector<std::size_t> Ranking::esd_outliers(Tail tail, const OutlierLimits& limits) const {
    std::size_t count = sorted_.size();
    // What lies beyond the majority's value would make it look like an outlier.
    if (majority_)
        while (std::abs(sorted_[at(tail, count - 1)] - *majority_) >= kTiny) --count;
    std::vector<float> values(count);
    for (std::size_t k = 0; k < count; ++k) values[k] = static_cast<float>(sorted_[at(tail, k)]);

    std::size_t first = 0;
    if (limits.last_only) {
        while (first < count && order_[at(tail, first)] != sorted_.size() - 1) ++first;
        if (first >= limits.most) return {};
    }
    const Extremes extremes(std::move(values), tail == Tail::upper);
    const auto is_outlier = [&](std::size_t k) {
        return extremes.is_outlier(k, critical_value(count - k, limits.alpha));
    };
    if (limits.last_only) {
        for (std::size_t k = first; k < limits.most; ++k)
            if (is_outlier(k)) return prefix(tail, k + 1);
        return {};
    }
    // The least extreme outlier takes all that are more extreme with it.
    for (std::size_t k = limits.most; k-- > 0;)
        if (is_outlier(k)) return prefix(tail, k + 1);
    return {};
}

std::vector<std::size_t> Ranking::z_score_outliers(Tail tail, const OutlierLimits& limits) const {
    constexpr double kFar = 3;
    std::vector<std::size_t> out;
    if (scale_ == 0) return out;
    for (std::size_t k = 0; k < limits.most; ++k)
        if (std::abs(sorted_[at(tail, k)] - centre_) / scale_ > kFar) out.push_back(order_[at(tail, k)]);
    return out;
}

void Ballot::elect(const std::vector<std::vector<std::size_t>>& suspects) {
    constexpr auto kNone = static_cast<std::size_t>(-1);
    std::vector<std::size_t> rank(length_, kNone), order;
    for (std::size_t test = 0; test < suspects.size(); ++test) {
        for (std::size_t k = 0; k < suspects[test].size(); ++k) {
            const std::size_t i = suspects[test][k];
            if (rank[i] == kNone) order.push_back(i);
            rank[i] = rank[i] == kNone ? k + test * length_ : rank[i] + k;
        }
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return rank[i]; });
    for (std::size_t k = 0; k < std::min(most_, order.size()); ++k) elected_[order[k]] = 1;
}

std::size_t most_outliers(std::size_t length, double ratio) noexcept {
    const double share = std::ceil(static_cast<double>(length) * ratio);
    return std::min(static_cast<std::size_t>(std::max(share, 1.0)), length / 2 - 1);
}

}  // namespace ward::anomaly
