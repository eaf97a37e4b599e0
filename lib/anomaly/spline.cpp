// Least-squares cubic splines in the basis of B-splines: de Boor (1978), A Practical Guide to Splines.
#include <array>
#include <cmath>
#include <cstddef>

#include "anomaly/trend.hpp"

namespace ward::anomaly {
namespace {

constexpr std::size_t kOrder = 4;  // of a cubic: as many basis functions differ from 0 at any place

// Even knots over 0 .. length - 1, without the last of the inner ones: the reference leaves it out.
Values knots_of(std::size_t length, std::size_t pieces) {
    const std::size_t even = std::max<std::size_t>(2, pieces + 1);
    const double end = static_cast<double>(length - 1);
    Values knots(kOrder, 0.0);
    for (std::size_t j = 1; j < even; ++j)
        knots.push_back(static_cast<double>(j) * (end / static_cast<double>(even + 1)));
    knots.insert(knots.end(), kOrder, end);
    return knots;
}

// The four basis functions that are not 0 in [knots[interval], knots[interval + 1]], at x.
std::array<double, kOrder> basis_at(const Values& knots, std::size_t interval, double x) {
    std::array<double, kOrder> basis{1};
    for (std::size_t degree = 1; degree < kOrder; ++degree) {
        double carried = 0;
        for (std::size_t r = 0; r < degree; ++r) {
            const double right = knots[interval + r + 1], left = knots[interval + r + 1 - degree];
            const double part = basis[r] / (right - left);
            basis[r] = carried + (right - x) * part;
            carried = (x - left) * part;
        }
        basis[degree] = carried;
    }
    return basis;
}

// An upper triangular matrix of which each row has kOrder entries from the diagonal on.
using Band = std::vector<std::array<double, kOrder>>;

// Takes one more equation into the triangular system by Givens' rotations, which turn its entries to 0 one by one.
// In the order of FITPACK, so that a constant series leaves the same last digits over as in the reference.
void rotate_in(std::array<double, kOrder> row, double value, std::size_t first, Band& band, Values& right) {
    for (std::size_t j = 0; j < kOrder; ++j) {
        const double pivot = row[j];
        if (pivot == 0) continue;
        double& diagonal = band[first + j][0];
        const double size = std::abs(pivot);
        const double length = size >= diagonal
                                  ? size * std::sqrt(1 + (diagonal / pivot) * (diagonal / pivot))
                                  : diagonal * std::sqrt(1 + (pivot / diagonal) * (pivot / diagonal));
        const double cosine = diagonal / length, sine = pivot / length;
        diagonal = length;
        const auto rotate = [&](double& entry, double& kept) {
            const double old = kept;
            kept = cosine * old + sine * entry;
            entry = cosine * entry - sine * old;
        };
        rotate(value, right[first + j]);
        for (std::size_t k = j + 1; k < kOrder; ++k) rotate(row[k], band[first + j][k - j]);
    }
}

void solve_backwards(const Band& band, Values& right) {
    const std::size_t n = right.size();
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t j = 1; j < kOrder && i + j < n; ++j) right[i] -= band[i][j] * right[i + j];
        right[i] /= band[i][0];
    }
}

}  // namespace

Values fit_spline(std::span<const double> values, std::size_t pieces) {
    const Values knots = knots_of(values.size(), pieces);
    const std::size_t count = knots.size() - kOrder;
    std::vector<std::array<double, kOrder>> basis(values.size());
    std::vector<std::size_t> first(values.size());  // of the basis functions at each point
    Band band(count, std::array<double, kOrder>{});
    Values coefficients(count);
    std::size_t interval = kOrder - 1;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto x = static_cast<double>(i);
        while (interval + 1 < count && x >= knots[interval + 1]) ++interval;
        basis[i] = basis_at(knots, interval, x);
        first[i] = interval + 1 - kOrder;
        rotate_in(basis[i], values[i], first[i], band, coefficients);
    }
    solve_backwards(band, coefficients);
    Values out(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t j = 0; j < kOrder; ++j) out[i] += basis[i][j] * coefficients[first[i] + j];
    return out;
}

}  // namespace ward::anomaly
