#include "text/wordpiece_scanner.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace ward::text {

namespace {

// A code point's entry is 4 * record + class, found through a page of blocks. The class is what the cased
// normaliser makes of it. The record says what the uncased one makes of it, where that differs:
// a head byte, then UTF-8, then (kClasses) the canonical combining class of each of its characters.
#include "text/wordpiece_unicode.inc"

enum Class : std::uint16_t { kWord, kDropped, kSpace, kIsolated };
constexpr std::uint16_t kSameRecord = 0, kHangulRecord = 1, kFirstRecord = 2;
constexpr std::uint8_t kLengthBits = 0x0F, kIsolatedFlag = 0x10, kClassesFlag = 0x20, kBlockerFlag = 0x40;

std::uint16_t entry_of(char32_t c) noexcept {
    const std::size_t block = kBlockOf[kPageOf[c >> 12] * 32u + ((c >> 7) & 31u)];
    return kEntries[block * 128 + (c & 127u)];
}

struct Decoded {
    char32_t c;
    std::size_t length;
};

constexpr char32_t kReplacement = 0xFFFD;

Decoded decode(const char* bytes, std::size_t available) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
    const auto tail = [&](std::size_t i) { return static_cast<char32_t>(byte(i) & 0x3Fu); };
    const auto is_tail = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80; };
    const std::uint8_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    if (lead >= 0xC2 && lead < 0xE0 && available >= 2 && is_tail(1)) {
        return {(lead & 0x1Fu) << 6 | tail(1), 2};
    }
    if (lead >= 0xE0 && lead < 0xF0 && available >= 3 && is_tail(1) && is_tail(2)) {
        const char32_t c = (lead & 0x0Fu) << 12 | tail(1) << 6 | tail(2);
        if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) return {c, 3};
    }
    if (lead >= 0xF0 && lead < 0xF5 && available >= 4 && is_tail(1) && is_tail(2) && is_tail(3)) {
        const char32_t c = (lead & 0x07u) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3);
        if (c >= 0x10000 && c <= 0x10FFFF) return {c, 4};
    }
    return {kReplacement, 1};
}

constexpr std::size_t kBlock = AsciiBlock::kSize;

constexpr std::uint64_t low_bits(std::size_t count) noexcept {
    return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

/// Whether text may be cut after this byte: nothing reaches across it, not even canonical reordering.
constexpr bool is_ascii_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

}  // namespace

bool WordScanner::next() {
    if (at_ >= text_.size()) return false;
    const std::size_t end = window_end();
    allocate(end - at_);
    window_begin_ = at_;
    size_ = 0;
    count_ = 0;
    in_word_ = false;
    identity_ = true;
    reordered_ = false;
    marks_.clear();
    buffers_.kept[0] = 0;
    buffers_.begins[0] = 0;
    scan_window(end);
    list_words();
    at_ = end;
    return true;
}

std::size_t WordScanner::window_end() const noexcept {
    if (text_.size() - at_ <= kWindow) return text_.size();
    const std::size_t limit = at_ + kWindow;
    for (std::size_t end = limit; end > at_; --end) {
        if (is_ascii_space(text_[end - 1])) return end;
    }
    // One very long run (some scripts do without spaces): it must stay whole.
    for (std::size_t end = limit; end < text_.size(); ++end) {
        if (is_ascii_space(text_[end])) return end;
    }
    return text_.size();
}

void WordScanner::allocate(std::size_t window) {
    if (buffers_.bytes != nullptr && window <= std::max(kWindow, large_window_)) return;
    const ScanCapacity capacity(std::max(window, kWindow));
    std::byte* memory = inline_;
    if (window > kWindow) {
        large_ = std::make_unique_for_overwrite<std::byte[]>(capacity.total_bytes());
        large_window_ = window;
        memory = large_.get();
    }
    const auto take = [&memory]<class T>(T*& pointer, std::size_t count) {
        pointer = reinterpret_cast<T*>(memory);
        memory += count * sizeof(T);
    };
    take(buffers_.kept, capacity.bit_words);
    take(buffers_.begins, capacity.bit_words);
    take(buffers_.starts, capacity.words);
    take(buffers_.ends, capacity.words);
    take(buffers_.sources, capacity.bytes);
    take(buffers_.source_ends, capacity.bytes);
    take(buffers_.bytes, capacity.bytes);
}

void WordScanner::scan_window(std::size_t end) {
    std::size_t at = at_;
    while (at < end) {
        at = scan_ascii(at, end);
        while (at < end) {
            const auto byte = static_cast<std::uint8_t>(text_[at]);
            if (byte >= 0x20 && byte < 0x7F) break;
            if (byte == '\t' || byte == '\n' || byte == '\r') break;
            at = scan_other(at, end);
        }
    }
}

