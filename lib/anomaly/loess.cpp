#include "anomaly/loess.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ward::anomaly {
namespace {

constexpr std::size_t kLanes = 4;

// Weighted sums of 1, offset, offset squared, value, and offset times value.
struct Moments {
    double weight = 0, offset = 0, square = 0, value = 0, product = 0;
};

// In lanes, so that the compiler can use vector instructions without reordering a sum.
template <bool kRobust>
Moments moments(const double* kernel, const double* robustness, const double* offset, const double* value,
                std::size_t count) {
    double w[kLanes]{}, x[kLanes]{}, xx[kLanes]{}, y[kLanes]{}, xy[kLanes]{};
    std::size_t i = 0;
    for (; i + kLanes <= count; i += kLanes) {
        for (std::size_t j = 0; j < kLanes; ++j) {
            const double weight = kRobust ? kernel[i + j] * robustness[i + j] : kernel[i + j];
            const double weighted = weight * offset[i + j];
            w[j] += weight;
            x[j] += weighted;
            xx[j] += weighted * offset[i + j];
            y[j] += weight * value[i + j];
            xy[j] += weighted * value[i + j];
        }
    }
    for (; i < count; ++i) {
        const double weight = kRobust ? kernel[i] * robustness[i] : kernel[i];
        const double weighted = weight * offset[i];
        w[0] += weight;
        x[0] += weighted;
        xx[0] += weighted * offset[i];
        y[0] += weight * value[i];
        xy[0] += weighted * value[i];
    }
    const auto total = [](const double(&lane)[kLanes]) { return (lane[0] + lane[1]) + (lane[2] + lane[3]); };
    return {total(w), total(x), total(xx), total(y), total(xy)};
}

// (1 - (r/h)^3)^3, with the ends rounded off as STL's authors do.
double tricube(double distance, double reach) {
    if (distance <= 0.001 * reach) return 1;
    if (distance > 0.999 * reach) return 0;
    const double ratio = distance / reach;
    const double rest = 1 - ratio * ratio * ratio;
    return rest * rest * rest;
}

}  // namespace

Loess::Loess(std::size_t length, const LoessShape& shape) : length_(length), shape_(shape) {
    const std::size_t reach = std::min(shape.window, length) + 1;
    for (std::size_t i = 0; i <= 2 * reach; ++i)
        offsets_.push_back(static_cast<double>(i) - static_cast<double>(reach));
    shape_.jump = std::min(shape.jump, std::max<std::size_t>(length - 1, 1));
    if (shape.beyond) add_fit(-1);
    for (std::size_t i = 0; i < length; i += shape_.jump) add_fit(static_cast<std::ptrdiff_t>(i));
    if ((length - 1) % shape_.jump != 0) add_fit(static_cast<std::ptrdiff_t>(length) - 1);
    if (shape.beyond) add_fit(static_cast<std::ptrdiff_t>(length));
}

void Loess::add_fit(std::ptrdiff_t at) {
    const auto length = static_cast<std::ptrdiff_t>(length_);
    const auto window = static_cast<std::ptrdiff_t>(shape_.window);
    const std::ptrdiff_t count = std::min(window, length);
    const std::ptrdiff_t left = std::clamp<std::ptrdiff_t>(at - (window - 1) / 2, 0, length - count);
    const std::ptrdiff_t right = left + count - 1;
    const std::ptrdiff_t reach =
        std::max(at - left, right - at) + (window > length ? (window - length) / 2 : 0);

    // Fits that see their points from the same place share their weights: all but those near the ends.
    if (!fits_.empty() && fits_.back().at >= 0 && at < length && window <= length &&
        fits_.back().at - static_cast<std::ptrdiff_t>(fits_.back().left) == at - left) {
        fits_.push_back(
            {at, static_cast<std::size_t>(left), static_cast<std::size_t>(count), fits_.back().kernel});
        return;
    }
    fits_.push_back({at, static_cast<std::size_t>(left), static_cast<std::size_t>(count), kernels_.size()});
    for (std::ptrdiff_t i = left; i <= right; ++i)
        kernels_.push_back(tricube(std::abs(static_cast<double>(i - at)), static_cast<double>(reach)));
}

// The fit's value at its place; not a number when no point has any weight.
double Loess::evaluate(const Fit& fit, const double* values, const double* robustness) const {
    const double* const kernel = kernels_.data() + fit.kernel;
    const double* const value = values + fit.left;
    const auto zero = static_cast<std::ptrdiff_t>(offsets_.size() / 2);
    const double* const offset = offsets_.data() + (zero + static_cast<std::ptrdiff_t>(fit.left) - fit.at);
    const Moments m = robustness != nullptr
                          ? moments<true>(kernel, robustness + fit.left, offset, value, fit.count)
                          : moments<false>(kernel, nullptr, offset, value, fit.count);
    if (m.weight <= 0) return std::numeric_limits<double>::quiet_NaN();
    const double level = m.value / m.weight;
    if (!shape_.line) return level;
    const double centre = m.offset / m.weight;
    const double spread = m.square / m.weight - centre * centre;
    // Points too close together say nothing about a slope.
    if (!(std::sqrt(std::max(spread, 0.0)) > 0.001 * static_cast<double>(length_ - 1))) return level;
    return level - centre / spread * (m.product / m.weight - centre * level);
}

void Loess::smooth(std::span<const double> values, std::span<const double> robustness, double* out) const {
    double* const curve = out + (shape_.beyond ? 1 : 0);
    if (length_ < 2) {
        std::fill_n(out, length_ + (shape_.beyond ? 2 : 0), values[0]);
        return;
    }
    const double* const weights = robustness.empty() ? nullptr : robustness.data();
    std::ptrdiff_t last = -2;
    for (const Fit& fit : fits_) {
        const double fitted = evaluate(fit, values.data(), weights);
        const std::ptrdiff_t nearest =
            std::clamp<std::ptrdiff_t>(fit.at, 0, static_cast<std::ptrdiff_t>(length_) - 1);
        curve[fit.at] = !std::isnan(fitted) ? fitted : values[static_cast<std::size_t>(nearest)];
        const bool between = last >= 0 && fit.at < static_cast<std::ptrdiff_t>(length_);
        if (between && fit.at - last > 1) {
            const double step = (curve[fit.at] - curve[last]) / static_cast<double>(fit.at - last);
            for (std::ptrdiff_t i = 1; i < fit.at - last; ++i)
                curve[last + i] = curve[last] + step * static_cast<double>(i);
        }
        last = fit.at;
    }
}

}  // namespace ward::anomaly
