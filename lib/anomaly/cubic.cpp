#include "anomaly/cubic.hpp"

#include <algorithm>
#include <cstddef>

namespace ward::anomaly {

// The slopes solve a tridiagonal system: the second derivative is continuous at inner points, the third at the second
// and the last but one. source: de Boor (1978), chapter IV
CubicSpline::CubicSpline(std::span<const std::int64_t> x, std::span<const double> y)
    : x_(x), y_(y), slopes_(x.size()) {
    const std::size_t n = x.size();
    Values width(n - 1), rise(n - 1), diagonal(n), upper(n), lower(n);
    for (std::size_t i = 0; i + 1 < n; ++i) {
        width[i] = static_cast<double>(x[i + 1] - x[i]);
        rise[i] = (y[i + 1] - y[i]) / width[i];
    }
    double both = width[0] + width[1];
    diagonal[0] = width[1];
    upper[0] = both;
    slopes_[0] = ((width[0] + 2 * both) * width[1] * rise[0] + width[0] * width[0] * rise[1]) / both;
    for (std::size_t i = 1; i + 1 < n; ++i) {
        lower[i] = width[i];
        diagonal[i] = 2 * (width[i - 1] + width[i]);
        upper[i] = width[i - 1];
        slopes_[i] = 3 * (width[i] * rise[i - 1] + width[i - 1] * rise[i]);
    }
    const double last = width[n - 2], before = width[n - 3];
    both = last + before;
    lower[n - 1] = both;
    diagonal[n - 1] = before;
    slopes_[n - 1] = (last * last * rise[n - 3] + (2 * both + last) * before * rise[n - 2]) / both;

    for (std::size_t i = 1; i < n; ++i) {
        const double factor = lower[i] / diagonal[i - 1];
        diagonal[i] -= factor * upper[i - 1];
        slopes_[i] -= factor * slopes_[i - 1];
    }
    slopes_[n - 1] /= diagonal[n - 1];
    for (std::size_t i = n - 1; i-- > 0;) slopes_[i] = (slopes_[i] - upper[i] * slopes_[i + 1]) / diagonal[i];
}

double CubicSpline::at(double x) const {
    const auto above =
        std::ranges::upper_bound(x_, x, {}, [](std::int64_t k) { return static_cast<double>(k); });
    const auto right = std::clamp<std::ptrdiff_t>(above - x_.begin(), 1, std::ssize(x_) - 1);
    const auto j = static_cast<std::size_t>(right), i = j - 1;
    const double width = static_cast<double>(x_[j] - x_[i]);
    const double t = (x - static_cast<double>(x_[i])) / width, u = 1 - t;
    return u * u * (1 + 2 * t) * y_[i] + t * t * (1 + 2 * u) * y_[j] +
           width * t * u * (u * slopes_[i] - t * slopes_[j]);
}

}  // namespace ward::anomaly
