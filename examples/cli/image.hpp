// `ward image`: judges picture files.
#pragma once

#include <string>
#include <vector>

#include <ward/category.hpp>

#include "options.hpp"

struct ImageOptions {
    std::vector<std::string> files;
    std::vector<ward::Category> categories;
    bool no_text = false;
    std::string annotate;  ///< where to draw the only file with what was found in it; empty: nowhere
    std::string api_version;
};

/// @return the exit status: 1 when a picture could not be judged, which is told on stderr
int print_image_table(const Options& options, const ImageOptions& image);

/// Prints an image:analyze response body for each picture, one a line.
int print_image_json(const Options& options, const ImageOptions& image);
