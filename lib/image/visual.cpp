#include "image/visual.hpp"

#include <algorithm>
#include <utility>

#include "image/resize.hpp"

namespace ward::image {
namespace {

bool informs(std::span<const model::Ladder> ladders, std::span<const Category> categories) {
    return std::ranges::any_of(ladders, [&](const model::Ladder& ladder) {
        return std::ranges::find(categories, ladder.category) != categories.end();
    });
}

Result<model::Matrix> run_trunk(const Picture& picture, const model::Model& trunk,
                                const model::Manifest& manifest) {
    const model::ImageInput& input = *manifest.image();
    const Size size = tensor_size(input, picture.size);
    std::vector<float> values(kChannels * size.width * size.height);
    write_tensor(picture, input, values);
    auto output = trunk.run(model::ImageBatch{values, 1, size.height, size.width});
    if (!output) return std::move(output).error();
    if (output->values.size() != manifest.columns())
        return Error{Errc::model_failed,
                     "The model gives another shape than its manifest says; rebuild its pack", manifest.name};
    return model::Matrix{1, manifest.columns(), std::move(output->values)};
}

void add_findings(std::span<const model::Ladder> ladders, std::span<const float> row, Findings& findings) {
    for (const model::Ladder& ladder : ladders) {
        Finding finding;
        std::ranges::copy(ladder.at_least(row), finding.at_least.begin());
        finding.severity = model::ladder_severity(finding.at_least, ladder.thresholds);
        auto& known = findings[static_cast<std::size_t>(ladder.category)];
        if (!known || finding.severity > known->severity) known = finding;
    }
}

}  // namespace

std::uint32_t VisualModels::longest_needed() const noexcept {
    std::uint32_t longest = 1;
    for (const Trunk& trunk : trunks_)
        longest = std::max({longest, trunk.manifest->image()->width, trunk.manifest->image()->height});
    return longest;
}

Result<Findings> VisualModels::look(const Picture& picture) const {
    std::vector<model::Matrix> seen;
    for (const Trunk& trunk : trunks_) {
        auto output = run_trunk(picture, *trunk.model, *trunk.manifest);
        if (!output) return std::move(output).error();
        seen.push_back(*std::move(output));
    }
    Findings findings;
    for (const Head& head : heads_) {
        std::vector<model::Matrix> inputs;
        for (const std::size_t trunk : head.trunks) inputs.push_back(seen[trunk]);
        auto output = head.model->run(inputs);
        if (!output) return std::move(output).error();
        add_findings(head.ladders, output->row(0), findings);
    }
    return findings;
}

Result<VisualJudge> VisualJudge::create(model::Runtime& runtime, std::span<const ModelName> names) {
    VisualJudge judge;
    for (const ModelName& name : names) {
        auto found = runtime.find(name.name, name.version);
        if (!found) return std::move(found).error();
        model::Pack& pack = **found;
        auto trunks = runtime.trunks_of(pack);
        if (!trunks) return std::move(trunks).error();
        Head head{&pack, *std::move(trunks), model::ladders_of(pack.manifest)};
        const auto takes_pictures = [](const model::Pack* trunk) {
            return trunk->manifest.image() && trunk->manifest.outputs.front().kind < model::OutputKind::map;
        };
        if (head.trunks.empty() || head.ladders.empty() || !std::ranges::all_of(head.trunks, takes_pictures))
            return Error{Errc::pack_invalid,
                         "The model must read image trunks and give a ladder; name one that does",
                         pack.manifest.name};
        judge.heads_.push_back(std::move(head));
    }
    return judge;
}

Result<VisualModels> VisualJudge::models(model::Runtime& runtime,
                                         std::span<const Category> categories) const {
    VisualModels models;
    std::vector<model::Pack*> packs;  // of models.trunks_
    for (const Head& head : heads_) {
        if (!informs(head.ladders, categories)) continue;
        VisualModels::Head& added = models.heads_.emplace_back();
        added.ladders = head.ladders;
        for (model::Pack* trunk : head.trunks) {
            const auto known = std::ranges::find(packs, trunk);
            added.trunks.push_back(static_cast<std::size_t>(known - packs.begin()));
            if (known != packs.end()) continue;
            auto model = runtime.model_of(*trunk);
            if (!model) return std::move(model).error();
            packs.push_back(trunk);
            models.trunks_.push_back({*std::move(model), &trunk->manifest});
        }
        auto model = runtime.model_of(*head.pack);
        if (!model) return std::move(model).error();
        added.model = *std::move(model);
    }
    return models;
}

}  // namespace ward::image
