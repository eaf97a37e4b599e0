/// @file
/// Response bodies, apart from who sends them: for this room and its tests.
#pragma once

#include <new>
#include <string>
#include <string_view>

#include "json/writer.hpp"
#include "ward/analyzer.hpp"
#include "ward/image_analyzer.hpp"
#include "ward/json/text.hpp"

namespace ward::json {

/// {"error":{"code":...,"message":...,"target":...}}; no target when it is empty.
std::string error_body(std::string_view code, std::string_view message, std::string_view target);

/// The status and the body for a failure.
Response error_response(const Error& error);

/// The refusal of an api-version that is_supported() does not know.
/// @param api_version empty when the request had none
Response refuse_api_version(std::string_view api_version);

/// What `make` gives; a bare 500 where memory is short. For answers on a worker, which an exception would end.
template <class Make>
Response respond_or_500(const Make& make) {
    try {
        return make();
    } catch (const std::bad_alloc&) {
        return {500, {}};
    }
}

/// "categoriesAnalysis":[{"category":...,"severity":...}], of what has a category and a severity each.
template <class Categories>
void write_categories(Writer& writer, const Categories& categories) {
    writer.key("categoriesAnalysis").begin_array();
    for (const auto& result : categories) {
        writer.begin_object();
        writer.key("category").string(name(result.category)).key("severity").number(result.severity);
        writer.end_object();
    }
    writer.end_array();
}

/// The 200 bodies of text:analyze and image:analyze.
std::string text_body(const TextResult& result);
std::string image_body(const ImageResult& result);

}  // namespace ward::json
