#include "json/base64.hpp"

#include <libbase64.h>

#include <string>

namespace ward::json {
namespace {

std::optional<Bytes> decode_line(std::string_view text) {
    Bytes bytes{std::make_unique_for_overwrite<std::byte[]>(decoded_bound(text.size())), 0};
    char* const out = reinterpret_cast<char*>(bytes.data.get());
    base64_state state{};
    base64_stream_decode_init(&state, 0);
    if (base64_stream_decode(&state, text.data(), text.size(), out, &bytes.size) != 1) return std::nullopt;
    if (state.bytes == 0) return bytes;
    // The padding was left out, unless there is some already, or a single character.
    if (state.eof != 0 || state.bytes == 1) return std::nullopt;
    const std::string_view padding = state.bytes == 2 ? "==" : "=";
    std::size_t none = 0;
    if (base64_stream_decode(&state, padding.data(), padding.size(), out + bytes.size, &none) != 1)
        return std::nullopt;
    return bytes;
}

}  // namespace

std::optional<Bytes> decode_base64(std::string_view text) {
    if (auto bytes = decode_line(text)) return bytes;
    if (text.find_first_of("\r\n") == std::string_view::npos) return std::nullopt;
    std::string joined(text);
    std::erase_if(joined, [](char c) { return c == '\r' || c == '\n'; });
    return decode_line(joined);
}

}  // namespace ward::json
