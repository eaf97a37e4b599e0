#include "torch/pack_builder.hpp"

#include <ATen/Parallel.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/full.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/frontend/error_report.h>
#include <torch/csrc/jit/serialization/import.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "model/backend.hpp"
#include "model/recipe.hpp"
#include "model/safetensors.hpp"
#include "ward/limits.hpp"

namespace ward::engine {
namespace {

namespace fs = std::filesystem;
using model::Recipe;
using model::RecipeModule;
using model::RecipeParameter;

Error wrong(std::string message, std::string target) {
    return {Errc::pack_invalid, std::move(message), std::move(target)};
}

std::string shape_text(at::IntArrayRef shape) {
    std::ostringstream text;
    text << shape;
    return text.str();
}

// Every "{}" becomes the number.
std::string numbered(std::string text, std::uint32_t number) {
    for (auto at = text.find("{}"); at != std::string::npos; at = text.find("{}", at))
        text.replace(at, 2, std::to_string(number));
    return text;
}

// The recipe's files: beside it, or in one of the folders that the caller named.
class Files {
public:
    explicit Files(const PackRecipe& recipe) : folders_{recipe.file.parent_path()} {
        folders_.insert(folders_.end(), recipe.folders.begin(), recipe.folders.end());
    }

    Result<fs::path> find(const std::string& name) const {
        for (const fs::path& folder : folders_)
            if (fs::is_regular_file(folder / name)) return folder / name;
        return Error{Errc::io_failed, "The file is in none of the folders; name its folder with --from",
                     name};
    }

    Result<std::string> read(const std::string& name) const {
        auto path = find(name);
        if (!path) return std::move(path).error();
        return read_file(*path);
    }

    static Result<std::string> read_file(const fs::path& path) {
        std::ifstream file(path, std::ios::binary);
        std::stringstream text;
        if (!file || !(text << file.rdbuf()))
            return Error{Errc::io_failed, "The file cannot be read", path.string()};
        return std::move(text).str();
    }

private:
    std::vector<fs::path> folders_;
};

at::ScalarType scalar_type(model::ElementType type) {
    switch (type) {
        case model::ElementType::float32: return at::kFloat;
        case model::ElementType::float16: return at::kHalf;
        case model::ElementType::bfloat16: return at::kBFloat16;
        case model::ElementType::int64: return at::kLong;
    }
    return at::kFloat;
}

// All tensors of a recipe by name, with its adapters merged in.
class Tensors {
public:
    Result<void> add(const fs::path& path) {
        auto file = model::SafetensorsFile::open(path);
        if (!file) return std::move(file).error();
        for (const auto& [name, view] : file->tensors()) {
            if (tensors_.contains(name)) return wrong("Two files hold this tensor; remove one", name);
            tensors_[name] = copy(view);
        }
        return {};
    }

    Result<void> merge(const fs::path& path, double scale) {
        auto file = model::SafetensorsFile::open(path);
        if (!file) return std::move(file).error();
        for (const auto& [name, view] : file->tensors()) {
            static constexpr std::string_view kDown = ".lora_A.weight", kUp = ".lora_B.weight";
            if (name.ends_with(kUp)) continue;
            const std::string stem = name.substr(0, name.size() - std::min(name.size(), kDown.size()));
            const auto up = file->tensors().find(stem + std::string(kUp));
            if (!name.ends_with(kDown) || up == file->tensors().end())
                return wrong("An adapter holds pairs of .lora_A.weight and .lora_B.weight", name);
            if (auto merged = merge(stem + ".weight", copy(view), copy(up->second), scale); !merged)
                return merged;
        }
        return {};
    }

    Result<at::Tensor> make(const RecipeParameter& parameter, std::uint32_t number) const {
        std::vector<at::Tensor> parts;
        for (const std::string& from : parameter.from) {
            const std::string name = numbered(from, number);
            const auto found = tensors_.find(name);
            if (found == tensors_.end()) return wrong("No file of the recipe holds this tensor", name);
            parts.push_back(found->second);
        }
        try {
            at::Tensor tensor =
                parameter.row ? parts[0].select(0, *parameter.row).contiguous() : at::cat(parts);
            if (tensor.sizes() == parameter.shape) return tensor.to(at::kFloat);
        } catch (const c10::Error&) {  // parts that do not join, or no such row: told below
        }
        std::string shapes;
        for (const at::Tensor& part : parts)
            shapes += (shapes.empty() ? "" : " and ") + shape_text(part.sizes());
        return wrong("The model wants " + shape_text(parameter.shape) + ", and the file holds " + shapes,
                     numbered(parameter.from[0], number));
    }

private:
    static at::Tensor copy(const model::TensorView& view) {
        const auto options = at::TensorOptions(scalar_type(view.type));
        return at::from_blob(const_cast<std::byte*>(view.bytes.data()), view.shape, options).clone();
    }

