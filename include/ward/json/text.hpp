/// @file
/// The wire contract of text:analyze, request bytes to response bytes. No network here: a host that speaks HTTP
/// passes the body on and sends back what it gets.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "ward/analyzer.hpp"

namespace ward::json {

/// What goes back to the client: an HTTP status and a JSON body, which is the answer or the error body (none with
/// 204), and for a 201 the Location header.
struct Response {
    int status = 200;
    std::string body;
    std::string location = {};
};

/// The api-version that a caller without a preference should name.
inline constexpr std::string_view kApiVersion = "2024-09-01";

/// Whether the core operations answer to that api-version: the stable 2023-10-01 and 2024-09-01, and the previews
/// that share their shapes.
bool is_supported(std::string_view api_version) noexcept;

/// POST /contentsafety/text:analyze.
/// @param body  UTF-8 JSON, at most limits::kMaxBodyBytes
/// @param api_version  the query parameter, empty when absent
/// @return 200, or 400, 404, 413, 500, 503 with an error body (json/error_body.hpp)
/// @source text:analyze 2023-10-01, 2024-09-01
Response text_analyze(const Analyzer& analyzer, std::string_view body,
                      std::string_view api_version = kApiVersion);

/// The same, answered through a callback under the rules of Analyzer::analyze_async(). `body` is only read during
/// the call.
void text_analyze_async(const Analyzer& analyzer, std::string_view body, std::string_view api_version,
                        std::function<void(Response)> done);

}  // namespace ward::json
