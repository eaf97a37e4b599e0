/// @file
/// A value or the Error that kept it from being made. The names are those of std::expected (C++23),
/// so that the day it can be used the change is textual.
#pragma once

#include <cassert>
#include <type_traits>
#include <utility>
#include <variant>

#include "ward/error.hpp"

namespace ward {

template <class T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    /// Precondition: has_value().
    T& value() & { return assert(has_value()), *std::get_if<0>(&state_); }
    const T& value() const& { return assert(has_value()), *std::get_if<0>(&state_); }
    T&& value() && { return assert(has_value()), std::move(*std::get_if<0>(&state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    /// Precondition: !has_value().
    Error& error() & { return assert(!has_value()), *std::get_if<1>(&state_); }
    const Error& error() const& { return assert(!has_value()), *std::get_if<1>(&state_); }
    Error&& error() && { return assert(!has_value()), std::move(*std::get_if<1>(&state_)); }

    template <class U>
    T value_or(U&& other) const& {
        return has_value() ? value() : static_cast<T>(std::forward<U>(other));
    }

private:
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    using value_type = void;

    Result() = default;
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    Error& error() & { return assert(!has_value()), *std::get_if<1>(&state_); }
    const Error& error() const& { return assert(!has_value()), *std::get_if<1>(&state_); }
    Error&& error() && { return assert(!has_value()), std::move(*std::get_if<1>(&state_)); }

private:
    std::variant<std::monostate, Error> state_;
};

}  // namespace ward
