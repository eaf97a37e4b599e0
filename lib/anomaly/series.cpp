#include "anomaly/series.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "anomaly/grid.hpp"
#include "ward/limits.hpp"

namespace ward::anomaly {
namespace {

Error refuse(const std::string& predicate) {
    return {Errc::invalid_argument, "The 'series' field " + predicate, "series"};
}

Result<void> check_value(double value, std::size_t index) {
    if (std::isnan(value))
        return Error{Errc::invalid_field,
                     "The 'value' at index " + std::to_string(index) + " is not a number",
                     "series[" + std::to_string(index) + "].value"};
    if (std::abs(value) > limits::kMaxSeriesValue)
        return refuse("has a value at index " + std::to_string(index) + " that is more than 1e100 in size");
    return {};
}

Result<Values> check_values(std::span<const SeriesPoint> points) {
    if (points.size() < limits::kMinSeriesPoints)
        return refuse("must have at least " + std::to_string(limits::kMinSeriesPoints) + " points");
    if (points.size() > limits::kMaxSeriesPoints)
        return refuse("cannot have more than " + std::to_string(limits::kMaxSeriesPoints) + " points");
    Values values(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        values[i] = points[i].value;
        if (auto checked = check_value(values[i], i); !checked) return std::move(checked).error();
    }
    return values;
}

// Whether there are more than two cycles of a period that was asked for.
bool has_two_cycles(const GridSeries& series, const AnomalyOptions& options) {
    if (!options.period || *options.period <= 1) return true;
    const auto needed = 2 * std::int64_t{*options.period} + 1;
    const bool stays_short = options.impute_mode == ImputeMode::not_fill || !series.can_be_filled();
    return series.length() >= needed &&
           (!stays_short || static_cast<std::int64_t>(series.values.size()) >= needed);
}

}  // namespace

Result<GridSeries> check_series(std::span<const SeriesPoint> points, const AnomalyOptions& options) {
    auto values = check_values(points);
    if (!values) return std::move(values).error();
    auto indices = place_on_grid(points, options.granularity, options.custom_interval);
    if (!indices) return std::move(indices).error();
    GridSeries series{*std::move(values), *std::move(indices)};
    if (!has_two_cycles(series, options))
        return Error{Errc::invalid_argument, "The 'series' field must have more than 2 periods points",
                     "period"};
    return series;
}

Result<void> check_next(std::span<const SeriesPoint> points, const SeriesPoint& next,
                        const AnomalyOptions& options) {
    if (auto checked = check_value(next.value, points.size()); !checked) return checked;
    // The first and the last of the others fix the grid and the order.
    std::vector<SeriesPoint> ends;
    if (!points.empty()) ends.push_back(points.front());
    if (points.size() > 1) ends.push_back(points.back());
    ends.push_back(next);
    const auto placed = place_on_grid(ends, options.granularity, options.custom_interval);
    return placed ? Result<void>() : placed.error();
}

}  // namespace ward::anomaly
