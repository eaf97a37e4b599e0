// A picture in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace ward::image {

// Leaves what it makes uninitialised where value-initialisation would zero it: what a decoder fills anyway.
template <class T>
struct Uninitialised : std::allocator<T> {
    template <class U>
    struct rebind {  // NOLINT(readability-identifier-naming): the standard's name
        using other = Uninitialised<U>;
    };

    template <class U>
    void construct(U* at) noexcept {
        ::new (static_cast<void*>(at)) U;
    }
    template <class U, class... Args>
    void construct(U* at, Args&&... args) {
        ::new (static_cast<void*>(at)) U(std::forward<Args>(args)...);
    }
};

using ByteBuffer = std::vector<std::uint8_t, Uninitialised<std::uint8_t>>;

struct Size {
    std::uint32_t width = 0, height = 0;

    bool operator==(const Size&) const = default;
};

inline constexpr std::size_t kChannels = 3;

// Rows from top to bottom without gaps; a pixel is the bytes R, G, B.
struct Pixels {
    std::uint32_t width = 0, height = 0;
    ByteBuffer rgb;  // height * width * 3

    Pixels() = default;
    Pixels(std::uint32_t columns, std::uint32_t rows)
        : width(columns), height(rows), rgb(std::size_t{columns} * rows * kChannels) {}

    Size size() const noexcept { return {width, height}; }
    std::uint8_t* row(std::size_t y) noexcept { return rgb.data() + y * width * kChannels; }
    const std::uint8_t* row(std::size_t y) const noexcept { return rgb.data() + y * width * kChannels; }
};

}  // namespace ward::image
