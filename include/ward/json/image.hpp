/// @file
/// The wire contract of image:analyze, request bytes to response bytes.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "ward/image_analyzer.hpp"
#include "ward/json/text.hpp"
#include "ward/result.hpp"

namespace ward::json {

/// Gets the picture that a request names by `blobUrl`, at most limits::kMaxImageBytes of it. Ward opens no connection
/// itself: which addresses may be asked, and for how long, is the host's to say. An Error's code decides the status
/// (json/error_body.hpp); its target should be "image.blobUrl". It must not throw.
using FetchBlob = std::function<Result<std::vector<std::byte>>(std::string_view url)>;

/// POST /contentsafety/image:analyze.
/// @param body  UTF-8 JSON, at most limits::kMaxImageBodyBytes
/// @param api_version  the query parameter, empty when absent
/// @param fetch  called for a request with `blobUrl`, in the calling thread; without it such requests are refused
/// @return 200, or 400, 413, 500, 503, or what `fetch` failed with; an error body with it (json/error_body.hpp)
/// @source image:analyze 2023-10-01, 2024-09-01
Response image_analyze(const ImageAnalyzer& analyzer, std::string_view body,
                       std::string_view api_version = kApiVersion, const FetchBlob& fetch = {});

/// The same, answered through a callback under the rules of ImageAnalyzer::analyze_async(). `body` and `fetch` are
/// only used during the call.
void image_analyze_async(const ImageAnalyzer& analyzer, std::string_view body, std::string_view api_version,
                         const FetchBlob& fetch, std::function<void(Response)> done);

}  // namespace ward::json
