/// @file
/// How an Error is told on the wire: {"error":{"code":...,"message":...,"target":...}}.
#pragma once

#include <string>
#include <string_view>

#include "ward/error.hpp"

namespace ward::json {

/// The HTTP status for a failure: 400 for what the client can mend, 404 for a name that does not exist, 413 for a
/// body over the limit, 503 when trying again later helps, 500 for the rest.
int http_status(Errc code) noexcept;

/// The contract's code for a failure: "InvalidRequestBody", "ResourceNotFound", "ServerBusy", "InternalError" ...
std::string_view wire_code(Errc code) noexcept;

/// The whole body. A failure of the machine or the models (5xx) is told without its message, which is for the
/// host's log, not for the client.
/// @source Azure REST error shape, as the contract's clients parse it
std::string error_body(const Error& error);

}  // namespace ward::json
