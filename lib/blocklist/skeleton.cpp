#include "blocklist/skeleton.hpp"

#include <algorithm>
#include <cstring>

#include "blocklist/folded_text.hpp"
#include "blocklist/unicode.hpp"

namespace ward::blocklist {
namespace {

#include "blocklist/skeleton_letters.inc"

constexpr CodePointTable kLetters{kPageOf, kBlockOf, kEntries, kRecordOffsets, kRecords};

// Entries with a meaning of their own; the others are a record's number and kFirstRecord.
enum : std::uint16_t { kSame, kDropped, kSeparator, kFirstRecord };

constexpr std::size_t kMaxBetween =
    3;  // letters of a word that is spelled out have no more than " - " between them
constexpr std::size_t kMinSpelled = 3;

// The letter that a digit or sign may stand for; 0 when it never does.
char letter_for(char32_t c) noexcept {
    switch (c) {
        case '0': return 'o';
        case '1':
        case '!':
        case '|': return 'i';
        case '3': return 'e';
        case '4':
        case '@': return 'a';
        case '5':
        case '$': return 's';
        case '7':
        case '+': return 't';
        case '8': return 'b';
        case '9': return 'g';
        default: return 0;
    }
}

bool is_sign(char32_t c) noexcept { return letter_for(c) != 0 && (c < '0' || c > '9'); }
bool is_one(char32_t c) noexcept { return c == '1' || c == '|'; }

// White space, and signs that stand within words and names.
bool commonly_parts(char32_t c) noexcept {
    return c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x3000 || c == '-' || c == '_' ||
           c == '.' || c == ',' || c == '\'' || c == 0x2010 || c == 0x2019;
}

// Signs that end a sentence or stand between words more often than they stand for a letter.
bool needs_letter_behind(char32_t c) noexcept { return c == '!' || c == '|' || c == '+'; }

class LetterReader {
public:
    LetterReader(std::string_view utf8, Reading reading, std::vector<SkeletonLetter>& out)
        : text_(utf8), reading_(reading), letters_(out) {}

    void read() {
        const char* const end = text_.data() + text_.size();
        for (const char* at = text_.data(); at != end;) {
            const Decoded decoded = decode(at, end);
            begin_ = static_cast<std::size_t>(at - text_.data());
            end_ = begin_ + decoded.length;
            at += decoded.length;
            read_code_point(decoded.c);
        }
    }

    bool is_faithful() const { return !lost_ && between_ == 0; }

    bool has_signs = false, has_ones = false;

private:
    void read_code_point(char32_t c) {
        const std::uint16_t entry = c == kStray ? std::uint16_t{kSeparator} : kLetters.entry(c);
        if (is_sign(c)) {
            note(c);
            if (reading_ != Reading::plain && (!needs_letter_behind(c) || leads_to_letter(c))) {
                add_letters(text_.substr(begin_, 1));
            } else {
                leave_out(c);
            }
        } else if (entry == kSeparator) {
            leave_out(c);
        } else if (entry != kDropped) {
            add_letters(entry == kSame ? text_.substr(begin_, end_ - begin_)
                                       : kLetters.record(entry - kFirstRecord));
        }
    }

    void leave_out(char32_t c) {
        ++between_;
        lost_ = lost_ || letters_.empty() || !commonly_parts(c);
    }

    void add_letters(std::string_view seen) {
        while (!seen.empty()) {
            const Decoded decoded = decode(seen.data(), seen.data() + seen.size());
            SkeletonLetter letter{.begin_bytes = begin_, .end_bytes = end_};
            std::memcpy(letter.bytes, seen.data(), decoded.length);
            note(decoded.c);
            char stands_for = reading_ == Reading::plain ? '\0' : letter_for(decoded.c);
            if (reading_ == Reading::one_as_l && is_one(decoded.c)) stands_for = 'l';
            if (stands_for != 0) letter.bytes[0] = stands_for;
            letter.real = stands_for == 0;
            letter.begins_word = between_ > 0 && !letters_.empty();
            letter.far = between_ > kMaxBetween;
            letters_.push_back(letter);
            between_ = 0;
            seen.remove_prefix(decoded.length);
        }
    }

