// A judged picture as a person can check it: the text that was read is framed, what decided is named.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <ward/image_analyzer.hpp>

/// Writes a PNG: the picture with its frames, and the severities below it.
/// @param bytes  the picture that was judged
ward::Result<void> write_annotated(std::span<const std::byte> bytes, const ward::ImageResult& result,
                                   const std::string& path);
