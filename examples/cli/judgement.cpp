#include "judgement.hpp"

#include <cstdio>
#include <span>
#include <string_view>
#include <utility>

#include "terminal.hpp"

namespace {

std::span<const ward::Category> categories_of(const ward::TextRequest& request) {
    if (request.categories.empty()) return ward::kAllCategories;
    return request.categories;
}

std::string decimal(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

// Nothing when the evidence is all of the text: then there is no part to point at.
void add_evidence(const std::string& what, const std::optional<ward::TextSpan>& span, std::string_view text,
                  std::vector<Cell>& notes) {
    if (!span) return;
    const std::string part = printable(text.substr(span->begin_bytes, span->end_bytes - span->begin_bytes));
    if (part == printable(text)) return;
    notes.push_back({"    " + what + " in characters " + std::to_string(span->begin_code_points) + " to " +
                         std::to_string(span->end_code_points) + ": \"" + shortened(part, 60) + '"',
                     Style::faint});
}

}  // namespace

Judgement judge(const ward::Analyzer& analyzer, const ward::TextRequest& request) {
    const auto start = std::chrono::steady_clock::now();
    auto result = analyzer.analyze(request);
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
    return {std::move(result), taken.count()};
}

std::vector<Column> judgement_columns(const ward::TextRequest& request) {
    std::vector<Column> columns{{.title = "Text", .shrinks = true}};
    for (const ward::Category category : categories_of(request))
        columns.push_back({.title = std::string(ward::name(category)), .right_aligned = true});
    if (request.detect_attack) columns.push_back({.title = "Attack"});
    columns.push_back({.title = "ms", .right_aligned = true});
    return columns;
}

std::vector<Cell> judgement_row(const ward::TextRequest& request, const Judgement& judgement,
                                std::string shown) {
    std::vector<Cell> row{{std::move(shown)}};
    if (judgement.result) {
        for (const auto& category : judgement.result->categories)
            row.push_back({std::to_string(category.severity), severity_style(category.severity)});
        if (const auto& attack = judgement.result->attack)
            row.push_back(attack->detected ? Cell{"attack", Style::high} : Cell{"no", Style::faint});
    }
    // An error leaves the verdicts out; its note says why.
    row.resize(judgement_columns(request).size() - 1, {"-", Style::faint});
    row.push_back({decimal(judgement.milliseconds), Style::faint});
    return row;
}

std::vector<Cell> judgement_notes(const ward::TextRequest& request, const Judgement& judgement) {
    std::vector<Cell> notes;
    if (!judgement.result) {
        const ward::Error& error = judgement.result.error();
        notes.push_back({"    " + std::string(ward::name(error.code)) + ": " + error.message, Style::high});
        return notes;
    }
    for (const auto& category : judgement.result->categories) {
        const std::string what =
            std::string(ward::name(category.category)) + ' ' + std::to_string(category.severity);
        add_evidence(what, category.evidence, request.text, notes);
    }
    if (const auto& attack = judgement.result->attack)
        add_evidence("Attack", attack->evidence, request.text, notes);
    return notes;
}
