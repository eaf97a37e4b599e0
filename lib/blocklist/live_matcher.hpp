// A list that is edited while it is searched.
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "base/published.hpp"
#include "blocklist/matcher.hpp"

namespace ward::blocklist {

// Readers take a snapshot and keep it as long as a request lasts; an edit is in every snapshot taken after it returned.
// Small edits stand beside the base of the list until a thread of this object's own has worked them in.
class LiveMatcher {
public:
    // Fails as Matcher::build does.
    static Result<std::unique_ptr<LiveMatcher>> create(std::span<const Term> terms,
                                                       const ListOptions& options);
    ~LiveMatcher();  // waits for the merge that is under way
    LiveMatcher(const LiveMatcher&) = delete;
    LiveMatcher& operator=(const LiveMatcher&) = delete;

    // Any thread, never waits for an edit. Never null.
    std::shared_ptr<const Matcher> snapshot() const noexcept;

    // Any thread; edits come one after the other. Removes, then adds; all of it or, on an error, nothing. An item that
    // changes is in both. Fails as Matcher::edited does.
    Result<void> edit(std::span<const Term> added, std::span<const std::uint64_t> removed);

private:
    struct Edit {
        std::vector<Term> added;
        std::vector<std::uint64_t> removed;
    };

    explicit LiveMatcher(std::shared_ptr<const Matcher> matcher);
    void start_merge(std::shared_ptr<const Matcher> from);
    void merge(std::shared_ptr<const Matcher> from) noexcept;
    void end_merge() noexcept;

    base::Published<Matcher> current_;
    std::mutex edits_;
    std::vector<Edit> since_merge_began_;  // guarded by edits_, as what follows
    bool merging_ = false;
    std::thread merger_;
};

}  // namespace ward::blocklist