/// Scans from `at` to the next character that is not plain ASCII, at most a block; returns where it stopped.
std::size_t WordScanner::scan_ascii(std::size_t at, std::size_t end) noexcept {
    std::size_t count = std::min(end - at, kBlock);
    const char* source = text_.data() + at;
    char last[kBlock];
    if (text_.size() - at < kBlock) {
        std::memset(last, ' ', kBlock);
        std::memcpy(last, source, count);
        source = last;
    }
    const AsciiBlock block = AsciiBlock::classify(source, buffers_.bytes + size_, settings_.lowercase);
    if (block.other != 0) count = std::min(count, static_cast<std::size_t>(std::countr_zero(block.other)));
    std::size_t special = 0;
    for (std::uint64_t left = block.bracket & low_bits(count); left != 0; left &= left - 1) {
        const auto bracket = static_cast<std::size_t>(std::countr_zero(left));
        special = special_token_at(at + bracket);
        if (special != 0) {
            count = bracket;
            break;
        }
    }
    if (count != 0) {
        marks_.clear();
        if (settings_.spans && !identity_) map_run(at, count);
        const std::uint64_t word = block.word & low_bits(count);
        const std::uint64_t isolated = block.isolated & low_bits(count);
        append_bits(word | isolated, isolated | (word & ~(word << 1 | std::uint64_t{in_word_})), count);
        in_word_ = (word >> (count - 1) & 1) != 0;
    }
    at += count;
    if (special != 0) append_isolated(text_.substr(at, special), at, special);
    return at + special;
}

/// The length of the special token at this place of the text, or 0.
std::size_t WordScanner::special_token_at(std::size_t at) const noexcept {
    const std::string_view rest = text_.substr(at);
    for (const std::string& token : *settings_.special_tokens) {
        if (rest.starts_with(token)) return token.size();
    }
    return 0;
}

/// Scans one character by the table; returns where the next begins.
std::size_t WordScanner::scan_other(std::size_t at, std::size_t end) {
    const auto [c, length] = decode(text_.data() + at, end - at);
    leave_identity();
    const std::uint16_t entry = entry_of(c);
    const std::string_view bytes = text_.substr(at, length);
    const std::uint16_t record = settings_.lowercase ? entry >> 2 : kSameRecord;
    if (record >= kFirstRecord) {
        append_record(kRecords + kRecordOffsets[record - kFirstRecord], at, length);
    } else if (record == kHangulRecord) {
        append_hangul(c, at);
    } else {
        switch (entry & 3) {
            case kWord: append_word(bytes, at, length); break;
            case kIsolated: append_isolated(bytes, at, length); break;
            case kSpace: append_space(); break;
            case kDropped: break;
        }
    }
    return at + length;
}

void WordScanner::append_record(const std::uint8_t* record, std::size_t source, std::size_t source_length) {
    const std::uint8_t head = *record;
    const std::string_view bytes(reinterpret_cast<const char*>(record + 1), head & kLengthBits);
    if (head & kBlockerFlag) marks_.clear();
    if (bytes.empty()) return;
    if (head & kIsolatedFlag) return append_isolated(bytes, source, source_length);
    if (!(head & kClassesFlag)) return append_word(bytes, source, source_length);
    const std::uint8_t* combining_class = record + 1 + bytes.size();
    for (std::size_t i = 0; i < bytes.size();) {
        const std::size_t length = decode(bytes.data() + i, bytes.size() - i).length;
        append_mark(bytes.substr(i, length), *combining_class++, source, source_length);
        i += length;
    }
}

/// Canonical decomposition of a Hangul syllable (Unicode, section 3.12).
void WordScanner::append_hangul(char32_t c, std::size_t source) {
    const std::uint32_t index = c - 0xAC00;
    const std::uint32_t parts[3] = {0x1100 + index / 588, 0x1161 + index / 28 % 21, 0x11A7 + index % 28};
    char bytes[9];
    const std::size_t count = index % 28 == 0 ? 2 : 3;
    for (std::size_t i = 0; i < count; ++i) {
        bytes[3 * i] = static_cast<char>(0xE0 | parts[i] >> 12);
        bytes[3 * i + 1] = static_cast<char>(0x80 | (parts[i] >> 6 & 0x3F));
        bytes[3 * i + 2] = static_cast<char>(0x80 | (parts[i] & 0x3F));
    }
    append_word({bytes, 3 * count}, source, 3);
}

void WordScanner::append_word(std::string_view bytes, std::size_t source,
                              std::size_t source_length) noexcept {
    marks_.clear();
    copy(bytes, source, source_length);
    append_bits(low_bits(bytes.size()), std::uint64_t{!in_word_}, bytes.size());
    in_word_ = true;
}

void WordScanner::append_isolated(std::string_view bytes, std::size_t source,
                                  std::size_t source_length) noexcept {
    marks_.clear();
    copy(bytes, source, source_length);
    append_bits(low_bits(bytes.size()), 1, bytes.size());
    in_word_ = false;
}

void WordScanner::append_space() noexcept {
    marks_.clear();
    append_bits(0, 0, 1);
    in_word_ = false;
}

