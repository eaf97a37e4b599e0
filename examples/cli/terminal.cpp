#include "terminal.hpp"

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <cwchar>
#include <cwctype>

#include <sys/ioctl.h>
#include <unistd.h>

namespace {

struct Character {
    std::size_t bytes;
    wchar_t code;  ///< U+FFFD for a byte that is no UTF-8
};

/// Precondition: text is not empty.
Character first_character(std::string_view text) {
    std::mbstate_t state{};
    wchar_t code = 0;
    const std::size_t used = std::mbrtowc(&code, text.data(), text.size(), &state);
    if (used == 0) return {1, L'\0'};
    if (used > text.size()) return {1, L'\uFFFD'};
    return {used, code};
}

bool reverses_direction(wchar_t code) {
    return code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

std::size_t columns_of(wchar_t code) { return static_cast<std::size_t>(std::max(wcwidth(code), 0)); }

}  // namespace

void prepare_terminal() {
    if (std::setlocale(LC_CTYPE, "C.UTF-8") == nullptr) std::setlocale(LC_CTYPE, "");
}

bool is_terminal(int fd) { return isatty(fd) == 1; }

bool wants_colour(int fd) {
    const char* no_colour = std::getenv("NO_COLOR");
    if (no_colour != nullptr && *no_colour != '\0') return false;
    const char* kind = std::getenv("TERM");
    return is_terminal(fd) && kind != nullptr && std::string_view(kind) != "dumb";
}

std::size_t terminal_columns(int fd) {
    winsize size{};
    if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 100;
    return size.ws_col;
}

std::size_t width(std::string_view text) {
    std::size_t columns = 0;
    while (!text.empty()) {
        const Character next = first_character(text);
        columns += columns_of(next.code);
        text.remove_prefix(next.bytes);
    }
    return columns;
}

std::string printable(std::string_view text) {
    std::string line;
    bool blank = false;
    while (!text.empty()) {
        const Character next = first_character(text);
        const std::string_view bytes = text.substr(0, next.bytes);
        text.remove_prefix(next.bytes);
        if (next.code == L' ' || (next.code >= L'\t' && next.code <= L'\r')) {
            blank = !line.empty();
            continue;
        }
        if (wcwidth(next.code) < 0 || next.code == L'\0' || reverses_direction(next.code)) continue;
        if (blank) line += ' ';
        blank = false;
        line += next.code == L'\uFFFD' ? "\xEF\xBF\xBD" : bytes;
    }
    return line;
}

std::string shortened(std::string_view text, std::size_t columns) {
    if (width(text) <= columns) return std::string(text);
    std::size_t bytes = 0;
    std::size_t used = 1;  // of the ellipsis
    while (bytes < text.size()) {
        const Character next = first_character(text.substr(bytes));
        used += columns_of(next.code);
        if (used > columns) break;
        bytes += next.bytes;
    }
    while (bytes > 0 && text[bytes - 1] == ' ') --bytes;
    return std::string(text.substr(0, bytes)) + "…";
}

std::string masked(std::string_view text) {
    std::string out;
    bool inside = false;
    while (!text.empty()) {
        const Character next = first_character(text);
        const std::string_view bytes = text.substr(0, next.bytes);
        text.remove_prefix(next.bytes);
        if (inside && std::iswalnum(static_cast<std::wint_t>(next.code))) out += '*';
        else out += bytes;
        inside = std::iswalnum(static_cast<std::wint_t>(next.code)) != 0;
    }
    return out;
}
