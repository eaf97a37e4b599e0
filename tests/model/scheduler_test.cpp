#include "model/scheduler.hpp"

#include <catch2/catch.hpp>
#include <future>
#include <latch>
#include <thread>

#include "support/fake_backend.hpp"

using namespace ward;
using namespace ward::model;
using test::FakeBackend;
using test::FakeModel;
using test::Gate;

namespace {

using Answer = Result<Job::Outputs>;
using Rows = std::vector<std::vector<std::int32_t>>;

std::future<Answer> submit(Scheduler& scheduler, std::shared_ptr<const Model> trunk, Rows rows,
                           std::vector<std::shared_ptr<const Model>> heads = {
                               std::make_shared<FakeModel>()}) {
    auto promise = std::make_shared<std::promise<Answer>>();
    scheduler.submit({.trunk = std::move(trunk),
                      .heads = std::move(heads),
                      .rows = std::move(rows),
                      .deadline = {},
                      .done = [promise](Answer answer) { promise->set_value(std::move(answer)); }});
    return promise->get_future();
}

// A trunk whose first run waits at the gate, so that a queue builds up behind it. It tells each batch's rows.
struct SlowTrunk {
    Gate gate, entered;
    std::mutex mutex;
    std::vector<std::size_t> batches;
    std::shared_ptr<FakeModel> model = std::make_shared<FakeModel>();

    SlowTrunk() {
        model->before_run = [this](const TokenBatch& batch) {
            {
                const std::lock_guard lock(mutex);
                batches.push_back(batch.rows);
            }
            entered.open();
            gate.wait();
        };
    }
};

}  // namespace

TEST_CASE("a job's rows come back in its order, one output a head") {
    const FakeBackend backend;
    Scheduler scheduler(backend, {.workers = 2, .queue_tokens = 1000});
    const auto head = std::make_shared<FakeModel>();
    auto outputs =
        submit(scheduler, std::make_shared<FakeModel>(), {{1, 2}, {10}, {100, 200, 300}}, {head, head})
            .get()
            .value();
    REQUIRE(outputs.size() == 2);
    CHECK(outputs[0].values == std::vector<float>{4, 11, 601});
    CHECK(outputs[1].values == outputs[0].values);
}

TEST_CASE("rows that wait for the same trunk with one padded length run together") {
    const FakeBackend backend;
    SlowTrunk trunk;
    Scheduler scheduler(backend, {.workers = 1, .queue_tokens = 10000});
    std::vector<std::future<Answer>> answers;
    answers.push_back(submit(scheduler, trunk.model, {{1}}));
    trunk.entered.wait();
    for (int i = 0; i < 5; ++i) answers.push_back(submit(scheduler, trunk.model, {{1, 2, 3}}));
    answers.push_back(submit(scheduler, trunk.model, {Rows::value_type(20, 1)}));
    trunk.gate.open();
    for (auto& answer : answers) CHECK(answer.get());
    CHECK(trunk.batches == std::vector<std::size_t>{1, 5, 1});
}

TEST_CASE("a batch stays within the device's token budget") {
    const FakeBackend backend;  // 64 tokens
    SlowTrunk trunk;
    Scheduler scheduler(backend, {.workers = 1, .queue_tokens = 10000});
    auto first = submit(scheduler, trunk.model, {{1}});
    trunk.entered.wait();
    auto rest = submit(scheduler, trunk.model, Rows(10, Rows::value_type(30, 1)));  // padded to 32
    trunk.gate.open();
    CHECK(first.get());
    CHECK(rest.get());
    CHECK(trunk.batches == std::vector<std::size_t>{1, 2, 2, 2, 2, 2});
}

TEST_CASE("a full queue answers `overloaded` at once, an empty one takes any job") {
    const FakeBackend backend;
    SlowTrunk trunk;
    Scheduler scheduler(backend, {.workers = 1, .queue_tokens = 4});
    auto large = submit(scheduler, trunk.model, {Rows::value_type(50, 1)});
    trunk.entered.wait();
    auto fits = submit(scheduler, trunk.model, {{1, 2, 3}});
    CHECK(submit(scheduler, trunk.model, {{1, 2}}).get().error().code == Errc::overloaded);
    trunk.gate.open();
    CHECK(large.get());
    CHECK(fits.get());
}

TEST_CASE("a deadline that passes in the queue is honoured before the model starts") {
    const FakeBackend backend;
    SlowTrunk trunk;
    Scheduler scheduler(backend, {.workers = 1, .queue_tokens = 1000});
    auto first = submit(scheduler, trunk.model, {{1}});
    trunk.entered.wait();
    std::promise<Answer> late;
    scheduler.submit({.trunk = trunk.model,
                      .heads = {},
                      .rows = {{1}, {2}},
                      .deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1),
                      .done = [&](Answer answer) { late.set_value(std::move(answer)); }});
    trunk.gate.open();
    CHECK(late.get_future().get().error().code == Errc::deadline_exceeded);
    CHECK(first.get());
    CHECK(trunk.batches.size() == 1);
}

