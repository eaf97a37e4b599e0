#include "text.hpp"

#include <iostream>
#include <utility>

#include <unistd.h>

#include <ward/json/text.hpp>

#include "files.hpp"
#include "json_string.hpp"
#include "judgement.hpp"
#include "packs.hpp"
#include "terminal.hpp"

namespace {

// Reads no more than it takes to see that a text is too long; that is then the library's to say.
std::string text_from_stdin() {
    constexpr std::size_t kEnough = ward::limits::kMaxTextCodePoints * 4 + 1;
    if (is_terminal(STDIN_FILENO)) std::cerr << "Type a text and end it with Ctrl-D:\n";
    // What came before an error is what there is, as with a pipe that breaks.
    std::string text = read_descriptor(STDIN_FILENO, kEnough).value_or(std::string());
    if (text.ends_with('\n')) text.pop_back();
    return text;
}

std::vector<std::string> texts_of(const TextOptions& options) {
    std::vector<std::string> texts = options.texts;
    if (texts.empty()) texts.emplace_back("-");
    for (std::string& text : texts)
        if (text == "-") text = text_from_stdin();
    return texts;
}

std::string request_body(const std::string& text, const TextOptions& options) {
    std::string body = "{\"text\":" + json_string(text);
    body += json_categories(options.categories);
    if (options.scale == ward::SeverityScale::eight) body += ",\"outputType\":\"EightSeverityLevels\"";
    return body + '}';
}

}  // namespace

int print_table(const Options& options, const TextOptions& text) {
    const std::vector<std::string> texts = texts_of(text);
    const auto analyzer = open_analyzer(options);
    if (!analyzer) return report(analyzer.error());
    ward::TextRequest request{
        .text = {}, .categories = text.categories, .scale = text.scale, .detect_attack = text.attack};
    Table table(judgement_columns(request));
    int status = 0;
    for (const std::string& each : texts) {
        request.text = each;
        const Judgement judgement = judge(*analyzer, request);
        table.add(judgement_row(request, judgement, shortened(printable(each), 100)));
        for (Cell& note : judgement_notes(request, judgement)) table.add_note(std::move(note));
        if (!judgement.result) status = kFailed;
    }
    table.print(std::cout, terminal_columns(STDOUT_FILENO), wants_colour(STDOUT_FILENO));
    return status;
}

int print_json(const Options& options, const TextOptions& text) {
    const std::vector<std::string> texts = texts_of(text);
    const auto analyzer = open_analyzer(options);
    if (!analyzer) return report(analyzer.error());
    int status = 0;
    for (const std::string& each : texts) {
        const auto response = ward::json::text_analyze(*analyzer, request_body(each, text), text.api_version);
        std::cout << response.body << '\n';
        if (response.status != 200) status = kFailed;
    }
    return status;
}
