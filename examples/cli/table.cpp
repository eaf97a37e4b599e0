#include "table.hpp"

#include <algorithm>
#include <numeric>
#include <ostream>

#include "terminal.hpp"

namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 12;

const char* escape(Style style) {
    switch (style) {
        case Style::faint: return "\033[2m";
        case Style::low: return "\033[33m";
        case Style::medium: return "\033[1;33m";
        case Style::high: return "\033[1;31m";
        case Style::plain: break;
    }
    return "";
}

std::string painted(const std::string& text, Style style, bool coloured) {
    if (!coloured || style == Style::plain) return text;
    return escape(style) + text + "\033[0m";
}

}  // namespace

std::vector<std::size_t> Table::widths(std::size_t available) const {
    std::vector<std::size_t> widths;
    for (const Column& column : columns_) widths.push_back(width(column.title));
    for (const Row& row : rows_)
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            widths[i] = std::max(widths[i], width(row.cells[i].text));

    const std::size_t wanted = std::accumulate(widths.begin(), widths.end(), kGap * (widths.size() - 1));
    if (wanted <= available) return widths;
    const std::size_t over = wanted - available;
    for (std::size_t i = 0; i < widths.size(); ++i)
        if (columns_[i].shrinks && widths[i] > kNarrowest)
            widths[i] = widths[i] > over + kNarrowest ? widths[i] - over : kNarrowest;
    return widths;
}

std::string Table::line(const std::vector<Cell>& cells, const std::vector<std::size_t>& widths,
                        bool coloured) const {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string text = shortened(cells[i].text, widths[i]);
        const std::string blanks(widths[i] - width(text), ' ');
        if (i > 0) line.append(kGap, ' ');
        if (columns_[i].right_aligned) line += blanks;
        line += painted(text, cells[i].style, coloured);
        if (!columns_[i].right_aligned && i + 1 < cells.size()) line += blanks;
    }
    return line;
}

void Table::print(std::ostream& out, std::size_t available, bool coloured) const {
    const std::vector<std::size_t> fitted = widths(available);
    std::vector<Cell> titles;
    for (const Column& column : columns_) titles.push_back({column.title, Style::faint});
    out << line(titles, fitted, coloured) << '\n';
    for (const Row& row : rows_) {
        // A note is for the terminal to wrap: cut, it could lose what it is there to say.
        if (row.cells.empty()) {
            out << painted(row.note.text, row.note.style, coloured) << '\n';
        } else {
            out << line(row.cells, fitted, coloured) << '\n';
        }
    }
}

Style severity_style(int severity) {
    if (severity >= 6) return Style::high;
    if (severity >= 4) return Style::medium;
    return severity >= 2 ? Style::low : Style::faint;
}
