#include <algorithm>
#include <array>

#include "json/responses.hpp"

namespace ward::json {
namespace {

/// 2023-04-30-preview is missing on purpose: its bodies had other shapes.
/// @source wire contract, common rules
constexpr std::array<std::string_view, 11> kSupported{
    "2023-10-01",         "2023-10-15-preview", "2024-02-15-preview", "2024-03-10-preview",
    "2024-09-01",         "2024-09-15-preview", "2024-12-15-preview", "2026-05-15-preview",
    "2026-09-01-preview", "2026-10-15-preview", "2026-11-01-preview",
};

constexpr std::string_view kTarget = "api-version";

}  // namespace

bool is_supported(std::string_view api_version) noexcept {
    return std::ranges::find(kSupported, api_version) != kSupported.end();
}

Response refuse_api_version(std::string_view api_version) {
    if (api_version.empty()) {
        return {400,
                error_body("MissingApiVersionParameter",
                           "The api-version query parameter is missing, for example 2024-09-01", kTarget)};
    }
    std::string message = "The api-version must be one of ";
    for (const std::string_view version : kSupported) {
        if (version != kSupported.front()) message += ", ";
        message += version;
    }
    return {400, error_body("UnsupportedApiVersionValue", message, kTarget)};
}

}  // namespace ward::json
