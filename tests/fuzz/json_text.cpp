// Feeds bytes to the reader of text:analyze bodies.
//
// Part of the tests through driver.cpp. With libFuzzer, from the repository's root:
//   clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -Iinclude -Ilib tests/fuzz/json_text.cpp
//     -I$BASE64/include lib/json/{base64,members,reader,text_request,writer,error_body}.cpp lib/base/*.cpp -lsimdjson
//     libbase64.a -o /tmp/fuzz_json_text
//   /tmp/fuzz_json_text tests/fuzz/corpus/json_text
#include <cstddef>
#include <cstdint>

#include "base/utf8.hpp"
#include "json/reader.hpp"
#include "json/text_request.hpp"
#include "json_oracle.hpp"

using namespace fuzz;

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
