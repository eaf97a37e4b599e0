// Many callers, few forwards: rows of all callers meet in one queue, and workers take them in batches.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "model/backend.hpp"

namespace ward::model {

// Token rows to run through one trunk, and the heads to read its output with.
struct Job {
    using Outputs = std::vector<Matrix>;  // one [rows.size(), columns of the head] a head, in their order

    std::shared_ptr<const Model> trunk;
    std::vector<std::shared_ptr<const Model>> heads;
    std::vector<std::vector<std::int32_t>> rows;  // one or more, each of one token or more
    std::optional<std::chrono::steady_clock::time_point> deadline;

    // Called exactly once, from a worker, or from submit() when the job is refused.
    std::function<void(Result<Outputs>)> done;
};

struct SchedulerOptions {
    unsigned workers = 0;  // 0: as many as the device wants
    std::size_t queue_tokens = 1;
};

// Work-conserving: a free worker takes what waits at once, up to the device's batch size, and no timer delays a
// lone row. How far a row is padded depends on its own length alone, so its result does not depend on its company.
// Threads: thread-safe. Workers start with the first job.
class Scheduler {
public:
    // `backend` outlives the scheduler.
    Scheduler(const Backend& backend, SchedulerOptions options);

    // Jobs that still wait hear `cancelled`; those that run finish first. A worker may call it through a job's
    // `done`: it then lets that one thread end by itself.
    ~Scheduler();

    // Refuses with `overloaded` when more tokens would wait than the queue takes; an empty queue takes any job.
    void submit(Job job);

private:
    struct Ticket;
    struct Row;
    struct Queue;

    bool enqueue(const std::shared_ptr<Ticket>& ticket, std::size_t tokens);
    void start_workers();

    const Backend& backend_;
    const Backend::Feeding feeding_;
    const SchedulerOptions options_;
    std::shared_ptr<Queue> queue_;
    std::vector<std::thread> workers_;
};

}  // namespace ward::model
