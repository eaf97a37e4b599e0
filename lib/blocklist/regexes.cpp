#include "blocklist/regexes.hpp"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstring>
#include <iterator>

#include "blocklist/folded_text.hpp"
#include "ward/limits.hpp"

namespace ward::blocklist {
namespace {

RE2::Options options() {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(static_cast<std::int64_t>(limits::kRegexMemoryBytes));
    return options;
}

// FilteredRE2 lowers the strings it wants found, and text here is case-folded. Both do the same to the ASCII letters
// and to all that (?i) takes for one of them. Patterns that may mean other characters are not filtered.
bool is_filterable(const std::string& pattern) {
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (static_cast<unsigned char>(pattern[i]) >= 0x80) return false;
        if (pattern[i] == '\\' && i + 1 < pattern.size() && std::strchr("xpP01234567Q", pattern[++i]))
            return false;
    }
    return true;
}

void find_one(const RE2& regex, std::uint64_t item, std::string_view text, Report report,
              std::vector<Hit>& out) {
    const re2::StringPiece whole(text.data(), text.size());
    re2::StringPiece found;
    std::size_t hits = 0;
    const std::size_t most = report == Report::every ? limits::kMaxRegexHits : 1;
    for (std::size_t at = 0; hits < most && at <= text.size();) {
        if (!regex.Match(whole, at, text.size(), RE2::UNANCHORED, &found, 1)) return;
        const auto begin = static_cast<std::size_t>(found.data() - text.data());
        at = begin + found.size();
        if (found.empty()) {
            ++at;  // a place between two characters is no hit
        } else {
            out.push_back({item, begin, at});
            ++hits;
        }
    }
}

}  // namespace

struct Regexes::Regex {
    std::uint64_t item;
    RE2 program;

    explicit Regex(const Term& term) : item(term.item), program(term.text, options()) {}
};

struct Regexes::Base {
    re2::FilteredRE2 filtered{3};      // strings of at least 3 bytes are worth looking for
    std::vector<std::uint64_t> items;  // of the regexes in `filtered`, by their number there
    Literals strings;                  // that those need; an item is the string's number
    List unfiltered;

    Base(re2::FilteredRE2 filter, std::vector<std::uint64_t> numbers, std::span<const Literal> literals,
         List rest)
        : filtered(std::move(filter)),
          items(std::move(numbers)),
          strings(literals),
          unfiltered(std::move(rest)) {}

    static std::shared_ptr<const Base> make(std::span<const Term> terms);

    // Numbers of the regexes that the text may hold.
    std::vector<int> candidates(std::string_view folded) const {
        std::vector<Hit> found;
        strings.find(folded, Report::first_per_item, {}, found);
        put_in_order(found, Report::first_per_item);
        std::vector<int> numbers, result;
        for (const Hit& hit : found) numbers.push_back(static_cast<int>(hit.item));
        std::ranges::sort(numbers);
        if (!items.empty()) filtered.AllPotentials(numbers, &result);
        return result;
    }
};

std::shared_ptr<const Regexes::Base> Regexes::Base::make(std::span<const Term> terms) {
    re2::FilteredRE2 filtered(3);
    std::vector<std::uint64_t> items;
    List unfiltered;
    for (const Term& term : terms) {
        int number = 0;
        if (!is_filterable(term.text)) {
            unfiltered.push_back(std::make_shared<const Regex>(term));
        } else if (filtered.Add(term.text, options(), &number) == RE2::NoError) {
            items.push_back(term.item);
        }
    }
    std::vector<std::string> strings;
    if (!items.empty()) filtered.Compile(&strings);
    std::vector<Literal> literals;
    for (std::size_t i = 0; i < strings.size(); ++i) literals.push_back({i, strings[i]});
    return std::make_shared<const Base>(std::move(filtered), std::move(items), literals,
                                        std::move(unfiltered));
}

Regexes::Regexes() = default;
Regexes::~Regexes() = default;
Regexes::Regexes(const Regexes&) = default;

Regexes::Regexes(std::span<const Term> terms) {
    if (!terms.empty()) base_ = Base::make(terms);
}

Regexes Regexes::edited(std::span<const Term> added, std::span<const std::uint64_t> removed) const {
    Regexes result = *this;
    std::vector<std::uint64_t> gone(removed.begin(), removed.end());
    std::ranges::sort(gone);
    std::erase_if(result.added_,
                  [&](const auto& regex) { return std::ranges::binary_search(gone, regex->item); });
    for (const Term& term : added) result.added_.push_back(std::make_shared<const Regex>(term));
    if (base_) {
        result.removed_.clear();
        std::ranges::set_union(removed_, gone, std::back_inserter(result.removed_));
    }
    return result;
}

Regexes Regexes::merged() const {
    std::vector<Term> all;
    const auto add = [&](std::uint64_t item, const RE2& program) {
        all.push_back({.item = item, .text = program.pattern(), .regex = true});
    };
    if (base_) {
        for (std::size_t i = 0; i < base_->items.size(); ++i)
            add(base_->items[i], base_->filtered.GetRE2(static_cast<int>(i)));
        for (const auto& regex : base_->unfiltered) add(regex->item, regex->program);
    }
    std::erase_if(all, [&](const Term& term) { return std::ranges::binary_search(removed_, term.item); });
    for (const auto& regex : added_) add(regex->item, regex->program);
    return Regexes(all);
}

std::size_t Regexes::edits() const noexcept { return added_.size() + removed_.size(); }

std::size_t Regexes::memory_bytes() const noexcept {
    constexpr std::size_t kBytesPerInstruction = 16;
    std::size_t instructions = 0;
    const auto count = [&](const RE2& program) {
        instructions += static_cast<std::size_t>(std::max(0, program.ProgramSize()));
    };
    for (const auto& regex : added_) count(regex->program);
    if (!base_) return instructions * kBytesPerInstruction;
    for (const auto& regex : base_->unfiltered) count(regex->program);
    for (std::size_t i = 0; i < base_->items.size(); ++i) count(base_->filtered.GetRE2(static_cast<int>(i)));
    return instructions * kBytesPerInstruction + base_->strings.memory_bytes();
}

void Regexes::find(std::string_view utf8, std::string_view folded, Report report,
                   std::vector<Hit>& out) const {
    for (const auto& regex : added_) find_one(regex->program, regex->item, utf8, report, out);
    if (!base_) return;
    const auto find = [&](const RE2& program, std::uint64_t item) {
        if (!std::ranges::binary_search(removed_, item)) find_one(program, item, utf8, report, out);
    };
    for (const auto& regex : base_->unfiltered) find(regex->program, regex->item);
    for (const int number : base_->candidates(folded))
        find(base_->filtered.GetRE2(number), base_->items[static_cast<std::size_t>(number)]);
}

Result<void> Regexes::check(const std::string& pattern) {
    const RE2 program(pattern, options());
    if (program.error_code() == RE2::ErrorPatternTooLarge)
        return Error{Errc::invalid_argument, "the regex takes too much memory: use smaller repetition counts",
                     "text"};
    if (!program.ok())
        return Error{Errc::invalid_argument, "the regex does not parse: see the syntax of RE2", "text"};
    if (RE2::FullMatch("", program))
        return Error{Errc::invalid_argument, "the regex matches the empty text: make it ask for something",
                     "text"};
    return {};
}

}  // namespace ward::blocklist
