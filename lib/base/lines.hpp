// Lines of a stream from elsewhere, none longer than it may be.
#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

#include "ward/result.hpp"

namespace ward::base {

class LineReader {
public:
    LineReader(std::istream& in, std::size_t most_bytes) : in_(&in), most_(most_bytes) {}

    // The next line without its end ("\n" or "\r\n"), which lives until the next call; nothing at the end.
    // Errc::invalid_field, target "line 17": too long. Errc::io_failed.
    Result<std::optional<std::string_view>> next();

    // Of the line that next() gave, from 1.
    std::size_t number() const noexcept { return number_; }

    // "line 17"
    static std::string name(std::size_t number) { return "line " + std::to_string(number); }

private:
    std::istream* in_;
    std::size_t most_;
    std::size_t number_ = 0;
    std::string line_;
};

}  // namespace ward::base
