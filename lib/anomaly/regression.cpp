#include "anomaly/regression.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace ward::anomaly {
namespace {

using Matrix = std::vector<Values>;
using Order = ChangeRegression::Order;

// What is taken off all levels and all changes: the constant in the regression allows it, and products of smaller
// numbers lose fewer digits.
struct Shift {
    double level = 0, change = 0;
};

// Column 0 is what is explained, the changes; then come the regressors without the constant.
struct Columns {
    Matrix columns;
    std::size_t rows;

    Columns(std::span<const double> values, std::size_t lags, Order order, Shift shift)
        : rows(values.size() - 1 - lags) {
        const auto change = [&](std::size_t t) { return values[t + 1] - values[t] - shift.change; };
        const auto add_level = [&] {
            Values& column = columns.emplace_back(rows);
            for (std::size_t i = 0; i < rows; ++i) column[i] = values[lags + i] - shift.level;
        };
        const auto add_lag = [&](std::size_t lag) {
            Values& column = columns.emplace_back(rows);
            for (std::size_t i = 0; i < rows; ++i) column[i] = change(lags + i - lag);
        };
        add_lag(0);
        if (order == Order::level_first) add_level();
        for (std::size_t lag = 1; lag <= lags; ++lag) add_lag(lag);
        if (order == Order::level_last) add_level();
    }
};

double dot(const Values& a, const Values& b) {
    double lane[4]{};
    std::size_t i = 0;
    for (; i + 4 <= a.size(); i += 4)
        for (std::size_t j = 0; j < 4; ++j) lane[j] += a[i + j] * b[i + j];
    for (; i < a.size(); ++i) lane[0] += a[i] * b[i];
    return (lane[0] + lane[1]) + (lane[2] + lane[3]);
}

// Products of all pairs of centred columns. Neighbouring lags are the same numbers one row on, so only those with the
// changes and the level are summed up.
Matrix products(const Columns& data, const Values& means, std::size_t lags, Order order) {
    const std::size_t count = data.columns.size();
    const std::size_t level = order == Order::level_first ? 1 : count - 1;
    const auto place = [&](std::size_t lag) { return lag == 0 ? 0 : lag + (level == 1 ? 1 : 0); };
    Matrix raw(count, Values(count));
    const auto set = [&](std::size_t i, std::size_t j, double value) { raw[i][j] = raw[j][i] = value; };
    for (std::size_t j = 0; j < count; ++j) set(level, j, dot(data.columns[level], data.columns[j]));
    for (std::size_t lag = 0; lag <= lags; ++lag)
        set(0, place(lag), dot(data.columns[0], data.columns[place(lag)]));
    const std::size_t end = data.rows - 1;
    for (std::size_t i = 0; i < lags; ++i) {
        for (std::size_t j = i; j < lags; ++j) {
            const Values &a = data.columns[place(i)], &b = data.columns[place(j)];
            const Values &c = data.columns[place(i + 1)], &d = data.columns[place(j + 1)];
            set(place(i + 1), place(j + 1), raw[place(i)][place(j)] + c[0] * d[0] - a[end] * b[end]);
        }
    }
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = 0; j < count; ++j)
            raw[i][j] -= static_cast<double>(data.rows) * means[i] * means[j];
    return raw;
}

// The projections of column 0 on the others made orthogonal, by Cholesky's factors of their products; nothing when
// these are too close to singular to tell rounding from dependence.
std::optional<Values> project_by_products(const Matrix& products, double column_ratio, std::size_t rows) {
    const std::size_t count = products.size() - 1;
    Matrix factor(count, Values(count));
    Values projections(count);
    double least_pivot = 1;
    for (std::size_t j = 0; j < count; ++j) {
        for (std::size_t i = j; i < count; ++i) {
            double rest = products[i + 1][j + 1];
            for (std::size_t k = 0; k < j; ++k) rest -= factor[i][k] * factor[j][k];
            if (i == j) {
                const double pivot = rest / products[j + 1][j + 1];
                if (!(pivot > 1e-7)) return std::nullopt;
                least_pivot = std::min(least_pivot, pivot);
                factor[j][j] = std::sqrt(rest);
            } else {
                factor[i][j] = rest / factor[j][j];
            }
        }
        double rest = products[0][j + 1];
        for (std::size_t k = 0; k < j; ++k) rest -= factor[j][k] * projections[k];
        projections[j] = rest / factor[j][j];
    }
    const double conditioning = column_ratio * std::sqrt(least_pivot) / static_cast<double>(count);
    const double rounding = static_cast<double>(rows) * std::numeric_limits<double>::epsilon();
    if (conditioning < 10 * rounding) return std::nullopt;
    return projections;
}

