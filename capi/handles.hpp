/// @file
/// What is behind the opaque types of ward.h.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "guard.hpp"
#include "ward/analyzer.hpp"
#include "ward/blocklist_store.hpp"
#include "ward/image_analyzer.hpp"
#include "ward/json/text.hpp"
#include "ward/model_registry.hpp"

struct ward_library {
    std::uint32_t api_version;  // of the caller's header
};

struct ward_registry {
    ward::ModelRegistry registry;
    std::string device;
};

struct ward_blocklist_store {
    ward::BlocklistStore store;
};

struct ward_blocklist_hits {
    std::vector<ward::BlocklistHit> hits;
};

struct ward_json_response {
    ward::json::Response response;
    std::string error_code = {};  // of an anomaly detector's refusal
    int model_id = 0;             // of its answer
};

struct ward_analyzer {
    ward::Analyzer analyzer;
};

struct ward_image_analyzer {
    ward::ImageAnalyzer analyzer;
};

struct ward_text_result {
    ward::TextResult result;
    ward_blocklist_hits hits;  // taken out of it, to be lent as an object of their own

    ward_text_result() = default;
    explicit ward_text_result(ward::TextResult made)
        : result(std::move(made)), hits{std::move(result.blocklist_hits)} {}
};

struct ward_image_result {
    ward::ImageResult result;
};

namespace ward::capi {

inline ward_span to_c(const TextSpan& span) noexcept {
    return {span.begin_bytes, span.end_bytes, span.begin_code_points, span.end_code_points};
}

/// Views into what the caller passed.
inline std::vector<std::string_view> strings(const ward_string* given, std::size_t count, const char* name,
                                             Arguments& arguments) {
    std::vector<std::string_view> views(count);
    for (std::size_t i = 0; i < count; ++i) views[i] = arguments.string(given[i].data, given[i].size, name);
    return views;
}

}  // namespace ward::capi
