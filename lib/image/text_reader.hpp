// Reads the text in a picture: detector, boxes, crops, recogniser, lines.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "image/codec/decode.hpp"
#include "image/ctc.hpp"
#include "image/geometry.hpp"
#include "model/backend.hpp"
#include "model/runtime.hpp"
#include "ward/image_analyzer.hpp"

namespace ward::image {

// The two models while a picture uses them.
struct TextModels {
    std::shared_ptr<const model::Model> detector, recognizer;
};

// Threads: immutable after create(); the packs outlive it.
class TextReader {
public:
    // errors: those of Runtime::find(), pack_invalid when a pack is not what this takes
    static Result<TextReader> create(model::Runtime& runtime, const ModelName& detector,
                                     const ModelName& recognizer);

    // The longest side of a picture that this can make use of. Letters as low as the detector finds them are read
    // well from twice its resolution, and hardly better from more.
    std::uint32_t longest_needed() const noexcept { return 2 * detector_->manifest.image()->width; }

    // Loads what is not loaded.
    Result<TextModels> models(model::Runtime& runtime) const;

    // Lines in reading order, their quads in pixels of the whole picture. A line of a confidence under 0.5 is
    // dropped. Takes memory for one batch of lines at a time, however many boxes there are.
    // errors: model_failed, out_of_memory
    Result<std::vector<TextLine>> read(const Picture& picture, const TextModels& models) const;

    // Runs both models, whether there is text in the picture or not.
    Result<void> try_models(const Picture& picture, const TextModels& models) const;

private:
    TextReader(model::Pack& detector, model::Pack& recognizer, Symbols symbols)
        : detector_(&detector), recognizer_(&recognizer), symbols_(std::move(symbols)) {}

    Result<std::vector<Quad>> detect(const Picture& picture, const model::Model& detector) const;
    Result<std::vector<ReadText>> recognize(const Pixels& pixels, std::span<const Quad> quads,
                                            const model::Model& recognizer) const;
    Result<std::vector<TextLine>> read_best_way_up(const Pixels& pixels, std::span<const Quad> quads,
                                                   const model::Model& recognizer) const;

    model::Pack* detector_;
    model::Pack* recognizer_;
    Symbols symbols_;
};

}  // namespace ward::image
