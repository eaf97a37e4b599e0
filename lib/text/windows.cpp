#include "text/windows.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

#include "base/utf8.hpp"

namespace ward::text {
namespace {

constexpr std::size_t kSpecials = 2;  // [CLS] and [SEP]

Window make_window(std::span<const std::int32_t> ids, std::span<const TokenSpan> spans,
                   const WordPiece& tokenizer) {
    Window window;
    window.tokens.reserve(ids.size() + kSpecials);
    window.tokens.push_back(tokenizer.cls_id());
    window.tokens.insert(window.tokens.end(), ids.begin(), ids.end());
    window.tokens.push_back(tokenizer.sep_id());
    window.span.begin_bytes = spans.front().begin;
    window.span.end_bytes = spans.back().end;
    return window;
}

// Windows begin and end in rising order, so two walks over the text tell where each stands in code points.
void count_code_points(std::string_view utf8, std::vector<Window>& windows, std::size_t TextSpan::*bytes,
                       std::size_t TextSpan::*code_points) {
    std::size_t at = 0, count = 0;
    for (Window& window : windows) {
        const std::size_t next = window.span.*bytes;
        count += base::code_points_before(utf8.substr(at), next - at);
        window.span.*code_points = count;
        at = next;
    }
}

}  // namespace

std::vector<Window> cut_windows(std::string_view utf8, const WordPiece& tokenizer,
                                const model::TextInput& input) {
    std::vector<std::int32_t> ids;
    std::vector<TokenSpan> spans;
    tokenizer.encode(utf8, ids, &spans);

    std::vector<Window> windows;
    const std::size_t content = input.window - kSpecials, stride = content - input.overlap;
    for (std::size_t begin = 0; begin < ids.size(); begin += stride) {
        const std::size_t size = std::min(content, ids.size() - begin);
        windows.push_back(make_window(std::span(ids).subspan(begin, size),
                                      std::span(spans).subspan(begin, size), tokenizer));
        if (begin + size == ids.size()) break;
    }
    count_code_points(utf8, windows, &TextSpan::begin_bytes, &TextSpan::begin_code_points);
    count_code_points(utf8, windows, &TextSpan::end_bytes, &TextSpan::end_code_points);
    return windows;
}

}  // namespace ward::text
