// A matcher that nobody need doubt: every term is looked for at every position of the folded text.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "blocklist/matcher.hpp"
#include "blocklist/unicode.hpp"

namespace ward::blocklist::oracle {

// A folded text in code points, and the code point of the text that each comes from.
struct Folded {
    std::u32string points;
    std::vector<std::size_t> begins, ends;
};

inline Folded fold(std::string_view utf8) {
    Folded folded;
    const auto each = [](std::string_view text, const auto& visit) {
        for (std::size_t at = 0; at < text.size();) {
            const Decoded decoded = decode(text.data() + at, text.data() + text.size());
            // A stray byte is itself, and no code point.
            const char32_t c =
                decoded.c == kStray ? 0x110000u + static_cast<unsigned char>(text[at]) : decoded.c;
            visit(c, at, at + decoded.length);
            at += decoded.length;
        }
    };
    each(utf8, [&](char32_t c, std::size_t begin, std::size_t end) {
        const std::string_view to = c < 0x110000 ? case_fold(c) : std::string_view();
        std::u32string points(1, c);
        if (!to.empty()) {
            points.clear();
            each(to, [&](char32_t d, std::size_t, std::size_t) { points += d; });
        }
        folded.points += points;
        folded.begins.insert(folded.begins.end(), points.size(), begin);
        folded.ends.insert(folded.ends.end(), points.size(), end);
    });
    return folded;
}

inline std::vector<Hit> match(const std::vector<Term>& terms, const ListOptions& options,
                              std::string_view utf8, Report report) {
    const Folded text = fold(utf8);
    const auto word = [&](std::size_t at) { return text.points[at] < 0x110000 && is_word(text.points[at]); };
    const auto inside = [&](std::size_t at) {
        return at > 0 && at < text.points.size() && word(at - 1) && word(at);
    };
    std::set<std::tuple<std::size_t, std::size_t, std::uint64_t>> found;
    for (const Term& term : terms) {
        const std::u32string points = fold(term.text).points;
        for (std::size_t at = 0; at + points.size() <= text.points.size(); ++at) {
            if (text.points.compare(at, points.size(), points) != 0) continue;
            const std::size_t end = at + points.size();
            if (options.whole_words && (inside(at) || inside(end))) continue;
            found.emplace(text.begins[at], text.ends[end - 1], term.item);
        }
    }
    std::vector<Hit> hits;
    for (const auto& [begin, end, item] : found) {
        const auto same = [&](const Hit& hit) { return hit.item == item; };
        if (report == Report::every || std::ranges::none_of(hits, same)) hits.push_back({item, begin, end});
    }
    return hits;
}

}  // namespace ward::blocklist::oracle
