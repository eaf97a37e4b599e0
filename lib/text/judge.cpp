#include "text/judge.hpp"

#include <algorithm>
#include <string>

namespace ward::text {
namespace {

using model::Manifest;
using model::Output;
using model::OutputKind;

Error lacking(const Manifest& manifest, std::string_view what) {
    return {Errc::pack_invalid, "The model has no " + std::string(what) + "; name one that has",
            manifest.name};
}

const Output* find_decided_probability(const Manifest& manifest) {
    for (const Output& output : manifest.outputs)
        if (output.kind == OutputKind::probability && !output.thresholds.empty()) return &output;
    return nullptr;
}

}  // namespace

Result<Judge> Judge::create(const Manifest& severity, const Manifest& attack) {
    Judge judge;
    const auto ladders = model::ladders_of(severity);
    for (std::size_t i = 0; i < kAllCategories.size(); ++i) {
        const auto ladder = std::ranges::find(ladders, kAllCategories[i], &model::Ladder::category);
        if (ladder == ladders.end())
            return lacking(severity, "severity ladder for " + std::string(name(kAllCategories[i])));
        judge.ladders_[i] = *ladder;
    }
    const Output* const probability = find_decided_probability(attack);
    if (!probability) return lacking(attack, "probability with a threshold");
    judge.attack_column_ = attack.first_column(*probability);
    judge.attack_threshold_ = probability->thresholds[0];
    return judge;
}

CategoryResult Judge::category(Category category, SeverityScale scale, const model::Matrix& outputs,
                               std::span<const TextSpan> spans) const {
    const model::Ladder& ladder = ladders_[static_cast<std::size_t>(category)];
    CategoryResult result{.category = category};
    int worst = -1;
    float next_level = 0;  // how near the worst window is to the level above: settles ties
    for (std::size_t row = 0; row < spans.size(); ++row) {
        const auto at_least = ladder.at_least(outputs.row(row));
        const int severity = model::ladder_severity(at_least, ladder.thresholds);
        const float next = at_least[static_cast<std::size_t>(std::min(severity, 6))];
        if (severity < worst || (severity == worst && next <= next_level)) continue;
        worst = severity;
        next_level = next;
        std::ranges::copy(at_least, result.at_least.begin());
        result.evidence = spans[row];
    }
    result.severity = on_scale(std::max(worst, 0), scale);
    if (result.severity == 0) result.evidence.reset();
    return result;
}

AttackResult Judge::attack(const model::Matrix& outputs, std::span<const TextSpan> spans) const {
    AttackResult result;
    for (std::size_t row = 0; row < spans.size(); ++row) {
        const float score = outputs.row(row)[attack_column_];
        if (score <= result.score) continue;
        result.score = score;
        result.detected = score >= attack_threshold_;
        result.evidence = spans[row];
    }
    if (!result.detected) result.evidence.reset();
    return result;
}

}  // namespace ward::text
