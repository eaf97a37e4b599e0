// What every reader of request bodies is held to: simdjson's other front end, which builds the whole document, and the
// shape of errors.
#pragma once

#include <simdjson.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "ward/json/error_body.hpp"

namespace fuzz {

inline void require(bool condition, const char* what) {
    if (condition) return;
    std::fprintf(stderr, "fuzz: %s\n", what);
    std::abort();
}

/// Whether the body is one JSON object in the eyes of simdjson's document parser.
enum class Verdict { object, no_object, cannot_tell };

inline Verdict oracle(std::string_view body) {
    static simdjson::dom::parser parser;
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    const simdjson::padded_string padded(body);
    simdjson::dom::element root;
    switch (parser.parse(padded).get(root)) {
        case simdjson::SUCCESS: return root.is_object() ? Verdict::object : Verdict::no_object;
        // Numbers too large for it, and deeper nesting than it was made for, are JSON all the same.
        case simdjson::NUMBER_ERROR:
        case simdjson::DEPTH_ERROR: return Verdict::cannot_tell;
        default: return Verdict::no_object;
    }
}

inline void check_error(const ward::Error& error, Verdict verdict) {
    require(!error.message.empty() && !error.target.empty(), "an error says what and where");
    require(error.message.starts_with(error.target + ' '), "a message begins with its target");
    require(oracle(ward::json::error_body(error)) == Verdict::object, "an error body is JSON");
    const bool syntax = error.code == ward::Errc::invalid_json || error.code == ward::Errc::invalid_utf8;
    require(!(syntax && verdict == Verdict::object), "JSON was refused as none");
}

}  // namespace fuzz
