#include "progress.hpp"

#include <algorithm>
#include <cstdio>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

#include "terminal.hpp"

Progress::Progress(int input_fd) {
    struct stat status {};
    if (!is_terminal(STDERR_FILENO) || fstat(input_fd, &status) != 0 || !S_ISREG(status.st_mode)) return;
    size_ = static_cast<std::uint64_t>(std::max<off_t>(status.st_size, 0));
}

void Progress::update(std::uint64_t bytes, std::uint64_t lines) {
    const auto now = Clock::now();
    if (size_ == 0 || (drawn_ && now - last_ < std::chrono::milliseconds(100))) return;
    constexpr std::size_t kBar = 30;
    const double done = std::min(1.0, static_cast<double>(bytes) / static_cast<double>(size_));
    const double seconds = std::chrono::duration<double>(now - start_).count();
    const auto full = static_cast<std::size_t>(done * kBar);
    const std::string bar = std::string(full, '#') + std::string(kBar - full, '.');
    std::fprintf(stderr, "\r[%s] %3.0f %%  %.1f of %.1f MB  %.0f lines/s  %.0f s left\033[K", bar.c_str(),
                 done * 100, static_cast<double>(bytes) / 1e6, static_cast<double>(size_) / 1e6,
                 static_cast<double>(lines) / std::max(seconds, 1e-3),
                 seconds / std::max(done, 1e-3) * (1 - done));
    last_ = now;
    drawn_ = true;
}

void Progress::erase() {
    if (drawn_) std::fputs("\r\033[K", stderr);
    drawn_ = false;
}
