// The regex items of a list: the only place that includes RE2.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocklist/literals.hpp"
#include "blocklist/matcher.hpp"

namespace ward::blocklist {

// Immutable. A regex that is part of the base is tried only on texts that hold one of the strings it cannot match
// without; those are found like any literal.
class Regexes {
public:
    Regexes();
    ~Regexes();
    Regexes(const Regexes&);  // shares all
    Regexes& operator=(const Regexes&) = delete;

    // Precondition, here and below: each term passed `check`.
    explicit Regexes(std::span<const Term> terms);

    Regexes edited(std::span<const Term> added, std::span<const std::uint64_t> removed) const;
    Regexes merged() const;
    std::size_t edits() const noexcept;
    std::size_t memory_bytes() const noexcept;

    // Appends hits. `folded` is the text as FoldedText gives it.
    void find(std::string_view utf8, std::string_view folded, Report report, std::vector<Hit>& out) const;

    // As check_term promises.
    static Result<void> check(const std::string& pattern);

private:
    struct Regex;
    struct Base;
    using List = std::vector<std::shared_ptr<const Regex>>;

    std::shared_ptr<const Base> base_;
    List added_;
    std::vector<std::uint64_t> removed_;  // from the base; sorted
};

}  // namespace ward::blocklist
