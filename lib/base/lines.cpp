#include "base/lines.hpp"

namespace ward::base {

Result<std::optional<std::string_view>> LineReader::next() {
    using Line = std::optional<std::string_view>;
    using Traits = std::istream::traits_type;
    std::streambuf* const from = in_->rdbuf();
    line_.clear();
    ++number_;
    for (;;) {
        const auto got = from->sbumpc();
        if (Traits::eq_int_type(got, Traits::eof())) {
            if (in_->bad())
                return Error{Errc::io_failed, "The file could not be read to its end", name(number_)};
            if (line_.empty()) return Line();
            break;
        }
        const char c = Traits::to_char_type(got);
        if (c == '\n') break;
        if (line_.size() == most_) {
            return Error{Errc::invalid_field, "A line has at most " + std::to_string(most_) + " bytes",
                         name(number_)};
        }
        line_ += c;
    }
    if (line_.ends_with('\r')) line_.pop_back();
    return Line(line_);
}

}  // namespace ward::base