    Result<void> merge(const std::string& name, const at::Tensor& down, const at::Tensor& up, double scale) {
        const auto found = tensors_.find(name);
        if (found == tensors_.end()) return wrong("The adapter changes a tensor that no file holds", name);
        at::Tensor& base = found->second;
        const bool fits = base.dim() == 2 && down.dim() == 2 && up.dim() == 2 &&
                          down.size(1) == base.size(1) && up.size(0) == base.size(0) &&
                          up.size(1) == down.size(0);
        if (!fits)
            return wrong("The adapter's " + shape_text(up.sizes()) + " times " + shape_text(down.sizes()) +
                             " does not fit the tensor's " + shape_text(base.sizes()),
                         name);
        base = at::addmm(base.to(at::kFloat), up.to(at::kFloat), down.to(at::kFloat), 1, scale);
        return {};
    }

    std::map<std::string, at::Tensor> tensors_;
};

Result<Tensors> read_tensors(const Recipe& recipe, const Files& files) {
    Tensors tensors;
    for (const std::string& name : recipe.tensors) {
        auto path = files.find(name);
        if (!path) return std::move(path).error();
        if (auto added = tensors.add(*path); !added) return std::move(added).error();
    }
    for (const auto& adapter : recipe.adapters) {
        auto path = files.find(adapter.file);
        if (!path) return std::move(path).error();
        if (auto merged = tensors.merge(*path, adapter.scale); !merged) return std::move(merged).error();
    }
    return tensors;
}

Result<void> define(torch::jit::Module& module, const RecipeModule& recipe, std::uint32_t number,
                    const Tensors& tensors, const Files& files) {
    for (const RecipeParameter& parameter : recipe.parameters) {
        auto tensor = tensors.make(parameter, number);
        if (!tensor) return std::move(tensor).error();
        module.register_parameter(parameter.name, *tensor, false);
    }
    auto source = files.read(recipe.source);
    if (!source) return std::move(source).error();
    try {
        module.define(*source);
    } catch (const std::exception& error) {  // of the author's own source: all that LibTorch says helps
        return wrong(std::string("The source does not compile: ") + error.what(), recipe.source);
    }
    if (!module.find_method("forward"))
        return wrong("The source defines no forward(self, ...)", recipe.source);
    return {};
}

Result<torch::jit::Module> build_module(const Recipe& recipe, const Tensors& tensors, const Files& files) {
    torch::jit::Module root("Root");  // a class name, so an identifier
    for (const RecipeModule& each : recipe.modules) {
        if (each.name.empty()) {
            if (auto defined = define(root, each, 0, tensors, files); !defined)
                return std::move(defined).error();
            continue;
        }
        for (std::uint32_t number = 0; number < each.count; ++number) {
            const std::string name = numbered(each.name, number);
            torch::jit::Module child("Child");
            if (auto defined = define(child, each, number, tensors, files); !defined)
                return std::move(defined).error();
            root.register_module(name, child);
        }
    }
    root.eval();
    return root;
}

// What a trunk is tried on, and the shape that its manifest then promises.
struct Trial {
    std::vector<c10::IValue> inputs;
    std::vector<std::int64_t> wanted;
    std::string_view what;
};

// Two padded rows of tokens.
Trial text_trial(const model::Manifest& manifest) {
    return {{at::zeros({2, 8}, at::kInt), at::full({2}, 4, at::kInt)},
            {2, manifest.columns()},
            "two rows of tokens"};
}

// Two pictures of the size that the manifest fixes, or of a small one where it leaves the size to the picture.
Trial image_trial(const model::Manifest& manifest, const model::ImageInput& input) {
    constexpr std::int64_t kMultiples = 2;
    std::int64_t height = input.height, width = input.width;
    if (input.crop > 0) height = width = input.crop;
    if (input.resize != model::ResizeRule::stretch) width = kMultiples * input.multiple;
    if (input.resize == model::ResizeRule::multiple) height = width;

    const model::Output& output = manifest.outputs.front();
    std::vector<std::int64_t> wanted = {2, manifest.columns()};
    if (output.kind == model::OutputKind::map)
        wanted = {2, output.columns, height / output.stride, width / output.stride};
    if (output.kind == model::OutputKind::sequence) wanted = {2, width / output.stride, output.columns};
    return {{at::zeros({2, 3, height, width})}, std::move(wanted), "two pictures"};
}

// A head is tried when an analyzer first joins it to its trunks.
Result<void> try_out(torch::jit::Module& module, const model::Manifest& manifest) {
    if (manifest.trunks()) return {};
    const model::ImageInput* const image = manifest.image();
    Trial trial = image ? image_trial(manifest, *image) : text_trial(manifest);
    const std::string what(trial.what);
    try {
        const at::Tensor output = module.forward(std::move(trial.inputs)).toTensor();
        if (output.sizes() == trial.wanted) return {};
        return wrong("The model gives " + shape_text(output.sizes()) + " for " + what +
                         ", and its manifest says " + shape_text(trial.wanted),
                     manifest.name);
    } catch (const std::exception& error) {
        return wrong("The model fails on " + what + ": " + error.what(), manifest.name);
    }
}

// The files that a manifest names must be in the pack.
Result<void> check_files(const model::Manifest& manifest, const torch::jit::ExtraFilesMap& files) {
    if (const auto* input = manifest.text(); input && !files.contains(input->vocabulary))
        return wrong("The manifest's vocabulary is not among the recipe's files", input->vocabulary);
    for (const model::Output& output : manifest.outputs)
        if (output.kind == model::OutputKind::sequence && !files.contains(output.symbols))
            return wrong("The manifest's symbols are not among the recipe's files", output.symbols);
    return {};
}

Result<void> save(const torch::jit::Module& module, const torch::jit::ExtraFilesMap& extra,
                  const fs::path& out) {
    const fs::path partial = out.string() + ".partial";
    try {
        module.save(partial.string(), extra);
        fs::rename(partial, out);
        return {};
    } catch (const std::exception&) {
        std::error_code ignored;
        fs::remove(partial, ignored);
        return Error{Errc::io_failed, "The pack cannot be written", out.string()};
    }
}

}  // namespace

Result<model::Manifest> build_pack(const PackRecipe& request) {
    at::set_num_threads(1);  // merging adapters then gives the same bytes on every machine
    const Files files(request);
    auto text = Files::read_file(request.file);
    if (!text) return std::move(text).error();
    auto recipe = model::parse_recipe(*text, request.file.filename().string());
    if (!recipe) return std::move(recipe).error();

    torch::jit::ExtraFilesMap extra;
    auto json = files.read(recipe->manifest);
    if (!json) return std::move(json).error();
    auto manifest = model::parse_manifest(*json, recipe->manifest);
    if (!manifest) return std::move(manifest).error();
    extra[std::string(model::kManifestFile)] = *json;
    for (const std::string& name : recipe->files) {
        auto file = files.read(name);
        if (!file) return std::move(file).error();
        extra[name] = *std::move(file);
    }
    if (auto checked = check_files(*manifest, extra); !checked) return std::move(checked).error();

    auto tensors = read_tensors(*recipe, files);
    if (!tensors) return std::move(tensors).error();
    auto module = build_module(*recipe, *tensors, files);
    if (!module) return std::move(module).error();
    if (auto tried = try_out(*module, *manifest); !tried) return std::move(tried).error();
    if (auto saved = save(*module, extra, request.out); !saved) return std::move(saved).error();
    return manifest;
}

Result<PackContents> inspect_pack(const fs::path& pack) {
    auto backend = model::make_backend("cpu");
    if (!backend) return std::move(backend).error();
    auto manifest = (*backend)->read_file(pack, model::kManifestFile, limits::kMaxManifestBytes);
    if (!manifest) return std::move(manifest).error();
    PackContents contents{*std::move(manifest), {}};
    try {
        const auto module = torch::jit::load(pack.string(), c10::kCPU);
        for (const auto& parameter : module.named_parameters())
            contents.tensors.push_back({parameter.name,
                                        std::string(c10::toString(parameter.value.scalar_type())),
                                        parameter.value.sizes().vec()});
    } catch (const std::exception&) {
        return Error{Errc::pack_unreadable, "The pack's model cannot be loaded: it is cut short or damaged",
                     pack.filename().string()};
    }
    return contents;
}

}  // namespace ward::engine
