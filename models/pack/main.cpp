// Shows: how a model pack is made from readable parts, and what is inside one.
#include <CLI/CLI.hpp>
#include <iostream>

#include "torch/pack_builder.hpp"

namespace {

int fail(const ward::Error& error) {
    std::cerr << "ward-pack: " << error.message;
    if (!error.target.empty()) std::cerr << " (" << error.target << ')';
    std::cerr << '\n';
    return 1;
}

int build(const ward::engine::PackRecipe& recipe) {
    auto manifest = ward::engine::build_pack(recipe);
    if (!manifest) return fail(manifest.error());
    std::cout << manifest->name << ' ' << manifest->version.text() << " -> " << recipe.out.string() << '\n';
    return 0;
}

int inspect(const std::string& pack) {
    auto contents = ward::engine::inspect_pack(pack);
    if (!contents) return fail(contents.error());
    std::cout << contents->manifest << '\n';
    for (const auto& tensor : contents->tensors) {
        std::cout << tensor.name << "  " << tensor.type << " [";
        for (std::size_t i = 0; i < tensor.shape.size(); ++i) std::cout << (i ? ", " : "") << tensor.shape[i];
        std::cout << "]\n";
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Builds and inspects Ward's model packs", "ward-pack"};
    app.require_subcommand(1);

    ward::engine::PackRecipe recipe;
    auto* build_command = app.add_subcommand("build", "Build a pack from a recipe");
    build_command->add_option("recipe", recipe.file, "recipe.json")->required()->check(CLI::ExistingFile);
    build_command->add_option("--from", recipe.folders, "Further folder to look for the recipe's files in")
        ->take_all()
        ->check(CLI::ExistingDirectory);
    build_command->add_option("--out", recipe.out, "Where to write the pack: NAME-VERSION.pt")->required();

    std::string pack;
    auto* inspect_command = app.add_subcommand("inspect", "Print a pack's manifest and tensors");
    inspect_command->add_option("pack", pack, "The pack")->required()->check(CLI::ExistingFile);

    CLI11_PARSE(app, argc, argv);
    return *build_command ? build(recipe) : inspect(pack);
}
