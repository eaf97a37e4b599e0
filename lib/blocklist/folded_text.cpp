#include "blocklist/folded_text.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "blocklist/unicode.hpp"

namespace ward::blocklist {
namespace {

// Folds as far as there are whole steps of nothing but ASCII; compilers make vectors of it.
template <std::size_t step>
std::size_t fold_ascii_steps(const char* from, std::size_t size, char* to) noexcept {
    std::size_t done = 0;
    for (; done + step <= size; done += step) {
        unsigned char seen = 0;
        for (std::size_t i = done; i < done + step; ++i) {
            const auto byte = static_cast<unsigned char>(from[i]);
            seen |= byte;
            const bool upper = static_cast<unsigned char>(byte - 'A') < 26;
            to[i] = static_cast<char>(byte + (upper ? 0x20 : 0));
        }
        if (seen >= 0x80) break;
    }
    return done;
}

constexpr bool is_ascii(char byte) noexcept { return static_cast<unsigned char>(byte) < 0x80; }

constexpr char fold_ascii(char byte) noexcept {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 0x20) : byte;
}

// What the code point at `at` folds to, and its length there.
std::string_view folded_at(const char* at, const char* end, std::size_t& length) noexcept {
    const Decoded decoded = decode(at, end);
    length = decoded.length;
    const std::string_view other = decoded.c == kStray ? std::string_view() : case_fold(decoded.c);
    return other.empty() ? std::string_view(at, length) : other;
}

}  // namespace

void ScratchBytes::resize(std::size_t size, std::size_t kept) {
    if (size > kInline && size > size_) {
        auto larger = std::make_unique_for_overwrite<char[]>(size);
        std::memcpy(larger.get(), data_, kept);
        heap_ = std::move(larger);
        data_ = heap_.get();
    }
    size_ = size;
}

FoldedText::FoldedText(std::string_view utf8) : original_(utf8), scratch_(utf8.size() + kPadding) {
    const std::size_t done = fold_ascii_steps<64>(utf8.data(), utf8.size(), scratch_.data());
    fold_rest(done);
}

void FoldedText::fold_rest(std::size_t from) {
    const char* at = original_.data() + from;
    const char* const end = original_.data() + original_.size();
    std::size_t written = from;
    bool room = false;  // for whatever the rest may fold to
    while (at != end) {
        if (is_ascii(*at)) {
            const auto left = static_cast<std::size_t>(end - at);
            const std::size_t done = fold_ascii_steps<16>(at, left, scratch_.data() + written);
            at += done;
            written += done;
            while (at != end && is_ascii(*at)) scratch_.data()[written++] = fold_ascii(*at++);
            continue;
        }
        if (!room) {
            const auto left = static_cast<std::size_t>(end - at);
            scratch_.resize(written + kMaxFoldExpansion * left + kPadding, written);
            room = true;
        }
        std::size_t length = 0;
        const std::string_view folded = folded_at(at, end, length);
        std::memcpy(scratch_.data() + written, folded.data(), folded.size());
        aligned_ = aligned_ && folded.size() == length &&
                   decode(folded.data(), folded.data() + length).length == length;
        written += folded.size();
        at += length;
    }
    std::memset(scratch_.data() + written, 0, kPadding);
    bytes_ = {scratch_.data(), written};
}

void FoldedText::to_original(std::span<Hit> hits) const {
    if (hits.empty() || aligned_) return;
    // For each folded byte, where the code point it comes from begins; and where the text ends.
    std::vector<std::uint32_t> begins, ends;
    begins.reserve(bytes_.size() + 1);
    ends.reserve(bytes_.size());
    const char* const end = original_.data() + original_.size();
    for (const char* at = original_.data(); at != end;) {
        std::size_t length = 0;
        const std::size_t folds_to = folded_at(at, end, length).size();
        const auto begin = static_cast<std::uint32_t>(at - original_.data());
        begins.insert(begins.end(), folds_to, begin);
        ends.insert(ends.end(), folds_to, begin + static_cast<std::uint32_t>(length));
        at += length;
    }
    for (Hit& hit : hits) {
        hit.end_bytes = ends[hit.end_bytes - 1];
        hit.begin_bytes = begins[hit.begin_bytes];
    }
}

std::string fold(std::string_view utf8) { return std::string(FoldedText(utf8).bytes()); }

}  // namespace ward::blocklist
