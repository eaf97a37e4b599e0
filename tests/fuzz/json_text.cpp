// Feeds bytes to the reader of text:analyze bodies, and compares its verdict with simdjson's other front end, which
// builds the whole document.
//
// Part of the tests through driver.cpp. With libFuzzer, from the repository's root:
//   clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -Iinclude -Ilib tests/fuzz/json_text.cpp
//     lib/json/{reader,text_request,writer,error_body}.cpp lib/base/*.cpp -lsimdjson -o /tmp/fuzz_json_text
//   /tmp/fuzz_json_text tests/fuzz/corpus/json_text
#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.hpp"
#include "json/reader.hpp"
#include "json/text_request.hpp"
#include "ward/json/error_body.hpp"

namespace {

void require(bool condition, const char* what) {
    if (condition) return;
    std::fprintf(stderr, "json_text: %s\n", what);
    std::abort();
}

/// Whether the body is one JSON object in the eyes of simdjson's document parser.
enum class Verdict { object, no_object, cannot_tell };

Verdict oracle(std::string_view body) {
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

void check_error(const ward::Error& error, Verdict verdict) {
    require(!error.message.empty() && !error.target.empty(), "an error says what and where");
    require(error.message.starts_with(error.target + ' '), "a message begins with its target");
    require(oracle(ward::json::error_body(error)) == Verdict::object, "an error body is JSON");
    const bool syntax = error.code == ward::Errc::invalid_json || error.code == ward::Errc::invalid_utf8;
    require(!(syntax && verdict == Verdict::object), "JSON was refused as none");
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    const Verdict verdict = oracle(body);
    ward::json::Reader reader;
    const auto read = ward::json::read_text_body(reader, body);
    if (!read) {
        check_error(read.error(), verdict);
        return 0;
    }
    require(verdict != Verdict::no_object, "what is no JSON was taken");
    require(ward::base::count_code_points(read->text).has_value(), "a text is well-formed UTF-8");
    require(read->categories.size() <= 4, "categories are kept once");
    return 0;
}
