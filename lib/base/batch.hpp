// Many requests at once, as a caller who waits for all of them sees them.
#pragma once

#include <chrono>
#include <deque>
#include <future>
#include <span>
#include <utility>
#include <vector>

#include "ward/result.hpp"

namespace ward::base {

template <class Answer>
using Pending = std::shared_future<Result<Answer>>;

template <class Answer>
bool was_refused(const Pending<Answer>& answer) {
    return answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready && !answer.get() &&
           answer.get().error().code == Errc::overloaded;
}

// Answers in the order of `requests`. `start` takes a request and gives a Pending; at most `most` are under way.
// A queue that is full empties as the batch's own requests are answered, so a request that was refused is started
// again: after the oldest one's answer, and once more at the end, when no other of the batch is under way.
template <class Answer, class Request, class Start>
std::vector<Result<Answer>> answer_batch(std::span<const Request> requests, std::size_t most,
                                         const Start& start) {
    std::vector<Result<Answer>> results;
    results.reserve(requests.size());
    std::deque<Pending<Answer>> waiting;
    const auto take_oldest = [&] {
        results.push_back(waiting.front().get());
        waiting.pop_front();
    };
    for (const Request& request : requests) {
        if (waiting.size() == most) take_oldest();
        Pending<Answer> started = start(request);
        while (!waiting.empty() && was_refused(started)) {
            take_oldest();
            started = start(request);
        }
        waiting.push_back(std::move(started));
    }
    while (!waiting.empty()) take_oldest();
    for (std::size_t i = 0; i < results.size(); ++i)
        if (!results[i] && results[i].error().code == Errc::overloaded) results[i] = start(requests[i]).get();
    return results;
}

}  // namespace ward::base
