#include "line_reader.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <poll.h>
#include <unistd.h>

LineReader::LineReader(int fd, int stop_fd, std::size_t longest)
    : fd_(fd), stop_fd_(stop_fd), longest_(longest), chunk_(std::size_t{1} << 16) {}

LineReader::Status LineReader::next(std::string_view& line) {
    line_.clear();
    const std::uint64_t start = position_;
    for (;;) {
        if (begin_ == end_) {
            const Status status = fill();
            if (status == Status::end && position_ > start) break;
            if (status != Status::line) return status;
        }
        const char* from = chunk_.data() + begin_;
        const void* feed = std::memchr(from, '\n', end_ - begin_);
        const std::size_t bytes =
            feed != nullptr ? static_cast<std::size_t>(static_cast<const char*>(feed) - from) : end_ - begin_;
        line_.append(from, std::min(bytes, longest_ + 1 - line_.size()));
        const std::size_t consumed = bytes + (feed != nullptr ? 1 : 0);
        begin_ += consumed;
        position_ += consumed;
        if (feed != nullptr) break;
    }
    line = line_;
    return Status::line;
}

// `line` stands for "there are bytes again".
LineReader::Status LineReader::fill() {
    for (;;) {
        std::array<pollfd, 2> waiting{{{fd_, POLLIN, 0}, {stop_fd_, POLLIN, 0}}};
        if (poll(waiting.data(), waiting.size(), -1) < 0) {
            if (errno == EINTR) continue;
            return Status::failed;
        }
        if (waiting[1].revents != 0) return Status::stopped;
        const ssize_t got = read(fd_, chunk_.data(), chunk_.size());
        if (got > 0) {
            begin_ = 0;
            end_ = static_cast<std::size_t>(got);
            return Status::line;
        }
        if (got == 0) return Status::end;
        if (errno != EINTR && errno != EAGAIN) return Status::failed;
    }
}
