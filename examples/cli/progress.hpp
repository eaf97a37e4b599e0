// A progress bar for a file that is worked through line by line.
#pragma once

#include <chrono>
#include <cstdint>

class Progress {
public:
    /// Draws on stderr, when that is a terminal and `input_fd` a file of known size; else never draws.
    explicit Progress(int input_fd);

    /// @param bytes  of the input that are done with
    /// @param lines  the same in lines
    void update(std::uint64_t bytes, std::uint64_t lines);

    /// Takes the bar away, so that other output can come in its place.
    void erase();

private:
    using Clock = std::chrono::steady_clock;

    std::uint64_t size_ = 0;  ///< 0: no bar
    bool drawn_ = false;
    Clock::time_point start_ = Clock::now();
    Clock::time_point last_{};
};
