#include <algorithm>
#include <cmath>
#include <numeric>

#include "anomaly/detection.hpp"
#include "anomaly/fft.hpp"
#include "anomaly/trend.hpp"

namespace ward::anomaly {
namespace {

constexpr double kSuspicious = 3.5;  // score from which a point may be an anomaly
constexpr double kSkeleton = 1.0;    // score up to which a point tells what is normal
constexpr double kDropped = 1.5;     // score, and deviations, from which a point near the end is distrusted
constexpr std::size_t kAhead = 5;

// The mean of each value and up to `window` - 1 before it.
Values trailing_mean(std::span<const double> values, std::size_t window) {
    window = std::min(window, values.size());
    Values sums(values.size()), out(values.size());
    std::partial_sum(values.begin(), values.end(), sums.begin());
    for (std::size_t i = 0; i < values.size(); ++i)
        out[i] = i < window ? sums[i] / static_cast<double>(i + 1)
                            : (sums[i] - sums[i - window]) / static_cast<double>(window);
    return out;
}

// The same, but the first ones as if the mean so far had held from `window` values before on.
Values trailing_mean_filled(std::span<const double> values, std::size_t window) {
    const auto whole = static_cast<double>(window);
    const std::size_t seen = std::min(window, values.size());
    Values sums(values.size()), out(values.size());
    std::partial_sum(values.begin(), values.end(), sums.begin());
    out[0] = sums[0];
    for (std::size_t i = 1; i < values.size(); ++i) {
        const auto before = static_cast<double>(i);
        out[i] = i < seen ? (sums[i] + (sums[i] - values[i]) / before * (whole - before - 1)) / whole
                          : (sums[i] - sums[i - seen]) / static_cast<double>(seen);
    }
    return out;
}

// The next value by the mean slope from the earlier ones to the last.
double predict_next(std::span<const double> values) {
    const std::size_t last = values.size() - 1;
    double slopes = 0;
    for (std::size_t i = 0; i < last; ++i)
        slopes += (values[last] - values[i]) / static_cast<double>(last - i);
    const auto count = static_cast<double>(values.size());
    return median(values) + slopes * 0.5 * (count + 1) / (count - 1);
}

// Linear between the two nearest values of the sorted series.
double quantile(const Values& sorted, double share) {
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    if (below + 1 >= sorted.size()) return sorted.back();
    const double part = place - static_cast<double>(below), step = sorted[below + 1] - sorted[below];
    return part >= 0.5 ? sorted[below + 1] - step * (1 - part) : sorted[below] + step * part;
}

// The last values that no quartile fence keeps out; the median where there are too few.
Values last_ordinary(std::span<const double> values) {
    Values sorted(values.begin(), values.end());
    std::ranges::sort(sorted);
    const double upper = quantile(sorted, 0.75), lower = quantile(sorted, 0.25);
    const double highest = upper + 1.5 * (upper - lower), lowest = lower - 1.5 * (upper - lower);
    Values out(kAhead + 1, quantile(sorted, 0.5));
    std::size_t place = out.size();
    for (std::size_t i = values.size(); i-- > 0 && place > 0;)
        if (values[i] >= lowest && values[i] <= highest) out[--place] = values[i];
    return out;
}

// The magnitude of the series whose spectrum is flattened by the running geometric mean of three amplitudes.
Values saliency(std::span<const double> values) {
    constexpr std::size_t kWindow = 3;
    Spectrum spectrum = fourier(values);
    Values amplitude(spectrum.size());
    for (std::size_t k = 0; k < spectrum.size(); ++k)
        amplitude[k] =
            std::sqrt(spectrum[k].real() * spectrum[k].real() + spectrum[k].imag() * spectrum[k].imag());
    double product = 1;
    for (std::size_t k = 0; k < spectrum.size(); ++k) {
        if (amplitude[k] > 0) product *= amplitude[k];
        if (k >= kWindow && amplitude[k - kWindow] > 0) product /= amplitude[k - kWindow];
        const double root = std::pow(product, 1.0 / static_cast<double>(std::min(k + 1, kWindow)));
        spectrum[k] = root != 0 ? Spectrum::value_type(spectrum[k].real() / root, spectrum[k].imag() / root)
                                : Spectrum::value_type();
    }
    spectrum = inverse_fourier(spectrum);
    for (std::size_t k = 0; k < spectrum.size(); ++k) amplitude[k] = std::abs(spectrum[k]);
    return amplitude;
}

// How far the saliency of each value is above that of those before it. `trust_end`: the last values may be used to
// continue the series, since they are not what is judged.
Values scores_of(std::span<const double> values, bool trust_end) {
    constexpr std::size_t kWindow = 100;
    Values extended(values.begin(), values.end());
    const double next = trust_end
                            ? predict_next(last_ordinary(values))
                            : predict_next(values.subspan(values.size() - std::min(values.size(), kAhead + 2))
                                               .first(std::min(values.size() - 1, kAhead + 1)));
    extended.insert(extended.end(), kAhead, next);
    const Values all = saliency(extended);
    const auto salient = std::span(all).first(values.size());
    Values out = trailing_mean_filled(salient, kWindow);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double level = is_close(out[i], kTiny) ? kTiny : out[i];
        out[i] = std::abs(salient[i] - level) / level;
    }
    return out;
}

struct Scored {
    Values scores;
    AnomalyModel model = AnomalyModel::spectral_residual;
};

// Scores the last value as if the unusual stretch before it had not been.
Scored score_last(std::span<const double> values, std::size_t most) {
    Scored out{scores_of(values, false)};
    const std::size_t n = values.size();
    const auto share = [&](double part) { return static_cast<std::size_t>(static_cast<double>(n) * part); };
    const std::size_t droppable = std::min(std::max(most, share(0.1)), share(0.45));
    std::size_t kept = n - droppable;
    while (kept < n && !(out.scores[kept] >= kDropped)) ++kept;
    kept = std::min(kept, n - 1);

    Values shortened(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(kept));
    shortened.push_back(values.back());
    std::fill(out.scores.begin() + static_cast<std::ptrdiff_t>(kept), out.scores.end() - 1, 2 * kSkeleton);
    out.scores.back() = scores_of(shortened, false).back();
    if (std::abs(values.back() - mean(values)) / deviation(values) < kDropped) {
        out.scores.back() = 0;
        out.model = AnomalyModel::spectral_residual_near_mean;
    }
    return out;
}

// The skeleton itself; elsewhere its mean over the half of the past that is nearer. Then smoothed.
Values expect_each(std::span<const double> values, const Values& scores) {
    constexpr std::size_t kSmooth = 5;
    Values counts(values.size() + 1), sums(values.size() + 1), all(values.size() + 1);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool skeleton = scores[i] <= kSkeleton;
        counts[i + 1] = counts[i] + (skeleton ? 1 : 0);
        sums[i + 1] = sums[i] + (skeleton ? values[i] : 0);
        all[i + 1] = all[i] + values[i];
    }
    Values out(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double count = counts[i + 1] - counts[i / 2];
        out[i] = scores[i] <= kSkeleton ? values[i]
                 : count != 0           ? (sums[i + 1] - sums[i / 2]) / count
                                        : all[i + 1] / static_cast<double>(i + 1);
    }
    return trailing_mean(out, kSmooth);
}

