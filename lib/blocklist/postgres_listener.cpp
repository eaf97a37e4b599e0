// The connection of a PostgreSQL store, and the thread that hears of other hosts' edits.
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <new>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "blocklist/postgres.hpp"
#include "blocklist/postgres_connection.hpp"

namespace ward::blocklist {
namespace {

void say_nothing(void*, const char*) {}

}  // namespace

Error connection_lost() {
    return {Errc::store_unavailable,
            "The database server does not answer; see that it runs and can be reached", "location"};
}

// What the caller's URI does not say: a name for the server's views; how long to wait for a server that is gone without
// a word; UTF-8.
Result<void> PostgresConnection::open(const std::string& uri) {
    const char* const keys[] = {"application_name", "connect_timeout",     "tcp_user_timeout",
                                "keepalives_idle",  "keepalives_interval", "keepalives_count",
                                "dbname",           "client_encoding",     nullptr};
    const char* const values[] = {"ward", "5", "15000", "10", "5", "3", uri.c_str(), "UTF8", nullptr};
    handle_.reset(PQconnectdbParams(keys, values, 1));
    if (!handle_) throw std::bad_alloc();
    return settle();
}

Result<void> PostgresConnection::reset() {
    PQreset(handle_.get());
    return settle();
}

Result<void> PostgresConnection::settle() {
    if (!is_up()) {
        return Error{
            Errc::store_unavailable,
            "The database server cannot be reached, or refuses the user; see to the location, the server and "
            "its rights",
            "location"};
    }
    PQsetNoticeProcessor(handle_.get(), say_nothing, nullptr);  // libpq would print
    return {};
}

namespace {

class Listener final : public PostgresListener {
public:
    ~Listener() override;
    Result<void> start(const std::string& uri);
    std::uint64_t mark() const noexcept override { return mark_.load(std::memory_order_acquire); }

private:
    void work();
    bool listen();
    bool hear();
    bool pause(std::chrono::milliseconds duration);

    PostgresConnection connection_;
    std::atomic<std::uint64_t> mark_ = 1;
    int wake_[2] = {-1, -1};  // a pipe: a byte in it ends a poll
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stop_ = false;
    std::thread thread_;
};

Result<void> Listener::start(const std::string& uri) {
    if (auto opened = connection_.open(uri); !opened) return opened;
    if (!listen()) return connection_lost();
    if (pipe(wake_) != 0)
        return Error{Errc::io_failed, "The process has no descriptor left; raise its limit", ""};
    thread_ = std::thread([this] { work(); });
    return {};
}

Listener::~Listener() {
    if (thread_.joinable()) {
        {
            const std::lock_guard lock(mutex_);
            stop_ = true;
        }
        changed_.notify_all();
        while (write(wake_[1], "", 1) < 0 && errno == EINTR) continue;
        thread_.join();
        close(wake_[0]);
        close(wake_[1]);
    }
}

bool Listener::listen() {
    const PgResult result(PQexec(connection_.get(), "LISTEN ward_blocklists"));
    return PQresultStatus(result.get()) == PGRES_COMMAND_OK;
}

// @return false when the store closes
bool Listener::pause(std::chrono::milliseconds duration) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, duration, [this] { return stop_; });
}

// Edits that came while nobody listened are not told again, so a new connection counts as an edit.
void Listener::work() {
    using namespace std::chrono_literals;
    auto wait = 100ms;
    for (;;) {
        while (connection_.is_up() && hear()) wait = 100ms;
        if (!pause(wait)) return;
        wait = std::min<std::chrono::milliseconds>(wait * 2, 2000ms);
        if (connection_.reset() && listen()) mark_.fetch_add(1, std::memory_order_release);
    }
}

// Waits for what the server says.
// @return false when the connection is lost, or the store closes
bool Listener::hear() {
    pollfd ends[] = {{PQsocket(connection_.get()), POLLIN, 0}, {wake_[0], POLLIN, 0}};
    if (poll(ends, 2, -1) < 0) return true;
    if (ends[1].revents != 0) return false;
    if (PQconsumeInput(connection_.get()) == 0) return false;
    while (PGnotify* const notify = PQnotifies(connection_.get())) {
        PQfreemem(notify);
        mark_.fetch_add(1, std::memory_order_release);
    }
    return true;
}

}  // namespace

Result<std::shared_ptr<PostgresListener>> listen_postgres(const std::string& uri) {
    auto listener = std::make_shared<Listener>();
    if (auto started = listener->start(uri); !started) return std::move(started).error();
    return std::shared_ptr<PostgresListener>(std::move(listener));
}

}  // namespace ward::blocklist
