#include "anomaly/stationarity.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

#include "anomaly/numeric.hpp"
#include "anomaly/regression.hpp"

namespace ward::anomaly {
namespace {

// Where the p-value of MacKinnon's (1994) table for a constant is 0.05.
constexpr double kDickeyFullerLimit = -2.8615927630969753;
// The 95th percentile of the statistic, for a constant.
constexpr double kKpssLimit = 0.4614;

std::size_t most_lags(std::size_t count) {
    const double usual = std::ceil(12 * std::pow(static_cast<double>(count) / 100, 0.25));
    const auto room = static_cast<std::ptrdiff_t>((count - 1) / 2) - 2;  // one for the constant
    return static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(usual), 0, std::max<std::ptrdiff_t>(room, 0)));
}

// By Akaike's criterion, from the errors that are left with 0, 1, 2 ... lags.
std::size_t best_lags(const Values& errors, std::size_t rows) {
    std::size_t best = 0;
    double least = 0;
    for (std::size_t lags = 0; lags < errors.size(); ++lags) {
        const auto n = static_cast<double>(rows);
        const double criterion = n * std::log(errors[lags] / n) + 2 * static_cast<double>(lags);
        if (lags == 0 || criterion < least) {
            best = lags;
            least = criterion;
        }
    }
    return best;
}

// Nothing when the changes are so regular that the regression has no solution.
std::optional<bool> returns_to_level(std::span<const double> values) {
    const std::size_t lags = most_lags(values.size());
    const auto search = ChangeRegression::fit(values, lags, ChangeRegression::Order::level_first);
    if (!search) return std::nullopt;
    // The level counts as regressor 0, so its error stands first.
    const std::size_t best = best_lags(search->errors(), search->rows());
    const auto final = ChangeRegression::fit(values, best, ChangeRegression::Order::level_last);
    if (!final) return false;
    const auto freedom = static_cast<double>(final->rows() - best - 2);
    return final->last_projection() / std::sqrt(final->errors().back() / freedom) < kDickeyFullerLimit;
}

// Nothing when the series is constant.
std::optional<bool> stays_level(std::span<const double> values) {
    const auto n = static_cast<double>(values.size());
    const double level = mean(values);
    Values rest(values.begin(), values.end());
    for (double& value : rest) value -= level;
    const auto product = [&](std::size_t lag) {
        double total = 0;
        for (std::size_t i = lag; i < rest.size(); ++i) total += rest[i] * rest[i - lag];
        return total;
    };
    double spread = product(0) / n, drift = 0;
    const auto first_lags = static_cast<std::size_t>(std::pow(n, 2.0 / 9));
    for (std::size_t lag = 1; lag <= first_lags; ++lag) {
        const double covariance = product(lag) / (n / 2);
        spread += covariance;
        drift += static_cast<double>(lag) * covariance;
    }
    if (spread <= 0) return std::nullopt;
    const double shape = 1.1447 * std::cbrt(drift / spread * (drift / spread));
    const auto lags = static_cast<std::size_t>(std::min(n, std::floor(shape * std::cbrt(n))));
    double long_run = product(0);
    for (std::size_t lag = 1; lag <= lags; ++lag)
        long_run += 2 * (1 - static_cast<double>(lag) / static_cast<double>(lags + 1)) * product(lag);
    double total = 0, squares = 0;
    for (const double value : rest) {
        total += value;
        squares += total * total;
    }
    return squares / (n * n) / (long_run / n) <= kKpssLimit;
}

}  // namespace

bool is_stationary(std::span<const double> values) {
    const auto returns = returns_to_level(values);
    return !returns || *returns || stays_level(values).value_or(true);
}

}  // namespace ward::anomaly
