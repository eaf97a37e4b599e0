#include "text/wordpiece.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/utf8.hpp"
#include "text/wordpiece_scanner.hpp"
#include "ward/limits.hpp"

namespace ward::text {

namespace {

constexpr std::string_view kContinuationPrefix = "##";

/// Bounds the memory of a tokenizer to some hundred MB; the largest vocabularies have a quarter of a million.
constexpr std::ptrdiff_t kMaxLines = std::ptrdiff_t{1} << 22;

Error invalid(std::string message) { return {Errc::pack_invalid, std::move(message), "vocabulary"}; }

std::size_t count_chars(std::string_view utf8) noexcept {
    return utf8.size() - static_cast<std::size_t>(std::ranges::count_if(utf8, base::is_continuation));
}

/// The tokens of the vocabulary, divided by where in a word they may stand.
struct Lines {
    std::vector<PieceSet::Piece> initial;
    std::vector<PieceSet::Piece> continuation;
    std::int32_t count = 0;
};

Lines read_lines(std::string_view vocab_txt) {
    Lines lines;
    for (std::string_view rest = vocab_txt; !rest.empty(); ++lines.count) {
        const std::size_t line_end = std::min(rest.find('\n'), rest.size());
        std::string_view token = rest.substr(0, line_end);
        rest.remove_prefix(std::min(line_end + 1, rest.size()));
        if (token.ends_with('\r')) token.remove_suffix(1);
        if (token.starts_with(kContinuationPrefix)) {
            lines.continuation.push_back({token.substr(kContinuationPrefix.size()), lines.count});
        } else {
            lines.initial.push_back({token, lines.count});
        }
    }
    return lines;
}

}  // namespace

Result<WordPiece> WordPiece::create(std::string_view vocab_txt, const WordPieceOptions& options) {
    if (vocab_txt.empty()) return invalid("the vocabulary is empty");
    if (vocab_txt.size() > limits::kMaxPackFileBytes || std::ranges::count(vocab_txt, '\n') > kMaxLines) {
        return invalid("the vocabulary is too large");
    }
    if (!base::count_code_points(vocab_txt)) return invalid("the vocabulary is not well-formed UTF-8");
    const Lines lines = read_lines(vocab_txt);
    WordPiece result(options);
    result.size_ = static_cast<std::size_t>(lines.count);
    result.initial_.build(lines.initial);
    result.continuation_.build(lines.continuation);
    std::int32_t mask_id = kNoId;  // a model for inference may do without
    const std::pair<std::string_view, std::int32_t*> special_tokens[] = {
        {"[PAD]", &result.pad_id_}, {"[UNK]", &result.unk_id_}, {"[CLS]", &result.cls_id_},
        {"[SEP]", &result.sep_id_}, {"[MASK]", &mask_id},
    };
    for (const auto& [token, id] : special_tokens) {
        *id = result.initial_.find(token);
        if (*id == kNoId && id != &mask_id) {
            return invalid("the vocabulary lacks the token " + std::string(token));
        }
        if (*id != kNoId && options.special_tokens == SpecialTokens::recognised) {
            result.special_tokens_.emplace_back(token);
        }
    }
    return result;
}

/// The two vectors that encode() appends to.
class WordPiece::Output {
public:
    Output(std::vector<std::int32_t>& ids, std::vector<TokenSpan>* spans) noexcept
        : ids_(ids), spans_(spans) {}

    void add(std::int32_t id, const WordScanner& scanner, std::string_view piece) {
        ids_.push_back(id);
        if (spans_ != nullptr) spans_->push_back(scanner.span(piece));
    }
    void remove_last(std::size_t count) noexcept {
        ids_.resize(ids_.size() - count);
        if (spans_ != nullptr) spans_->resize(spans_->size() - count);
    }

private:
    std::vector<std::int32_t>& ids_;
    std::vector<TokenSpan>* spans_;
};

void WordPiece::encode(std::string_view utf8, std::vector<std::int32_t>& ids,
                       std::vector<TokenSpan>* spans) const {
    WordScanner scanner(utf8, {.lowercase = options_.lowercase,
                               .spans = spans != nullptr,
                               .max_word_chars = options_.max_word_chars,
                               .special_tokens = &special_tokens_});
    Output output(ids, spans);
    while (scanner.next()) {
        for (std::size_t i = 0; i < scanner.size(); ++i) {
            if (!add_word(scanner, scanner[i], output)) output.add(unk_id_, scanner, scanner[i]);
        }
    }
}

/// Adds the tokens of a word; false, and nothing, if the vocabulary cannot spell it.
bool WordPiece::add_word(const WordScanner& scanner, std::string_view word, Output& output) const {
    if (!is_spelled(word)) return false;
    if (word.size() <= ShortKey::kMaxBytes) {
        // Most words are a piece as they are.
        const std::int32_t id = initial_.find(ShortKey::load(word.data(), word.size()));
        if (id != kNoId) {
            output.add(id, scanner, word);
            return true;
        }
    }
    return add_pieces(scanner, word, output);
}

/// Whether the word is short enough to have pieces. A special token always is, and alone opens with '['.
bool WordPiece::is_spelled(std::string_view word) const noexcept {
    return word.size() <= options_.max_word_chars || word.front() == '[' ||
           count_chars(word) <= options_.max_word_chars;
}

/// Adds the word's pieces, greedily the longest each time; false, and nothing, if that does not succeed.
bool WordPiece::add_pieces(const WordScanner& scanner, std::string_view word, Output& output) const {
    const PieceSet* pieces = &initial_;
    std::size_t count = 0;
    for (std::string_view rest = word; !rest.empty(); ++count) {
        const PieceSet::Match match = pieces->longest_prefix(rest);
        if (match.id == kNoId) {
            output.remove_last(count);
            return false;
        }
        output.add(match.id, scanner, rest.substr(0, match.length));
        rest.remove_prefix(match.length);
        pieces = &continuation_;
    }
    return true;
}

}  // namespace ward::text
