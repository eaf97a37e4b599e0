#include <algorithm>

#include "anomaly/detection.hpp"
#include "anomaly/outliers.hpp"
#include "anomaly/trend.hpp"

namespace ward::anomaly {

Result<Detection> detect_by_threshold(std::span<const double> values, const Values& trend,
                                      const DetectorOptions& options) {
    const std::size_t most = most_outliers(values.size(), options.max_anomaly_ratio);
    const OutlierLimits limits{most, options.alpha, options.last_only};
    const Ranking ranking(normalised(values));
    Ballot ballot(values.size(), most);
    for (const Tail tail : {Tail::upper, Tail::lower})
        ballot.elect({ranking.esd_outliers(tail, limits), ranking.z_score_outliers(tail, limits)});

    Detection out{.expected = trend,
                  .trend = {},
                  .score = {},
                  .suspected = ballot.elected(),
                  .model = ranking.has_majority() ? AnomalyModel::dynamic_threshold_majority
                                                  : AnomalyModel::dynamic_threshold};
    if (std::ranges::find(out.suspected, 1) != out.suspected.end()) {
        Values clean(values.begin(), values.end());
        interpolate_over(clean, out.suspected);
        auto refitted = fit_trend(clean, std::nullopt);
        if (!refitted) return std::move(refitted).error();
        out.expected = *std::move(refitted);
    }
    out.trend = out.expected;
    return out;
}

}  // namespace ward::anomaly
