#include "anomaly/decompose.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace ward::anomaly {
namespace {

// The decomposers of one request: one for the series, and one for the series with a point more.
struct Decomposer {
    std::size_t period;
    Stl plain;
    std::optional<Stl> longer;
};

Decomposer make_decomposer(std::size_t length, std::size_t period, bool guard_end) {
    Decomposer made{period, Stl(length, period), std::nullopt};
    if (guard_end) made.longer.emplace(length + 1, period);
    return made;
}

// In logarithms the seasonal is a factor; it is told as what it adds to the trend. Values below 1 are lifted first.
Decomposition decompose_logs(std::span<const double> values, const Stl& stl) {
    const double lowest = std::ranges::min(values);
    const double lift = lowest < 1 ? 1 - lowest : 0;
    Values lifted(values.size()), logs(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        lifted[i] = lowest < 1 ? values[i] - lowest + 1 : values[i];
        logs[i] = std::log(lifted[i]);
    }
    Decomposition out = stl.decompose(logs);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double trend = std::exp(out.trend[i]);
        out.seasonal[i] = std::exp(out.trend[i] + out.seasonal[i]) - trend;
        out.remainder[i] = lifted[i] - trend - out.seasonal[i];
        out.trend[i] = lift != 0 ? trend - 1 + lowest : trend;
    }
    return out;
}

Decomposition decompose_by(std::span<const double> values, const Stl& stl, bool logs) {
    return logs ? decompose_logs(values, stl) : stl.decompose(values);
}

// What the next point would be: the median of the points of its phase.
double typical_next(std::span<const double> values, std::size_t period) {
    Values same_phase;
    for (std::size_t back = period; back <= values.size(); back += period)
        same_phase.push_back(values[values.size() - back]);
    return median_in_place(same_phase);
}

Decomposition decompose_once(std::span<const double> values, const Decomposer& with, bool logs) {
    Decomposition out = decompose_by(values, with.plain, logs);
    if (!with.longer) return out;
    // With one more point behind it the last is less of an end; the better fit of the two there counts.
    Values longer(values.begin(), values.end());
    longer.push_back(typical_next(values, with.period));
    Decomposition adjusted = decompose_by(longer, *with.longer, logs);
    const std::size_t last = values.size() - 1;
    if (std::abs(out.remainder[last]) <= std::abs(adjusted.remainder[last])) return out;
    for (Values* part : {&adjusted.seasonal, &adjusted.trend, &adjusted.remainder}) part->pop_back();
    return adjusted;
}

// Points three standard deviations away, unless so many of their phase are that it must be the pattern.
Flags outliers_of(std::span<const double> detrended, std::size_t period) {
    constexpr double kFar = 3;
    Flags marked(detrended.size());
    const double scale = deviation(detrended);
    if (scale == 0) return {};
    const double centre = mean(detrended);
    std::vector<std::size_t> in_phase(period);
    for (std::size_t i = 0; i < detrended.size(); ++i) {
        marked[i] = std::abs(detrended[i] - centre) / scale >= kFar;
        if (marked[i]) ++in_phase[i % period];
    }
    const auto most =
        static_cast<std::size_t>(static_cast<double>(detrended.size()) / static_cast<double>(period) / 2);
    for (std::size_t i = 0; i < detrended.size(); ++i)
        if (in_phase[i % period] > most) marked[i] = 0;
    return std::ranges::find(marked, 1) == marked.end() ? Flags() : marked;
}

// Each marked point takes the value before it; the first ones, the first that is not marked.
void hold_over(Values& values, const Flags& marked) {
    const auto first = static_cast<std::size_t>(std::ranges::find(marked, 0) - marked.begin());
    if (first == values.size()) return;
    std::fill_n(values.begin(), first, values[first]);
    for (std::size_t i = first + 1; i < values.size(); ++i)
        if (marked[i]) values[i] = values[i - 1];
}

// Twice when there are outliers: the second time without them.
Decomposition decompose_cleaned(std::span<const double> values, const Decomposer& with, bool logs) {
    Decomposition rough = decompose_once(values, with, logs);
    Values cleaned(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) cleaned[i] = rough.remainder[i] + rough.seasonal[i];
    const Flags outliers = outliers_of(cleaned, with.period);
    if (outliers.empty()) return rough;
    hold_over(cleaned, outliers);
    for (std::size_t i = 0; i < values.size(); ++i) cleaned[i] += rough.trend[i];
    return decompose_once(cleaned, with, logs);
}

// The mean share of the values that is left unexplained.
double unexplained(std::span<const double> values, const Decomposition& parts) {
    Values shares;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double share = std::abs(parts.remainder[i] / values[i]);
        if (!std::isnan(share)) shares.push_back(share);
    }
    return shares.empty() ? 0 : mean(shares);
}

}  // namespace

Decomposition decompose(std::span<const double> values, std::size_t period, bool guard_end) {
    constexpr double kPoor = 0.10, kGood = 0.05;
    const Decomposer with = make_decomposer(values.size(), period, guard_end);
    Decomposition sums = decompose_cleaned(values, with, false);
    if (!(unexplained(values, sums) > kPoor)) return sums;
    Decomposition products = decompose_cleaned(values, with, true);
    return unexplained(values, products) < kGood ? products : sums;
}

}  // namespace ward::anomaly
