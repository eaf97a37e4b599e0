// Which of the text read in a picture is judged, and what the judgement says of the picture.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "ward/image_analyzer.hpp"

namespace ward::image {

// A text to judge, made of lines that were read.
struct Passage {
    struct Part {
        Quad quad;
        std::size_t begin = 0, end = 0;  // bytes of `text`
    };

    std::string text;
    std::vector<Part> parts;
};

// Each line of two words or more by itself, then all lines with a word as one text, joined by newlines; a word is
// two letters on end or more. Within what an Analyzer takes: what is beyond goes.
std::vector<Passage> find_passages(std::span<const TextLine> lines);

// Where the part of a passage between two bytes stands: the line's quad, or the upright rectangle around several.
Quad region_of(const Passage& passage, const TextSpan& span);

// Takes over what was read where it is worse than what is known.
void add_text(const Passage& passage, const TextResult& judged, std::vector<ImageCategoryResult>& categories);

}  // namespace ward::image
