#include "image/ctc.hpp"

#include <cstddef>

namespace ward::image {

Symbols::Symbols(std::string_view list) {
    while (!list.empty()) {
        const std::size_t end = list.find('\n');
        std::string_view symbol = list.substr(0, end);
        if (symbol.ends_with('\r')) symbol.remove_suffix(1);
        symbols_.emplace_back(symbol);
        list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
    }
}

ReadText Symbols::decode(std::span<const float> steps) const {
    ReadText read;
    std::size_t told = 0, before = 0;
    for (std::size_t i = 0; i + 1 < steps.size(); i += 2) {
        const bool known = steps[i] >= 1 && steps[i] < static_cast<float>(symbols_.size());
        const std::size_t symbol = known ? static_cast<std::size_t>(steps[i]) : 0;
        if (symbol != 0 && symbol != before) {
            read.utf8 += symbols_[symbol];
            read.confidence += steps[i + 1];
            ++told;
        }
        before = symbol;
    }
    if (told > 0) read.confidence /= static_cast<float>(told);
    return read;
}

}  // namespace ward::image
