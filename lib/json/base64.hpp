/// @file
/// Base64 in: RFC 4648, section 4, as clients send it.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace ward::json {

/// Bytes without the zeroing that a vector's would get first.
struct Bytes {
    std::unique_ptr<std::byte[]> data;
    std::size_t size = 0;

    std::span<const std::byte> span() const noexcept { return {data.get(), size}; }
};

/// The most bytes that a base64 text of that many characters stands for.
constexpr std::size_t decoded_bound(std::size_t characters) noexcept { return characters / 4 * 3 + 3; }

/// What a base64 text stands for; nothing when it is none. Padding may be left out, and lines may be broken by CR
/// and LF, for MIME encoders do.
std::optional<Bytes> decode_base64(std::string_view text);

}  // namespace ward::json
