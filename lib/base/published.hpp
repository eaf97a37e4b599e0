// A snapshot that one thread replaces while others take it.
#pragma once

#include <atomic>
#include <memory>
#include <utility>

namespace ward::base {

// What std::atomic<std::shared_ptr> is for. libstdc++ 12's reads its pointer under a lock whose release is relaxed,
// which is a data race by the letter, and to ThreadSanitizer. Here, too, a flag is held for as long as it takes to copy
// the pointer; nobody holds it through anything that could block.
template <class T>
class Published {
public:
    explicit Published(std::shared_ptr<const T> first) : pointer_(std::move(first)) {}

    std::shared_ptr<const T> load() const noexcept {
        const Held held(busy_);
        return pointer_;
    }

    // What was there is given up after the flag.
    void store(std::shared_ptr<const T> next) noexcept {
        const Held held(busy_);
        pointer_.swap(next);
    }

private:
    class Held {
    public:
        explicit Held(std::atomic_flag& busy) noexcept : busy_(busy) {
            while (busy_.test_and_set(std::memory_order_acquire)) busy_.wait(true, std::memory_order_relaxed);
        }
        ~Held() {
            busy_.clear(std::memory_order_release);
            busy_.notify_one();
        }
        Held(const Held&) = delete;
        Held& operator=(const Held&) = delete;

    private:
        std::atomic_flag& busy_;
    };

    mutable std::atomic_flag busy_;
    std::shared_ptr<const T> pointer_;
};

}  // namespace ward::base
