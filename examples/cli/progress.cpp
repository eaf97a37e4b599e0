#include "progress.hpp"

#include <algorithm>
#include <cstdio>
#include <string>

#include <unistd.h>

#include "terminal.hpp"

Progress::Progress(std::uint64_t size, const char* unit)
    : size_(is_terminal(STDERR_FILENO) ? size : 0), unit_(unit) {}

void Progress::update(std::uint64_t bytes, std::uint64_t count) {
    const auto now = Clock::now();
    if (size_ == 0 || (drawn_ && now - last_ < std::chrono::milliseconds(100))) return;
    constexpr std::size_t kBar = 30;
    const double done = std::min(1.0, static_cast<double>(bytes) / static_cast<double>(size_));
    const double seconds = std::chrono::duration<double>(now - start_).count();
    const double rate = static_cast<double>(count) / std::max(seconds, 1e-3);
    const auto full = static_cast<std::size_t>(done * kBar);
    const std::string bar = std::string(full, '#') + std::string(kBar - full, '.');
    std::fprintf(stderr, "\r[%s] %3.0f %%  %.1f of %.1f MB  %.*f %s/s  %.0f s left\033[K", bar.c_str(),
                 done * 100, static_cast<double>(bytes) / 1e6, static_cast<double>(size_) / 1e6,
                 rate < 10 ? 1 : 0, rate, unit_, seconds / std::max(done, 1e-3) * (1 - done));
    last_ = now;
    drawn_ = true;
}

void Progress::erase() {
    if (drawn_) std::fputs("\r\033[K", stderr);
    drawn_ = false;
}
