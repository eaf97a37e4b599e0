/// @file
/// A picture in, a severity per harm category out: of what it shows, and of the text that stands in it.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ward/analyzer.hpp"
#include "ward/category.hpp"
#include "ward/image_format.hpp"
#include "ward/model_registry.hpp"
#include "ward/quad.hpp"
#include "ward/result.hpp"

namespace ward {

struct ModelName {
    std::string name;
    std::string version = "latest";
};

/// Which models an ImageAnalyzer asks. Names and versions are those of ModelRegistry::find().
struct ImageAnalyzerOptions {
    /// Heads on image trunks; each says itself which trunks it reads, and which category each of its ladders
    /// informs. Trunks that several heads read run once.
    std::vector<ModelName> visual_models = {{"image-harm"}, {"image-sexual"}};

    ModelName text_detector = {"text-detector"};
    ModelName text_recognizer = {"text-recognizer"};

    /// Judge the text that was read.
    AnalyzerOptions text = {};
};

struct ImageRequest {
    /// An encoded picture: JPEG, PNG, WebP, GIF (its first frame), BMP or TIFF, told apart by content, within the
    /// limits of limits.hpp. Only read during the call; analyze_async() copies it.
    std::span<const std::byte> bytes = {};

    /// What to judge, in the order of the answer; a category named twice is answered once. Empty stands for all
    /// four in their usual order. Models that inform none of them do not run.
    std::vector<Category> categories = {};

    /// Read the text in the picture and judge it too. It costs about as much again as all else.
    bool read_text = true;

    /// Refuse with Errc::deadline_exceeded instead of starting on the picture, or on its text, after this moment.
    std::optional<std::chrono::steady_clock::time_point> deadline = std::nullopt;
};

/// What decided about a severity.
enum class ImageEvidence : std::uint8_t { visual, text };

struct ImageCategoryResult {
    Category category = Category::hate;

    /// 0, 2, 4 or 6: the worse of what is seen and what is read; when both are as bad, what is seen.
    int severity = 0;

    ImageEvidence evidence = ImageEvidence::visual;

    /// P(severity >= 1) ... P(severity >= 7), 0..1, never rising, of what decided. Zeros where no model informs
    /// the category and no text was judged.
    std::array<float, 7> at_least{};

    /// Where the text stands that decided: one line, or the upright rectangle around several.
    std::optional<Quad> region = std::nullopt;
};

/// A line of text as it was read.
struct TextLine {
    std::string text;      ///< UTF-8, words parted by one blank
    float confidence = 0;  ///< mean probability of its symbols, 0.5..1
    Quad quad{};
};

struct ImageResult {
    /// Of the upright picture, in pixels: turned as its EXIF orientation asks.
    std::uint32_t width = 0, height = 0;

    ImageFormat format = ImageFormat::jpeg;
    std::vector<ImageCategoryResult> categories;  ///< in the request's order

    /// The text that was read, in reading order; empty when none was asked for.
    std::vector<TextLine> lines;
};

/// Judges pictures, by what they show and by the text in them.
///
/// Text. A detector looks at the picture at its own input size, 640 pixels with the shipped one: letters of a size under
/// about 1/65 of the picture's longer side are often missed. The 100 largest boxes are read, from at least twice the
/// detector's resolution where the picture has it. Text may be slanted, turned by a quarter or upside down: a box that
/// reads badly is read again the other way up, which costs time on pictures that are full of what only looks like
/// text. Lines of a mean confidence under 0.5 are dropped; a line longer than the recogniser takes (about 53 times its
/// height) is squeezed, and reads worse.
///
/// What is judged of it are all lines with a word, joined by newlines, as one text; and, since one sentence can hide
/// in much text, each line of two words or more by itself. A word is two letters or more, so that the debris of
/// textures read as text ("l", "1.|") is never judged. The worst answer counts.
///
/// @par Threads  thread-safe; all calls are const. One picture is one piece of work on one worker of the registry,
///   its text a second; concurrent pictures run beside each other. Equal bytes get equal answers. Create it after a
///   fork, not before.
class ImageAnalyzer {
public:
    /// Finds the models, loads them and tries them.
    /// @errors those of ModelRegistry::preload() and Analyzer::create(); pack_invalid with the pack as target when a
    ///   model does not take or give what this class needs.
    static Result<ImageAnalyzer> create(const ModelRegistry& registry,
                                        const ImageAnalyzerOptions& options = {});

    /// Judges one picture and waits for the answer.
    /// @errors image_unreadable, image_too_small, image_too_large, image_file_too_large (target "image");
    ///   unknown_category; overloaded, deadline_exceeded, model_failed, out_of_memory.
    Result<ImageResult> analyze(const ImageRequest& request) const;

    /// Judges many pictures; answers in their order. One picture's error is no other's. A batch larger than the
    /// queue waits for room as its own pictures are answered.
    std::vector<Result<ImageResult>> analyze_batch(std::span<const ImageRequest> requests) const;

    using Callback = std::function<void(Result<ImageResult>)>;

    /// Returns at once; `done` is called exactly once, from a worker thread, or from this call when the request is
    /// refused. It must not block, for it holds a worker up, and must not throw. When the last handles that share
    /// the workers go, pictures that still wait are answered with Errc::cancelled first.
    void analyze_async(const ImageRequest& request, Callback done) const;

    ~ImageAnalyzer();
    ImageAnalyzer(ImageAnalyzer&&) noexcept;
    ImageAnalyzer& operator=(ImageAnalyzer&&) noexcept;

private:
    struct State;
    explicit ImageAnalyzer(std::shared_ptr<const State> state);

    std::shared_ptr<const State> state_;
};

}  // namespace ward
