#include "anomaly/periodogram.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "anomaly/fft.hpp"
#include "anomaly/numeric.hpp"

namespace ward::anomaly {
namespace {

constexpr std::size_t kShortest = 4;
constexpr std::size_t kLongest = 512;

// The power at frequencies 0, 1/segment, 2/segment ... up to 1/2.
Values welch(std::span<const double> values, std::size_t segment) {
    Values window(segment);
    for (std::size_t i = 0; i < segment; ++i)
        window[i] = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(i) /
                                         static_cast<double>(segment));
    const double total = sum(window.data(), segment);
    const std::size_t step = segment - segment / 2;
    const std::size_t segments = (values.size() - segment / 2) / step;

    Values power(segment / 2 + 1), part(segment);
    for (std::size_t k = 0; k < segments; ++k) {
        const auto slice = values.subspan(k * step, segment);
        const double level = mean(slice);
        for (std::size_t i = 0; i < segment; ++i) part[i] = (slice[i] - level) * window[i];
        const Spectrum spectrum = fourier(part);
        for (std::size_t f = 0; f < power.size(); ++f) power[f] += std::norm(spectrum[f]);
    }
    for (std::size_t f = 0; f < power.size(); ++f) {
        const bool once = f == 0 || 2 * f == segment;
        power[f] *= (once ? 1 : 2) / (total * total * static_cast<double>(segments));
    }
    return power;
}

// One peak per whole period, longest first: the strongest of the frequencies that round to it.
std::vector<Peak> by_period(const Values& power, std::size_t segment) {
    std::vector<Peak> peaks;
    for (std::size_t f = 1; f < power.size(); ++f) {
        const double frequency = static_cast<double>(f) / static_cast<double>(segment);
        const auto period = static_cast<std::size_t>(std::nearbyint(1 / frequency));
        if (!peaks.empty() && peaks.back().period == period)
            peaks.back().power = std::max(peaks.back().power, power[f]);
        else peaks.push_back({period, power[f]});
    }
    return peaks;
}

}  // namespace

std::vector<Peak> periodogram_peaks(std::span<const double> values) {
    constexpr double kShare = 0.9;
    const std::size_t longest = std::min(values.size() / 3, kLongest);
    const std::size_t segment = std::min(2 * longest, values.size() / 2);
    std::vector<Peak> peaks = by_period(welch(values, segment), segment);
    // The window itself shows at the length of a segment.
    for (Peak& peak : peaks)
        if (peak.period == segment) peak.power = 0;

    // From the shortest of the periods that are too long on: the reference counts that one in.
    const auto too_short = std::ranges::find_if(peaks, [](const Peak& p) { return p.period < kShortest; });
    peaks.erase(too_short, peaks.end());
    auto first = std::ranges::find_if(peaks, [&](const Peak& p) { return p.period < longest; });
    if (first != peaks.begin()) --first;
    peaks.erase(peaks.begin(), first);

    double greatest = 0;
    for (const Peak& peak : peaks) greatest = std::max(greatest, peak.power);
    if (greatest <= kTiny) return {};
    std::erase_if(peaks, [&](const Peak& peak) { return peak.power < greatest * kShare; });
    std::ranges::stable_sort(peaks, std::ranges::greater(), &Peak::power);
    return peaks;
}

}  // namespace ward::anomaly