// The values themselves, but for the last: there the mean of the later half of the skeleton.
Values expect_last(std::span<const double> values, const Values& scores) {
    Values skeleton;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (scores[i] <= kSkeleton) skeleton.push_back(values[i]);
    Values out(values.begin(), values.end());
    const auto later = std::span(skeleton).subspan(skeleton.size() / 2);
    out.back() = later.empty() ? mean(values) : mean(later);
    return out;
}

Flags most_suspicious(const Values& scores, std::size_t most) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < scores.size(); ++i)
        if (scores[i] >= kSuspicious) order.push_back(i);
    std::ranges::stable_sort(order, std::ranges::greater(), [&](std::size_t i) { return scores[i]; });
    Flags out(scores.size());
    for (std::size_t k = 0; k < std::min(most, order.size()); ++k) out[order[k]] = 1;
    return out;
}

}  // namespace

Result<Detection> detect_by_spectrum(std::span<const double> values, const DetectorOptions& options) {
    const auto most = std::max<std::size_t>(
        static_cast<std::size_t>(static_cast<double>(values.size()) * options.max_anomaly_ratio), 1);
    Scored scored = options.last_only ? score_last(values, most) : Scored{scores_of(values, true)};
    Detection out{.expected = options.last_only ? expect_last(values, scored.scores)
                                                : expect_each(values, scored.scores),
                  .trend = {},
                  .score = {},
                  .suspected = most_suspicious(scored.scores, most),
                  .model = scored.model};
    auto trend = fit_trend(out.expected, std::nullopt);
    if (!trend) return std::move(trend).error();
    out.trend = *std::move(trend);
    // On the reference's scale, which is not the 3.5 to 15 that it means.
    constexpr double kScale = kSuspicious / (15.0 - kSuspicious);
    for (double& score : scored.scores) score = std::clamp(score - kScale, 0.0, 1.0);
    out.score = std::move(scored.scores);
    return out;
}

}  // namespace ward::anomaly
