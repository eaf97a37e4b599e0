// What a picture shows: image trunks, and the heads that read them.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "image/codec/decode.hpp"
#include "model/ladder.hpp"
#include "model/runtime.hpp"
#include "ward/image_analyzer.hpp"

namespace ward::image {

struct Finding {
    int severity = 0;  // 0..7
    std::array<float, model::kLadderSize> at_least{};
};

// One a category, in the order of kAllCategories; nothing where no model informs it.
using Findings = std::array<std::optional<Finding>, kAllCategories.size()>;

// The models that some categories need, held while a picture uses them. Threads: immutable.
class VisualModels {
public:
    // The longest side of a picture that any of the trunks takes.
    std::uint32_t longest_needed() const noexcept;

    // Runs each trunk once, then each head. Where two heads inform a category, the worse counts.
    // errors: model_failed, out_of_memory
    Result<Findings> look(const Picture& picture) const;

private:
    friend class VisualJudge;

    struct Trunk {
        std::shared_ptr<const model::Model> model;
        const model::Manifest* manifest;
    };
    struct Head {
        std::shared_ptr<const model::Model> model;
        std::vector<std::size_t> trunks;  // places in trunks_
        std::span<const model::Ladder> ladders;
    };

    std::vector<Trunk> trunks_;
    std::vector<Head> heads_;
};

// The heads that an analyzer was told to ask. Threads: immutable after create(); the packs outlive it.
class VisualJudge {
public:
    // errors: those of Runtime::find(), pack_invalid when a pack is not what this takes
    static Result<VisualJudge> create(model::Runtime& runtime, std::span<const ModelName> names);

    // The heads that inform one of `categories`, and their trunks, loaded if they are not.
    Result<VisualModels> models(model::Runtime& runtime, std::span<const Category> categories) const;

private:
    struct Head {
        model::Pack* pack;
        std::vector<model::Pack*> trunks;
        std::vector<model::Ladder> ladders;
    };

    std::vector<Head> heads_;
};

}  // namespace ward::image
