#include <cstdint>
#include <exception>
#include <limits>
#include <memory>
#include <new>

#include "guard.hpp"
#include "ward/error.hpp"

namespace {

struct OwnedError : ward_error {
    explicit OwnedError(const ward::Error& error)
        : ward_error{static_cast<ward_status>(error.code), nullptr, nullptr},
          message_text(error.message),
          target_text(error.target) {
        message = message_text.c_str();
        target = target_text.c_str();
    }

    std::string message_text;
    std::string target_text;
};

constinit const ward_error kOutOfMemory{WARD_E_OUT_OF_MEMORY,
                                        "There is not enough memory; free some and try again", ""};

template <ward::Errc kCode>
constexpr bool is(ward_status status) {
    return static_cast<ward_status>(kCode) == status;
}

using ward::Errc;
static_assert(is<Errc::ok>(WARD_OK) && is<Errc::invalid_argument>(WARD_E_INVALID_ARGUMENT) &&
              is<Errc::invalid_utf8>(WARD_E_INVALID_UTF8) &&
              is<Errc::unknown_category>(WARD_E_UNKNOWN_CATEGORY) &&
              is<Errc::version_mismatch>(WARD_E_VERSION_MISMATCH) &&
              is<Errc::invalid_name>(WARD_E_INVALID_NAME));
static_assert(is<Errc::text_too_long>(WARD_E_TEXT_TOO_LONG) && is<Errc::too_deep>(WARD_E_TOO_DEEP) &&
              is<Errc::body_too_large>(WARD_E_BODY_TOO_LARGE) && is<Errc::overloaded>(WARD_E_OVERLOADED) &&
              is<Errc::deadline_exceeded>(WARD_E_DEADLINE_EXCEEDED) &&
              is<Errc::cancelled>(WARD_E_CANCELLED) && is<Errc::image_too_small>(WARD_E_IMAGE_TOO_SMALL) &&
              is<Errc::image_too_large>(WARD_E_IMAGE_TOO_LARGE) &&
              is<Errc::image_file_too_large>(WARD_E_IMAGE_FILE_TOO_LARGE) &&
              is<Errc::blocklist_full>(WARD_E_BLOCKLIST_FULL));
static_assert(is<Errc::invalid_json>(WARD_E_INVALID_JSON) && is<Errc::invalid_field>(WARD_E_INVALID_FIELD) &&
              is<Errc::image_unreadable>(WARD_E_IMAGE_UNREADABLE));
static_assert(is<Errc::folder_not_found>(WARD_E_FOLDER_NOT_FOUND) &&
              is<Errc::model_not_found>(WARD_E_MODEL_NOT_FOUND) &&
              is<Errc::version_not_found>(WARD_E_VERSION_NOT_FOUND) &&
              is<Errc::blocklist_not_found>(WARD_E_BLOCKLIST_NOT_FOUND) &&
              is<Errc::item_not_found>(WARD_E_ITEM_NOT_FOUND));
static_assert(is<Errc::pack_unreadable>(WARD_E_PACK_UNREADABLE) &&
              is<Errc::pack_foreign>(WARD_E_PACK_FOREIGN) && is<Errc::pack_version>(WARD_E_PACK_VERSION) &&
              is<Errc::pack_invalid>(WARD_E_PACK_INVALID) && is<Errc::pack_digest>(WARD_E_PACK_DIGEST) &&
              is<Errc::model_failed>(WARD_E_MODEL_FAILED));
static_assert(is<Errc::device_unavailable>(WARD_E_DEVICE_UNAVAILABLE) &&
              is<Errc::out_of_memory>(WARD_E_OUT_OF_MEMORY) && is<Errc::io_failed>(WARD_E_IO_FAILED) &&
              is<Errc::store_unavailable>(WARD_E_STORE_UNAVAILABLE) &&
              is<Errc::store_invalid>(WARD_E_STORE_INVALID) &&
              is<Errc::store_version>(WARD_E_STORE_VERSION) && is<Errc::internal>(WARD_E_INTERNAL));

}  // namespace

namespace ward::capi {

const ward_error* out_of_memory() noexcept { return &kOutOfMemory; }

const ward_error* make_error(const Error& error) noexcept {
    try {
        return new OwnedError(error);
    } catch (const std::bad_alloc&) {
        return &kOutOfMemory;
    }
}

ward_status report(const Error& error, ward_error** out) noexcept {
    // The static object is never written to: every function that takes an error only reads it, or leaves it alone.
    if (out != nullptr) *out = const_cast<ward_error*>(make_error(error));
    return static_cast<ward_status>(error.code);
}

ward_status report_exception(ward_error** out) noexcept {
    try {
        throw;
    } catch (const std::bad_alloc&) {
        if (out != nullptr) *out = const_cast<ward_error*>(&kOutOfMemory);
        return WARD_E_OUT_OF_MEMORY;
    } catch (...) {
        try {
            return report({Errc::internal, "An unexpected failure inside Ward; please report it", {}}, out);
        } catch (const std::bad_alloc&) {
            if (out != nullptr) *out = const_cast<ward_error*>(&kOutOfMemory);
            return WARD_E_INTERNAL;
        }
    }
}

void Arguments::array(const void* data, std::size_t size, std::size_t most, const char* name) {
    if (data == nullptr && size != 0) refuse(name, "must not be NULL");
    if (size > most) refuse(name, "has a size that is out of range");
}

std::string_view Arguments::string(const char* data, std::size_t size, const char* name) {
    array(data, size, std::numeric_limits<std::ptrdiff_t>::max(), name);
    return data != nullptr && ok() ? std::string_view(data, size) : std::string_view();
}

std::span<const std::byte> Arguments::bytes(const std::uint8_t* data, std::size_t size, const char* name) {
    array(data, size, std::numeric_limits<std::ptrdiff_t>::max(), name);
    return data != nullptr && ok() ? std::as_bytes(std::span(data, size)) : std::span<const std::byte>();
}

void Arguments::refuse(const char* name, const char* predicate) {
    if (error_) return;
    error_ = Error{Errc::invalid_argument, std::string("The argument ") + name + ' ' + predicate, name};
}

}  // namespace ward::capi

const char* ward_status_name(ward_status status) noexcept {
    // The names are literals, and so end in a NUL.
    return ward::name(static_cast<ward::Errc>(status)).data();
}

ward_status ward_error_status(const ward_error* error) noexcept {
    return error == nullptr ? WARD_OK : error->status;
}

const char* ward_error_message(const ward_error* error) noexcept {
    return error == nullptr ? "" : error->message;
}

const char* ward_error_target(const ward_error* error) noexcept {
    return error == nullptr ? "" : error->target;
}

void ward_error_free(ward_error* error) noexcept {
    if (error != &kOutOfMemory) delete static_cast<OwnedError*>(error);
}
