#include "blocklist/live_matcher.hpp"

#include <new>
#include <system_error>

namespace ward::blocklist {
namespace {

// Beyond that many, an edit costs more than a few tenths of a millisecond.
constexpr std::size_t kEditsToMerge = 4096;

}  // namespace

LiveMatcher::LiveMatcher(std::shared_ptr<const Matcher> matcher) : current_(std::move(matcher)) {}

LiveMatcher::~LiveMatcher() {
    if (merger_.joinable()) merger_.join();
}

Result<std::unique_ptr<LiveMatcher>> LiveMatcher::create(std::span<const Term> terms,
                                                         const ListOptions& options) {
    auto matcher = Matcher::build(terms, options);
    if (!matcher) return matcher.error();
    return std::unique_ptr<LiveMatcher>(new LiveMatcher(std::move(matcher).value()));
}

std::shared_ptr<const Matcher> LiveMatcher::snapshot() const noexcept { return current_.load(); }

Result<void> LiveMatcher::edit(std::span<const Term> added, std::span<const std::uint64_t> removed) {
    const std::lock_guard lock(edits_);
    const auto edited = current_.load()->edited(added, removed);
    if (!edited) return edited.error();
    if (merging_) {
        since_merge_began_.push_back({{added.begin(), added.end()}, {removed.begin(), removed.end()}});
    } else if (edited.value()->edits() > kEditsToMerge) {
        start_merge(edited.value());
    }
    current_.store(edited.value());
    return {};
}

// Where there is no thread or no memory to be had, the edits stay beside the base until the next one.
void LiveMatcher::start_merge(std::shared_ptr<const Matcher> from) {
    if (merger_.joinable()) merger_.join();  // it has ended, or is about to
    try {
        merger_ = std::thread([this, from = std::move(from)]() mutable { merge(std::move(from)); });
        merging_ = true;
    } catch (const std::system_error&) {
    }
}

void LiveMatcher::merge(std::shared_ptr<const Matcher> from) noexcept {
    try {
        auto merged = from->merged();
        from.reset();
        const std::lock_guard lock(edits_);
        for (const Edit& edit : since_merge_began_)
            merged = merged->edited(edit.added, edit.removed).value();  // they passed once already
        end_merge();
        current_.store(std::move(merged));
    } catch (const std::bad_alloc&) {
        const std::lock_guard lock(edits_);
        end_merge();
    }
}

void LiveMatcher::end_merge() noexcept {
    since_merge_began_.clear();
    merging_ = false;
}

}  // namespace ward::blocklist
