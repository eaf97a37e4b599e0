#include "anomaly/differences.hpp"

#include <algorithm>

#include "anomaly/stationarity.hpp"

namespace ward::anomaly {
namespace {

// Changes from one value to the next. The first `order` + 1 have none that is theirs and take the next one's.
Values differences(std::span<const double> values, std::size_t order) {
    Values out(values.size());
    for (std::size_t i = order + 1; i < values.size(); ++i) out[i] = values[i] - values[i - 1];
    std::fill_n(out.begin(), order + 1, out[order + 1]);
    return out;
}

// What differences of differences expect, as differences.
Values summed(const Values& expected, double first) {
    Values out(expected.size());
    out[0] = out[1] = first;
    for (std::size_t i = 2; i < expected.size(); ++i) out[i] = out[i - 1] + expected[i];
    return out;
}

// Moves the suspects that only `second` has to `found`, with what they then are expected to be.
void add_suspects(std::span<const double> values, Detection& found, const Detection& second,
                  std::size_t order) {
    const double first = values[1] - values[0];
    const Values expected = order == 2 ? summed(second.expected, first) : second.expected;
    const Values trend = order == 2 ? summed(second.trend, first) : second.trend;
    const Detection before = found;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (before.suspected[i] || !second.suspected[i]) continue;
        found.suspected[i] = 1;
        found.expected[i] = i == 0 ? before.expected[0] : before.expected[i - 1] + expected[i];
        found.trend[i] = i == 0 ? before.trend[0] : before.trend[i - 1] + trend[i];
        if (!found.score.empty()) found.score[i] = second.score[i];
    }
}

}  // namespace

Result<Detection> add_from_differences(std::span<const double> values, Detection found, const Detect& detect,
                                       DetectorOptions options) {
    const auto count = static_cast<double>(values.size());
    const auto most =
        std::max<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(count * options.max_anomaly_ratio), 1);
    const std::ptrdiff_t rest = most - std::ranges::count(found.suspected, 1);
    if (rest <= 0 || is_stationary(values)) return found;
    options.max_anomaly_ratio = static_cast<double>(rest) / count;

    constexpr std::size_t kHighest = 2;
    Values changes(values.begin(), values.end());
    for (std::size_t order = 1; order <= kHighest; ++order) {
        changes = differences(changes, order - 1);
        if (!is_stationary(changes)) continue;
        auto second = detect(changes, options);
        if (!second) return std::move(second).error();
        add_suspects(values, found, *second, order);
        break;
    }
    return found;
}

}  // namespace ward::anomaly
