// Shows: Ward as a command line program, built only on what is installed: <ward/*.hpp> and <ward/json/*.hpp>.

#include <exception>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <ward/json/text.hpp>
#include <ward/version.hpp>

#include "anomaly.hpp"
#include "blocklist.hpp"
#include "demo.hpp"
#include "image.hpp"
#include "jsonl.hpp"
#include "models.hpp"
#include "options.hpp"
#include "packs.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace {

/// Everything that the command line can say.
struct CommandLine {
    Options options;
    TextOptions text;
    ImageOptions image;
    ModelsOptions models;
    AnomalyCommand anomaly;
    BlocklistOptions blocklist;
    std::vector<std::string> categories;
    bool eight = false;
    bool json = false;
    bool jsonl = false;
};

void add_global_options(CLI::App& app, Options& options) {
    const std::map<std::string, ward::Precision> precisions{{"auto", ward::Precision::automatic},
                                                            {"fp32", ward::Precision::fp32},
                                                            {"bf16", ward::Precision::bf16},
                                                            {"fp16", ward::Precision::fp16}};
    app.set_version_flag("--version", std::string("ward ") + ward::version());
    app.add_option("--packs", options.packs,
                   "Folder of model packs; else $WARD_PACKS, else beside this program")
        ->type_name("DIR");
    app.add_option("--device", options.device, "auto, cpu, cuda or cuda:N")->capture_default_str();
    app.add_option("--precision", options.precision, "Number format of the models: auto, fp32, bf16, fp16")
        ->transform(CLI::CheckedTransformer(precisions).description(""))
        ->type_name("NAME");
    app.add_option(
           "--workers", options.workers,
           "CPU threads that run models; 0 is one per core, so give less where programs share the machine")
        ->type_name("N");
    app.add_option("--store", options.store, "Blocklists: a file, or a postgresql:// URL; else $WARD_STORE")
        ->envname("WARD_STORE")
        ->type_name("FILE");
}

void add_category_option(CLI::App& command, CommandLine& line) {
    command.add_option("--category", line.categories, "Only this category (give it again for more)")
        ->transform(CLI::IsMember({"Hate", "SelfHarm", "Sexual", "Violence"}, CLI::ignore_case))
        ->delimiter(',')
        ->allow_extra_args(false);
}

void add_api_version_option(CLI::App& command, std::string& api_version, const char* purpose) {
    command.add_option("--api-version", api_version, purpose)
        ->default_val(std::string(ward::json::kApiVersion))
        ->check([](const std::string& version) {
            return ward::json::is_supported(version) ? std::string() : "There is no api-version " + version;
        });
}

CLI::App* add_text(CLI::App& app, CommandLine& line) {
    CLI::App* text = app.add_subcommand("text", "Judge texts: a severity per category, and prompt attacks");
    text->add_option("texts", line.text.texts,
                     "Texts; none or - is stdin. With --jsonl: a file of request bodies");
    add_category_option(*text, line);
    auto* eight = text->add_flag("--eight", line.eight, "Severities 0 to 7 instead of 0, 2, 4, 6");
    auto* attack =
        text->add_flag("--attack", line.text.attack, "Also say whether it attacks an assistant's prompt");
    auto* json = text->add_flag("--json", line.json, "Print text:analyze response bodies");
    json->excludes(attack);
    text->add_flag("--jsonl", line.jsonl, "Answer text:analyze request bodies, one a line, in order")
        ->excludes(json)
        ->excludes(eight)
        ->excludes(attack);
    add_api_version_option(*text, line.text.api_version, "For --json and --jsonl");
    return text;
}

CLI::App* add_image(CLI::App& app, CommandLine& line) {
    CLI::App* image = app.add_subcommand("image", "Judge pictures: what they show, and the text in them");
    image->add_option("files", line.image.files, "JPEG, PNG, WebP, GIF, BMP or TIFF files")
        ->required()
        ->type_name("FILE");
    add_category_option(*image, line);
    auto* no_text = image->add_flag("--no-text", line.image.no_text, "Do not read the text in them");
    image->add_option("--annotate", line.image.annotate, "Draw what was found in one picture into this PNG")
        ->type_name("FILE");
    image->add_flag("--json", line.json, "Print image:analyze response bodies")
        ->excludes(no_text)
        ->excludes("--annotate");
    add_api_version_option(*image, line.image.api_version, "For --json");
    return image;
}

CLI::App* add_models(CLI::App& app, CommandLine& line) {
    CLI::App* models = app.add_subcommand("models", "List the models in the folder of packs");
    models->add_flag("--load", line.models.load, "Load each, to see where it runs and what it takes");
    models->add_flag("--json", line.models.json, "Print JSON");
    return models;
}

