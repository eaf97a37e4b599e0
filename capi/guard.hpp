/// @file
/// What stands between C and C++: no exception gets out, no bad argument gets in.
///
/// Every entry point that can fail is one expression, guard() or, where it gives a handle, make():
///
/// @code
///     return make(result, "result", error, [&](Arguments& arguments) -> Result<TextResult> {
///         arguments.handle(analyzer, "analyzer");
///         request.text = arguments.string(text, text_size, "text");
///         if (!arguments.ok()) return arguments.error();
///         return analyzer->analyzer.analyze(request);
///     });
/// @endcode
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
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

struct FreeError {
    void operator()(const ward_error* error) const noexcept {
        ward_error_free(const_cast<ward_error*>(error));
    }
};
using UniqueError = std::unique_ptr<const ward_error, FreeError>;

/// Puts the detail into *out unless `out` is NULL.
/// @return the failure's number
ward_status report(const Error& error, ward_error** out) noexcept;

/// The same for the exception that is being handled. Its text is not told: it may hold anything.
ward_status report_exception(ward_error** out) noexcept;

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
    std::span<const std::byte> bytes(const std::uint8_t* data, std::size_t size, const char* name);

    void require(bool condition, const char* name, const char* predicate) {
        if (!condition) refuse(name, predicate);
    }

    bool ok() const noexcept { return !error_.has_value(); }
    const Error& error() const { return *error_; }

private:
    void refuse(const char* name, const char* predicate);

    std::optional<Error> error_;
};

/// Runs `body(arguments)`, which gives a Result<void>.
template <class Body>
ward_status guard(ward_error** error, Body&& body) noexcept {
    if (error != nullptr) *error = nullptr;
    try {
        Arguments arguments;
        const Result<void> result = std::forward<Body>(body)(arguments);
        return result ? WARD_OK : report(result.error(), error);
    } catch (...) {
        return report_exception(error);
    }
}

/// guard() for what gives the caller a handle. `body(arguments)` gives a Result of the handle's struct or of what the
/// struct holds; it goes behind the opaque type, for its _free function to delete.
template <class Handle, class Body>
ward_status make(Handle** output, const char* name, ward_error** error, Body&& body) noexcept {
    return guard(error, [&](Arguments& arguments) -> Result<void> {
        arguments.output(output, name);
        auto made = std::forward<Body>(body)(arguments);
        if (!made) return std::move(made).error();
        *output = std::make_unique<Handle>(Handle{*std::move(made)}).release();
        return {};
    });
}

}  // namespace ward::capi