TEST_CASE("one caller's failing row is no other caller's failure") {
    const FakeBackend backend;
    SlowTrunk trunk;
    Scheduler scheduler(backend, {.workers = 1, .queue_tokens = 1000});
    auto first = submit(scheduler, trunk.model, {{1}});
    trunk.entered.wait();
    auto good = submit(scheduler, trunk.model, {{5}});
    auto bad = submit(scheduler, trunk.model, {{7}, {FakeModel::kPoison}});
    trunk.gate.open();
    CHECK(first.get());
    CHECK(good.get().value()[0].values == std::vector<float>{6});
    CHECK(bad.get().error().code == Errc::model_failed);
}

TEST_CASE("jobs that wait when the scheduler ends hear `cancelled`, the running one finishes") {
    const FakeBackend backend;
    SlowTrunk trunk;
    std::future<Answer> running, waiting;
    std::thread opener;
    {
        Scheduler scheduler(backend, {.workers = 1, .queue_tokens = 1000});
        running = submit(scheduler, trunk.model, {{1}});
        trunk.entered.wait();
        waiting = submit(scheduler, trunk.model, {{2}});
        opener = std::thread([&] {
            waiting.wait();  // answered by the destructor, before it waits for the worker
            trunk.gate.open();
        });
    }
    opener.join();
    CHECK(running.get());
    CHECK(waiting.get().error().code == Errc::cancelled);
}

TEST_CASE("a callback may drop the last handle on the scheduler") {
    const FakeBackend backend;
    auto scheduler =
        std::make_unique<Scheduler>(backend, SchedulerOptions{.workers = 2, .queue_tokens = 1000});
    std::promise<void> dropped;
    scheduler->submit({.trunk = std::make_shared<FakeModel>(),
                       .heads = {},
                       .rows = {{1}},
                       .deadline = {},
                       .done = [&](Answer) {
                           scheduler.reset();
                           dropped.set_value();
                       }});
    dropped.get_future().wait();
    CHECK_FALSE(scheduler);
}

TEST_CASE("many threads get their own answers") {
    FakeBackend backend;
    backend.given.workers = 3;
    Scheduler scheduler(backend, {.queue_tokens = 100000});
    const auto trunk = std::make_shared<FakeModel>();
    std::latch start(8);
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread)
        threads.emplace_back([&, thread] {
            start.arrive_and_wait();
            for (int i = 1; i <= 300; ++i) {
                const std::int32_t id = thread * 1000 + i;
                auto answer = submit(scheduler, trunk, {{id}, {id, 1}}).get();
                wrong +=
                    !answer || answer.value()[0].values !=
                                   std::vector<float>{static_cast<float>(id + 1), static_cast<float>(id + 2)};
            }
        });
    for (auto& thread : threads) thread.join();
    CHECK(wrong == 0);
}

namespace {

// A task that tells what it heard: ok, or why it is not to be done.
std::future<Errc> submit_task(Scheduler& scheduler, std::size_t tokens = 1,
                              std::optional<std::chrono::steady_clock::time_point> deadline = {}) {
    auto promise = std::make_shared<std::promise<Errc>>();
    scheduler.submit(Task{tokens, deadline, [promise](Result<void> heard) {
                              promise->set_value(heard ? Errc::ok : heard.error().code);
                          }});
    return promise->get_future();
}

}  // namespace

TEST_CASE("a task runs on a worker, in turn with rows") {
    const FakeBackend backend;
    SlowTrunk slow;
    Scheduler scheduler(backend, {.workers = 1, .queue_tokens = 1000});
    auto first = submit(scheduler, slow.model, {{1}});
    slow.entered.wait();
    auto task = submit_task(scheduler);
    auto second = submit(scheduler, std::make_shared<FakeModel>(), {{2}});
    CHECK(task.wait_for(std::chrono::milliseconds(20)) == std::future_status::timeout);
    slow.gate.open();
    CHECK(task.get() == Errc::ok);
    CHECK(first.get().has_value());
    CHECK(second.get().has_value());
}

TEST_CASE("a task counts in the queue, and hears when it is not to be done") {
    const FakeBackend backend;
    SlowTrunk slow;
    auto scheduler = std::make_unique<Scheduler>(backend, SchedulerOptions{.workers = 1, .queue_tokens = 10});
    auto running = submit(*scheduler, slow.model, {{1}});
    slow.entered.wait();
    auto late = submit_task(*scheduler, 4, std::chrono::steady_clock::now() - std::chrono::seconds(1));
    auto waits = submit_task(*scheduler, 6);
    CHECK(submit_task(*scheduler, 1).get() == Errc::overloaded);
    slow.gate.open();
    CHECK(late.get() == Errc::deadline_exceeded);
    CHECK(waits.get() == Errc::ok);
}

TEST_CASE("tasks that wait when the scheduler ends hear `cancelled`") {
    const FakeBackend backend;
    SlowTrunk slow;
    auto scheduler = std::make_unique<Scheduler>(backend, SchedulerOptions{.workers = 1, .queue_tokens = 10});
    auto running = submit(*scheduler, slow.model, {{1}});
    slow.entered.wait();
    auto waits = submit_task(*scheduler);
    std::thread closer([&] { scheduler.reset(); });
    CHECK(waits.get() == Errc::cancelled);
    slow.gate.open();
    closer.join();
}