std::vector<ward::Category> asked_categories(const CommandLine& line) {
    std::vector<ward::Category> asked;
    for (const std::string& name : line.categories) asked.push_back(*ward::category_from_name(name));
    return asked;
}

CLI::App* add_anomaly(CLI::App& app, AnomalyCommand& command) {
    CLI::App* anomaly = app.add_subcommand("anomaly", "Find the unusual points of a time series");
    anomaly->add_option(
        "file", command.file,
        "CSV of times and values, or a request body of the Anomaly Detector; none or - is stdin");
    auto* last = anomaly->add_flag_callback(
        "--last", [&command] { command.operation = ward::json::AnomalyOperation::last; },
        "Judge only the last point");
    anomaly
        ->add_flag_callback(
            "--changepoint", [&command] { command.operation = ward::json::AnomalyOperation::change_point; },
            "Find where the trend changes")
        ->excludes(last);
    anomaly->add_flag("--json", command.json, "Print the response body");
    anomaly->add_option("--plot", command.plot, "Draw it into this file, PNG or SVG")
        ->type_name("FILE")
        ->check([](const std::string& file) {
            const bool known = file.ends_with(".png") || file.ends_with(".svg");
            return known ? std::string() : "the name must end in .png or .svg";
        });
    SeriesOptions& series = command.series;
    anomaly
        ->add_option("--granularity", series.granularity,
                     "Of CSV: yearly ... secondly; else seen from the times")
        ->type_name("NAME");
    anomaly->add_option("--interval", series.interval, "Of CSV: steps of the granularity between points");
    anomaly->add_option("--period", series.period, "Of CSV: points in a cycle, 0 for none; else found");
    anomaly->add_option("--sensitivity", series.sensitivity, "Of CSV: 0 to 99; else 99");
    anomaly->add_option("--ratio", series.ratio, "Of CSV: largest share of anomalies, below 0.5; else 0.25");
    anomaly->add_option("--impute", series.impute,
                        "Of CSV: what fills gaps: auto, previous, linear, zero, notFill");
    return anomaly;
}

int run_text(CommandLine& line) {
    if (line.jsonl) {
        if (line.text.texts.size() > 1) throw CLI::ValidationError("--jsonl", "takes one file");
        if (!line.categories.empty()) throw CLI::ExcludesError("--jsonl", "--category");
        const std::string file = line.text.texts.empty() ? "-" : line.text.texts.front();
        return answer_lines(line.options, file, line.text.api_version);
    }
    line.text.categories = asked_categories(line);
    if (line.eight) line.text.scale = ward::SeverityScale::eight;
    return line.json ? print_json(line.options, line.text) : print_table(line.options, line.text);
}

int run_image(CommandLine& line) {
    if (!line.image.annotate.empty() && line.image.files.size() > 1)
        throw CLI::ValidationError("--annotate", "takes one picture");
    line.image.categories = asked_categories(line);
    return line.json ? print_image_json(line.options, line.image)
                     : print_image_table(line.options, line.image);
}

int run(int argc, char** argv) {
    CommandLine line;
    CLI::App app(
        "Content safety on this machine. Ward judges texts and pictures with its own models; nothing leaves "
        "the program.");
    app.require_subcommand(1);
    app.fallthrough();  // global options may also follow the command
    add_global_options(app, line.options);
    CLI::App* text = add_text(app, line);
    CLI::App* image = add_image(app, line);
    CLI::App* models = add_models(app, line);
    CLI::App* anomaly = add_anomaly(app, line.anomaly);
    CLI::App* blocklist = add_blocklist(app, line.blocklist);
    app.add_subcommand("demo", "Judge a sample of everyday and harmful texts and pictures");
    try {
        app.parse(argc, argv);
        if (text->parsed()) return run_text(line);
        if (image->parsed()) return run_image(line);
        if (anomaly->parsed()) return run_anomaly(line.anomaly);
        if (models->parsed()) return print_models(line.options, line.models);
        if (blocklist->parsed()) return run_blocklist(*blocklist, line.options, line.blocklist);
        return run_demo(line.options, argv[0]);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
        std::cerr << "ward: " << error.what() << "; see " << argv[0] << " --help\n";
        return kWrongUsage;
    }
}

}  // namespace

int main(int argc, char** argv) {
    prepare_terminal();
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {  // memory ran out
        std::cerr << "ward: " << error.what() << '\n';
        return kFailed;
    }
}
