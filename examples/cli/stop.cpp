#include "stop.hpp"

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace {

// A pipe, since that and a flag are all that a signal handler may touch. It is never emptied: once readable, it
// stays so for everyone who waits.
int pipe_ends[2] = {-1, -1};
volatile std::sig_atomic_t received = 0;

void on_signal(int number) {
    const int saved = errno;
    received = number;
    stop();
    errno = saved;
}

}  // namespace

void watch_for_stop() {
    if (pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) return;  // then signals just end the program
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

int stop_fd() { return pipe_ends[0]; }

void stop() { [[maybe_unused]] const auto written = write(pipe_ends[1], "", 1); }

int stop_status() { return received == 0 ? 0 : 128 + received; }
