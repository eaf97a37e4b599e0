#include "blocklist/matcher.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "blocklist/folded_text.hpp"
#include "blocklist/literals.hpp"
#include "blocklist/loose.hpp"
#include "blocklist/regexes.hpp"
#include "blocklist/unicode.hpp"
#include "ward/limits.hpp"

namespace ward::blocklist {

struct Matcher::Parts {
    ListOptions options;
    Literals literals;
    Loose loose;  // empty unless the list is loose
    Regexes regexes;
};

namespace {

struct Split {
    std::vector<Literal> literals;
    std::vector<Term> loose;
    std::vector<Term> regexes;
};

Result<Split> check_and_split(std::span<const Term> terms, const ListOptions& options) {
    Split split;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const Term& term = terms[i];
        if (auto ok = check_term(term, options); !ok) {
            ok.error().target = "terms[" + std::to_string(i) + "]." + ok.error().target;
            return ok.error();
        }
        if (term.regex) {
            split.regexes.push_back(term);
        } else {
            split.literals.push_back({term.item, fold(term.text)});
            if (options.loose) split.loose.push_back(term);
        }
    }
    return split;
}

Result<std::shared_ptr<const Matcher>> make(Matcher::Parts parts) {
    return std::make_shared<const Matcher>(std::make_unique<const Matcher::Parts>(std::move(parts)));
}

}  // namespace

Result<void> check_term(const Term& term, const ListOptions&) {
    const auto length = base::count_code_points(term.text);
    if (!length) return Error{Errc::invalid_utf8, "the term must be UTF-8", "text"};
    if (*length == 0)
        return Error{Errc::invalid_argument, "the term is empty: give it at least one character", "text"};
    if (*length > limits::kMaxBlocklistTermCodePoints)
        return Error{Errc::invalid_argument, "the term is too long: at most 128 code points", "text"};
    return term.regex ? Regexes::check(term.text) : Result<void>();
}

Matcher::Matcher(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Matcher::~Matcher() = default;

Result<std::shared_ptr<const Matcher>> Matcher::build(std::span<const Term> terms,
                                                      const ListOptions& options) {
    const auto split = check_and_split(terms, options);
    if (!split) return split.error();
    return make({options, Literals(split->literals), Loose(split->loose), Regexes(split->regexes)});
}

Result<std::shared_ptr<const Matcher>> Matcher::edited(std::span<const Term> added,
                                                       std::span<const std::uint64_t> removed) const {
    const auto split = check_and_split(added, parts_->options);
    if (!split) return split.error();
    return make({parts_->options, parts_->literals.edited(split->literals, removed),
                 parts_->options.loose ? parts_->loose.edited(split->loose, removed) : parts_->loose,
                 parts_->regexes.edited(split->regexes, removed)});
}

std::shared_ptr<const Matcher> Matcher::merged() const {
    return make(
               {parts_->options, parts_->literals.merged(), parts_->loose.merged(), parts_->regexes.merged()})
        .value();
}

std::size_t Matcher::edits() const noexcept {
    return parts_->literals.edits() + parts_->loose.edits() + parts_->regexes.edits();
}

std::size_t Matcher::memory_bytes() const noexcept {
    return parts_->literals.memory_bytes() + parts_->loose.memory_bytes() + parts_->regexes.memory_bytes();
}

void Matcher::match(std::string_view utf8, Report report, std::vector<Hit>& out) const {
    out.clear();
    const FoldedText text(utf8);
    Literals::Refuses refuses;
    if (parts_->options.whole_words)
        refuses = [&](const Hit& hit) {
            return inside_word(text.bytes(), hit.begin_bytes) || inside_word(text.bytes(), hit.end_bytes);
        };
    parts_->literals.find(text.bytes(), report, refuses, out);
    text.to_original(out);
    if (parts_->options.loose) parts_->loose.find(utf8, parts_->options.whole_words, report, out);
    parts_->regexes.find(utf8, text.bytes(), report, out);
    put_in_order(out, report);
}

}  // namespace ward::blocklist
