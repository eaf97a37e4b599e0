#include "handles.hpp"
#include "options.hpp"
#include "ward/json/blocklists.hpp"

using ward::BlocklistStore;
using ward::Result;
using ward::capi::Arguments;
using ward::capi::make;
using ward::json::Response;

namespace {

constexpr std::size_t kFirstRequest = 168;  // 0.1

struct Request {
    std::string_view method, name, action, id, body;
    ward::json::BlocklistQuery query;
};

Request read_request(const ward_json_blocklist_request* given, Arguments& arguments) {
    const auto request = ward::capi::read_options(given, kFirstRequest, "request", arguments);
    if (!arguments.ok()) return {};
    const auto text = [&](const ward_string& string, const char* name) {
        return arguments.string(string.data, string.size, name);
    };
    return {text(request.method, "request.method"),
            text(request.name, "request.name"),
            text(request.action, "request.action"),
            text(request.id, "request.id"),
            text(request.body, "request.body"),
            {.api_version = text(request.api_version, "request.api_version"),
             .base_url = text(request.base_url, "request.base_url"),
             .top = text(request.top, "request.top"),
             .skip = text(request.skip, "request.skip"),
             .maxpagesize = text(request.maxpagesize, "request.maxpagesize")}};
}

Response answer_list(const BlocklistStore& store, const Request& request) {
    if (request.method == "PATCH")
        return ward::json::patch_blocklist(store, request.name, request.body, request.query);
    if (request.method == "DELETE") return ward::json::delete_blocklist(store, request.name, request.query);
    return ward::json::get_blocklist(store, request.name, request.query);
}

Response answer_items(const BlocklistStore& store, const Request& request) {
    return request.id.empty()
               ? ward::json::list_blocklist_items(store, request.name, request.query)
               : ward::json::get_blocklist_item(store, request.name, request.id, request.query);
}

Response answer(const BlocklistStore& store, const Request& request) {
    if (request.action == ":addOrUpdateBlocklistItems")
        return ward::json::add_blocklist_items(store, request.name, request.body, request.query);
    if (request.action == ":removeBlocklistItems")
        return ward::json::remove_blocklist_items(store, request.name, request.body, request.query);
    if (request.action == "blocklistItems") return answer_items(store, request);
    return request.name.data() == nullptr ? ward::json::list_blocklists(store, request.query)
                                          : answer_list(store, request);
}

// Whether one of the eight operations is asked for.
bool is_operation(const Request& request) {
    const bool names_list = request.name.data() != nullptr;
    if (request.action.empty()) {
        return request.method == "GET" ||
               (names_list && (request.method == "PATCH" || request.method == "DELETE"));
    }
    if (!names_list) return false;
    if (request.action == "blocklistItems") return request.method == "GET";
    return request.method == "POST" &&
           (request.action == ":addOrUpdateBlocklistItems" || request.action == ":removeBlocklistItems");
}

}  // namespace

ward_status ward_json_blocklist(const ward_blocklist_store* store, const ward_json_blocklist_request* request,
                                ward_json_response** response, ward_error** error) noexcept {
    return make(response, "response", error, [&](Arguments& arguments) -> Result<Response> {
        arguments.handle(store, "store");
        arguments.handle(request, "request");
        const Request read = read_request(request, arguments);
        arguments.require(!arguments.ok() || is_operation(read), "request",
                          "must be one of the eight operations; answer 404 or 405 to others");
        if (!arguments.ok()) return arguments.error();
        return answer(store->store, read);
    });
}

const char* ward_json_response_location(const ward_json_response* response) noexcept {
    return response == nullptr ? "" : response->response.location.c_str();
}
