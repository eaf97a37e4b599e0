/// @file
/// JSON out: appends to a string, one token per call.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace ward::json {

/// Writes compact JSON in the order of the calls and puts the commas. It trusts its caller for the rest: that
/// begin and end match, and that a key stands before each value of an object.
class Writer {
public:
    Writer& begin_object() { return open('{'); }
    Writer& end_object() { return close('}'); }
    Writer& begin_array() { return open('['); }
    Writer& end_array() { return close(']'); }

    Writer& key(std::string_view name);

    /// Precondition: well-formed UTF-8. Only what JSON demands is escaped: quote, backslash, U+0000 to U+001F.
    Writer& string(std::string_view utf8);
    Writer& number(std::int64_t value);
    Writer& boolean(bool value);

    std::string take() && { return std::move(out_); }

private:
    Writer& open(char bracket);
    Writer& close(char bracket);
    void separate();
    void append_quoted(std::string_view utf8);

    std::string out_;
    bool after_value_ = false;
};

}  // namespace ward::json
