// What was judged, and how that looks as a row of a table.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <ward/analyzer.hpp>

#include "table.hpp"

template <class Answer>
struct Judged {
    ward::Result<Answer> result;
    double milliseconds;
};

/// @param analyzer, request  of text or of pictures
template <class Analyzer, class Request>
auto judge(const Analyzer& analyzer, const Request& request) {
    const auto start = std::chrono::steady_clock::now();
    auto result = analyzer.analyze(request);
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
    return Judged<typename decltype(result)::value_type>{std::move(result), taken.count()};
}

using Judgement = Judged<ward::TextResult>;

/// One column for each category that was asked for.
void add_severity_columns(const std::vector<ward::Category>& asked, std::vector<Column>& columns);
Cell severity_cell(int severity);
Cell milliseconds_cell(double milliseconds);

/// Text, the request's categories, attack where it asks for that, milliseconds.
std::vector<Column> judgement_columns(const ward::TextRequest& request);

/// @param shown  stands for the text
std::vector<Cell> judgement_row(const ward::TextRequest& request, const Judgement& judgement,
                                std::string shown);

/// What a row cannot say: the error, or which part of a long text was the worst.
std::vector<Cell> judgement_notes(const ward::TextRequest& request, const Judgement& judgement);
