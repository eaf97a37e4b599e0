// Lines from a file descriptor, of which none takes more memory than a limit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

class LineReader {
public:
    enum class Status { line, end, stopped, failed };

    /// @param fd  what is read; stays open
    /// @param stop_fd  becomes readable when reading should stop, also in the midst of a wait; or -1
    /// @param longest  of a line that is longer, only this many bytes and one more are kept
    LineReader(int fd, int stop_fd, std::size_t longest);

    /// The next line, without its line feed; the last one need not have one. Waits only for bytes that are not
    /// there yet. `line` is good until the next call. After `failed`, errno says why.
    Status next(std::string_view& line);

    /// Bytes of all lines so far, with their line feeds.
    std::uint64_t position() const { return position_; }

private:
    Status fill();

    int fd_;
    int stop_fd_;
    std::size_t longest_;
    std::uint64_t position_ = 0;
    std::string line_;
    std::vector<char> chunk_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};
