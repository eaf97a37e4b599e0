#include "anomaly/impute.hpp"

#include <algorithm>
#include <cmath>

#include "anomaly/cubic.hpp"
#include "ward/limits.hpp"

namespace ward::anomaly {
namespace {

// A stretch of steps without points, end exclusive.
struct Gap {
    std::size_t begin, end;
    std::size_t size() const { return end - begin; }
};

// The values at their places; `known` says where.
struct Full {
    Values values;
    Flags known;

    std::vector<Gap> gaps() const {
        std::vector<Gap> out;
        for (std::size_t i = 0; i < known.size(); ++i) {
            if (known[i]) continue;
            if (i == 0 || known[i - 1]) out.push_back({i, i});
            out.back().end = i + 1;
        }
        return out;
    }
};

Full spread(const GridSeries& series) {
    const auto length = static_cast<std::size_t>(series.length());
    Full out{Values(length), Flags(length)};
    for (std::size_t i = 0; i < series.values.size(); ++i) {
        const auto at = static_cast<std::size_t>(series.indices[i]);
        out.values[at] = series.values[i];
        out.known[at] = 1;
    }
    return out;
}

void fill_by_lines(Full& full) {
    Flags marked(full.known.size());
    for (std::size_t i = 0; i < marked.size(); ++i) marked[i] = !full.known[i];
    interpolate_over(full.values, marked);
}

// A spline that leaves the range of monotone neighbours is replaced by a line.
void keep_monotone(Full& full, const Flags& known, const Gap& gap) {
    Values around;
    for (const std::size_t at : {gap.begin - 2, gap.begin - 1, gap.end, gap.end + 1})
        if (at > 0 && at < known.size() && known[at]) around.push_back(full.values[at]);
    const bool rising = std::ranges::is_sorted(around);
    if (around.size() <= 2 || (!rising && !std::ranges::is_sorted(around, std::ranges::greater()))) return;
    const double lowest = std::min(around.front(), around.back());
    const double highest = std::max(around.front(), around.back());
    const auto begin = full.values.begin() + static_cast<std::ptrdiff_t>(gap.begin);
    const auto end = full.values.begin() + static_cast<std::ptrdiff_t>(gap.end);
    if (std::all_of(begin, end, [&](double value) { return value >= lowest && value <= highest; })) return;
    const double left = *(begin - 1), step = (*end - left) / static_cast<double>(gap.size() + 1);
    for (std::size_t i = gap.begin; i < gap.end; ++i)
        full.values[i] = left + step * static_cast<double>(i - gap.begin + 1);
}

// Short gaps, by a cubic spline through all points.
void fill_short_gaps(Full& full, const GridSeries& series, std::size_t period) {
    constexpr std::size_t kLongest = 6;
    const Flags known = full.known;
    const auto [lowest, highest] = std::ranges::minmax(series.values);
    const CubicSpline spline(series.indices, series.values);
    for (const Gap& gap : full.gaps()) {
        if (gap.size() > kLongest || static_cast<double>(gap.size()) > static_cast<double>(period) / 4)
            continue;
        for (std::size_t i = gap.begin; i < gap.end; ++i) {
            full.values[i] = spline.at(static_cast<double>(i));
            full.known[i] = 1;
        }
        keep_monotone(full, known, gap);
        for (std::size_t i = gap.begin; i < gap.end; ++i)
            full.values[i] = std::clamp(full.values[i], lowest, highest);
    }
}

// The known values of the same phase in three cycles, the nearest first, going from `at` by whole periods. A gap of
// more than a cycle counts as one cycle.
Values same_phase(const Full& full, const std::vector<Gap>& gaps, std::size_t at, std::ptrdiff_t step) {
    constexpr int kCycles = 3;
    Values out;
    const auto length = static_cast<std::ptrdiff_t>(full.values.size());
    std::ptrdiff_t i = static_cast<std::ptrdiff_t>(at) + step;
    for (int cycle = 0; cycle < kCycles && i >= 0 && i < length; ++cycle, i += step) {
        if (full.known[static_cast<std::size_t>(i)]) {
            out.push_back(full.values[static_cast<std::size_t>(i)]);
            continue;
        }
        const auto gap = std::ranges::find_if(gaps, [&](const Gap& g) {
            return static_cast<std::ptrdiff_t>(g.begin) <= i && i < static_cast<std::ptrdiff_t>(g.end);
        });
        // On to the last point of this phase within the gap.
        const std::ptrdiff_t rest = step > 0 ? static_cast<std::ptrdiff_t>(gap->end) - i - 1
                                             : i - static_cast<std::ptrdiff_t>(gap->begin);
        i += rest / std::abs(step) * step;
    }
    return out;
}

// Long gaps, from the cycles before and after.
void fill_long_gaps(Full& full, std::size_t period) {
    constexpr double kWeights[] = {0.6, 0.3, 0.1};
    const std::vector<Gap> gaps = full.gaps();
    const Full given = full;
    const auto step = static_cast<std::ptrdiff_t>(period);
    for (const Gap& gap : gaps) {
        for (std::size_t i = gap.begin; i < gap.end; ++i) {
            double total = 0, weights = 0;
            for (const std::ptrdiff_t direction : {-step, step}) {
                const Values values = same_phase(given, gaps, i, direction);
                for (std::size_t k = 0; k < values.size(); ++k) {
                    total += values[k] * kWeights[k];
                    weights += kWeights[k];
                }
            }
            if (weights == 0) continue;
            full.values[i] = total / weights;
            full.known[i] = 1;
        }
    }
}

void fill_by_cycles(Full& full, const GridSeries& series, std::size_t period) {
    fill_short_gaps(full, series, period);
    fill_long_gaps(full, period);
    fill_by_lines(full);
}

void fill_by_previous(Full& full) {
    for (std::size_t i = 1; i < full.values.size(); ++i)
        if (!full.known[i]) full.values[i] = full.values[i - 1];
}

}  // namespace

double GridSeries::missing_share() const noexcept {
    const auto whole = static_cast<double>(length());
    return (whole - static_cast<double>(values.size())) / whole;
}

bool GridSeries::can_be_filled() const noexcept {
    return has_gaps() && length() <= static_cast<std::int64_t>(2 * limits::kMaxSeriesPoints);
}

Values fill(const GridSeries& series, ImputeMode mode, double fixed_value, std::size_t period) {
    Full full = spread(series);
    switch (mode) {
        case ImputeMode::previous: fill_by_previous(full); break;
        case ImputeMode::fixed:
        case ImputeMode::zero:
            for (std::size_t i = 0; i < full.values.size(); ++i)
                if (!full.known[i]) full.values[i] = mode == ImputeMode::zero ? 0 : fixed_value;
            break;
        case ImputeMode::automatic:
            if (period > 1) {
                fill_by_cycles(full, series, period);
                break;
            }
            [[fallthrough]];
        case ImputeMode::linear:
        case ImputeMode::not_fill: fill_by_lines(full); break;
    }
    return std::move(full.values);
}

}  // namespace ward::anomaly
