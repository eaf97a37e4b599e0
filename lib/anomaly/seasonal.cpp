#include <algorithm>

#include "anomaly/decompose.hpp"
#include "anomaly/detection.hpp"
#include "anomaly/outliers.hpp"

namespace ward::anomaly {
namespace {

struct Verdict {
    Flags outliers;
    bool majority;
};

Verdict find_outliers(std::span<const double> deseasoned, std::span<const double> remainder,
                      const DetectorOptions& options) {
    const std::size_t most = most_outliers(deseasoned.size(), options.max_anomaly_ratio);
    const OutlierLimits limits{most, options.alpha, options.last_only};
    const Ranking values(normalised(deseasoned)), rest(normalised(remainder));
    Ballot ballot(deseasoned.size(), most);
    for (const Tail tail : {Tail::upper, Tail::lower})
        ballot.elect({values.esd_outliers(tail, limits), values.z_score_outliers(tail, limits),
                      rest.esd_outliers(tail, limits)});
    return {ballot.elected(), values.has_majority() || rest.has_majority()};
}

// The trend follows outliers a little, so it is drawn straight below them; at the end it follows them a lot.
void straighten_below(Values& trend, Flags outliers, std::size_t period) {
    const std::size_t half = period / 2;
    const auto tail = outliers.end() - static_cast<std::ptrdiff_t>(half);
    const auto many = static_cast<double>(std::count(tail, outliers.end(), 1));
    if (many >= 0.5 * static_cast<double>(half)) std::fill(tail, outliers.end(), 1);
    interpolate_over(trend, outliers);
}

}  // namespace

Result<Detection> detect_seasonal(std::span<const double> values, std::size_t period,
                                  const DetectorOptions& options) {
    Decomposition parts = decompose(values, period, options.last_only);
    Values deseasoned(values.size()), remainder(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        deseasoned[i] = values[i] - parts.seasonal[i];
        remainder[i] = deseasoned[i] - parts.trend[i];
    }
    Verdict verdict = find_outliers(deseasoned, remainder, options);
    if (std::ranges::find(verdict.outliers, 1) != verdict.outliers.end())
        straighten_below(parts.trend, verdict.outliers, period);

    Detection out{.expected = Values(values.size()),
                  .trend = std::move(parts.trend),
                  .score = {},
                  .suspected = std::move(verdict.outliers),
                  .model = verdict.majority ? AnomalyModel::seasonal_majority : AnomalyModel::seasonal};
    for (std::size_t i = 0; i < values.size(); ++i) out.expected[i] = out.trend[i] + parts.seasonal[i];
    return out;
}

}  // namespace ward::anomaly
