#include "model/ladder.hpp"

#include <algorithm>

namespace ward::model {

int ladder_severity(std::span<const float> at_least, std::span<const float> thresholds) noexcept {
    std::size_t level = 0;
    while (level < thresholds.size() && at_least[level] >= thresholds[level]) ++level;
    return static_cast<int>(level);
}

std::vector<Ladder> ladders_of(const Manifest& manifest) {
    std::vector<Ladder> ladders;
    for (const Output& output : manifest.outputs) {
        if (output.kind != OutputKind::ladder || !output.category) continue;
        Ladder& ladder = ladders.emplace_back(Ladder{*output.category, manifest.first_column(output), {}});
        std::ranges::copy(output.thresholds, ladder.thresholds.begin());
    }
    return ladders;
}

}  // namespace ward::model
