// Reading of the small JSON files that packs are made of and from.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ward/result.hpp"

namespace ward::model {

namespace dom = simdjson::dom;

// An object of a small JSON file that is read once (a manifest, a recipe). Errors are pack_invalid and name the
// member they are about.
class JsonReader {
public:
    JsonReader(dom::object object, std::string path) : object_(object), path_(std::move(path)) {}

    template <class T>
    Result<T> required(std::string_view key) const {
        T value{};
        if (object_[key].get(value) != simdjson::SUCCESS) return wrong(key, "is missing or of another type");
        return value;
    }

    template <class T>
    Result<T> optional(std::string_view key, T fallback) const {
        dom::element element;
        if (object_[key].get(element) == simdjson::NO_SUCH_FIELD) return fallback;
        return required<T>(key);
    }

    Result<std::string> text(std::string_view key) const {
        auto value = required<std::string_view>(key);
        if (!value) return value.error();
        if (value->empty()) return wrong(key, "is empty");
        return std::string(*value);
    }

    Result<std::string> optional_text(std::string_view key, std::string_view fallback = {}) const {
        auto value = optional<std::string_view>(key, fallback);
        if (!value) return value.error();
        return std::string(*value);
    }

    Result<std::uint32_t> count(std::string_view key, std::uint32_t low, std::uint32_t high) const {
        auto value = required<std::uint64_t>(key);
        if (!value) return value.error();
        if (*value < low || *value > high)
            return wrong(key, "must be " + std::to_string(low) + " to " + std::to_string(high));
        return static_cast<std::uint32_t>(*value);
    }

    // An absent list is empty. `read` makes a T, or an Error, of each element and its path.
    template <class T, class Read>
    Result<std::vector<T>> list(std::string_view key, Read read) const {
        std::vector<T> values;
        dom::array array;
        const auto code = object_[key].get(array);
        if (code == simdjson::NO_SUCH_FIELD) return values;
        if (code != simdjson::SUCCESS) return wrong(key, "must be a list");
        for (const dom::element element : array) {
            auto value = read(element, at(key) + "[" + std::to_string(values.size()) + "]");
            if (!value) return std::move(value).error();
            values.push_back(*std::move(value));
        }
        return values;
    }

    Result<std::vector<std::string>> texts(std::string_view key) const {
        return list<std::string>(
            key, [](dom::element element, const std::string& path) -> Result<std::string> {
                std::string_view value;
                if (element.get(value) != simdjson::SUCCESS || value.empty())
                    return Error{Errc::pack_invalid,
                                 "The member must be a text; mend it and build the pack again", path};
                return std::string(value);
            });
    }

    Result<JsonReader> child(std::string_view key) const {
        auto value = required<dom::object>(key);
        if (!value) return value.error();
        return JsonReader(*value, at(key));
    }

    dom::object object() const noexcept { return object_; }
    std::string at(std::string_view key) const { return path_ + "." + std::string(key); }

    Error wrong(std::string_view key, std::string_view what) const {
        return {Errc::pack_invalid, "The member " + std::string(what) + "; mend it and build the pack again",
                at(key)};
    }

private:
    dom::object object_;
    std::string path_;
};

// target = the value of the expression, or return its error.
#define WARD_ASSIGN(target, expression)                                           \
    if (auto result_ = (expression); !result_) return std::move(result_).error(); \
    else target = *std::move(result_)

}  // namespace ward::model
