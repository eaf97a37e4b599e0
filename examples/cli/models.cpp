#include "models.hpp"

#include <cstdint>
#include <cstdio>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
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
    for (const std::string& name : names) {
        if (!all.empty()) all += ", ";
        all += name;
    }
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

// `values` are JSON already.
std::string bracketed(char open, std::span<const std::string> values, char close) {
    std::string all(1, open);
    for (const std::string& value : values) {
        if (all.size() > 1) all += ',';
        all += value;
    }
    return all += close;
}

std::string json_member(std::string_view key, const std::string& value) {
    std::string member = json_string(key);
    member += ':';
    return member += value;
}

std::string json_list(std::span<const std::string> texts) {
    std::vector<std::string> values;
    for (const std::string& text : texts) values.push_back(json_string(text));
    return bracketed('[', values, ']');
}

std::string json_model(const ward::ModelInfo& model) {
    std::vector<std::string> members{json_member("name", json_string(model.name)),
                                     json_member("version", json_string(model.version)),
                                     json_member("aliases", json_list(model.aliases)),
                                     json_member("summary", json_string(model.summary)),
                                     json_member("licence", json_string(model.licence)),
                                     json_member("trunks", json_list(model.trunks)),
                                     json_member("outputs", json_list(model.outputs)),
                                     json_member("file", json_string(model.file)),
                                     json_member("fileBytes", std::to_string(model.file_bytes))};
    if (model.loaded) {
        members.push_back(json_member("device", json_string(model.device)));
        members.push_back(json_member("precision", json_string(ward::name(model.precision))));
        members.push_back(json_member("memoryBytes", std::to_string(model.memory_bytes)));
    }
    return bracketed('{', members, '}');
}

std::string json_problem(const ward::Error& problem) {
    const std::vector<std::string> members{json_member("file", json_string(problem.target)),
                                           json_member("code", json_string(ward::name(problem.code))),
                                           json_member("message", json_string(problem.message))};
    return bracketed('{', members, '}');
}

void print_json(std::span<const ward::ModelInfo> models, std::span<const ward::Error> problems) {
    std::vector<std::string> good, bad;
    for (const ward::ModelInfo& model : models) good.push_back(json_model(model));
    for (const ward::Error& problem : problems) bad.push_back(json_problem(problem));
    const std::vector<std::string> members{json_member("models", bracketed('[', good, ']')),
                                           json_member("problems", bracketed('[', bad, ']'))};
    std::cout << bracketed('{', members, '}') << '\n';
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
