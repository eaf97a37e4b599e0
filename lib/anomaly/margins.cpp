#include "anomaly/margins.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace ward::anomaly {
namespace {

constexpr double kSmallestUnit = 0.3;
constexpr int kMostSensitive = 99;

// @source anomalydetector v1.1, the published table; the last ones follow no formula
constexpr std::array<double, 101> make_factors() {
    std::array<double, 101> factors{};
    constexpr std::array<double, 8> last{
        0.043636363636363695, 0.012, 0.008, 0.006075, 0.00415, 0.002225, 0.0003, 0};
    for (std::size_t s = 0; s + last.size() < factors.size(); ++s) {
        const double i = static_cast<double>(s) + 5;
        factors[s] = i < 30   ? 0.8 * (i - 30) * (i - 30) + 32
                     : i < 50 ? -1.25 * i + 67.5
                     : i < 60 ? -0.4 * i + 25
                     : i < 70 ? -0.04 * i + 3.4
                     : i < 80 ? -0.03 * i + 2.7
                     : i < 90 ? -0.015 * i + 1.5
                              : -0.13 / 11 * i + 13.35 / 11;
    }
    std::ranges::copy(last, factors.end() - last.size());
    return factors;
}

constexpr std::array<double, 101> kFactors = make_factors();

// What a margin is a multiple of: half the trend there, half its mean over the normal points.
Values units_of(const Detection& found) {
    Values sizes;
    for (std::size_t i = 0; i < found.trend.size(); ++i)
        if (!found.suspected[i]) sizes.push_back(std::abs(found.trend[i]));
    Values units(found.trend.size(), kSmallestUnit);
    if (std::ranges::all_of(sizes, [](double size) { return size < kTiny; })) return units;
    const double typical = mean(sizes);
    for (std::size_t i = 0; i < units.size(); ++i)
        units[i] = std::max(std::abs(found.trend[i]) * 0.5 + typical * 0.5, kSmallestUnit);
    return units;
}

// The insensitivity, 0 to 1, at which the point would just be normal: its place among the factors.
double severity_of(double distance) {
    const auto above = std::ranges::lower_bound(kFactors.rbegin(), kFactors.rend(), distance);
    const auto place = above - kFactors.rbegin();
    if (place == 0) return 0;
    if (place >= 100) return 1;
    const double lower = *(above - 1), upper = *above;
    return (static_cast<double>(place) - 1 + (distance - lower) / (upper - lower)) / 100;
}

PointJudgement judge(double value, double expected, bool suspected, double unit, int sensitivity) {
    constexpr double kIgnored = 0.0001;
    const double distance = std::abs(value - expected);
    double delta = unit * kFactors[static_cast<std::size_t>(sensitivity)];
    PointJudgement out{.expected = expected};
    if (!suspected) {
        // The band takes a normal point in, wherever it lies.
        delta = distance + delta / 2;
        out.upper_margin = value > expected ? delta : delta / 3;
        out.lower_margin = value > expected ? delta / 3 : delta;
        return out;
    }
    if (sensitivity == kMostSensitive && delta * kIgnored < distance && distance < delta)
        delta = distance / 2;
    out.upper_margin = out.lower_margin = delta;
    out.is_positive_anomaly = value > expected + delta;
    out.is_negative_anomaly = value < expected - delta;
    if (out.is_anomaly()) out.severity = severity_of(distance / unit);
    return out;
}

// Margins of the first version before they are fitted to the data: a share of the expected value, or of the range of the
// normal values where the spectral residual gave scores.
Values first_version_margins(std::span<const double> values, const Detection& found, int sensitivity) {
    const double share = (100 - sensitivity) / 100.0;
    Values margins(values.size());
    if (found.model != AnomalyModel::spectral_residual) {
        for (std::size_t i = 0; i < values.size(); ++i)
            margins[i] = std::abs(found.expected[i]) * (100 - sensitivity) / 100;
        return margins;
    }
    Values normal;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (found.score[i] <= kTiny) normal.push_back(values[i]);
    const double range = normal.empty() ? 0 : std::ranges::max(normal) - std::ranges::min(normal);
    for (std::size_t i = 0; i < values.size(); ++i)
        margins[i] = found.score[i] <= kTiny
                         ? range * 0.01
                         : std::abs(values[i] - found.expected[i]) / found.score[i] * share;
    return margins;
}

std::vector<PointJudgement> draw_first_version(std::span<const double> values, const Detection& found,
                                               int sensitivity) {
    constexpr double kJustOutside = 1.01;
    const Values margins = first_version_margins(values, found, sensitivity);
    // The band ends where the data do, unless all of it lies below them.
    const double highest = std::max(std::ranges::max(values), std::ranges::max(found.expected));
    const double lowest = std::min(std::ranges::min(values), std::ranges::min(found.expected));
    double shallowest = found.expected[0] - margins[0];
    for (std::size_t i = 0; i < values.size(); ++i)
        shallowest = std::max(shallowest, found.expected[i] - margins[i]);
    const double floor = std::min(lowest, shallowest);
    std::vector<PointJudgement> out(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        PointJudgement& point = out[i];
        const double expected = point.expected = found.expected[i], value = values[i];
        const double upper = std::min(expected + margins[i], highest);
        const double lower = std::max(expected - margins[i], floor);
        point.upper_margin = upper - expected;
        point.lower_margin = expected - lower;
        const bool inside = lower <= value && value <= upper;
        const double distance = std::abs(value - expected);
        if (!found.suspected[i]) {
            if (!inside) point.upper_margin = point.lower_margin = distance * kJustOutside;
            continue;
        }
        if (inside) continue;
        point.is_negative_anomaly = expected > value;
        point.is_positive_anomaly = !point.is_negative_anomaly;
        const double size = std::abs(expected) <= kTiny ? kSmallestUnit : std::abs(expected);
        point.severity = std::min(distance / size, 1.0);
    }
    return out;
}

}  // namespace

double margin_factor(int sensitivity) noexcept { return kFactors[static_cast<std::size_t>(sensitivity)]; }

std::vector<PointJudgement> draw_band(std::span<const double> values, const Detection& found, int sensitivity,
                                      BoundaryVersion version) {
    if (version == BoundaryVersion::v1) return draw_first_version(values, found, sensitivity);
    const Values units = units_of(found);
    std::vector<PointJudgement> out(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        out[i] = judge(values[i], found.expected[i], found.suspected[i] != 0, units[i], sensitivity);
    return out;
}

}  // namespace ward::anomaly
