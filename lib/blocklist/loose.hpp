// Searches a text for terms as a reader would find them, put off neither by spelling nor by disguise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "blocklist/literals.hpp"
#include "blocklist/matcher.hpp"
#include "blocklist/skeleton.hpp"

namespace ward::blocklist {

// Immutable; copies share everything. Terms and texts meet as skeletons; where those agree, the rest is looked at:
// that letters which a term doubles are doubled, that not all of a hit is digits, and where words end.
class Loose {
public:
    Loose() : Loose(std::span<const Term>()) {}

    // Precondition, here and below: the terms are UTF-8 and no regexes. One that a skeleton cannot
    // tell from others ("c++") is not found this way.
    explicit Loose(std::span<const Term> terms);

    Loose edited(std::span<const Term> added, std::span<const std::uint64_t> removed) const;
    Loose merged() const;
    std::size_t edits() const noexcept { return keys_.edits(); }
    std::size_t memory_bytes() const noexcept;

    // Appends hits, in no particular order; `report` as for Literals::find.
    void find(std::string_view utf8, bool whole_words, Report report, std::vector<Hit>& out) const;

private:
    // How often a term repeats its letters, as it is written and as one word. Most terms need neither.
    struct Details {
        std::vector<std::uint32_t> repeats;
        std::vector<std::uint32_t> joined;  // empty unless the term has several words
    };
    using DetailsOf = std::unordered_map<std::uint64_t, Details>;

    Loose(Literals keys, std::shared_ptr<const DetailsOf> base, std::shared_ptr<const DetailsOf> added)
        : keys_(std::move(keys)), base_(std::move(base)), added_(std::move(added)) {}

    static std::vector<Literal> make_keys(std::span<const Term> terms, DetailsOf& details);
    const Details* details(std::uint64_t item) const;
    bool fits(const Hit& hit, std::span<const SkeletonLetter> letters) const;
    void find(std::string_view utf8, const Skeleton& skeleton, bool whole_words, Report report,
              std::vector<Hit>& out) const;

    Literals keys_;
    std::shared_ptr<const DetailsOf> base_, added_;  // those added go before those of the base
};

}  // namespace ward::blocklist
