#include "judgement.hpp"

#include <cstdio>
#include <span>
#include <string_view>

#include "terminal.hpp"

namespace {

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

void add_severity_columns(const std::vector<ward::Category>& asked, std::vector<Column>& columns) {
    const std::span<const ward::Category> all(ward::kAllCategories);
    for (const ward::Category category : asked.empty() ? all : std::span(asked))
        columns.push_back({.title = std::string(ward::name(category)), .right_aligned = true});
}

Cell severity_cell(int severity) { return {std::to_string(severity), severity_style(severity)}; }

Cell milliseconds_cell(double milliseconds) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", milliseconds);
    return {text, Style::faint};
}

std::vector<Column> judgement_columns(const ward::TextRequest& request) {
    std::vector<Column> columns{{.title = "Text", .shrinks = true}};
    add_severity_columns(request.categories, columns);
    if (request.detect_attack) columns.push_back({.title = "Attack"});
    columns.push_back({.title = "ms", .right_aligned = true});
    return columns;
}

std::vector<Cell> judgement_row(const ward::TextRequest& request, const Judgement& judgement,
                                std::string shown) {
    std::vector<Cell> row{{std::move(shown)}};
    if (judgement.result) {
        for (const auto& category : judgement.result->categories)
            row.push_back(severity_cell(category.severity));
        if (const auto& attack = judgement.result->attack)
            row.push_back(attack->detected ? Cell{"attack", Style::high} : Cell{"no", Style::faint});
    }
    // An error leaves the verdicts out; its note says why.
    row.resize(judgement_columns(request).size() - 1, {"-", Style::faint});
    row.push_back(milliseconds_cell(judgement.milliseconds));
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
