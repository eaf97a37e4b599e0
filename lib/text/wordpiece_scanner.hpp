/// @file
/// BERT's normaliser and pre-tokenizer in one pass: UTF-8 in, normalised words out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/wordpiece.hpp"
#include "text/wordpiece_ascii.hpp"

namespace ward::text {

/// How many elements the scanner's buffers have for a window of so many bytes of text.
struct ScanCapacity {
    /// Normalised text is at most so many times as long (a Hangul syllable becomes three letters).
    static constexpr std::size_t kMaxExpansion = 3;

    std::size_t bytes, bit_words, words;

    explicit constexpr ScanCapacity(std::size_t window) noexcept
        : bytes(kMaxExpansion * window + AsciiBlock::kSize + kLookupPadding),
          bit_words(bytes / 64 + 2),
          words(window) {}

    constexpr std::size_t total_bytes() const noexcept {
        return bit_words * 2 * sizeof(std::uint64_t) + (words + bytes) * 2 * sizeof(std::uint32_t) + bytes;
    }
};

/// Cuts text into words (runs of letters and the like) and isolated characters (punctuation, ideographs),
/// lowercased and without accents, window by window. Keeps no reference to anything but its arguments.
class WordScanner {
public:
    struct Settings {
        bool lowercase;
        bool spans;                                      // whether span() will be called
        std::size_t max_word_chars;                      // longer words need no exact spelling
        const std::vector<std::string>* special_tokens;  // recognised verbatim in the text; may be empty
    };

    WordScanner(std::string_view text, const Settings& settings) noexcept
        : text_(text), settings_(settings) {}

    /// Scans the next window; false at the end of the text. Words of the window before are gone.
    bool next();

    /// Words in this window.
    std::size_t size() const noexcept { return count_; }
    /// The i-th word. kLookupPadding bytes are readable after it.
    std::string_view operator[](std::size_t i) const noexcept {
        return {buffers_.bytes + buffers_.starts[i], buffers_.ends[i] - buffers_.starts[i]};
    }
    /// Where in the text `piece`, a part of a word of this window, comes from.
    TokenSpan span(std::string_view piece) const noexcept;

private:
    struct Buffers {
        char* bytes;            // normalised text, separators included
        std::uint64_t* kept;    // a bit per byte: not a separator
        std::uint64_t* begins;  // a bit per byte: first of a word
        std::uint32_t* starts;  // words, as offsets into bytes
        std::uint32_t* ends;
        std::uint32_t* sources;      // per byte: where its character begins in the text; see identity_
        std::uint32_t* source_ends;  // and where it ends
    };
    /// A non-starter that survived, kept while characters may still be ordered before it.
    struct Mark {
        std::uint8_t combining_class;
        std::uint32_t position;
    };

    static constexpr std::size_t kWindow = 1024;  // bytes of text, if there is a space to cut at

    std::size_t window_end() const noexcept;
    void allocate(std::size_t window);
    void scan_window(std::size_t end);
    std::size_t scan_ascii(std::size_t at, std::size_t end) noexcept;
    std::size_t scan_other(std::size_t at, std::size_t end);
    std::size_t special_token_at(std::size_t at) const noexcept;

    void append_bits(std::uint64_t kept, std::uint64_t begins, std::size_t count) noexcept;
    void append_isolated(std::string_view bytes, std::size_t source, std::size_t source_length) noexcept;
    void append_word(std::string_view bytes, std::size_t source, std::size_t source_length) noexcept;
    void append_space() noexcept;
    void append_hangul(char32_t c, std::size_t source);
    void append_record(const std::uint8_t* record, std::size_t source, std::size_t source_length);
    void append_mark(std::string_view bytes, std::uint8_t combining_class, std::size_t source,
                     std::size_t source_length);
    void copy(std::string_view bytes, std::size_t source, std::size_t source_length) noexcept;
    void leave_identity() noexcept;
    void map_run(std::size_t source, std::size_t count) noexcept;
    void list_words() noexcept;

    std::string_view text_;
    Settings settings_;
    std::size_t at_ = 0;  // end of the window in the text

    std::size_t window_begin_ = 0;
    std::size_t size_ = 0;     // normalised bytes
    std::size_t count_ = 0;    // words
    bool in_word_ = false;     // the last byte is one of a word
    bool identity_ = true;     // so far byte i of the window is byte i of bytes: sources needs no filling
    bool reordered_ = false;   // sources does not ascend
    std::vector<Mark> marks_;  // since the last starter

    Buffers buffers_{};
    std::unique_ptr<std::byte[]> large_;
    std::size_t large_window_ = 0;
    alignas(64) std::byte inline_[ScanCapacity(kWindow).total_bytes()];
};

}  // namespace ward::text
