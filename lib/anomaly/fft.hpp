// Fourier transforms of any length.
#pragma once

#include <complex>
#include <span>
#include <vector>

namespace ward::anomaly {

using Spectrum = std::vector<std::complex<double>>;

// The discrete Fourier transform, without scaling.
Spectrum fourier(std::span<const std::complex<double>> values);
Spectrum fourier(std::span<const double> values);

// Its inverse: 1/n of the transform with the opposite sign.
Spectrum inverse_fourier(std::span<const std::complex<double>> values);

// Sums of products of the values with themselves `lag` later, for lags 0 to `most`.
std::vector<double> autocovariance(std::span<const double> values, std::size_t most);

}  // namespace ward::anomaly
