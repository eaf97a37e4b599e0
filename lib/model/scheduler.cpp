#include "model/scheduler.hpp"

#include <algorithm>
#include <atomic>
#include <utility>
#include <variant>

namespace ward::model {

// A job under way. Workers fill disjoint rows of `outputs`; the one that finishes the last row answers.
struct Scheduler::Ticket {
    explicit Ticket(Job taken) : job(std::move(taken)), outputs(job.heads.size()), left(job.rows.size()) {}

    void fail(const Error& reason) {
        const std::lock_guard lock(mutex);
        if (!error) error = reason;
    }

    void store(std::size_t head, std::size_t row, std::span<const float> values) {
        Matrix& output = outputs[head];
        {
            const std::lock_guard lock(mutex);
            if (output.values.empty())
                output = {job.rows.size(), values.size(),
                          std::vector<float>(job.rows.size() * values.size())};
        }
        std::copy(values.begin(), values.end(),
                  output.values.begin() + static_cast<std::ptrdiff_t>(row * values.size()));
    }

    void finish_row() {
        if (left.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
        // Models and the caller's state are let go before the answer, which may be the last to use them.
        const auto done = std::move(job.done);
        job = {};
        if (error) done(std::move(*error));
        else done(std::move(outputs));
    }

    Job job;
    Job::Outputs outputs;
    std::atomic<std::size_t> left;
    std::mutex mutex;
    std::optional<Error> error;
};

struct Scheduler::Row {
    std::shared_ptr<Ticket> ticket;
    std::size_t index = 0;
    std::uint64_t turn = 0;

    const std::vector<std::int32_t>& tokens() const { return ticket->job.rows[index]; }
    const Model* trunk() const { return ticket->job.trunk.get(); }

    void fail(const Error& reason) const {
        ticket->fail(reason);
        ticket->finish_row();
    }
};

// Shared with the workers, so that one of them can outlive the Scheduler by the length of a callback.
struct Scheduler::Queue {
    using Rows = std::vector<Row>;
    using Work = std::variant<std::monostate, Rows, Task>;

    // Waits for what is oldest and takes it: a batch of rows, or a task; nothing when the scheduler ends.
    Work take() {
        std::unique_lock lock(mutex);
        ++idle;
        ready.wait(lock, [this] { return stopping || !rows.empty() || !tasks.empty(); });
        --idle;
        if (stopping) return {};
        if (tasks.empty() || (!rows.empty() && rows.front().turn < tasks.front().first)) return take_batch();
        Task task = std::move(tasks.front().second);
        tasks.pop_front();
        tokens -= task.tokens;
        return task;
    }

    // The oldest row, and those that wait for the same trunk with the same padded length. Workers that are free at
    // this moment get their share.
    Rows take_batch() {
        const std::size_t length = padded(rows.front());
        const Model* const trunk = rows.front().trunk();
        const auto fits = [&](const Row& row) { return row.trunk() == trunk && padded(row) == length; };
        const auto alike = static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), fits));
        const std::size_t share = (alike + idle) / (idle + 1);
        const std::size_t most = std::max<std::size_t>(1, std::min(share, feeding.batch_tokens / length));

        Rows batch;
        const auto rest = std::remove_if(rows.begin(), rows.end(), [&](Row& row) {
            if (batch.size() == most || !fits(row)) return false;
            tokens -= row.tokens().size();
            batch.push_back(std::move(row));
            return true;
        });
        rows.erase(rest, rows.end());
        return batch;
    }

    std::size_t padded(const Row& row) const {
        const std::size_t step = feeding.length_step;
        return (row.tokens().size() + step - 1) / step * step;
    }

    Backend::Feeding feeding;
    std::mutex mutex;
    std::condition_variable ready;
    std::deque<Row> rows;
    std::deque<std::pair<std::uint64_t, Task>> tasks;  // each with its turn
    std::uint64_t turn = 0;                            // of the next to come
    std::size_t tokens = 0;                            // of all that waits
    std::size_t idle = 0;                              // workers that wait
    bool stopping = false;
};

namespace {

using Clock = std::chrono::steady_clock;

bool expired(const std::optional<Clock::time_point>& deadline, Clock::time_point now = Clock::now()) {
    return deadline && *deadline < now;
}

Error too_late() {
    return {Errc::deadline_exceeded, "The deadline passed before the model started; allow more time", ""};
}

Error too_much() { return {Errc::overloaded, "Too much work waits already; try again in a second", ""}; }

Error closed() {
    return {Errc::cancelled,
            "The registry was closed before the answer; keep it until all calls are answered", ""};
}

// Rows whose job is past its deadline leave the batch unrun.
template <class Rows>
void drop_expired(Rows& rows) {
    const auto now = Clock::now();
    std::erase_if(rows, [&](const auto& row) {
        const bool late = expired(row.ticket->job.deadline, now);
        if (late) row.fail(too_late());
        return late;
    });
}

template <class Rows>
Result<Matrix> run_trunk(const Rows& rows, std::size_t length) {
    std::vector<std::int32_t> ids(rows.size() * length), lengths;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& tokens = rows[i].tokens();
        std::copy(tokens.begin(), tokens.end(), ids.begin() + static_cast<std::ptrdiff_t>(i * length));
        lengths.push_back(static_cast<std::int32_t>(tokens.size()));
    }
    return rows.front().trunk()->run(TokenBatch{ids, lengths, rows.size(), length});
}

