#include "json/writer.hpp"

#include <charconv>
#include <cstddef>

namespace ward::json {
namespace {

bool needs_escape(char c) noexcept { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void append_escape(std::string& out, char c) {
    static constexpr char kHex[] = "0123456789abcdef";
    out += '\\';
    switch (c) {
        case '"':
        case '\\': out += c; return;
        case '\b': out += 'b'; return;
        case '\f': out += 'f'; return;
        case '\n': out += 'n'; return;
        case '\r': out += 'r'; return;
        case '\t': out += 't'; return;
        default: break;
    }
    const auto code = static_cast<unsigned char>(c);
    out += "u00";
    out += kHex[code >> 4];
    out += kHex[code & 15];
}

}  // namespace

Writer& Writer::key(std::string_view name) {
    separate();
    append_quoted(name);
    out_ += ':';
    after_value_ = false;
    return *this;
}

Writer& Writer::string(std::string_view utf8) {
    separate();
    append_quoted(utf8);
    return *this;
}

Writer& Writer::number(std::int64_t value) {
    separate();
    char digits[20];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
    out_.append(digits, end);
    return *this;
}

Writer& Writer::boolean(bool value) {
    separate();
    out_ += value ? "true" : "false";
    return *this;
}

Writer& Writer::open(char bracket) {
    separate();
    out_ += bracket;
    after_value_ = false;
    return *this;
}

Writer& Writer::close(char bracket) {
    out_ += bracket;
    after_value_ = true;
    return *this;
}

void Writer::separate() {
    if (after_value_) out_ += ',';
    after_value_ = true;
}

void Writer::append_quoted(std::string_view utf8) {
    out_ += '"';
    std::size_t copied = 0;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        if (!needs_escape(utf8[i])) continue;
        out_.append(utf8, copied, i - copied);
        append_escape(out_, utf8[i]);
        copied = i + 1;
    }
    out_.append(utf8, copied, utf8.size() - copied);
    out_ += '"';
}

}  // namespace ward::json
