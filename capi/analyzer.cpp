#include "ward/analyzer.hpp"

#include <span>

#include "handles.hpp"
#include "limits.hpp"
#include "options.hpp"

using ward::Analyzer;
using ward::AnalyzerOptions;
using ward::ImageAnalyzer;
using ward::ImageAnalyzerOptions;
using ward::ModelName;
using ward::Result;
using ward::capi::Arguments;
using ward::capi::make;

namespace {

// 0.1
constexpr std::size_t kFirstAnalyzerOptions = 80;
constexpr std::size_t kFirstImageAnalyzerOptions = 96;

/// An empty string leaves the default.
void choose(const char* data, std::size_t size, const std::string& name, Arguments& arguments,
            std::string& choice) {
    const std::string_view text = arguments.string(data, size, name.c_str());
    if (!text.empty()) choice = text;
}

void choose(const ward_model_name& given, const std::string& name, Arguments& arguments, ModelName& choice) {
    choose(given.name.data, given.name.size, name + ".name", arguments, choice.name);
    choose(given.version.data, given.version.size, name + ".version", arguments, choice.version);
}

AnalyzerOptions analyzer_options(const ward_analyzer_options* given, const std::string& name,
                                 Arguments& arguments) {
    const auto options = ward::capi::read_options(given, kFirstAnalyzerOptions, name.c_str(), arguments);
    AnalyzerOptions out;
    choose(options.severity_model, options.severity_model_size, name + ".severity_model", arguments,
           out.severity_model);
    choose(options.severity_version, options.severity_version_size, name + ".severity_version", arguments,
           out.severity_version);
    choose(options.attack_model, options.attack_model_size, name + ".attack_model", arguments,
           out.attack_model);
    choose(options.attack_version, options.attack_version_size, name + ".attack_version", arguments,
           out.attack_version);
    if (options.blocklists != nullptr) out.blocklists = options.blocklists->store;
    return out;
}

std::vector<ModelName> visual_models(const ward_image_analyzer_options& options, Arguments& arguments) {
    constexpr const char* kName = "options.visual_models";
    std::vector<ModelName> models;
    arguments.array(options.visual_models, options.visual_model_count, ward::capi::kMaxVisualModels, kName);
    if (!arguments.ok()) return models;
    for (const ward_model_name& given : std::span(options.visual_models, options.visual_model_count)) {
        arguments.require(given.name.size != 0, kName, "must hold names");
        choose(given, kName, arguments, models.emplace_back());
    }
    return models;
}

ImageAnalyzerOptions image_analyzer_options(const ward_image_analyzer_options* given, Arguments& arguments) {
    const auto options = ward::capi::read_options(given, kFirstImageAnalyzerOptions, "options", arguments);
    ImageAnalyzerOptions out;
    if (options.visual_models != nullptr || options.visual_model_count != 0)
        out.visual_models = visual_models(options, arguments);
    choose(options.text_detector, "options.text_detector", arguments, out.text_detector);
    choose(options.text_recognizer, "options.text_recognizer", arguments, out.text_recognizer);
    out.text = analyzer_options(options.text, "options.text", arguments);
    return out;
}

}  // namespace

ward_status ward_analyzer_create(const ward_registry* registry, const ward_analyzer_options* options,
                                 ward_analyzer** analyzer, ward_error** error) noexcept {
    return make(analyzer, "analyzer", error, [&](Arguments& arguments) -> Result<Analyzer> {
        arguments.handle(registry, "registry");
        const AnalyzerOptions chosen = analyzer_options(options, "options", arguments);
        if (!arguments.ok()) return arguments.error();
        return Analyzer::create(registry->registry, chosen);
    });
}

void ward_analyzer_free(ward_analyzer* analyzer) noexcept { delete analyzer; }

ward_status ward_image_analyzer_create(const ward_registry* registry,
                                       const ward_image_analyzer_options* options,
                                       ward_image_analyzer** analyzer, ward_error** error) noexcept {
    return make(analyzer, "analyzer", error, [&](Arguments& arguments) -> Result<ImageAnalyzer> {
        arguments.handle(registry, "registry");
        const ImageAnalyzerOptions chosen = image_analyzer_options(options, arguments);
        if (!arguments.ok()) return arguments.error();
        return ImageAnalyzer::create(registry->registry, chosen);
    });
}

void ward_image_analyzer_free(ward_image_analyzer* analyzer) noexcept { delete analyzer; }
