// From the face detector's map to faces.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "ward/quad.hpp"

namespace ward::image {

struct Box {
    float left = 0, top = 0, right = 0, bottom = 0;

    float area() const noexcept { return (right - left) * (bottom - top); }
};

struct Face {
    Box box;
    float score = 0;
    std::array<Point, 5> landmarks;  // both eyes, the nose, both corners of the mouth
};

// No picture has more faces than this; those of the lowest score go.
inline constexpr std::size_t kMaxFaces = 200;

// What a box shares with another, over what both cover together: 0..1.
float intersection_over_union(const Box& a, const Box& b) noexcept;

// CenterFace's output, float32 [15, height, width]: score, size (of height and width, logarithms), offset (y and
// x), five landmarks (y and x each, as parts of the box). `stride`: pixels of the detector's input a cell. Faces of
// a score of 0.5 or more in pixels of that input, the best first; of two that overlap by more than 0.3, the better.
std::vector<Face> find_faces(std::span<const float> map, std::size_t width, std::size_t height, float stride);

}  // namespace ward::image
