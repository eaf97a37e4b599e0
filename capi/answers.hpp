/// @file
/// What answers of every kind share: callbacks, batches, categories.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "guard.hpp"

namespace ward::capi {

/// Calls back with what `body()` gives, a Result as make() takes it, or with its error.
template <class Handle, class Body>
void deliver(void (*done)(ward_status, Handle*, ward_error*, void*), void* user, Body&& body) noexcept {
    Handle* handle = nullptr;
    ward_error* error = nullptr;
    const ward_status status =
        make(&handle, "result", &error, [&](Arguments&) { return std::forward<Body>(body)(); });
    done(status, handle, error, user);
}

/// The answers to the requests of one call, in their order.
template <class Handle>
struct Batch {
    struct Answer {
        Handle handle;
        UniqueError error;  ///< none: succeeded
    };

    std::vector<Answer> answers;

    template <class Value>
    void fill(std::vector<Result<Value>> results) {
        answers.resize(results.size());
        for (std::size_t i = 0; i < results.size(); ++i) {
            if (results[i]) answers[i].handle = Handle{*std::move(results[i])};
            else answers[i].error.reset(make_error(results[i].error()));
        }
    }

    const Answer* at(std::size_t index) const noexcept {
        return index < answers.size() ? &answers[index] : nullptr;
    }
};

template <class Handle>
std::size_t batch_count(const Batch<Handle>* batch) noexcept {
    return batch == nullptr ? 0 : batch->answers.size();
}

template <class Handle>
const ward_error* batch_error(const Batch<Handle>* batch, std::size_t index) noexcept {
    const auto* answer = batch == nullptr ? nullptr : batch->at(index);
    return answer == nullptr ? nullptr : answer->error.get();
}

template <class Handle>
ward_status batch_status(const Batch<Handle>* batch, std::size_t index) noexcept {
    return index < batch_count(batch) ? ward_error_status(batch_error(batch, index))
                                      : WARD_E_INVALID_ARGUMENT;
}

template <class Handle>
const Handle* batch_result(const Batch<Handle>* batch, std::size_t index) noexcept {
    const auto* answer = batch == nullptr ? nullptr : batch->at(index);
    return answer == nullptr || answer->error ? nullptr : &answer->handle;
}

/// The judgement on one category; NULL out of range.
template <class Handle>
auto category_at(const Handle* handle, std::size_t index) noexcept {
    return handle != nullptr && index < handle->result.categories.size() ? &handle->result.categories[index]
                                                                         : nullptr;
}

template <class Handle>
std::int32_t category_number(const Handle* handle, std::size_t index) noexcept {
    const auto* category = category_at(handle, index);
    return category == nullptr ? -1 : static_cast<std::int32_t>(category->category);
}

template <class Handle>
std::int32_t severity(const Handle* handle, std::size_t index) noexcept {
    const auto* category = category_at(handle, index);
    return category == nullptr ? -1 : category->severity;
}

template <class Handle>
float at_least(const Handle* handle, std::size_t index, std::int32_t severity) noexcept {
    const auto* category = category_at(handle, index);
    if (category == nullptr || severity < 1 ||
        severity > static_cast<std::int32_t>(category->at_least.size()))
        return -1;
    return category->at_least[static_cast<std::size_t>(severity - 1)];
}

/// @return whether there is a place; `*out` is it, or zeroed. `out` may be NULL.
template <class To, class From>
std::int32_t tell(const std::optional<From>& place, To (*to_c)(const From&) noexcept, To* out) noexcept {
    if (out != nullptr) *out = place ? to_c(*place) : To{};
    return place ? 1 : 0;
}

}  // namespace ward::capi
