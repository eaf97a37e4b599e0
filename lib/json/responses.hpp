/// @file
/// Response bodies, apart from who sends them: for this room and its tests.
#pragma once

#include <string>
#include <string_view>

#include "ward/analyzer.hpp"
#include "ward/json/text.hpp"

namespace ward::json {

/// {"error":{"code":...,"message":...,"target":...}}; no target when it is empty.
std::string error_body(std::string_view code, std::string_view message, std::string_view target);

/// The status and the body for a failure.
Response error_response(const Error& error);

/// The refusal of an api-version that is_supported() does not know.
/// @param api_version empty when the request had none
Response refuse_api_version(std::string_view api_version);

/// The 200 body of text:analyze.
std::string text_body(const TextResult& result);

}  // namespace ward::json
