// From a head's numbers to what is told: the worst window decides, and says which stretch of text it was.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "model/backend.hpp"
#include "model/ladder.hpp"
#include "model/manifest.hpp"
#include "ward/analyzer.hpp"

namespace ward::text {

// Reads the outputs of the two heads. Threads: immutable after create().
class Judge {
public:
    // errors: pack_invalid when a head lacks an output that this needs
    static Result<Judge> create(const model::Manifest& severity, const model::Manifest& attack);

    // `outputs` has a row a window, in the order of `spans`.
    CategoryResult category(Category category, SeverityScale scale, const model::Matrix& outputs,
                            std::span<const TextSpan> spans) const;
    AttackResult attack(const model::Matrix& outputs, std::span<const TextSpan> spans) const;

private:
    std::array<model::Ladder, kAllCategories.size()> ladders_;
    std::size_t attack_column_ = 0;
    float attack_threshold_ = 0;
};

}  // namespace ward::text
