#include "model/manifest.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>

#include "model/json_reader.hpp"
#include "ward/limits.hpp"

namespace ward::model {
namespace {

Result<float> read_threshold(dom::element element, const std::string& path) {
    double value = 0;
    if (element.get(value) != simdjson::SUCCESS || !(value > 0 && value < 1))
        return Error{Errc::pack_invalid, "A threshold must lie between 0 and 1; rebuild the pack", path};
    return static_cast<float>(value);
}

Result<TextInput> read_text_input(const JsonReader& reader) {
    TextInput input;
    std::string tokenizer;
    WARD_ASSIGN(tokenizer, reader.text("tokenizer"));
    if (tokenizer != "wordpiece") return reader.wrong("tokenizer", "must be \"wordpiece\"");
    WARD_ASSIGN(input.vocabulary, reader.text("vocabulary"));
    WARD_ASSIGN(input.lowercase, reader.required<bool>("lowercase"));
    WARD_ASSIGN(input.window, reader.count("window", 8, 8192));
    WARD_ASSIGN(input.overlap, reader.count("overlap", 0, (input.window - 2) / 2));
    return input;
}

// The member's place among `names`.
Result<std::size_t> read_choice(const JsonReader& reader, std::string_view key,
                                std::initializer_list<std::string_view> names) {
    auto text = reader.text(key);
    if (!text) return std::move(text).error();
    std::string all;
    for (const auto& name : names) {
        if (name == *text) return static_cast<std::size_t>(&name - names.begin());
        all += (all.empty() ? "" : ", ") + std::string(name);
    }
    return reader.wrong(key, "must be one of " + all);
}

Result<std::array<float, 3>> read_channels(const JsonReader& reader, std::string_view key) {
    const auto read = [](dom::element element, const std::string& path) -> Result<float> {
        double value = 0;
        if (element.get(value) == simdjson::SUCCESS) return static_cast<float>(value);
        return Error{Errc::pack_invalid, "The member must be a number; mend it and build the pack again",
                     path};
    };
    auto values = reader.list<float>(key, read);
    if (!values) return std::move(values).error();
    if (values->size() != 3) return reader.wrong(key, "must hold three numbers, one a channel");
    return std::array<float, 3>{(*values)[0], (*values)[1], (*values)[2]};
}

Result<ImageInput> read_image_input(const JsonReader& reader) {
    constexpr std::uint32_t kMaxSide = 4096;
    ImageInput input;
    std::size_t choice = 0;
    WARD_ASSIGN(choice, read_choice(reader, "resize", {"stretch", "multiple", "line"}));
    input.resize = static_cast<ResizeRule>(choice);
    WARD_ASSIGN(choice, read_choice(reader, "filter", {"bilinear", "bicubic"}));
    input.filter = static_cast<Filter>(choice);
    WARD_ASSIGN(choice, read_choice(reader, "order", {"rgb", "bgr"}));
    input.order = static_cast<ChannelOrder>(choice);
    WARD_ASSIGN(input.mean, read_channels(reader, "mean"));
    WARD_ASSIGN(input.scale, read_channels(reader, "scale"));
    WARD_ASSIGN(input.width, reader.count("width", 8, kMaxSide));
    if (input.resize != ResizeRule::multiple) {
        WARD_ASSIGN(input.height, reader.count("height", 8, kMaxSide));
    }
    if (input.resize != ResizeRule::stretch) {
        WARD_ASSIGN(input.multiple, reader.count("multiple", 1, 256));
        if (input.width % input.multiple != 0)
            return reader.wrong("width", "must be a multiple of `multiple`");
        return input;
    }
    std::uint64_t crop = 0;
    WARD_ASSIGN(crop, reader.optional<std::uint64_t>("crop", 0));
    if (crop > std::min(input.width, input.height)) return reader.wrong("crop", "must fit width and height");
    input.crop = static_cast<std::uint32_t>(crop);
    return input;
}

Result<TrunksInput::Trunk> read_trunk(dom::element element, const std::string& path) {
    dom::object object;
    if (element.get(object) != simdjson::SUCCESS)
        return Error{Errc::pack_invalid, "A trunk must be an object with a name; rebuild the pack", path};
    const JsonReader reader(object, path);
    TrunksInput::Trunk trunk;
    WARD_ASSIGN(trunk.name, reader.text("name"));
    WARD_ASSIGN(trunk.version, reader.optional_text("version", "latest"));
    return trunk;
}

Result<TrunksInput> read_trunks_input(const JsonReader& reader) {
    TrunksInput input;
    WARD_ASSIGN(input.trunks, reader.list<TrunksInput::Trunk>("trunks", read_trunk));
    if (input.trunks.empty()) return reader.wrong("trunks", "must name a trunk");
    return input;
}

using Input = decltype(Manifest::input);

Result<Input> read_input(const JsonReader& manifest) {
    auto reader = manifest.child("input");
    if (!reader) return reader.error();
    std::size_t kind = 0;
    Input input;
    WARD_ASSIGN(kind, read_choice(*reader, "kind", {"text", "image", "trunks"}));
    if (kind == 0) {
        WARD_ASSIGN(input, read_text_input(*reader));
    } else if (kind == 1) {
        WARD_ASSIGN(input, read_image_input(*reader));
    } else {
        WARD_ASSIGN(input, read_trunks_input(*reader));
    }
    return input;
}

Result<void> read_size(const JsonReader& reader, Output& output) {
    auto size = reader.count("size", 1, 1u << 16);
    if (!size) return size.error();
    output.columns = *size;
    return {};
}

Result<void> read_stride(const JsonReader& reader, Output& output) {
    auto stride = reader.count("stride", 1, 256);
    if (!stride) return stride.error();
    output.stride = *stride;
    return {};
}

// The kind settles which further members there are.
Result<void> read_output_shape(const JsonReader& reader, Output& output) {
    auto kind = read_choice(reader, "kind", {"embedding", "probability", "ladder", "map", "sequence"});
    if (!kind) return kind.error();
    output.kind = static_cast<OutputKind>(*kind);
    const std::size_t thresholds = output.thresholds.size();
    switch (output.kind) {
        case OutputKind::embedding: return read_size(reader, output);
        case OutputKind::ladder:
            output.columns = kLadderSize;
            if (thresholds == kLadderSize) return {};
            return reader.wrong("thresholds", "must hold one number a level, seven");
        case OutputKind::probability:
            if (thresholds <= 1) return {};
            return reader.wrong("thresholds", "must hold at most one number");
        case OutputKind::map:
            if (auto stride = read_stride(reader, output); !stride) return stride;
            return read_size(reader, output);
        case OutputKind::sequence: break;
    }
    output.columns = 2;
    auto symbols = reader.text("symbols");
    if (!symbols) return symbols.error();
    output.symbols = *std::move(symbols);
    return read_stride(reader, output);
}

Result<Output> read_output(dom::element element, const std::string& path) {
    dom::object object;
    if (element.get(object) != simdjson::SUCCESS)
        return Error{Errc::pack_invalid, "An output must be an object with a key; rebuild the pack", path};
    const JsonReader reader(object, path);
    Output output;
    std::string category;
    WARD_ASSIGN(output.key, reader.text("key"));
    WARD_ASSIGN(output.meaning, reader.optional_text("meaning"));
    WARD_ASSIGN(category, reader.optional_text("category"));
    WARD_ASSIGN(output.thresholds, reader.list<float>("thresholds", read_threshold));
    if (!category.empty()) {
        output.category = category_from_name(category);
        if (!output.category) return reader.wrong("category", "names no category");
    }
    if (auto shape = read_output_shape(reader, output); !shape) return shape.error();
    return output;
}

Result<std::map<Precision, std::map<std::string, double>>> read_precisions(const JsonReader& manifest) {
    auto reader = manifest.child("precisions");
    if (!reader) return reader.error();
    std::map<Precision, std::map<std::string, double>> precisions;
    for (const auto [key, value] : reader->object()) {
        const auto precision = precision_from_name(key);
        dom::object figures;
        if (!precision || *precision == Precision::automatic || value.get(figures) != simdjson::SUCCESS)
            return reader->wrong(key, "must be fp32, bf16 or fp16 with an object of figures");
        for (const auto [figure, number] : figures)
            if (number.get(precisions[*precision][std::string(figure)]) != simdjson::SUCCESS)
                return reader->wrong(key, "must hold numbers");
        precisions.try_emplace(*precision);
    }
    if (!precisions.contains(Precision::fp32)) return reader->wrong("fp32", "is missing");
    return precisions;
}

Result<void> check_schema(const JsonReader& reader, std::string_view pack) {
    auto schema = reader.required<std::int64_t>("schema");
    if (!schema) return schema.error();
    if (*schema == kManifestSchema) return {};
    return Error{Errc::pack_version,
                 "The pack's manifest has schema " + std::to_string(*schema) +
                     ", and this Ward reads schema " + std::to_string(kManifestSchema) +
                     "; take a pack made for this Ward",
                 std::string(pack)};
}

}  // namespace

std::optional<Version> Version::parse(std::string_view text) noexcept {
    Version version;
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::size_t i = 0; i < version.parts.size(); ++i) {
        if (i > 0 && (at == end || *at++ != '.')) return std::nullopt;
        const auto [next, code] = std::from_chars(at, end, version.parts[i]);
        if (code != std::errc{}) return std::nullopt;
        at = next;
    }
    return at == end ? std::optional(version) : std::nullopt;
}

