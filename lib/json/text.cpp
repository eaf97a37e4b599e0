#include "ward/json/text.hpp"

#include <utility>

#include "json/reader.hpp"
#include "json/responses.hpp"
#include "json/text_request.hpp"
#include "json/writer.hpp"

namespace ward::json {
namespace {

Response respond(const Result<TextResult>& result) {
    return result ? Response{200, text_body(*result)} : error_response(result.error());
}

}  // namespace

std::string text_body(const TextResult& result) {
    Writer writer;
    writer.begin_object();
    writer.key("blocklistsMatch").begin_array();
    for (const BlocklistHit& hit : result.blocklist_hits) {
        writer.begin_object();
        writer.key("blocklistName").string(hit.list).key("blocklistItemId").string(hit.item_id);
        writer.key("blocklistItemText").string(hit.item_text);
        writer.end_object();
    }
    writer.end_array();
    write_categories(writer, result.categories);
    writer.end_object();
    return std::move(writer).take();
}

Response text_analyze(const Analyzer& analyzer, std::string_view body, std::string_view api_version) {
    if (!is_supported(api_version)) return refuse_api_version(api_version);
    Reader reader;
    const auto request = read_text_body(reader, body);
    if (!request) return error_response(request.error());
    return respond(analyzer.analyze(*request));
}

void text_analyze_async(const Analyzer& analyzer, std::string_view body, std::string_view api_version,
                        std::function<void(Response)> done) {
    if (!is_supported(api_version)) return done(refuse_api_version(api_version));
    Reader reader;
    const auto request = read_text_body(reader, body);
    if (!request) return done(error_response(request.error()));
    analyzer.analyze_async(*request, [done = std::move(done)](const Result<TextResult>& result) {
        done(respond_or_500([&] { return respond(result); }));
    });
}

}  // namespace ward::json
