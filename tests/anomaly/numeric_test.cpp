// The quick forms beside slow ones.
#include <catch2/catch.hpp>

#include <algorithm>
#include <complex>
#include <numbers>
#include <random>

#include "anomaly/fft.hpp"
#include "anomaly/numeric.hpp"
#include "anomaly/theil_sen.hpp"
#include "anomaly/tie_order.hpp"

using namespace ward::anomaly;

namespace {

Values noise(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    Values out(count);
    for (double& value : out) value = normal(random);
    return out;
}

}  // namespace

TEST_CASE("the transform of any length is the discrete Fourier transform") {
    for (const std::size_t n : {1u, 2u, 12u, 37u, 64u, 90u, 101u, 202u}) {
        const Values values = noise(n, 3);
        const Spectrum quick = fourier(values);
        for (std::size_t k = 0; k < n; ++k) {
            std::complex<double> slow;
            for (std::size_t t = 0; t < n; ++t)
                slow += values[t] * std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(k * t % n) /
                                                        static_cast<double>(n));
            CHECK(std::abs(quick[k] - slow) < 1e-11);
        }
        const Spectrum back = inverse_fourier(quick);
        for (std::size_t t = 0; t < n; ++t) CHECK(std::abs(back[t] - values[t]) < 1e-13);
    }
}

TEST_CASE("the median slope is that of all pairs") {
    for (const std::size_t n : {2u, 3u, 50u, 128u, 129u, 300u}) {
        const Values values = noise(n, 5);
        Values slopes;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = i + 1; j < n; ++j)
                slopes.push_back((values[j] - values[i]) / static_cast<double>(j - i));
        CHECK(median_slope(std::span<const double>(values)) == median(slopes));
    }
    const Values flat(400, 7.0);
    CHECK(median_slope(std::span<const double>(flat)) == 0);
}

TEST_CASE("places in order are a permutation that sorts, ties and all") {
    std::mt19937 random(9);
    for (const std::size_t n : {0u, 1u, 2u, 17u, 18u, 500u, 5000u}) {
        Values values(n);
        for (double& value : values) value = static_cast<double>(random() % 9);
        auto order = places_in_order(values);
        CHECK(std::ranges::is_sorted(order, {}, [&](std::size_t i) { return values[i]; }));
        std::ranges::sort(order);
        for (std::size_t i = 0; i < n; ++i) CHECK(order[i] == i);
    }
}
