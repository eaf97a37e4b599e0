#include "ward/analyzer.hpp"

#include "handles.hpp"
#include "options.hpp"

using ward::Analyzer;
using ward::AnalyzerOptions;
using ward::Result;
using ward::capi::Arguments;
using ward::capi::guard;
using ward::capi::make;

namespace {

constexpr std::size_t kFirstAnalyzerOptions = 80;  // 0.1

AnalyzerOptions analyzer_options(const ward_analyzer_options* given, Arguments& arguments) {
    const auto options = ward::capi::read_options(given, kFirstAnalyzerOptions, "options", arguments);
    AnalyzerOptions out;
    const auto choose = [&](const char* data, size_t size, const char* name, std::string& choice) {
        const std::string_view text = arguments.string(data, size, name);
        if (!text.empty()) choice = text;
    };
    choose(options.severity_model, options.severity_model_size, "options.severity_model", out.severity_model);
    choose(options.severity_version, options.severity_version_size, "options.severity_version",
           out.severity_version);
    choose(options.attack_model, options.attack_model_size, "options.attack_model", out.attack_model);
    choose(options.attack_version, options.attack_version_size, "options.attack_version", out.attack_version);
    if (options.blocklists != nullptr) out.blocklists = options.blocklists->store;
    return out;
}

}  // namespace

ward_status ward_analyzer_create(const ward_registry* registry, const ward_analyzer_options* options,
                                 ward_analyzer** analyzer, ward_error** error) noexcept {
    return guard(error, [&]() -> Result<void> {
        Arguments arguments;
        arguments.output(analyzer, "analyzer");
        arguments.handle(registry, "registry");
        const AnalyzerOptions chosen = analyzer_options(options, arguments);
        if (!arguments.ok()) return arguments.error();
        auto made = Analyzer::create(registry->registry, chosen);
        if (!made) return std::move(made).error();
        *analyzer = make<ward_analyzer>(*std::move(made));
        return {};
    });
}

void ward_analyzer_free(ward_analyzer* analyzer) noexcept { delete analyzer; }
