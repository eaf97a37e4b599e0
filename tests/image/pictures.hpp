// The pictures of tests/data/images, and some that are made when they are wanted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "image/pixels.hpp"

namespace ward::test {

using Bytes = std::vector<std::byte>;

inline Bytes read_bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

inline Bytes picture(const std::string& name) {
    return read_bytes(std::filesystem::path(WARD_TEST_DATA) / "images" / name);
}

inline image::Pixels noise(std::uint32_t width, std::uint32_t height, std::mt19937& random) {
    image::Pixels pixels(width, height);
    for (auto& value : pixels.rgb) value = static_cast<std::uint8_t>(random());
    return pixels;
}

// A header of a 24-bit BMP of this size, and one byte of its pixels.
inline Bytes bmp_header(std::uint32_t width, std::uint32_t height) {
    Bytes bytes(55);
    const auto put = [&](std::size_t at, std::uint32_t value) {
        for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<std::byte>(value >> (8 * i));
    };
    bytes[0] = std::byte{'B'};
    bytes[1] = std::byte{'M'};
    put(10, 54);
    put(14, 40);
    put(18, width);
    put(22, height);
    put(26, 1 | 24 << 16);
    return bytes;
}

}  // namespace ward::test
