#include "ward/json/error_body.hpp"

#include "json/responses.hpp"
#include "json/writer.hpp"

namespace ward::json {

int http_status(Errc code) noexcept {
    switch (code) {
        case Errc::ok: return 200;

        case Errc::invalid_argument:
        case Errc::invalid_utf8:
        case Errc::unknown_category:
        case Errc::invalid_name:
        case Errc::blocklist_full:
        case Errc::text_too_long:
        case Errc::too_deep:
        case Errc::image_too_small:
        case Errc::image_too_large:
        case Errc::image_file_too_large:
        case Errc::image_unreadable:
        case Errc::invalid_json:
        case Errc::invalid_field: return 400;

        case Errc::model_not_found:
        case Errc::version_not_found:
        case Errc::blocklist_not_found:
        case Errc::item_not_found: return 404;

        case Errc::body_too_large: return 413;

        case Errc::overloaded:
        case Errc::deadline_exceeded:
        case Errc::cancelled:
        case Errc::store_unavailable: return 503;

        case Errc::version_mismatch:
        case Errc::folder_not_found:
        case Errc::pack_unreadable:
        case Errc::pack_foreign:
        case Errc::pack_version:
        case Errc::pack_invalid:
        case Errc::pack_digest:
        case Errc::model_failed:
        case Errc::device_unavailable:
        case Errc::out_of_memory:
        case Errc::io_failed:
        case Errc::store_invalid:
        case Errc::store_version:
        case Errc::internal: return 500;
    }
    return 500;
}

std::string_view wire_code(Errc code) noexcept {
    if (code == Errc::invalid_name) return "InvalidResourceName";
    switch (http_status(code)) {
        case 400:
        case 413: return "InvalidRequestBody";
        case 404: return "ResourceNotFound";
        case 503: return "ServerBusy";
        default: return "InternalError";
    }
}

std::string error_body(const Error& error) {
    switch (http_status(error.code)) {
        case 500: return error_body(wire_code(error.code), "The request could not be served", {});
        case 503: return error_body(wire_code(error.code), "The service is busy, try again later", {});
        default: return error_body(wire_code(error.code), error.message, error.target);
    }
}

std::string error_body(std::string_view code, std::string_view message, std::string_view target) {
    Writer writer;
    writer.begin_object().key("error").begin_object();
    writer.key("code").string(code).key("message").string(message);
    if (!target.empty()) writer.key("target").string(target);
    writer.end_object().end_object();
    return std::move(writer).take();
}

Response error_response(const Error& error) { return {http_status(error.code), error_body(error)}; }

}  // namespace ward::json
