#include "json_string.hpp"

std::string json_string(std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string quoted = "\"";
    for (const char byte : text) {
        const auto value = static_cast<unsigned char>(byte);
        if (byte == '"' || byte == '\\') {
            quoted += '\\';
            quoted += byte;
        } else if (value < 0x20) {
            quoted += "\\u00";
            quoted += kHex[value >> 4];
            quoted += kHex[value & 15];
        } else {
            quoted += byte;
        }
    }
    return quoted + '"';
}

std::string json_categories(const std::vector<ward::Category>& categories) {
    std::string member;
    const char* separator = ",\"categories\":[";
    for (const ward::Category category : categories) {
        member += separator + json_string(ward::name(category));
        separator = ",";
    }
    if (!categories.empty()) member += ']';
    return member;
}
