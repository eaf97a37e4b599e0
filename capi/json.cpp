#include "answers.hpp"
#include "handles.hpp"
#include "ward/json/anomaly.hpp"
#include "ward/json/image.hpp"
#include "ward/json/text.hpp"
#include "ward/limits.hpp"

using ward::Errc;
using ward::Error;
using ward::Result;
using ward::capi::Arguments;
using ward::capi::guard;
using ward::capi::make;
using ward::json::Response;

/// Filled by the host while its fetch callback runs.
struct ward_blob {
    std::vector<std::byte> bytes;
    std::optional<Errc> failure;  ///< of an append; it decides even if the host thinks nothing of it
};

static_assert(WARD_ANOMALY_ENTIRE == static_cast<int>(ward::json::AnomalyOperation::entire) &&
              WARD_ANOMALY_LAST == static_cast<int>(ward::json::AnomalyOperation::last) &&
              WARD_ANOMALY_CHANGE_POINT == static_cast<int>(ward::json::AnomalyOperation::change_point));

namespace {

struct JsonRequest {
    std::string_view body;
    std::string_view api_version;
};

template <class Analyzer>
JsonRequest json_request(const Analyzer* analyzer, const char* body, size_t body_size,
                         const char* api_version, size_t api_version_size, Arguments& arguments) {
    arguments.handle(analyzer, "analyzer");
    return {arguments.string(body, body_size, "body"),
            arguments.string(api_version, api_version_size, "api_version")};
}

/// The adapter's way to say, from a worker thread, that there was no memory for a body, is to leave it empty.
Result<Response> complete(Response response) {
    if (response.body.empty())
        return Error{Errc::out_of_memory, "There is not enough memory for a response", {}};
    return response;
}

std::function<void(Response)> callback(ward_json_callback done, void* user) {
    return [done, user](Response response) {
        ward::capi::deliver(done, user, [&] { return complete(std::move(response)); });
    };
}

/// Statuses that are none of Ward's become internal, which tells the client nothing.
Errc to_errc(ward_status status) noexcept {
    return ward_status_name(status)[0] == '\0' ? Errc::internal : static_cast<Errc>(status);
}

Result<std::vector<std::byte>> fetch_blob(ward_fetch_callback fetch, void* user, std::string_view url) {
    const std::string terminated(url);
    ward_blob blob;
    const ward_status status = fetch(terminated.c_str(), terminated.size(), &blob, user);
    if (status != WARD_OK || blob.failure) {
        return Error{blob.failure ? *blob.failure : to_errc(status),
                     "The picture could not be taken from there; send it in image.content", "image.blobUrl"};
    }
    return std::move(blob.bytes);
}

ward::json::FetchBlob fetcher(ward_fetch_callback fetch, void* user) {
    if (fetch == nullptr) return {};
    return [fetch, user](std::string_view url) { return fetch_blob(fetch, user, url); };
}

}  // namespace

ward_status ward_json_text_analyze(const ward_analyzer* analyzer, const char* body, size_t body_size,
                                   const char* api_version, size_t api_version_size,
                                   ward_json_response** response, ward_error** error) noexcept {
    return make(response, "response", error, [&](Arguments& arguments) -> Result<Response> {
        const auto request =
            json_request(analyzer, body, body_size, api_version, api_version_size, arguments);
        if (!arguments.ok()) return arguments.error();
        return complete(ward::json::text_analyze(analyzer->analyzer, request.body, request.api_version));
    });
}

ward_status ward_json_text_analyze_async(const ward_analyzer* analyzer, const char* body, size_t body_size,
                                         const char* api_version, size_t api_version_size,
                                         ward_json_callback done, void* user, ward_error** error) noexcept {
    return guard(error, [&](Arguments& arguments) -> Result<void> {
        const auto request =
            json_request(analyzer, body, body_size, api_version, api_version_size, arguments);
        arguments.handle(done, "done");
        if (!arguments.ok()) return arguments.error();
        ward::json::text_analyze_async(analyzer->analyzer, request.body, request.api_version,
                                       callback(done, user));
        return {};
    });
}

ward_status ward_blob_append(ward_blob* blob, const uint8_t* data, size_t size, ward_error** error) noexcept {
    const ward_status status = guard(error, [&](Arguments& arguments) -> Result<void> {
        arguments.handle(blob, "blob");
        const auto bytes = arguments.bytes(data, size, "data");
        if (!arguments.ok()) return arguments.error();
        if (bytes.size() > ward::limits::kMaxImageBytes - blob->bytes.size())
            return Error{Errc::image_file_too_large,
                         "The picture is larger than WARD_LIMIT_IMAGE_BYTES; stop fetching it", "data"};
        blob->bytes.insert(blob->bytes.end(), bytes.begin(), bytes.end());
        return {};
    });
    if (blob != nullptr && status != WARD_OK && !blob->failure) blob->failure = static_cast<Errc>(status);
    return status;
}

ward_status ward_json_image_analyze(const ward_image_analyzer* analyzer, const char* body, size_t body_size,
                                    const char* api_version, size_t api_version_size,
                                    ward_fetch_callback fetch, void* fetch_user,
                                    ward_json_response** response, ward_error** error) noexcept {
    return make(response, "response", error, [&](Arguments& arguments) -> Result<Response> {
        const auto request =
            json_request(analyzer, body, body_size, api_version, api_version_size, arguments);
        if (!arguments.ok()) return arguments.error();
        return complete(ward::json::image_analyze(analyzer->analyzer, request.body, request.api_version,
                                                  fetcher(fetch, fetch_user)));
    });
}

ward_status ward_json_image_analyze_async(const ward_image_analyzer* analyzer, const char* body,
                                          size_t body_size, const char* api_version, size_t api_version_size,
                                          ward_fetch_callback fetch, void* fetch_user,
                                          ward_json_callback done, void* user, ward_error** error) noexcept {
    return guard(error, [&](Arguments& arguments) -> Result<void> {
        const auto request =
            json_request(analyzer, body, body_size, api_version, api_version_size, arguments);
        arguments.handle(done, "done");
        if (!arguments.ok()) return arguments.error();
        ward::json::image_analyze_async(analyzer->analyzer, request.body, request.api_version,
                                        fetcher(fetch, fetch_user), callback(done, user));
        return {};
    });
}

ward_status ward_json_anomaly_detect(int32_t operation, const char* body, size_t body_size,
                                     ward_json_response** response, ward_error** error) noexcept {
    return make(response, "response", error, [&](Arguments& arguments) -> Result<ward_json_response> {
        arguments.require(operation >= WARD_ANOMALY_ENTIRE && operation <= WARD_ANOMALY_CHANGE_POINT,
                          "operation", "must be one of WARD_ANOMALY_...");
        const std::string_view request = arguments.string(body, body_size, "body");
        if (!arguments.ok()) return arguments.error();
        auto answer =
            ward::json::anomaly_detect(static_cast<ward::json::AnomalyOperation>(operation), request);
        return ward_json_response{Response{answer.status, std::move(answer.body)},
                                  std::move(answer.error_code), answer.model_id};
    });
}

const char* ward_json_response_error_code(const ward_json_response* response) noexcept {
    return response == nullptr ? "" : response->error_code.c_str();
}

int32_t ward_json_response_model_id(const ward_json_response* response) noexcept {
    return response == nullptr ? 0 : response->model_id;
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
