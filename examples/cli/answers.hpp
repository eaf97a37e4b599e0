// Answers that come in any order, written in the order of their questions.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "progress.hpp"

/// A thread of its own writes each answer as soon as all before it are written, so that a lone line is answered
/// while the reader waits for the next. What is unanswered is bounded, in lines and in bytes: a queue of about
/// four batches keeps the models busy, and more would only take memory.
class Answers {
public:
    /// @param fd  gets one line for each answer
    /// @param progress  only used by the writing thread, until finish()
    Answers(int fd, Progress& progress);
    ~Answers();
    Answers(const Answers&) = delete;
    Answers& operator=(const Answers&) = delete;

    /// The place of one answer, which give() may fill from any thread.
    struct Place {
        std::size_t question_bytes = 0;
        std::uint64_t end_of_question = 0;  ///< in the input
        std::optional<std::string> body;
    };

    /// Waits for room, then reserves the next place.
    std::shared_ptr<Place> reserve(std::size_t question_bytes, std::uint64_t end_of_question);

    /// Fills a place. Never waits for the output.
    void give(Place& place, std::string body);

    /// Waits until every reserved place is filled and written. No reserve() after it.
    /// @return 0, or the errno of the first write that failed; answers after it are thrown away
    int finish();

private:
    void write_answers();
    std::string take_ready(std::uint64_t& end);
    void write_all(const std::string& bytes);

    const int fd_;
    Progress& progress_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::condition_variable room_;
    std::deque<std::shared_ptr<Place>> places_;
    std::size_t waiting_bytes_ = 0;
    std::uint64_t lines_ = 0;
    bool closed_ = false;
    int failure_ = 0;  ///< only touched by the writing thread until it ended
    std::thread writer_;
};
