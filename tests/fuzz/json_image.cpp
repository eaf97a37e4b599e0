// Feeds bytes to the reader of image:analyze bodies. Built like json_text.cpp, with lib/json/image_request.cpp.
#include <cstddef>
#include <cstdint>

#include "json/image_request.hpp"
#include "json_oracle.hpp"
#include "ward/limits.hpp"

using namespace fuzz;

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    const Verdict verdict = oracle(body);
    ward::json::Reader reader;
    const auto fetch = [](std::string_view url) -> ward::Result<std::vector<std::byte>> {
        return std::vector<std::byte>(url.size());
    };
    const auto read = ward::json::read_image_body(reader, body, fetch);
    if (!read) {
        check_error(read.error(), verdict);
        return 0;
    }
    require(verdict != Verdict::no_object, "what is no JSON was taken");
    require(read->request.bytes.size() <= ward::limits::kMaxImageBytes, "a picture is within its limit");
    require(read->request.categories.size() <= 4, "categories are kept once");
    return 0;
}
