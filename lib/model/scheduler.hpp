// Many callers, few forwards: rows of all callers meet in one queue, and workers take them in batches. Tasks wait in
// the same queue, in turn with the rows.
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

// Work that is no token rows: a picture's, say, from its bytes to its models' outputs, in one go.
struct Task {
    std::size_t tokens = 1;  // how much room in the queue it takes, in tokens that cost as much time
    std::optional<std::chrono::steady_clock::time_point> deadline;

    // Called exactly once: from a worker, to do the work, or with the reason why it is not to be done, from submit()
    // or from a worker. It must not wait for other work of this scheduler.
    std::function<void(Result<void>)> run;
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

    // Jobs and tasks that still wait hear `cancelled`; those that run finish first. A worker may call it through a job's
    // `done`: it then lets that one thread end by itself.
    ~Scheduler();

    // Refuses with `overloaded` when more tokens would wait than the queue takes; an empty queue takes any job.
    void submit(Job job);
    void submit(Task task);

private:
    struct Ticket;
    struct Row;
    struct Queue;

    template <class Push>
    bool enqueue(std::size_t tokens, const Push& push);
    void start_workers();

    const Backend& backend_;
    const Backend::Feeding feeding_;
    const SchedulerOptions options_;
    std::shared_ptr<Queue> queue_;
    std::vector<std::thread> workers_;
};

}  // namespace ward::model
