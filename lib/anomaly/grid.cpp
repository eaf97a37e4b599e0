#include "anomaly/grid.hpp"

#include <limits>
#include <optional>
#include <string>

namespace ward::anomaly {
namespace {

using std::chrono::microseconds;
using Time = decltype(SeriesPoint::time);

// The length of a step that is the same everywhere; nothing for months and years.
std::optional<microseconds> fixed_step(Granularity granularity) {
    switch (granularity) {
        case Granularity::weekly: return std::chrono::weeks(1);
        case Granularity::daily: return std::chrono::days(1);
        case Granularity::hourly: return std::chrono::hours(1);
        case Granularity::minutely: return std::chrono::minutes(1);
        case Granularity::secondly: return std::chrono::seconds(1);
        case Granularity::microsecond: return std::chrono::milliseconds(1);
        case Granularity::none:
        case Granularity::yearly:
        case Granularity::monthly: break;
    }
    return std::nullopt;
}

// Months from one time to a later one; nothing if they are not at the same place of their months. The last day of a
// month stands for any day that the month has not got. The time of day is not looked at, as in the reference.
std::optional<std::int64_t> whole_months(Time from, Time to) {
    using namespace std::chrono;
    const year_month_day a(floor<days>(from)), b(floor<days>(to));
    const auto last_day = [](const year_month_day& date) {
        return (date.year() / date.month() / last).day();
    };
    const bool a_ends = a.day() == last_day(a), b_ends = b.day() == last_day(b);
    const bool same_place =
        a.day() == b.day() || (a_ends && b_ends) ||
        (last_day(a) != last_day(b) && ((b_ends && a.day() > b.day()) || (a_ends && b.day() > a.day())));
    const bool same_month = a.year() == b.year() && a.month() == b.month();
    if (same_month ? a.day() != b.day() : !same_place) return std::nullopt;
    return (int{b.year()} - int{a.year()}) * std::int64_t{12} +
           (static_cast<int>(unsigned{b.month()}) - static_cast<int>(unsigned{a.month()}));
}

std::optional<std::int64_t> steps_between(Time from, Time to, Granularity granularity, int interval) {
    std::int64_t distance = 0, step = 1;
    if (const auto fixed = fixed_step(granularity)) {
        // Beyond its unit's last digit a time says nothing.
        const bool milliseconds = granularity == Granularity::microsecond;
        distance = milliseconds ? (std::chrono::floor<std::chrono::milliseconds>(to) -
                                   std::chrono::floor<std::chrono::milliseconds>(from))
                                          .count() *
                                      1000
                                : (to - from).count();
        step = fixed->count();
    } else {
        const auto months = whole_months(from, to);
        if (!months) return std::nullopt;
        distance = *months;
        step = granularity == Granularity::yearly ? 12 : 1;
    }
    if (interval > std::numeric_limits<std::int64_t>::max() / step) return std::nullopt;  // beyond all times
    step *= interval;
    if (distance % step != 0) return std::nullopt;
    return distance / step;
}

// Far from where the calendar's arithmetic overflows.
bool is_calendar_time(Time time) {
    using namespace std::chrono;
    return time >= sys_days(year(1) / 1 / 1) && time < sys_days(year(10'000) / 1 / 1);
}

Error bad_time(std::size_t index, std::string_view why) {
    return {Errc::invalid_argument,
            "The 'timestamp' at index " + std::to_string(index) + ' ' + std::string(why), "series"};
}

Error off_grid(std::size_t index, Granularity granularity, int interval) {
    return bad_time(index, "is invalid in " + std::string(name(granularity)) + " granularity with " +
                               std::to_string(interval) +
                               " gran as interval; it must lie a whole number of these after the first");
}

}  // namespace

Result<std::vector<std::int64_t>> place_on_grid(std::span<const SeriesPoint> series, Granularity granularity,
                                                int interval) {
    std::vector<std::int64_t> indices(series.size());
    const bool timeless = granularity == Granularity::none;
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (timeless) {
            indices[i] = static_cast<std::int64_t>(i);
            continue;
        }
        if (!is_calendar_time(series[i].time)) return bad_time(i, "must lie in the years 1 to 9999");
        if (i == 0) continue;
        if (series[i].time < series[i - 1].time)
            return bad_time(i, "is before the one before it; sort the 'series' field in ascending order");
        if (series[i].time == series[i - 1].time)
            return bad_time(i, "is a duplicate of the one before it; give each time once");
    }
    for (std::size_t i = 1; i < series.size() && !timeless; ++i) {
        const auto steps = steps_between(series.front().time, series[i].time, granularity, interval);
        // Two times of one step, such as two in a month, differ in what is not looked at.
        if (!steps || *steps <= indices[i - 1]) return off_grid(i, granularity, interval);
        indices[i] = *steps;
    }
    return indices;
}

}  // namespace ward::anomaly
