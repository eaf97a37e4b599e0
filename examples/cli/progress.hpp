// A progress bar for input that is worked through piece by piece.
#pragma once

#include <chrono>
#include <cstdint>

class Progress {
public:
    /// Draws on stderr, when that is a terminal; else never draws.
    /// @param size  of the input in bytes; 0 where it is not known: then it never draws, either
    /// @param unit  "lines"
    Progress(std::uint64_t size, const char* unit);

    /// @param bytes  of the input that are done with
    /// @param count  the same in units
    void update(std::uint64_t bytes, std::uint64_t count);

    /// Takes the bar away, so that other output can come in its place.
    void erase();

private:
    using Clock = std::chrono::steady_clock;

    std::uint64_t size_;  ///< 0: no bar
    const char* unit_;
    bool drawn_ = false;
    Clock::time_point start_ = Clock::now();
    Clock::time_point last_{};
};