// Runs each head that a row of the batch asks for, once, and hands every row what it asked for.
template <class Rows>
Result<void> run_heads(const Rows& rows, const Matrix& embeddings) {
    std::vector<std::pair<const Model*, Matrix>> results;
    const auto result_of = [&](const Model& head) -> Result<const Matrix*> {
        for (const auto& [model, matrix] : results)
            if (model == &head) return &matrix;
        auto matrix = head.run(std::span(&embeddings, 1));
        if (!matrix) return std::move(matrix).error();
        return &results.emplace_back(&head, *std::move(matrix)).second;
    };
    for (const auto& row : rows)
        for (const auto& head : row.ticket->job.heads)
            if (auto result = result_of(*head); !result) return std::move(result).error();
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t h = 0; h < rows[i].ticket->job.heads.size(); ++h)
            rows[i].ticket->store(h, rows[i].index, (*result_of(*rows[i].ticket->job.heads[h]))->row(i));
    return {};
}

template <class Rows>
Result<void> run_batch(const Rows& rows, std::size_t length) try {
    auto embeddings = run_trunk(rows, length);
    if (!embeddings) return std::move(embeddings).error();
    return run_heads(rows, *embeddings);
} catch (const std::bad_alloc&) {
    return Error{Errc::out_of_memory, "Memory ran out; send less at a time", ""};
}

// A batch that fails is run again row by row, so that one caller's failure is no other's.
template <class Rows>
void answer(const Rows& rows, std::size_t length) {
    auto result = run_batch(rows, length);
    if (!result && rows.size() > 1) {
        for (const auto& row : rows) answer(Rows{row}, length);
        return;
    }
    for (const auto& row : rows) {
        if (result) row.ticket->finish_row();
        else row.fail(result.error());
    }
}

}  // namespace

Scheduler::Scheduler(const Backend& backend, SchedulerOptions options)
    : backend_(backend), feeding_(backend.feeding()), options_(options), queue_(std::make_shared<Queue>()) {
    queue_->feeding = feeding_;
}

void Scheduler::submit(Job job) {
    std::size_t tokens = 0;
    for (const auto& row : job.rows) tokens += row.size();
    const auto ticket = std::make_shared<Ticket>(std::move(job));
    const auto push = [&] {
        for (std::size_t i = 0; i < ticket->job.rows.size(); ++i)
            queue_->rows.push_back({ticket, i, queue_->turn});
    };
    if (!enqueue(tokens, push)) ticket->job.done(too_much());
}

void Scheduler::submit(Task task) {
    const auto push = [&] { queue_->tasks.emplace_back(queue_->turn, std::move(task)); };
    if (!enqueue(task.tokens, push)) task.run(too_much());
}

// Calls `push` with the queue locked, if there is room for that many tokens.
template <class Push>
bool Scheduler::enqueue(std::size_t tokens, const Push& push) {
    {
        const std::lock_guard lock(queue_->mutex);
        if (queue_->tokens > 0 && queue_->tokens + tokens > options_.queue_tokens) return false;
        push();
        ++queue_->turn;
        queue_->tokens += tokens;
        start_workers();
    }
    queue_->ready.notify_all();
    return true;
}

// Precondition: the queue is locked.
void Scheduler::start_workers() {
    if (!workers_.empty()) return;
    const unsigned count = options_.workers > 0 ? options_.workers : feeding_.workers;
    for (unsigned i = 0; i < count; ++i)
        workers_.emplace_back([queue = queue_, &backend = backend_] {
            backend.enter_worker();
            for (auto work = queue->take(); work.index() != 0; work = queue->take()) {
                if (auto* const task = std::get_if<Task>(&work)) {
                    task->run(expired(task->deadline) ? Result<void>(too_late()) : Result<void>());
                    continue;
                }
                auto& rows = std::get<Queue::Rows>(work);
                const std::size_t length = queue->padded(rows.front());
                drop_expired(rows);
                if (!rows.empty()) answer(rows, length);
            }
        });
}

Scheduler::~Scheduler() {
    decltype(queue_->rows) rows;
    decltype(queue_->tasks) tasks;
    {
        const std::lock_guard lock(queue_->mutex);
        queue_->stopping = true;
        rows.swap(queue_->rows);
        tasks.swap(queue_->tasks);
    }
    queue_->ready.notify_all();
    for (const Row& row : rows) row.fail(closed());
    for (const auto& [turn, task] : tasks) task.run(closed());
    for (std::thread& worker : workers_) {
        if (worker.get_id() == std::this_thread::get_id()) worker.detach();
        else worker.join();
    }
}

}  // namespace ward::model
