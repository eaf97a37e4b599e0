// What a pack says of itself: ward.json, one of the extra files of its TorchScript archive.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ward/category.hpp"
#include "ward/model_registry.hpp"
#include "ward/result.hpp"

namespace ward::model {

inline constexpr int kManifestSchema = 1;
inline constexpr std::string_view kManifestFile = "ward.json";
inline constexpr std::size_t kLadderSize = 7;  // P(severity >= 1) ... P(severity >= 7)

struct Version {
    std::array<std::uint32_t, 3> parts{};

    static std::optional<Version> parse(std::string_view text) noexcept;
    std::string text() const;
    auto operator<=>(const Version&) const =
        default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads it
};

// A trunk that takes text: forward(ids int32 [B, S], lengths int32 [B] on the CPU) -> float32 [B, size].
struct TextInput {
    std::string vocabulary;  // name of the WordPiece vocabulary among the pack's files
    bool lowercase = true;
    std::uint32_t window = 0;   // tokens of a row, [CLS] and [SEP] counted
    std::uint32_t overlap = 0;  // content tokens that a window shares with the one before
};

// How a picture of any size becomes the size that a model reads.
enum class ResizeRule : std::uint8_t {
    stretch,   // to width x height, whatever its shape
    multiple,  // its own shape, longest side at most `width`, both sides rounded to a multiple of `multiple`
    line,  // `height` high, as wide as its shape asks, at most `width`, rounded up to a multiple of `multiple`
};

enum class Filter : std::uint8_t { bilinear, bicubic };
enum class ChannelOrder : std::uint8_t { rgb, bgr };

// A trunk that takes pictures: forward(float32 [B, 3, H, W]) -> float32, of a shape that its output's kind tells.
// A value is (0..255 - mean) * scale, mean and scale in the order of the channels.
struct ImageInput {
    ResizeRule resize = ResizeRule::stretch;
    std::uint32_t width = 0, height = 0;  // pixels; `height` is 0 for `multiple`
    std::uint32_t multiple = 1;
    std::uint32_t crop = 0;  // side of the centre square that is kept after resizing; 0 keeps all
    Filter filter = Filter::bilinear;
    ChannelOrder order = ChannelOrder::rgb;
    std::array<float, 3> mean{}, scale{1, 1, 1};
};

// A head: forward(float32 [B, size of trunk 1], float32 [B, size of trunk 2], ...) -> float32 [B, columns].
struct TrunksInput {
    struct Trunk {
        std::string name;
        std::string version;  // "latest" or a version
    };
    std::vector<Trunk> trunks;
};

enum class OutputKind : std::uint8_t { embedding, probability, ladder, map, sequence };

// One key, and the next columns of the model's output: `size` of them for an embedding, one for a probability,
// kLadderSize for a ladder. A map or a sequence is its model's only output: `size` channels of [B, size,
// H / stride, W / stride], or steps of [B, W / stride, 2]: a symbol's index and its probability.
struct Output {
    std::string key;
    std::string meaning;
    OutputKind kind = OutputKind::probability;
    std::uint32_t columns = 1;
    std::optional<Category> category;  // the category it informs
    std::vector<float> thresholds;     // ladder: one a level; probability: one, or none
    std::uint32_t stride = 1;          // map, sequence: pixels of the input a value stands for
    std::string symbols = {};  // sequence: name of the file with a symbol a line; index 0 is the blank
};

struct Manifest {
    std::string name;
    Version version;
    std::vector<std::string> aliases;
    std::string summary, licence, origin, data;
    std::variant<TextInput, ImageInput, TrunksInput> input;
    std::vector<Output> outputs;

    // The precisions whose accuracy gate passed, fp32 among them, each with the figures that say so.
    std::map<Precision, std::map<std::string, double>> precisions;

    std::uint32_t columns() const noexcept;
    std::uint32_t first_column(const Output& output) const noexcept;
    const TextInput* text() const noexcept { return std::get_if<TextInput>(&input); }
    const ImageInput* image() const noexcept { return std::get_if<ImageInput>(&input); }
    const TrunksInput* trunks() const noexcept { return std::get_if<TrunksInput>(&input); }
};

// Reads and checks a manifest. `pack` names it in errors.
// errors: pack_invalid (target "pack: member"), pack_version
Result<Manifest> parse_manifest(std::string_view json, std::string_view pack);

// "fp32" and so on, "auto" included.
std::optional<Precision> precision_from_name(std::string_view text) noexcept;

}  // namespace ward::model
