// One list, ready to be searched for: literal terms and regular expressions. lib/README.md tells how it works.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ward/result.hpp"

namespace ward::blocklist {

struct Term {
    std::uint64_t item = 0;  // the store's row number; one term an item
    std::string text;        // UTF-8
    bool regex = false;      // RE2 syntax, searched for anywhere, case-sensitive unless it says (?i)
};

// How a list reads its literal terms. Letter case never matters (full Unicode case folding: "STRASSE" is "Straße").
struct ListOptions {
    // A hit neither begins nor ends between two word characters (letters, marks, decimal digits, connectors such
    // as "_").
    bool whole_words = false;
    // Besides: sees through marks on letters, zero-width characters, look-alike letters, digits and signs read as
    // letters ("k1ll"), repeated letters ("kiiill") and letters spelled out ("k.i.l.l"); lib/README.md has the rules.
    bool loose = false;
};

// Bytes [begin_bytes, end_bytes) of the text that was searched. A hit that begins or ends inside what one code point
// folds to ("stras" in "Straße") takes in the whole code point.
struct Hit {
    std::uint64_t item = 0;
    std::size_t begin_bytes = 0, end_bytes = 0;

    friend auto operator<=>(const Hit&, const Hit&) = default;
};

enum class Report {
    first_per_item,  // of each item that occurs, the hit that begins first; of these the one that ends first
    every,           // overlapping ones too, for literals; of a regex those that do not overlap, at most
                     // limits::kMaxRegexHits
};

// At insertion: whether a list with these options can hold the term.
// Errc::invalid_argument, target "text": nothing is left after folding; too long (limits::kMaxBlocklistItemCodePoints);
// a regex that does not parse, needs more memory than limits::kRegexMemoryBytes, or matches the empty text.
// Errc::invalid_utf8, target "text".
Result<void> check_term(const Term& term, const ListOptions& options);

// An immutable snapshot of one list. Any number of threads may search at once; searching writes nothing shared (a
// regex item, when a text can hold it at all, goes through RE2's own cache, which locks).
class Matcher {
public:
    // Fails as check_term does, with "terms[3].text" as target.
    static Result<std::shared_ptr<const Matcher>> build(std::span<const Term> terms,
                                                        const ListOptions& options);

    // The same list without `removed` and then with `added`, in a time that depends on the edits since `build` alone
    // (and, a little, on the size of the filter): what was built is shared. An unknown item in `removed` is nothing.
    Result<std::shared_ptr<const Matcher>> edited(std::span<const Term> added,
                                                  std::span<const std::uint64_t> removed) const;

    // The same list, edits worked in.
    std::shared_ptr<const Matcher> merged() const;

    // Terms added and items removed since `build` or `merged`.
    std::size_t edits() const noexcept;

    // Puts the hits in place of what is in `out`, by begin, then end, then item. Of text that is not well-formed UTF-8
    // each stray byte stands for itself.
    void match(std::string_view utf8, Report report, std::vector<Hit>& out) const;

    // Bytes held, those shared with other snapshots included.
    std::size_t memory_bytes() const noexcept;

    struct Parts;
    explicit Matcher(std::unique_ptr<const Parts> parts);
    ~Matcher();
    Matcher(const Matcher&) = delete;  // large, and shared by pointer
    Matcher& operator=(const Matcher&) = delete;

private:
    std::unique_ptr<const Parts> parts_;
};

}  // namespace ward::blocklist
