#include "image/text_reader.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/utf8.hpp"
#include "image/crops.hpp"
#include "image/lines.hpp"
#include "image/resize.hpp"
#include "image/text_boxes.hpp"

namespace ward::image {
namespace {

constexpr float kLowestConfidence = 0.5F;  // of a line that is told
constexpr float kSureConfidence = 0.8F;    // of a line that is not read again the other way up
constexpr float kTall = 1.5F;              // height over width from which a box is tried as a turned line ...
constexpr float kTallest = 2.5F;           // ... and from which it is not first tried as one or two letters
constexpr std::uint32_t kBatchColumns = 2560;  // of all lines that the recogniser is given at once

// Quarter turns from the box as it stands, in the order in which they are tried.
std::span<const int> turns_to_try(const Quad& box) {
    static constexpr int kWide[] = {0, 2}, kHigh[] = {1, 3}, kEither[] = {0, 1, 3};
    const float ratio = length(box[3] - box[0]) / std::max(length(box[1] - box[0]), 1.0F);
    if (ratio < kTall) return kWide;
    if (ratio < kTallest) return kEither;
    return kHigh;
}

// The corner where the first letter has its top comes first.
Quad turned_by(Quad quad, int quarters) {
    std::rotate(quad.begin(), quad.begin() + quarters, quad.end());
    return quad;
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

Error not_a(const model::Pack& pack, std::string_view what) {
    return {Errc::pack_invalid, "The model is no " + std::string(what) + "; name one that is",
            pack.manifest.name};
}

bool gives(const model::Pack& pack, model::ResizeRule resize, model::OutputKind kind) {
    const model::ImageInput* const input = pack.manifest.image();
    return input && input->resize == resize && pack.manifest.outputs.front().kind == kind;
}

Error wrong_shape(const model::Pack& pack) {
    return {Errc::model_failed, "The model gives another shape than its manifest says; rebuild its pack",
            pack.manifest.name};
}

}  // namespace

Result<TextReader> TextReader::create(model::Runtime& runtime, const ModelName& detector,
                                      const ModelName& recognizer) {
    auto found = runtime.find(detector.name, detector.version);
    if (!found) return std::move(found).error();
    model::Pack& detector_pack = **found;
    if (!gives(detector_pack, model::ResizeRule::multiple, model::OutputKind::map))
        return not_a(detector_pack, "text detector");
    found = runtime.find(recognizer.name, recognizer.version);
    if (!found) return std::move(found).error();
    model::Pack& recognizer_pack = **found;
    if (!gives(recognizer_pack, model::ResizeRule::line, model::OutputKind::sequence))
        return not_a(recognizer_pack, "text recogniser");
    auto symbols = runtime.read_file(recognizer_pack, recognizer_pack.manifest.outputs.front().symbols);
    if (!symbols) return std::move(symbols).error();
    if (!base::count_code_points(*symbols))
        return Error{Errc::pack_invalid, "The pack's symbols are not well-formed UTF-8; rebuild it",
                     recognizer_pack.manifest.name};
    return TextReader(detector_pack, recognizer_pack, Symbols(*symbols));
}

Result<TextModels> TextReader::models(model::Runtime& runtime) const {
    auto detector = runtime.model_of(*detector_);
    if (!detector) return std::move(detector).error();
    auto recognizer = runtime.model_of(*recognizer_);
    if (!recognizer) return std::move(recognizer).error();
    return TextModels{*std::move(detector), *std::move(recognizer)};
}

Result<std::vector<TextLine>> TextReader::read(const Picture& picture, const TextModels& models) const {
    auto boxes = detect(picture, *models.detector);
    if (!boxes) return std::move(boxes).error();
    auto words = read_best_way_up(picture.pixels, *boxes, *models.recognizer);
    if (!words) return std::move(words).error();
    const float x = static_cast<float>(picture.size.width) / static_cast<float>(picture.pixels.width);
    const float y = static_cast<float>(picture.size.height) / static_cast<float>(picture.pixels.height);
    auto lines = join_lines(*std::move(words));
    for (TextLine& line : lines) line.quad = scaled(line.quad, x, y);
    return lines;
}

Result<void> TextReader::try_models(const Picture& picture, const TextModels& models) const {
    if (auto boxes = detect(picture, *models.detector); !boxes) return std::move(boxes).error();
    const Quad line = Rectangle{{32, 16}, {1, 0}, 64, 32}.corners();
    if (auto texts = recognize(picture.pixels, std::span(&line, 1), *models.recognizer); !texts)
        return std::move(texts).error();
    return {};
}

// Boxes in pixels of `picture.pixels`.
Result<std::vector<Quad>> TextReader::detect(const Picture& picture, const model::Model& detector) const {
    const model::ImageInput& input = *detector_->manifest.image();
    const Size size = tensor_size(input, picture.size);
    std::vector<float> values(kChannels * size.width * size.height);
    write_tensor(picture, input, values);
    auto output = detector.run(model::ImageBatch{values, 1, size.height, size.width});
    if (!output) return std::move(output).error();
    const std::uint32_t stride = detector_->manifest.outputs.front().stride;
    const Map map{output->values, size.width / stride, size.height / stride};
    if (map.width * map.height == 0 || map.values.size() != map.width * map.height)
        return wrong_shape(*detector_);

    std::vector<Quad> quads;
    for (const Rectangle& box : find_text_boxes(map))
        quads.push_back(scaled(box.corners(),
                               static_cast<float>(picture.pixels.width) / static_cast<float>(map.width),
                               static_cast<float>(picture.pixels.height) / static_cast<float>(map.height)));
    return quads;
}

// Each box as it is best read: those that read badly one way up are tried the others.
Result<std::vector<TextLine>> TextReader::read_best_way_up(const Pixels& pixels, std::span<const Quad> boxes,
                                                           const model::Model& recognizer) const {
    std::vector<TextLine> best(boxes.size());
    for (std::size_t round = 0;; ++round) {
        std::vector<Quad> quads;
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            const auto turns = turns_to_try(boxes[i]);
            if (round >= turns.size() || best[i].confidence >= kSureConfidence) continue;
            quads.push_back(turned_by(boxes[i], turns[round]));
            places.push_back(i);
        }
        if (quads.empty()) break;
        auto texts = recognize(pixels, quads, recognizer);
        if (!texts) return std::move(texts).error();
        for (std::size_t i = 0; i < quads.size(); ++i)
            if (const ReadText& read = (*texts)[i]; read.confidence > best[places[i]].confidence)
                best[places[i]] = {trimmed(read.utf8), read.confidence, quads[i]};
    }
    std::erase_if(
        best, [](const TextLine& line) { return line.confidence < kLowestConfidence || line.text.empty(); });
    return best;
}

// Lines of one padded width go together. The width depends on the line alone, so that its text does, too.
Result<std::vector<ReadText>> TextReader::recognize(const Pixels& pixels, std::span<const Quad> quads,
                                                    const model::Model& recognizer) const {
    const model::ImageInput& input = *recognizer_->manifest.image();
    const std::uint32_t stride = recognizer_->manifest.outputs.front().stride;
    std::vector<std::uint32_t> widths;
    for (const Quad& quad : quads) widths.push_back(line_width(quad, input));
    const auto padded = [&](std::size_t i) { return padded_width(widths[i], input); };
    std::vector<std::size_t> order(quads.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, padded);

    std::vector<ReadText> texts(quads.size());
    std::vector<float> values;
    for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
        const std::uint32_t width = padded(order[first]);
        while (last < order.size() && padded(order[last]) == width && (last - first) * width < kBatchColumns)
            ++last;
        const std::size_t size = kChannels * input.height * width;
        values.resize((last - first) * size);
        for (std::size_t i = first; i < last; ++i)
            write_line(pixels, quads[order[i]], input, widths[order[i]], width,
                       std::span(values).subspan((i - first) * size, size));
        auto output = recognizer.run(model::ImageBatch{values, last - first, input.height, width});
        if (!output) return std::move(output).error();
        const std::size_t steps = 2 * std::size_t{width / stride};
        if (output->values.size() != (last - first) * steps) return wrong_shape(*recognizer_);
        for (std::size_t i = first; i < last; ++i)
            texts[order[i]] = symbols_.decode(std::span(output->values).subspan((i - first) * steps, steps));
    }
    return texts;
}

}  // namespace ward::image
