// How a pack is made: recipe.json, which names a manifest, sources and tensors. models/README.md is its manual.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ward/result.hpp"

namespace ward::model {

// One parameter of a module: tensors of the files, joined along their first dimension.
struct RecipeParameter {
    std::string name;
    std::vector<std::string> from;
    std::vector<std::int64_t> shape;  // what comes out
    std::optional<std::int64_t> row;  // take this row of the (only) tensor
};

// Each "{}" in a name or tensor stands for 0 .. count-1. The root module is the one without a name.
struct RecipeModule {
    std::string name;
    std::uint32_t count = 1;
    std::string source;
    std::vector<RecipeParameter> parameters;
};

// W + scale * B A for each tensor W.weight of which the file holds W.lora_A.weight [r, in] and W.lora_B.weight [out, r].
struct RecipeAdapter {
    std::string file;
    double scale = 1;
};

struct Recipe {
    std::string manifest;
    std::vector<std::string> files;    // copied into the pack as they are
    std::vector<std::string> tensors;  // safetensors
    std::vector<RecipeAdapter> adapters;
    std::vector<RecipeModule> modules;  // the root is last
};

// errors: pack_invalid (target "recipe.json.member")
Result<Recipe> parse_recipe(std::string_view json, std::string_view name);

}  // namespace ward::model
