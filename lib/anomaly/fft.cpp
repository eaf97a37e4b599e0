// KissFFT splits a length into its prime factors and needs n * p steps for a factor p. Lengths with a large one go by
// Bluestein's way instead: as a convolution of a length that is a power of two.
#include "anomaly/fft.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <deque>
#include <numbers>

#include <kissfft/kissfft.hh>

namespace ward::anomaly {
namespace {

using Complex = std::complex<double>;

constexpr std::size_t kLargestFactor = 31;

std::size_t largest_prime_factor(std::size_t n) {
    std::size_t largest = 1;
    for (std::size_t p = 2; p * p <= n; ++p)
        for (; n % p == 0; n /= p) largest = p;
    return std::max(largest, n);
}

// The plans of the lengths that this thread used last: making one takes longer than using it.
const kissfft<double>& plan_for(std::size_t length, bool inverse) {
    struct Kept {
        std::size_t length;
        bool inverse;
        kissfft<double> plan;
    };
    constexpr std::size_t kMost = 8;
    thread_local std::deque<Kept> kept;
    const auto found = std::ranges::find_if(
        kept, [&](const Kept& each) { return each.length == length && each.inverse == inverse; });
    if (found != kept.end()) return found->plan;
    if (kept.size() == kMost) kept.pop_front();
    return kept.emplace_back(Kept{length, inverse, kissfft<double>(length, inverse)}).plan;
}

Spectrum by_factors(const Spectrum& values, bool inverse) {
    Spectrum out(values.size());
    plan_for(values.size(), inverse).transform(values.data(), out.data());
    return out;
}

// exp(-i pi k^2 / n); k^2 is reduced first, for a large angle would have few digits left.
Spectrum chirp(std::size_t n) {
    Spectrum out(n);
    for (std::size_t k = 0; k < n; ++k)
        out[k] = std::polar(
            1.0, -std::numbers::pi * static_cast<double>(k * k % (2 * n)) / static_cast<double>(n));
    return out;
}

Spectrum by_convolution(std::span<const Complex> values) {
    const std::size_t n = values.size();
    const std::size_t padded = std::bit_ceil(2 * n - 1);
    const Spectrum turn = chirp(n);
    Spectrum turned(padded), filter(padded);
    for (std::size_t k = 0; k < n; ++k) {
        turned[k] = values[k] * turn[k];
        filter[k] = std::conj(turn[k]);
        if (k > 0) filter[padded - k] = filter[k];
    }
    turned = by_factors(turned, false);
    filter = by_factors(filter, false);
    for (std::size_t k = 0; k < padded; ++k) turned[k] *= filter[k];
    turned = by_factors(turned, true);
    Spectrum out(n);
    for (std::size_t k = 0; k < n; ++k) out[k] = turned[k] * turn[k] / static_cast<double>(padded);
    return out;
}

}  // namespace

Spectrum fourier(std::span<const Complex> values) {
    if (values.size() < 2) return Spectrum(values.begin(), values.end());
    if (largest_prime_factor(values.size()) > kLargestFactor) return by_convolution(values);
    return by_factors(Spectrum(values.begin(), values.end()), false);
}

Spectrum fourier(std::span<const double> values) { return fourier(Spectrum(values.begin(), values.end())); }

Spectrum inverse_fourier(std::span<const Complex> values) {
    Spectrum out(values.size());
    for (std::size_t k = 0; k < values.size(); ++k) out[k] = std::conj(values[k]);
    out = fourier(out);
    for (Complex& value : out) value = std::conj(value) / static_cast<double>(values.size());
    return out;
}

std::vector<double> autocovariance(std::span<const double> values, std::size_t most) {
    Spectrum padded(values.begin(), values.end());
    padded.resize(std::bit_ceil(values.size() + most + 1));
    padded = fourier(padded);
    for (Complex& value : padded) value = std::norm(value);
    padded = inverse_fourier(padded);
    std::vector<double> out(most + 1);
    for (std::size_t lag = 0; lag <= most; ++lag) out[lag] = padded[lag].real();
    return out;
}

}  // namespace ward::anomaly
