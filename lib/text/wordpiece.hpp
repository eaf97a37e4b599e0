/// @file
/// BERT's WordPiece tokenizer, id for id that of Hugging Face `tokenizers`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/wordpiece_vocabulary.hpp"
#include "ward/result.hpp"

namespace ward::text {

class WordScanner;

/// What "[SEP]" and its like mean where the text itself holds them.
enum class SpecialTokens : std::uint8_t {
    recognised,  ///< the special token, as Hugging Face's `encode` takes it
    literal,     ///< three words like any other: text cannot forge the end of its own sequence
};

struct WordPieceOptions {
    bool lowercase = true;             ///< lowercase, and strip accents as BERT's uncased models do
    std::size_t max_word_chars = 100;  ///< a longer word is [UNK]
    SpecialTokens special_tokens = SpecialTokens::recognised;
};

/// Byte offsets into the original UTF-8.
struct TokenSpan {
    std::uint32_t begin, end;

    bool operator==(const TokenSpan&) const = default;
};

/// Splits text into the pieces of a fixed vocabulary: BertNormalizer, BertPreTokenizer and WordPiece in one.
/// Move-only: a copy would be a megabyte by accident.
/// Takes about 40 KB of stack; heap only where ASCII spaces are over a kilobyte apart or marks need sorting.
/// @par Threads const means thread-safe: nothing changes after create().
class WordPiece {
public:
    /// @param vocab_txt one token per line, whose number from 0 is its id; continuations begin with "##"
    /// @errors pack_invalid: empty, too large, not UTF-8, or without [PAD], [UNK], [CLS] or [SEP]
    static Result<WordPiece> create(std::string_view vocab_txt, const WordPieceOptions& options = {});

    WordPiece(WordPiece&&) noexcept = default;
    WordPiece& operator=(WordPiece&&) noexcept = default;

    /// Appends the ids of the text, without [CLS] and [SEP] around it, and their spans if `spans` is given.
    /// @param utf8 valid UTF-8 of less than 1 GiB; of other bytes those that are not UTF-8 count as U+FFFD,
    ///     which the normaliser drops
    void encode(std::string_view utf8, std::vector<std::int32_t>& ids, std::vector<TokenSpan>* spans) const;

    std::int32_t pad_id() const noexcept { return pad_id_; }
    std::int32_t unk_id() const noexcept { return unk_id_; }
    std::int32_t cls_id() const noexcept { return cls_id_; }
    std::int32_t sep_id() const noexcept { return sep_id_; }
    /// Tokens in the vocabulary.
    std::size_t size() const noexcept { return size_; }

private:
    class Output;

    bool add_word(const WordScanner& scanner, std::string_view word, Output& output) const;
    bool is_spelled(std::string_view word) const noexcept;
    bool add_pieces(const WordScanner& scanner, std::string_view word, Output& output) const;

    explicit WordPiece(const WordPieceOptions& options) : options_(options) {}

    WordPieceOptions options_;
    PieceSet initial_;                         // pieces that begin a word
    PieceSet continuation_;                    // those that go on, without their "##"
    std::vector<std::string> special_tokens_;  // those to recognise in text
    std::size_t size_ = 0;
    std::int32_t pad_id_ = kNoId;
    std::int32_t unk_id_ = kNoId;
    std::int32_t cls_id_ = kNoId;
    std::int32_t sep_id_ = kNoId;
};

}  // namespace ward::text
