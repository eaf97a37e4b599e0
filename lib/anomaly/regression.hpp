// The regression behind the augmented Dickey-Fuller test: each change of a series on a constant, the level before it, and
// the changes before it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "anomaly/numeric.hpp"

namespace ward::anomaly {

// The regressors are made orthogonal one after the other, which solves the regressions on the first, the first two, ...
// of them at once.
class ChangeRegression {
public:
    enum class Order : bool { level_first, level_last };

    // Nothing when the regressors depend on each other up to rounding, or outnumber the rows.
    static std::optional<ChangeRegression> fit(std::span<const double> values, std::size_t lags, Order order);

    std::size_t rows() const noexcept { return rows_; }

    // Sums of squares that are left after the constant and the first regressor, the first two, ...
    const Values& errors() const noexcept { return errors_; }

    // The changes along the part of the last regressor that the others do not explain, of length 1.
    double last_projection() const noexcept { return last_projection_; }

private:
    std::size_t rows_ = 0;
    Values errors_;
    double last_projection_ = 0;
};

}  // namespace ward::anomaly
