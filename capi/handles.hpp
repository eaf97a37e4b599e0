/// @file
/// What is behind the opaque types of ward.h.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "guard.hpp"
#include "ward/analyzer.hpp"
#include "ward/image_analyzer.hpp"
#include "ward/model_registry.hpp"

struct ward_library {
    std::uint32_t api_version;  // of the caller's header
};

struct ward_registry {
    ward::ModelRegistry registry;
    std::string device;
};

struct ward_analyzer {
    ward::Analyzer analyzer;
};

struct ward_image_analyzer {
    ward::ImageAnalyzer analyzer;
};

struct ward_text_result {
    ward::TextResult result;
};

struct ward_image_result {
    ward::ImageResult result;
};
