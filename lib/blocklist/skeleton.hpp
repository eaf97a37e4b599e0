// What a text says to a reader: the form that loose lists are searched in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ward::blocklist {

// How digits and signs are read that may stand for letters.
enum class Reading : std::uint8_t {
    plain,     // as themselves
    one_as_i,  // "k1ll" as "kill", "h4te" as "hate", "$" as "s" ...
    one_as_l,  // the same, but "he11o" as "hello"
};

// A letter of a skeleton, with its repetitions, and the bytes of the text that it was read from.
struct SkeletonLetter {
    std::size_t begin_bytes = 0, end_bytes = 0;
    std::size_t key_offset = 0;  // where it stands in the key
    std::uint32_t repeats = 1;
    char bytes[5] = {};        // UTF-8
    bool begins_word = false;  // something that is no letter stands before it
    bool far = false;          // more of that than is put between the letters of a word to spell it out
    bool spelled = false;      // one of at least three letters that stand alone, as in "k.i.l.l"
    bool real = false;         // not only digits and signs that stand for a letter
};

// A text without case, marks on letters and what is invisible, in letters that look like those of the text. Repeated
// letters are one, words are parted by single spaces, and letters that were spelled out are one word.
class Skeleton {
public:
    Skeleton(std::string_view utf8, Reading reading);

    // kPadding zero bytes follow.
    std::string_view key() const noexcept { return std::string_view(key_).substr(0, key_size_); }

    std::span<const SkeletonLetter> letters() const noexcept { return letters_; }

    // The letters of a stretch of the key that begins and ends with one.
    std::span<const SkeletonLetter> letters(std::size_t begin, std::size_t end) const noexcept;

    // What another reading could tell.
    bool has_signs() const noexcept { return has_signs_; }
    bool has_ones() const noexcept { return has_ones_; }

    // Whether the key says all that the text says: it begins and ends with a letter, and nothing but what commonly
    // parts words was left out. "c" does not say what "c++" does.
    bool is_faithful() const noexcept { return faithful_; }

    // Makes it one word, as if it had been spelled out.
    void join();

private:
    void mark_spelled();
    void put_together();

    std::vector<SkeletonLetter> letters_;
    std::string key_;
    std::size_t key_size_ = 0;
    bool has_signs_ = false, has_ones_ = false, faithful_ = false;
};

}  // namespace ward::blocklist
