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

// A head: forward(float32 [B, size of trunk 1], float32 [B, size of trunk 2], ...) -> float32 [B, columns].
struct TrunksInput {
    struct Trunk {
        std::string name;
        std::string version;  // "latest" or a version
    };
    std::vector<Trunk> trunks;
};

enum class OutputKind : std::uint8_t { embedding, probability, ladder };

// One key, and the next columns of the model's output: `size` of them for an embedding, one for a probability,
// kLadderSize for a ladder.
struct Output {
    std::string key;
    std::string meaning;
    OutputKind kind = OutputKind::probability;
    std::uint32_t columns = 1;
    std::optional<Category> category;  // the category it informs
    std::vector<float> thresholds;     // ladder: one a level; probability: one, or none
};

struct Manifest {
    std::string name;
    Version version;
    std::vector<std::string> aliases;
    std::string summary, licence, origin, data;
    std::variant<TextInput, TrunksInput> input;
    std::vector<Output> outputs;

    // The precisions whose accuracy gate passed, fp32 among them, each with the figures that say so.
    std::map<Precision, std::map<std::string, double>> precisions;

    std::uint32_t columns() const noexcept;
    std::uint32_t first_column(const Output& output) const noexcept;
    const TextInput* text() const noexcept { return std::get_if<TextInput>(&input); }
    const TrunksInput* trunks() const noexcept { return std::get_if<TrunksInput>(&input); }
};

// Reads and checks a manifest. `pack` names it in errors.
// errors: pack_invalid (target "pack: member"), pack_version
Result<Manifest> parse_manifest(std::string_view json, std::string_view pack);

// "fp32" and so on, "auto" included.
std::optional<Precision> precision_from_name(std::string_view text) noexcept;

}  // namespace ward::model
