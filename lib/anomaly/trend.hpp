// The slow course of a series: a coarse spline with straight ends.
#pragma once

#include <optional>
#include <span>

#include "anomaly/numeric.hpp"
#include "ward/result.hpp"

namespace ward::anomaly {

// `period`: 0 or 1 when the series has none; nothing when it is to be guessed from the spectrum. It sets how coarse.
// errors: invalid_argument (target "series") when a value to be guessed from is beyond single precision
Result<Values> fit_trend(std::span<const double> values, std::optional<std::size_t> period);

// The least-squares cubic spline with evenly spaced knots. Precondition: more values than pieces + 3.
Values fit_spline(std::span<const double> values, std::size_t pieces);

}  // namespace ward::anomaly
