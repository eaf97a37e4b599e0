#include "handles.hpp"
#include "ward/limits.hpp"
#include "ward/version.hpp"

#include "limits.hpp"

using ward::Errc;
using ward::Error;
using ward::Result;
using ward::capi::Arguments;
using ward::capi::guard;
using ward::capi::make;

static_assert(WARD_API_VERSION == WARD_VERSION_MAJOR * 10000 + WARD_VERSION_MINOR * 100);

const char* ward_version() noexcept { return ward::version(); }

ward_status ward_library_open_version(uint32_t api_version, ward_library** library,
                                      ward_error** error) noexcept {
    return make(library, "library", error, [&](Arguments& arguments) -> Result<ward_library> {
        if (!arguments.ok()) return arguments.error();
        // Each minor version of 0 serves those before it.
        constexpr std::uint32_t kFirst = 100;
        if (api_version < kFirst || api_version > WARD_API_VERSION) {
            return Error{Errc::version_mismatch,
                         "The program was built for another version of Ward than the library's, which is " +
                             std::string(ward::version()) +
                             "; install one that is not older than the program's header",
                         "api_version"};
        }
        return ward_library{api_version};
    });
}

void ward_library_free(ward_library* library) noexcept { delete library; }

ward_status ward_limit_get(int32_t limit, uint64_t* value, ward_error** error) noexcept {
    return guard(error, [&](Arguments& arguments) -> Result<void> {
        arguments.output(value, "value");
        if (!arguments.ok()) return arguments.error();
        switch (limit) {
            case WARD_LIMIT_TEXT_CODE_POINTS: *value = ward::limits::kMaxTextCodePoints; break;
            case WARD_LIMIT_BODY_BYTES: *value = ward::limits::kMaxBodyBytes; break;
            case WARD_LIMIT_JSON_DEPTH: *value = ward::limits::kMaxJsonDepth; break;
            case WARD_LIMIT_BLOCKLIST_NAMES: *value = ward::limits::kMaxBlocklistNames; break;
            case WARD_LIMIT_BATCH_TEXTS: *value = ward::capi::kMaxBatch; break;
            case WARD_LIMIT_QUEUE_TOKENS: *value = ward::limits::kDefaultQueueTokens; break;
            case WARD_LIMIT_IMAGE_BYTES: *value = ward::limits::kMaxImageBytes; break;
            case WARD_LIMIT_IMAGE_MIN_SIDE: *value = ward::limits::kMinImageSide; break;
            case WARD_LIMIT_IMAGE_MAX_SIDE: *value = ward::limits::kMaxImageSide; break;
            case WARD_LIMIT_IMAGE_BODY_BYTES: *value = ward::limits::kMaxImageBodyBytes; break;
            case WARD_LIMIT_BATCH_IMAGES: *value = ward::capi::kMaxBatch; break;
            default:
                return Error{Errc::invalid_argument, "The argument limit must be one of WARD_LIMIT_...",
                             "limit"};
        }
        return {};
    });
}
