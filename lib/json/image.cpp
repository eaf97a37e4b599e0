#include "ward/json/image.hpp"

#include <utility>

#include "json/image_request.hpp"
#include "json/responses.hpp"
#include "json/writer.hpp"

namespace ward::json {
namespace {

Response respond(const Result<ImageResult>& result) {
    return result ? Response{200, image_body(*result)} : error_response(result.error());
}

}  // namespace

std::string image_body(const ImageResult& result) {
    Writer writer;
    writer.begin_object();
    write_categories(writer, result.categories);
    writer.end_object();
    return std::move(writer).take();
}

Response image_analyze(const ImageAnalyzer& analyzer, std::string_view body, std::string_view api_version,
                       const FetchBlob& fetch) {
    if (!is_supported(api_version)) return refuse_api_version(api_version);
    Reader reader;
    const auto request = read_image_body(reader, body, fetch);
    if (!request) return error_response(request.error());
    return respond(analyzer.analyze(request->request));
}

void image_analyze_async(const ImageAnalyzer& analyzer, std::string_view body, std::string_view api_version,
                         const FetchBlob& fetch, std::function<void(Response)> done) {
    if (!is_supported(api_version)) return done(refuse_api_version(api_version));
    Reader reader;
    const auto request = read_image_body(reader, body, fetch);
    if (!request) return done(error_response(request.error()));
    analyzer.analyze_async(request->request, [done = std::move(done)](const Result<ImageResult>& result) {
        done(respond_or_500([&] { return respond(result); }));
    });
}

}  // namespace ward::json
