#include "model/recipe.hpp"

#include <utility>

#include "model/json_reader.hpp"

namespace ward::model {
namespace {

Error not_an_object(const std::string& path) {
    return {Errc::pack_invalid, "The member must be an object; mend it and build the pack again", path};
}

Result<std::int64_t> read_dimension(dom::element element, const std::string& path) {
    std::int64_t size = 0;
    if (element.get(size) != simdjson::SUCCESS || size < 1)
        return Error{Errc::pack_invalid,
                     "A dimension must be a number from 1 on; mend it and build the pack again", path};
    return size;
}

Result<RecipeParameter> read_parameter(std::string_view name, dom::element element, const std::string& path) {
    dom::object object;
    if (element.get(object) != simdjson::SUCCESS) return not_an_object(path);
    const JsonReader reader(object, path);
    RecipeParameter parameter{std::string(name), {}, {}, std::nullopt};
    WARD_ASSIGN(parameter.from, reader.texts("from"));
    WARD_ASSIGN(parameter.shape, reader.list<std::int64_t>("shape", read_dimension));
    std::int64_t row = -1;
    WARD_ASSIGN(row, reader.optional<std::int64_t>("row", -1));
    if (parameter.from.empty()) return reader.wrong("from", "must name a tensor");
    if (parameter.shape.empty()) return reader.wrong("shape", "must say the parameter's shape");
    if (row >= 0) parameter.row = row;
    if (row >= 0 && parameter.from.size() != 1) return reader.wrong("row", "goes with one tensor alone");
    return parameter;
}

Result<RecipeModule> read_module(dom::element element, const std::string& path) {
    dom::object object;
    if (element.get(object) != simdjson::SUCCESS) return not_an_object(path);
    const JsonReader reader(object, path);
    RecipeModule module;
    WARD_ASSIGN(module.name, reader.optional_text("name"));
    WARD_ASSIGN(module.source, reader.text("source"));
    if (module.name.find("{}") != std::string::npos) {
        WARD_ASSIGN(module.count, reader.count("count", 1, 1024));
    }
    auto parameters = reader.child("parameters");
    if (!parameters) return std::move(parameters).error();
    for (const auto [name, value] : parameters->object()) {
        auto parameter = read_parameter(name, value, parameters->at(name));
        if (!parameter) return std::move(parameter).error();
        module.parameters.push_back(*std::move(parameter));
    }
    return module;
}

Result<RecipeAdapter> read_adapter(dom::element element, const std::string& path) {
    dom::object object;
    if (element.get(object) != simdjson::SUCCESS) return not_an_object(path);
    const JsonReader reader(object, path);
    RecipeAdapter adapter;
    WARD_ASSIGN(adapter.file, reader.text("file"));
    WARD_ASSIGN(adapter.scale, reader.required<double>("scale"));
    return adapter;
}

}  // namespace

Result<Recipe> parse_recipe(std::string_view json, std::string_view name) {
    dom::parser parser;
    dom::object root;
    if (parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS)
        return Error{Errc::pack_invalid, "The recipe is not a JSON object", std::string(name)};
    const JsonReader reader(root, std::string(name));
    Recipe recipe;
    WARD_ASSIGN(recipe.manifest, reader.text("manifest"));
    WARD_ASSIGN(recipe.files, reader.texts("files"));
    WARD_ASSIGN(recipe.tensors, reader.texts("tensors"));
    WARD_ASSIGN(recipe.adapters, reader.list<RecipeAdapter>("adapters", read_adapter));
    WARD_ASSIGN(recipe.modules, reader.list<RecipeModule>("modules", read_module));
    if (recipe.modules.empty() || !recipe.modules.back().name.empty())
        return reader.wrong("modules", "must end with the root, the module without a name");
    for (const RecipeModule& module : recipe.modules)
        if (module.name.empty() && &module != &recipe.modules.back())
            return reader.wrong("modules", "must hold one module without a name");
    return recipe;
}

}  // namespace ward::model
