/// @file
/// What stands between C and C++: no exception gets out, no bad argument gets in.
///
/// Every entry point that can fail is one expression:
///
/// @code
///     return guard(error, [&]() -> Result<void> {
///         Arguments arguments;
///         arguments.output(registry, "registry");
///         arguments.handle(library, "library");
///         const auto path = arguments.string(folder, folder_size, "folder");
///         if (!arguments.ok()) return arguments.error();
///         ...
///     });
/// @endcode
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ward.h"
#include "ward/result.hpp"

/// A failure as C sees it. The base alone is the one static object that stands for a failure while memory is short.
struct ward_error {
    ward_status status;
    const char* message;
    const char* target;
};

namespace ward::capi {

/// Its object, never to be freed.
const ward_error* out_of_memory() noexcept;

/// A detail to give away; out_of_memory() when there is no memory for it.
const ward_error* make_error(const Error& error) noexcept;

/// Puts the detail into *out unless `out` is NULL.
/// @return the failure's number
ward_status report(const Error& error, ward_error** out) noexcept;

/// The same for the exception that is being handled. Its text is not told: it may hold anything.
ward_status report_exception(ward_error** out) noexcept;

template <class Body>
ward_status guard(ward_error** error, Body&& body) noexcept {
    if (error != nullptr) *error = nullptr;
    try {
        const Result<void> result = std::forward<Body>(body)();
        return result ? WARD_OK : report(result.error(), error);
    } catch (...) {
        return report_exception(error);
    }
}

/// What goes behind an opaque type, for its _free function to delete.
template <class T, class... Values>
T* make(Values&&... values) {
    return new T{std::forward<Values>(values)...};
}

/// Checks arguments and keeps the first failure, so that outputs are zeroed even when something before them is bad.
class Arguments {
public:
    template <class T>
    void output(T* out, const char* name) {
        if (out == nullptr) return refuse(name, "must not be NULL");
        *out = T{};
    }

    template <class T>
    void handle(T* object, const char* name) {
        if (object == nullptr) refuse(name, "must not be NULL");
    }

    /// `size` elements from `data`, which may be NULL only if there are none.
    void array(const void* data, std::size_t size, std::size_t most, const char* name);
    std::string_view string(const char* data, std::size_t size, const char* name);

    void require(bool condition, const char* name, const char* predicate) {
        if (!condition) refuse(name, predicate);
    }

    bool ok() const noexcept { return !error_.has_value(); }
    const Error& error() const { return *error_; }

private:
    void refuse(const char* name, const char* predicate);

    std::optional<Error> error_;
};

}  // namespace ward::capi
