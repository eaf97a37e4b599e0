// A plain table: columns as wide as what is in them, one of which gives way where the terminal is narrower.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

enum class Style { plain, faint, low, medium, high };

struct Cell {
    std::string text;  ///< as printable() gives it
    Style style = Style::plain;
};

struct Column {
    std::string title;
    bool right_aligned = false;
    bool shrinks = false;  ///< one column at most
};

class Table {
public:
    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

    /// One cell for each column.
    void add(std::vector<Cell> row) { rows_.push_back({std::move(row), {}}); }

    /// A line of its own under the rows so far.
    void add_note(Cell note) { rows_.push_back({{}, std::move(note)}); }

    /// @param available  columns of the terminal
    void print(std::ostream& out, std::size_t available, bool coloured) const;

private:
    struct Row {
        std::vector<Cell> cells;  ///< empty: a note
        Cell note;
    };

    std::vector<std::size_t> widths(std::size_t available) const;
    std::string line(const std::vector<Cell>& cells, const std::vector<std::size_t>& widths,
                     bool coloured) const;

    std::vector<Column> columns_;
    std::vector<Row> rows_;
};

/// How a severity 0..7 looks.
Style severity_style(int severity);