std::string Version::text() const {
    return std::to_string(parts[0]) + "." + std::to_string(parts[1]) + "." + std::to_string(parts[2]);
}

std::optional<Precision> precision_from_name(std::string_view text) noexcept {
    for (const auto precision : {Precision::automatic, Precision::fp32, Precision::bf16, Precision::fp16})
        if (name(precision) == text) return precision;
    return std::nullopt;
}

std::uint32_t Manifest::columns() const noexcept {
    std::uint32_t sum = 0;
    for (const Output& output : outputs) sum += output.columns;
    return sum;
}

std::uint32_t Manifest::first_column(const Output& output) const noexcept {
    std::uint32_t column = 0;
    for (const Output& before : outputs) {
        if (&before == &output) break;
        column += before.columns;
    }
    return column;
}

Result<Manifest> parse_manifest(std::string_view json, std::string_view pack) {
    dom::parser parser(limits::kMaxManifestBytes);
    dom::object root;
    if (parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS)
        return Error{Errc::pack_invalid, "The manifest is not a JSON object; rebuild the pack",
                     std::string(pack)};
    const JsonReader reader(root, std::string(pack) + ": " + std::string(kManifestFile));
    if (auto schema = check_schema(reader, pack); !schema) return schema.error();

    Manifest manifest;
    std::string version;
    WARD_ASSIGN(manifest.name, reader.text("name"));
    WARD_ASSIGN(version, reader.text("version"));
    WARD_ASSIGN(manifest.aliases, reader.texts("aliases"));
    WARD_ASSIGN(manifest.summary, reader.text("summary"));
    WARD_ASSIGN(manifest.licence, reader.text("licence"));
    WARD_ASSIGN(manifest.origin, reader.text("origin"));
    WARD_ASSIGN(manifest.data, reader.text("data"));
    WARD_ASSIGN(manifest.input, read_input(reader));
    WARD_ASSIGN(manifest.outputs, reader.list<Output>("outputs", read_output));
    WARD_ASSIGN(manifest.precisions, read_precisions(reader));

    const auto parsed = Version::parse(version);
    if (!parsed) return reader.wrong("version", "must read major.minor.patch");
    manifest.version = *parsed;
    if (manifest.outputs.empty()) return reader.wrong("outputs", "must hold an output");
    for (const Output& output : manifest.outputs)
        if (output.kind >= OutputKind::map && manifest.outputs.size() > 1)
            return reader.wrong("outputs", "must hold nothing beside a map or a sequence");
    return manifest;
}

}  // namespace ward::model
