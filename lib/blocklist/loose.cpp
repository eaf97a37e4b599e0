#include "blocklist/loose.hpp"

#include <algorithm>

#include "blocklist/unicode.hpp"

namespace ward::blocklist {
namespace {

std::vector<std::uint32_t> repeats(const Skeleton& skeleton) {
    std::vector<std::uint32_t> result;
    for (const SkeletonLetter& letter : skeleton.letters()) result.push_back(letter.repeats);
    return result;
}

}  // namespace

std::vector<Literal> Loose::make_keys(std::span<const Term> terms, DetailsOf& details) {
    std::vector<Literal> keys;
    for (const Term& term : terms) {
        Skeleton skeleton(term.text, Reading::plain);
        if (skeleton.key().empty() || !skeleton.is_faithful()) continue;
        keys.push_back({term.item, std::string(skeleton.key())});
        Details& own = details[term.item];
        own.repeats = repeats(skeleton);
        if (skeleton.key().find(' ') == std::string_view::npos) continue;
        skeleton.join();
        keys.push_back({term.item, std::string(skeleton.key())});
        own.joined = repeats(skeleton);
    }
    return keys;
}

Loose::Loose(std::span<const Term> terms)
    : Loose(Literals({}), nullptr, std::make_shared<const DetailsOf>()) {
    const auto all = std::make_shared<DetailsOf>();
    keys_ = Literals(make_keys(terms, *all));
    std::erase_if(*all, [](const auto& entry) {
        const Details& own = entry.second;
        return own.joined.empty() && std::ranges::all_of(own.repeats, [](std::uint32_t n) { return n == 1; });
    });
    base_ = all;
}

Loose Loose::edited(std::span<const Term> added, std::span<const std::uint64_t> removed) const {
    const auto details = std::make_shared<DetailsOf>(*added_);
    for (const std::uint64_t item : removed) details->erase(item);
    const auto keys = make_keys(added, *details);
    return {keys_.edited(keys, removed), base_, details};
}

Loose Loose::merged() const {
    const auto all = std::make_shared<DetailsOf>();
    for (const Literal& key : keys_.list())
        if (const Details* const own = details(key.item)) all->emplace(key.item, *own);
    return {keys_.merged(), all, std::make_shared<const DetailsOf>()};
}

std::size_t Loose::memory_bytes() const noexcept {
    constexpr std::size_t kBytesPerItem = 160;  // a node of the map and two short vectors
    return keys_.memory_bytes() + (base_->size() + added_->size()) * kBytesPerItem;
}

const Loose::Details* Loose::details(std::uint64_t item) const {
    if (const auto found = added_->find(item); found != added_->end()) return &found->second;
    if (const auto found = base_->find(item); found != base_->end()) return &found->second;
    return nullptr;
}

bool Loose::fits(const Hit& hit, std::span<const SkeletonLetter> letters) const {
    if (std::ranges::none_of(letters, &SkeletonLetter::real)) return false;
    std::size_t read = 0;
    for (const SkeletonLetter& letter : letters) read += letter.repeats;
    const bool spelled = std::ranges::all_of(letters, &SkeletonLetter::spelled);
    if (spelled && read < 3) return false;  // "a b" of "a b c" is no word
    const Details* const own = details(hit.item);
    if (own == nullptr) return true;
    const auto enough = [&](const std::vector<std::uint32_t>& wanted) {
        return std::ranges::equal(letters, wanted, std::ranges::greater_equal(), &SkeletonLetter::repeats);
    };
    const bool several_words = std::ranges::any_of(letters.subspan(1), &SkeletonLetter::begins_word);
    if (own->joined.empty() || several_words) return enough(own->repeats);
    return spelled && enough(own->joined);
}

void Loose::find(std::string_view utf8, const Skeleton& skeleton, bool whole_words, Report report,
                 std::vector<Hit>& out) const {
    std::vector<Hit> found;
    const auto refuses = [&](const Hit& hit) {
        const auto letters = skeleton.letters(hit.begin_bytes, hit.end_bytes);
        if (!fits(hit, letters)) return true;
        return whole_words && (inside_word(utf8, letters.front().begin_bytes) ||
                               inside_word(utf8, letters.back().end_bytes));
    };
    keys_.find(skeleton.key(), report, refuses, found);
    for (const Hit& hit : found) {
        const auto letters = skeleton.letters(hit.begin_bytes, hit.end_bytes);
        out.push_back({hit.item, letters.front().begin_bytes, letters.back().end_bytes});
    }
}

void Loose::find(std::string_view utf8, bool whole_words, Report report, std::vector<Hit>& out) const {
    const Skeleton plain(utf8, Reading::plain);
    find(utf8, plain, whole_words, report, out);
    if (plain.has_signs()) find(utf8, Skeleton(utf8, Reading::one_as_i), whole_words, report, out);
    if (plain.has_ones()) find(utf8, Skeleton(utf8, Reading::one_as_l), whole_words, report, out);
}

}  // namespace ward::blocklist
