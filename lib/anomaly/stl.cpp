#include "anomaly/stl.hpp"

#include <algorithm>
#include <cmath>

namespace ward::anomaly {
namespace {

constexpr int kRobustPasses = 15;

std::size_t odd(double at_least) {
    const auto whole = static_cast<std::size_t>(std::ceil(at_least));
    return whole + (whole % 2 == 0 ? 1 : 0);
}

std::size_t tenth(std::size_t window) { return (window + 9) / 10; }

// Wide enough to smooth each phase to a constant.
std::size_t cycle_window(std::size_t length) { return 10 * length + 1; }

LoessShape cycle_shape(std::size_t length) {
    return {cycle_window(length), tenth(cycle_window(length)), false, true};
}

LoessShape low_pass_shape(std::size_t period) {
    const std::size_t window = std::max<std::size_t>(odd(static_cast<double>(period)), 3);
    return {window, tenth(window), true, false};
}

LoessShape trend_shape(std::size_t length, std::size_t period) {
    const double cycles = static_cast<double>(cycle_window(length));
    const std::size_t window =
        std::max<std::size_t>(odd(1.5 * static_cast<double>(period) / (1 - 1.5 / cycles)), 3);
    return {window, tenth(window), true, false};
}

void moving_average(const double* values, std::size_t count, std::size_t window, double* out) {
    const auto width = static_cast<double>(window);
    double total = sum(values, window);
    out[0] = total / width;
    for (std::size_t i = window; i < count; ++i) {
        total = total - values[i - window] + values[i];
        out[i - window + 1] = total / width;
    }
}

// Tukey's bisquare of each residual, on the scale of six times their median.
void weigh(std::span<const double> values, std::span<const double> fitted, Values& robustness) {
    Values distances(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) distances[i] = std::abs(values[i] - fitted[i]);
    const double reach = 6 * median(distances);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double ratio = distances[i] / reach;
        const double rest = 1 - ratio * ratio;
        robustness[i] = distances[i] <= 0.001 * reach ? 1 : distances[i] > 0.999 * reach ? 0 : rest * rest;
    }
}

}  // namespace

struct Stl::Work {
    Values seasonal, trend;
    Values cycles;             // each phase smoothed, one cycle longer than the series at both ends
    Values low, lower, input;  // low-pass filtering of the cycles
    Values phase, phase_robustness, smoothed;
};

Stl::Stl(std::size_t length, std::size_t period)
    : length_(length),
      period_(period),
      long_cycle_((length - 1) / period + 1, cycle_shape(length)),
      short_cycle_(length / period, cycle_shape(length)),
      low_pass_(length, low_pass_shape(period)),
      trend_(length, trend_shape(length, period)) {}

Decomposition Stl::decompose(std::span<const double> values) const {
    Work work;
    work.seasonal.assign(length_, 0);
    work.trend.assign(length_, 0);
    work.cycles.resize(length_ + 2 * period_);
    work.low.resize(length_ + 2 * period_);
    work.lower.resize(length_ + 2 * period_);
    work.input.resize(length_);

    pass(values, {}, work);
    Values robustness(length_), fitted(length_);
    for (int i = 0; i < kRobustPasses; ++i) {
        for (std::size_t j = 0; j < length_; ++j) fitted[j] = work.trend[j] + work.seasonal[j];
        weigh(values, fitted, robustness);
        pass(values, robustness, work);
    }

    average_phases(work.seasonal);
    Decomposition out{std::move(work.seasonal), std::move(work.trend), Values(length_)};
    for (std::size_t i = 0; i < length_; ++i) out.remainder[i] = values[i] - out.trend[i] - out.seasonal[i];
    return out;
}

// The inner loop, once: the seasonal from the detrended series, then the trend from the deseasonalised one.
void Stl::pass(std::span<const double> values, std::span<const double> robustness, Work& work) const {
    for (std::size_t i = 0; i < length_; ++i) work.input[i] = values[i] - work.trend[i];
    smooth_cycles(work.input, robustness, work);

    const std::size_t extended = length_ + 2 * period_;
    moving_average(work.cycles.data(), extended, period_, work.low.data());
    moving_average(work.low.data(), extended - period_ + 1, period_, work.lower.data());
    moving_average(work.lower.data(), extended - 2 * period_ + 2, 3, work.low.data());
    low_pass_.smooth(std::span(work.low).first(length_), {}, work.lower.data());

    for (std::size_t i = 0; i < length_; ++i) {
        work.seasonal[i] = work.cycles[period_ + i] - work.lower[i];
        work.input[i] = values[i] - work.seasonal[i];
    }
    trend_.smooth(work.input, robustness, work.trend.data());
}

void Stl::smooth_cycles(std::span<const double> values, std::span<const double> robustness,
                        Work& work) const {
    for (std::size_t phase = 0; phase < period_; ++phase) {
        work.phase.clear();
        work.phase_robustness.clear();
        for (std::size_t i = phase; i < length_; i += period_) {
            work.phase.push_back(values[i]);
            if (!robustness.empty()) work.phase_robustness.push_back(robustness[i]);
        }
        const Loess& smoother = work.phase.size() > length_ / period_ ? long_cycle_ : short_cycle_;
        work.smoothed.resize(work.phase.size() + 2);
        smoother.smooth(work.phase, work.phase_robustness, work.smoothed.data());
        for (std::size_t k = 0; k < work.smoothed.size(); ++k)
            work.cycles[k * period_ + phase] = work.smoothed[k];
    }
}

void Stl::average_phases(Values& seasonal) const {
    Values phase;
    for (std::size_t first = 0; first < period_; ++first) {
        phase.clear();
        for (std::size_t i = first; i < length_; i += period_) phase.push_back(seasonal[i]);
        const double average = mean(phase);
        for (std::size_t i = first; i < length_; i += period_) seasonal[i] = average;
    }
}

}  // namespace ward::anomaly
