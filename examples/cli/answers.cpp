#include "answers.hpp"

#include <cerrno>
#include <utility>

#include <unistd.h>

#include "stop.hpp"
#include "terminal.hpp"

namespace {

constexpr std::size_t kMostLines = 256;
constexpr std::size_t kMostBytes = 64 << 10;

}  // namespace

Answers::Answers(int fd, Progress& progress)
    : fd_(fd), progress_(progress), writer_([this] { write_answers(); }) {}

Answers::~Answers() {
    if (writer_.joinable()) finish();
}

std::shared_ptr<Answers::Place> Answers::reserve(std::size_t question_bytes, std::uint64_t end_of_question) {
    auto place = std::make_shared<Place>();
    place->question_bytes = question_bytes;
    place->end_of_question = end_of_question;
    std::unique_lock lock(mutex_);
    // A question larger than the bound waits until it is alone.
    room_.wait(lock, [&] {
        return places_.empty() ||
               (places_.size() < kMostLines && waiting_bytes_ + question_bytes <= kMostBytes);
    });
    waiting_bytes_ += question_bytes;
    places_.push_back(place);
    return place;
}

void Answers::give(Place& place, std::string body) {
    // Notified under the lock: once it is released, this object may be gone.
    const std::lock_guard lock(mutex_);
    place.body = std::move(body);
    if (&place == places_.front().get()) ready_.notify_one();
}

int Answers::finish() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        ready_.notify_one();
    }
    writer_.join();
    return failure_;
}

void Answers::write_answers() {
    for (;;) {
        std::uint64_t end = 0;
        const std::string bytes = take_ready(end);
        if (bytes.empty()) return;
        if (is_terminal(fd_)) progress_.erase();
        if (failure_ == 0) write_all(bytes);
        progress_.update(end, lines_);
    }
}

// Waits for an answer to the first question; empty when no question is left and none will come.
std::string Answers::take_ready(std::uint64_t& end) {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return places_.empty() ? closed_ : places_.front()->body.has_value(); });
    std::string bytes;
    while (!places_.empty() && places_.front()->body) {
        const Place& place = *places_.front();
        bytes += *place.body;
        bytes += '\n';
        waiting_bytes_ -= place.question_bytes;
        end = place.end_of_question;
        ++lines_;
        places_.pop_front();
    }
    room_.notify_one();
    return bytes;
}

void Answers::write_all(const std::string& bytes) {
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t written = write(fd_, bytes.data() + done, bytes.size() - done);
        if (written >= 0) {
            done += static_cast<std::size_t>(written);
        } else if (errno != EINTR) {
            failure_ = errno;
            stop();
            return;
        }
    }
}
