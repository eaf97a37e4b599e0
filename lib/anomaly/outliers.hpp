// Outliers at either end of the values of a series.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "anomaly/numeric.hpp"

namespace ward::anomaly {

enum class Tail : bool { upper, lower };

struct OutlierLimits {
    std::size_t most;  // of outliers at each end
    double alpha;      // significance of the ESD test
    bool last_only;    // look for no outlier that is less extreme than the last value
};

// The values of a series in ascending order.
class Ranking {
public:
    explicit Ranking(std::span<const double> values);

    // Whether more than half of the values are the same, and some are smaller and some larger.
    bool has_majority() const noexcept { return majority_.has_value(); }

    // Places in the series of the outliers at one end, the most extreme first.
    // The generalized extreme studentized deviate test; its scale is the median deviation or the standard deviation,
    // whichever sees an outlier. source: Rosner (1983)
    std::vector<std::size_t> esd_outliers(Tail tail, const OutlierLimits& limits) const;

    // More than three deviations from the centre.
    std::vector<std::size_t> z_score_outliers(Tail tail, const OutlierLimits& limits) const;

private:
    std::vector<std::size_t> prefix(Tail tail, std::size_t count) const;
    std::size_t at(Tail tail, std::size_t k) const;

    Values sorted_;
    std::vector<std::size_t> order_;  // places in the series
    std::optional<double> majority_;
    double centre_ = 0, scale_ = 0;
};

// The outliers of both ends, as flags. Each list of `suspects` is what one test says of one tail; earlier tests count
// for more.
class Ballot {
public:
    Ballot(std::size_t length, std::size_t most) : length_(length), most_(most), elected_(length) {}

    void elect(const std::vector<std::vector<std::size_t>>& suspects);

    const Flags& elected() const noexcept { return elected_; }

private:
    std::size_t length_, most_;
    Flags elected_;
};

// At most this many outliers at each end: `ratio` of the values, but one at least, and less than half.
std::size_t most_outliers(std::size_t length, double ratio) noexcept;

}  // namespace ward::anomaly
