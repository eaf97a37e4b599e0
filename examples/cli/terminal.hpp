// What the terminal can show, and text made fit to be shown on it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Must run once, before anything is measured: takes a UTF-8 locale for character widths.
void prepare_terminal();

bool is_terminal(int fd);

/// A terminal, unless the user says NO_COLOR (https://no-color.org) or it is a dumb one.
bool wants_colour(int fd);

/// Its width, or 100 where the output is no terminal.
std::size_t terminal_columns(int fd);

/// Columns that a text from printable() takes.
std::size_t width(std::string_view text);

/// The text on one line: line ends, tabs and runs of blanks become one blank. Control characters, which could
/// drive the terminal, and characters that reverse the writing direction are left out.
std::string printable(std::string_view text);

/// A text from printable() cut to that many columns; the cut is marked by an ellipsis.
std::string shortened(std::string_view text, std::size_t columns);

/// A text from printable() of whose words only the first letters are left, for harm that a person need not read:
/// "I w*** k*** y**".
std::string masked(std::string_view text);
