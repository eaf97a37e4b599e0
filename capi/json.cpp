#include "handles.hpp"
#include "ward/json/text.hpp"

using ward::Errc;
using ward::Error;
using ward::Result;
using ward::capi::Arguments;
using ward::capi::guard;

namespace {

struct JsonRequest {
    std::string_view body;
    std::string_view api_version;
};

JsonRequest json_request(const ward_analyzer* analyzer, const char* body, size_t body_size,
                         const char* api_version, size_t api_version_size, Arguments& arguments) {
    arguments.handle(analyzer, "analyzer");
    return {arguments.string(body, body_size, "body"),
            arguments.string(api_version, api_version_size, "api_version")};
}

Result<void> respond(ward::json::Response response, ward_json_response*& out) {
    // The adapter's way to say, from a worker thread, that there was no memory for a body.
    if (response.status == 500 && response.body.empty())
        return Error{Errc::out_of_memory, "There is not enough memory for a response", {}};
    out = ward::capi::make<ward_json_response>(std::move(response));
    return {};
}

void deliver(ward::json::Response answer, ward_json_callback done, void* user) noexcept {
    ward_json_response* response = nullptr;
    ward_error* error = nullptr;
    const ward_status status = guard(&error, [&] { return respond(std::move(answer), response); });
    done(status, response, error, user);
}

}  // namespace

ward_status ward_json_text_analyze(const ward_analyzer* analyzer, const char* body, size_t body_size,
                                   const char* api_version, size_t api_version_size,
                                   ward_json_response** response, ward_error** error) noexcept {
    return guard(error, [&]() -> Result<void> {
        Arguments arguments;
        arguments.output(response, "response");
        const auto request =
            json_request(analyzer, body, body_size, api_version, api_version_size, arguments);
        if (!arguments.ok()) return arguments.error();
        return respond(ward::json::text_analyze(analyzer->analyzer, request.body, request.api_version),
                       *response);
    });
}

ward_status ward_json_text_analyze_async(const ward_analyzer* analyzer, const char* body, size_t body_size,
                                         const char* api_version, size_t api_version_size,
                                         ward_json_callback done, void* user, ward_error** error) noexcept {
    return guard(error, [&]() -> Result<void> {
        Arguments arguments;
        const auto request =
            json_request(analyzer, body, body_size, api_version, api_version_size, arguments);
        arguments.require(done != nullptr, "done", "must not be NULL");
        if (!arguments.ok()) return arguments.error();
        ward::json::text_analyze_async(
            analyzer->analyzer, request.body, request.api_version,
            [done, user](ward::json::Response answer) { deliver(std::move(answer), done, user); });
        return {};
    });
}

int32_t ward_json_response_status(const ward_json_response* response) noexcept {
    return response == nullptr ? 0 : response->response.status;
}

const char* ward_json_response_body(const ward_json_response* response) noexcept {
    return response == nullptr ? "" : response->response.body.c_str();
}

size_t ward_json_response_body_size(const ward_json_response* response) noexcept {
    return response == nullptr ? 0 : response->response.body.size();
}

void ward_json_response_free(ward_json_response* response) noexcept { delete response; }
