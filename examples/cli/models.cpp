#include "models.hpp"

#include <cstdint>
#include <cstdio>
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include <unistd.h>

#include <ward/model_registry.hpp>

#include "json_string.hpp"
#include "packs.hpp"
#include "table.hpp"
#include "terminal.hpp"

namespace {

std::string megabytes(std::uint64_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", static_cast<double>(bytes) / 1e6);
    return text;
}

std::string joined(std::span<const std::string> names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

std::string where(const ward::ModelInfo& model) {
    if (!model.loaded) return "not loaded";
    return std::string(ward::name(model.precision)) + " on " + model.device;
}

void print_table(std::span<const ward::ModelInfo> models) {
    Table table({{.title = "Model"},
                 {.title = "Version"},
                 {.title = "Runs in"},
                 {.title = "MB", .right_aligned = true},
                 {.title = "Licence"},
                 {.title = "Also known as"},
                 {.title = "Summary", .shrinks = true}});
    for (const ward::ModelInfo& model : models) {
        table.add({{printable(model.name)},
                   {printable(model.version)},
                   {where(model)},
                   {megabytes(model.loaded ? model.memory_bytes : model.file_bytes)},
                   {printable(model.licence)},
                   {printable(joined(model.aliases))},
                   {printable(model.summary)}});
    }
    const bool on_terminal = is_terminal(STDOUT_FILENO);
    table.print(std::cout, on_terminal ? terminal_columns(STDOUT_FILENO) : SIZE_MAX,
                wants_colour(STDOUT_FILENO));
}

void print_problems(std::span<const ward::Error> problems) {
    if (!problems.empty()) std::cout << "\nNot usable:\n";
    for (const ward::Error& problem : problems)
        std::cout << "  " << printable(problem.target) << ": " << printable(problem.message) << " ("
                  << ward::name(problem.code) << ")\n";
}

std::string json_list(std::span<const std::string> texts) {
    std::string list;
    for (const std::string& text : texts) list += (list.empty() ? "" : ",") + json_string(text);
    return '[' + list + ']';
}

std::string json_model(const ward::ModelInfo& model) {
    std::string object =
        "{\"name\":" + json_string(model.name) + ",\"version\":" + json_string(model.version) +
        ",\"aliases\":" + json_list(model.aliases) + ",\"summary\":" + json_string(model.summary) +
        ",\"licence\":" + json_string(model.licence) + ",\"trunks\":" + json_list(model.trunks) +
        ",\"outputs\":" + json_list(model.outputs) + ",\"file\":" + json_string(model.file) +
        ",\"fileBytes\":" + std::to_string(model.file_bytes);
    if (model.loaded)
        object += ",\"device\":" + json_string(model.device) +
                  ",\"precision\":" + json_string(ward::name(model.precision)) +
                  ",\"memoryBytes\":" + std::to_string(model.memory_bytes);
    return object + '}';
}

void print_json(std::span<const ward::ModelInfo> models, std::span<const ward::Error> problems) {
    std::string text = "{\"models\":[";
    for (const char* separator = ""; const ward::ModelInfo& model : models) {
        text += separator + json_model(model);
        separator = ",";
    }
    text += "],\"problems\":[";
    for (const char* separator = ""; const ward::Error& problem : problems) {
        text += separator + ("{\"file\":" + json_string(problem.target)) +
                ",\"code\":" + json_string(ward::name(problem.code)) +
                ",\"message\":" + json_string(problem.message) + '}';
        separator = ",";
    }
    std::cout << text << "]}\n";
}

}  // namespace

int print_models(const Options& options, const ModelsOptions& how) {
    const auto registry = open_registry(options);
    if (!registry) return report(registry.error());
    int status = 0;
    if (how.load) {
        for (const ward::ModelInfo& model : registry->list()) {
            const auto loaded = registry->preload(model.name, model.version);
            if (!loaded) status = report(loaded.error());
        }
    }
    const std::vector<ward::ModelInfo> models = registry->list();
    const std::vector<ward::Error> problems = registry->problems();
    if (how.json) {
        print_json(models, problems);
    } else {
        print_table(models);
        print_problems(problems);
    }
    return status;
}
