#include "packs.hpp"

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <utility>

namespace fs = std::filesystem;

namespace {

fs::path beside_this_program() {
    std::error_code ignored;
    const fs::path prefix = fs::read_symlink("/proc/self/exe", ignored).parent_path().parent_path();
    const fs::path in_build_tree = prefix / "packs";
    const fs::path installed = prefix / "share" / "ward" / "packs";
    return fs::is_directory(installed, ignored) ? installed : in_build_tree;
}

ward::Error with_advice(ward::Error error, const std::string& folder) {
    if (error.code == ward::Errc::folder_not_found) {
        error.message =
            "There is no folder of model packs here; make one with ./dev build, or name one with --packs";
        error.target = folder;
    } else if (error.code == ward::Errc::model_not_found) {
        error.message += "; `ward models` lists what is in " + folder;
    }
    return error;
}

template <class Analyzer, class Choices>
ward::Result<Analyzer> create(const ward::ModelRegistry& registry, const Options& options,
                              const Choices& choices) {
    auto made = Analyzer::create(registry, choices);
    if (!made) return with_advice(made.error(), pack_folder(options.packs));
    return made;
}

}  // namespace

int report(const ward::Error& error) {
    std::cerr << "ward: " << error.message;
    if (!error.target.empty()) std::cerr << " (" << error.target << ')';
    std::cerr << '\n';
    return kFailed;
}

std::string pack_folder(const std::string& asked) {
    if (!asked.empty()) return asked;
    if (const char* named = std::getenv("WARD_PACKS"); named != nullptr && *named != '\0') return named;
    return beside_this_program().string();
}

ward::Result<ward::ModelRegistry> open_registry(const Options& options) {
    ward::RegistryOptions registry;
    registry.pack_folder = pack_folder(options.packs);
    registry.device = options.device;
    registry.precision = options.precision;
    registry.workers = options.workers;
    auto opened = ward::ModelRegistry::open(registry);
    if (!opened) return with_advice(opened.error(), registry.pack_folder);
    return opened;
}

ward::Result<ward::Analyzer> open_analyzer(const ward::ModelRegistry& registry, const Options& options) {
    ward::AnalyzerOptions choices;
    if (!options.store.empty()) {
        auto store = ward::BlocklistStore::open({.location = options.store});
        if (!store) return store.error();
        choices.blocklists = *std::move(store);
    }
    return create<ward::Analyzer>(registry, options, choices);
}

ward::Result<ward::Analyzer> open_analyzer(const Options& options) {
    const auto registry = open_registry(options);
    if (!registry) return registry.error();
    return open_analyzer(*registry, options);
}

ward::Result<ward::ImageAnalyzer> open_image_analyzer(const ward::ModelRegistry& registry,
                                                      const Options& options) {
    return create<ward::ImageAnalyzer>(registry, options, ward::ImageAnalyzerOptions{});
}

ward::Result<ward::ImageAnalyzer> open_image_analyzer(const Options& options) {
    const auto registry = open_registry(options);
    if (!registry) return registry.error();
    return open_image_analyzer(*registry, options);
}
