// Makes a pack from readable parts: a manifest, TorchScript source and safetensors.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/manifest.hpp"
#include "ward/result.hpp"

namespace ward::engine {

struct PackRecipe {
    std::filesystem::path file;                  // recipe.json; models/README.md describes it
    std::vector<std::filesystem::path> folders;  // where else its files are looked for, in order
    std::filesystem::path out;
};

// Builds the module, checks it against the manifest and writes it, whole or not at all.
// errors: io_failed, pack_invalid (target: the recipe's member, or the tensor with both shapes in the message)
Result<model::Manifest> build_pack(const PackRecipe& recipe);

struct TensorInfo {
    std::string name, type;
    std::vector<std::int64_t> shape;
};

struct PackContents {
    std::string manifest;  // ward.json as it is
    std::vector<TensorInfo> tensors;
};

// errors: pack_unreadable, pack_foreign
Result<PackContents> inspect_pack(const std::filesystem::path& pack);

}  // namespace ward::engine