/// Appends one character of a word, before the marks of a higher class that precede it.
void WordScanner::append_mark(std::string_view bytes, std::uint8_t combining_class, std::size_t source,
                              std::size_t source_length) {
    if (combining_class == 0) return append_word(bytes, source, source_length);
    const auto begin = static_cast<std::uint32_t>(size_);
    copy(bytes, source, source_length);
    append_bits(low_bits(bytes.size()), std::uint64_t{!in_word_}, bytes.size());
    in_word_ = true;
    // All of these are in one word; if it is too long to have a spelling, their order has no effect and
    // sorting on would take quadratic time.
    if (marks_.size() > settings_.max_word_chars) return;
    const auto place =
        std::upper_bound(marks_.begin(), marks_.end(), combining_class,
                         [](std::uint8_t c, const Mark& mark) { return c < mark.combining_class; });
    if (place == marks_.end()) {
        marks_.push_back({combining_class, begin});
        return;
    }
    const std::uint32_t position = place->position;
    const auto rotate = [&](auto* array) { std::rotate(array + position, array + begin, array + size_); };
    rotate(buffers_.bytes);
    if (settings_.spans) {
        rotate(buffers_.sources);
        rotate(buffers_.source_ends);
        reordered_ = true;
    }
    for (auto mark = place; mark != marks_.end(); ++mark) {
        mark->position += static_cast<std::uint32_t>(bytes.size());
    }
    marks_.insert(place, {combining_class, position});
}

/// Writes the bytes of one character at the end; append_bits() is to follow.
void WordScanner::copy(std::string_view bytes, std::size_t source, std::size_t source_length) noexcept {
    std::memcpy(buffers_.bytes + size_, bytes.data(), bytes.size());
    if (!settings_.spans) return;
    leave_identity();
    std::fill_n(buffers_.sources + size_, bytes.size(), static_cast<std::uint32_t>(source));
    std::fill_n(buffers_.source_ends + size_, bytes.size(),
                static_cast<std::uint32_t>(source + source_length));
}

/// Appends `count` <= 64 bytes' worth of bits; those from `count` up are zero.
/// Bits beyond the end are zero in the word that holds the end, and unwritten in the words after it.
void WordScanner::append_bits(std::uint64_t kept, std::uint64_t begins, std::size_t count) noexcept {
    const std::size_t word = size_ / 64, shift = size_ % 64;
    buffers_.kept[word] |= kept << shift;
    buffers_.begins[word] |= begins << shift;
    // In two steps, since a shift by 64 is undefined.
    buffers_.kept[word + 1] = kept >> 1 >> (63 - shift);
    buffers_.begins[word + 1] = begins >> 1 >> (63 - shift);
    size_ += count;
}

void WordScanner::leave_identity() noexcept {
    if (!identity_) return;
    identity_ = false;
    if (!settings_.spans) return;
    const std::size_t scanned = size_;
    size_ = 0;
    map_run(window_begin_, scanned);
    size_ = scanned;
}

/// Says that the next `count` bytes are those of the text from `source`.
void WordScanner::map_run(std::size_t source, std::size_t count) noexcept {
    const auto begin = static_cast<std::uint32_t>(source);
    for (std::uint32_t i = 0; i < count; ++i) {
        buffers_.sources[size_ + i] = begin + i;
        buffers_.source_ends[size_ + i] = begin + i + 1;
    }
}

/// Turns the bits into offsets. A word ends where a bit was kept and the next is not, or begins another.
void WordScanner::list_words() noexcept {
    const auto list = [](std::uint64_t bits, std::uint32_t base, std::uint32_t* out) {
        while (bits != 0) {
            *out++ = base + static_cast<std::uint32_t>(std::countr_zero(bits));
            bits &= bits - 1;
        }
        return out;
    };
    std::uint32_t* starts = buffers_.starts;
    std::uint32_t* ends = buffers_.ends;
    std::uint64_t carry = 0;
    for (std::size_t word = 0; word <= size_ / 64; ++word) {
        const std::uint64_t kept = buffers_.kept[word], begins = buffers_.begins[word];
        const auto base = static_cast<std::uint32_t>(word * 64);
        starts = list(begins, base, starts);
        ends = list((kept << 1 | carry) & (begins | ~kept), base, ends);
        carry = kept >> 63;
    }
    count_ = static_cast<std::size_t>(ends - buffers_.ends);
}

TokenSpan WordScanner::span(std::string_view piece) const noexcept {
    const auto first = static_cast<std::size_t>(piece.data() - buffers_.bytes);
    const std::size_t last = first + piece.size() - 1;
    if (identity_) {
        const auto begin = static_cast<std::uint32_t>(window_begin_ + first);
        return {begin, begin + static_cast<std::uint32_t>(piece.size())};
    }
    if (!reordered_) return {buffers_.sources[first], buffers_.source_ends[last]};
    return {*std::min_element(buffers_.sources + first, buffers_.sources + last + 1),
            *std::max_element(buffers_.source_ends + first, buffers_.source_ends + last + 1)};
}

}  // namespace ward::text
