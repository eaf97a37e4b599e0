// One picture judged, and how that looks as a row of a table.
#pragma once

#include <string>
#include <vector>

#include <ward/image_analyzer.hpp>

#include "judgement.hpp"

using ImageJudgement = Judged<ward::ImageResult>;

/// Picture, the request's categories, what decided, the text in it, milliseconds.
std::vector<Column> image_columns(const ward::ImageRequest& request);

/// @param name  of the picture
std::vector<Cell> image_row(const ward::ImageRequest& request, const ImageJudgement& judgement,
                            const std::string& name);
