// Text made ready for the search: case-folded, and readable a little beyond its end.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "blocklist/matcher.hpp"

namespace ward::blocklist {

// Zero bytes behind a text that is searched, so that vectors may be loaded at any of its positions.
inline constexpr std::size_t kPadding = 128;

// Uninitialised bytes: on the stack when they fit.
class ScratchBytes {
public:
    explicit ScratchBytes(std::size_t size) { resize(size, 0); }

    char* data() noexcept { return data_; }
    std::size_t size() const noexcept { return size_; }

    // The first `kept` bytes stay.
    void resize(std::size_t size, std::size_t kept);

private:
    static constexpr std::size_t kInline = 8192;

    char inline_[kInline];
    std::unique_ptr<char[]> heap_;
    char* data_ = inline_;
    std::size_t size_ = 0;
};

class FoldedText {
public:
    explicit FoldedText(std::string_view utf8);
    FoldedText(const FoldedText&) = delete;  // `bytes` points into it
    FoldedText& operator=(const FoldedText&) = delete;

    // kPadding zero bytes follow.
    std::string_view bytes() const noexcept { return bytes_; }

    // Turns offsets into bytes() into offsets into the text, outwards to whole code points.
    void to_original(std::span<Hit> hits) const;

private:
    void fold_rest(std::size_t from);

    std::string_view original_;
    ScratchBytes scratch_;
    std::string_view bytes_;
    bool aligned_ = true;  // each code point folded to one of as many bytes
};

// As FoldedText does it.
std::string fold(std::string_view utf8);

}  // namespace ward::blocklist
