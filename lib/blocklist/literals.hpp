// Searches a text for any number of byte strings.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "blocklist/gram_filter.hpp"
#include "blocklist/index.hpp"
#include "blocklist/matcher.hpp"

namespace ward::blocklist {

// Immutable. The literals are in up to four groups, by the gram length they allow; of each group there is a base, and
// beside it what was added since. Copies share everything.
class Literals {
public:
    explicit Literals(std::span<const Literal> literals);

    // Without the items `removed`, then with `added`. What is removed from the base stays there, unseen.
    Literals edited(std::span<const Literal> added, std::span<const std::uint64_t> removed) const;

    // All in the base.
    Literals merged() const;

    // What is left of all.
    std::vector<Literal> list() const;

    // Literals added and items removed since the base was made.
    std::size_t edits() const noexcept;
    std::size_t memory_bytes() const noexcept;

    // Whether an occurrence does not count. May be empty.
    using Refuses = std::function<bool(const Hit&)>;

    // Appends every occurrence, with offsets into `text`, in no particular order; with Report::first_per_item not
    // necessarily those that are later than another of their item. Precondition: kPadding bytes can be read behind
    // the text, which has less than 2^32.
    void find(std::string_view text, Report report, const Refuses& refuses, std::vector<Hit>& out) const;

private:
    struct Group {
        std::shared_ptr<const GramFilter> filter;  // of base and added; null when there is neither
        std::shared_ptr<const Index> base, added;  // null when empty
    };
    static constexpr std::size_t kGroups = std::size(kGramBytes);

    static Group make_group(std::size_t gram_bytes, std::vector<Literal> literals);
    static Group edit_group(const Group& group, std::size_t gram_bytes, std::span<const Literal> added,
                            const std::vector<std::uint64_t>& removed);
    static std::size_t group_of(const Literal& literal) noexcept;
    static std::array<std::vector<Literal>, kGroups> split(std::span<const Literal> literals);
    void find_in_base(const Index& base, std::string_view text, const Candidates& candidates,
                      std::vector<Hit>& out) const;

    std::array<Group, kGroups> groups_;
    std::shared_ptr<const std::vector<std::uint64_t>> removed_;  // from the base; sorted, never null
};

// Sorts by begin, end and item, and leaves each hit once; or, of each item, the first.
void put_in_order(std::vector<Hit>& hits, Report report);

}  // namespace ward::blocklist