// Singular values of a small square matrix given by columns: Jacobi's rotations until all columns are orthogonal.
Values singular_values(Matrix columns) {
    constexpr int kMostSweeps = 60;
    bool rotated = true;
    for (int sweep = 0; sweep < kMostSweeps && rotated; ++sweep) {
        rotated = false;
        for (std::size_t p = 0; p < columns.size(); ++p) {
            for (std::size_t q = p + 1; q < columns.size(); ++q) {
                const double a = dot(columns[p], columns[p]), b = dot(columns[q], columns[q]);
                const double c = dot(columns[p], columns[q]);
                if (c == 0 || std::abs(c) <= 1e-15 * std::sqrt(a * b)) continue;
                rotated = true;
                const double zeta = (b - a) / (2 * c);
                const double t = (zeta < 0 ? -1 : 1) / (std::abs(zeta) + std::sqrt(1 + zeta * zeta));
                const double cosine = 1 / std::sqrt(1 + t * t), sine = cosine * t;
                for (std::size_t k = 0; k < columns[p].size(); ++k) {
                    const double x = columns[p][k], y = columns[q][k];
                    columns[p][k] = cosine * x - sine * y;
                    columns[q][k] = sine * x + cosine * y;
                }
            }
        }
    }
    Values out;
    for (const Values& column : columns) out.push_back(std::sqrt(dot(column, column)));
    return out;
}

// The same by Gram and Schmidt, twice over, on the columns themselves; nothing when their rank is too low.
std::optional<Values> project_by_columns(Columns data) {
    const Values target = data.columns[0];
    data.columns[0].assign(data.rows, 1);
    const std::size_t count = data.columns.size();
    Matrix factor(count, Values(count));
    Values projections;
    for (std::size_t j = 0; j < count; ++j) {
        Values& column = data.columns[j];
        for (int time = 0; time < 2; ++time) {
            for (std::size_t k = 0; k < j; ++k) {
                const double part = dot(data.columns[k], column);
                factor[j][k] += part;
                for (std::size_t i = 0; i < data.rows; ++i) column[i] -= part * data.columns[k][i];
            }
        }
        const double length = std::sqrt(dot(column, column));
        factor[j][j] = length;
        for (double& entry : column) entry = length > 0 ? entry / length : 0;
        if (j > 0) projections.push_back(dot(column, target));
    }
    const Values sizes = singular_values(factor);
    const auto [least, largest] = std::ranges::minmax(sizes);
    const double rounding =
        static_cast<double>(std::max(data.rows, count)) * std::numeric_limits<double>::epsilon();
    if (!(least > largest * rounding)) return std::nullopt;
    return projections;
}

}  // namespace

std::optional<ChangeRegression> ChangeRegression::fit(std::span<const double> values, std::size_t lags,
                                                      Order order) {
    const auto changes = static_cast<double>(values.size() - 1);
    const Shift shift{mean(values), (values.back() - values.front()) / changes};
    const Columns data(values, lags, order, shift);
    const std::size_t level = order == Order::level_first ? 1 : data.columns.size() - 1;
    if (data.columns.size() > data.rows) return std::nullopt;

    const auto rows = static_cast<double>(data.rows);
    Values means;
    for (const Values& column : data.columns) means.push_back(mean(column));
    const Matrix centred = products(data, means, lags, order);
    double shortest = std::sqrt(rows), longest = shortest;  // the constant's length
    for (std::size_t j = 1; j < means.size(); ++j) {
        const double offset = means[j] + (j == level ? shift.level : shift.change);
        shortest = std::min(shortest, std::sqrt(std::max(centred[j][j], 0.0)));
        longest = std::max(longest, std::sqrt(std::max(centred[j][j], 0.0) + rows * offset * offset));
    }
    auto projections = project_by_products(centred, shortest / longest, data.rows);
    if (!projections) projections = project_by_columns(Columns(values, lags, order, {}));
    if (!projections) return std::nullopt;

    ChangeRegression out;
    out.rows_ = data.rows;
    double error = centred[0][0];
    for (const double projection : *projections) {
        error = std::max(error - projection * projection, 0.0);
        out.errors_.push_back(error);
    }
    out.last_projection_ = projections->back();
    return out;
}

}  // namespace ward::anomaly
