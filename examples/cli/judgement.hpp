// One text judged, and how that looks as a row of a table.
#pragma once

#include <string>
#include <vector>

#include <ward/analyzer.hpp>

#include "table.hpp"

struct Judgement {
    ward::Result<ward::TextResult> result;
    double milliseconds;
};

Judgement judge(const ward::Analyzer& analyzer, const ward::TextRequest& request);

/// Text, the request's categories, attack where it asks for that, milliseconds.
std::vector<Column> judgement_columns(const ward::TextRequest& request);

/// @param shown  stands for the text
std::vector<Cell> judgement_row(const ward::TextRequest& request, const Judgement& judgement,
                                std::string shown);

/// What a row cannot say: the error, or which part of a long text was the worst.
std::vector<Cell> judgement_notes(const ward::TextRequest& request, const Judgement& judgement);