    void note(char32_t c) {
        has_signs = has_signs || letter_for(c) != 0;
        has_ones = has_ones || is_one(c);
    }

    // Beyond repetitions of an ASCII sign.
    bool leads_to_letter(char32_t sign) const {
        const std::size_t at = text_.find_first_not_of(static_cast<char>(sign), end_);
        return at != text_.npos && is_word(decode(text_.data() + at, text_.data() + text_.size()).c);
    }

    std::string_view text_;
    Reading reading_;
    std::vector<SkeletonLetter>& letters_;
    std::size_t begin_ = 0, end_ = 0;  // of the code point that is read
    std::size_t between_ = 0;          // what was no letter since the last one
    bool lost_ = false;                // something was left out that matters
};

bool repeats(const SkeletonLetter& letter, const SkeletonLetter& last) {
    return !letter.begins_word && std::strcmp(letter.bytes, last.bytes) == 0;
}

// Repetitions within a word become one letter.
void collapse(std::vector<SkeletonLetter>& letters) {
    std::size_t kept = 0;
    for (const SkeletonLetter& letter : letters) {
        if (kept > 0 && repeats(letter, letters[kept - 1])) {
            SkeletonLetter& last = letters[kept - 1];
            last.end_bytes = letter.end_bytes;
            last.repeats += letter.repeats;
            last.real = last.real || letter.real;
        } else {
            letters[kept++] = letter;
        }
    }
    letters.resize(kept);
}

}  // namespace

Skeleton::Skeleton(std::string_view utf8, Reading reading) {
    LetterReader reader(utf8, reading, letters_);
    reader.read();
    has_signs_ = reader.has_signs;
    has_ones_ = reader.has_ones;
    faithful_ = reader.is_faithful();
    collapse(letters_);
    mark_spelled();
    put_together();
}

// Finds letters that stand alone, three or more in a row, and makes each such row one word.
void Skeleton::mark_spelled() {
    const std::size_t size = letters_.size();
    const auto alone = [&](std::size_t i) {
        return (i == 0 || letters_[i].begins_word) && (i + 1 == size || letters_[i + 1].begins_word);
    };
    // Whether they stand alone must be known before any of them is joined.
    std::vector<bool> stands_alone(size);
    for (std::size_t i = 0; i < size; ++i) stands_alone[i] = alone(i);
    for (std::size_t begin = 0; begin < size;) {
        std::size_t end = begin;
        while (end < size && stands_alone[end] && (end == begin || !letters_[end].far)) ++end;
        if (end - begin >= kMinSpelled)
            for (std::size_t i = begin; i < end; ++i) {
                letters_[i].spelled = true;
                if (i > begin) letters_[i].begins_word = false;
            }
        begin = std::max(end, begin + 1);
    }
    collapse(letters_);
}

void Skeleton::join() {
    for (SkeletonLetter& letter : letters_) letter.begins_word = false;
    collapse(letters_);
    put_together();
}

void Skeleton::put_together() {
    key_.clear();
    for (SkeletonLetter& letter : letters_) {
        if (letter.begins_word) key_ += ' ';
        letter.key_offset = key_.size();
        key_ += letter.bytes;
    }
    key_size_ = key_.size();
    key_.append(kPadding, '\0');
}

std::span<const SkeletonLetter> Skeleton::letters(std::size_t begin, std::size_t end) const noexcept {
    const auto first = std::ranges::lower_bound(letters_, begin, {}, &SkeletonLetter::key_offset);
    const auto last = std::ranges::lower_bound(first, letters_.end(), end, {}, &SkeletonLetter::key_offset);
    return {first, last};
}

}  // namespace ward::blocklist
