#include "image/faces.hpp"

#include <algorithm>
#include <cmath>

namespace ward::image {
namespace {

constexpr float kFaceScore = 0.5F;
constexpr float kMostOverlap = 0.3F;
constexpr std::size_t kMostCandidates = 4096;  // what suppression, quadratic, is given
constexpr float kLargestLogarithm = 8;         // of a side, in cells: keeps a broken map's boxes finite

enum Channel : std::size_t { score, log_height, log_width, offset_y, offset_x, landmarks };

class Reader {
public:
    Reader(std::span<const float> map, std::size_t width, std::size_t height, float stride)
        : map_(map), width_(width), cells_(width * height), stride_(stride) {}

    float value(std::size_t channel, std::size_t cell) const { return map_[channel * cells_ + cell]; }

    Face face(std::size_t cell) const {
        const float high = side(value(log_height, cell)), wide = side(value(log_width, cell));
        const float y = (static_cast<float>(cell / width_) + value(offset_y, cell) + 0.5F) * stride_;
        const float x = (static_cast<float>(cell % width_) + value(offset_x, cell) + 0.5F) * stride_;
        Face face;
        face.score = value(score, cell);
        face.box = {x - wide / 2, y - high / 2, x + wide / 2, y + high / 2};
        for (std::size_t i = 0; i < face.landmarks.size(); ++i)
            face.landmarks[i] = {face.box.left + wide * value(landmarks + 2 * i + 1, cell),
                                 face.box.top + high * value(landmarks + 2 * i, cell)};
        return face;
    }

private:
    float side(float logarithm) const { return std::exp(std::min(logarithm, kLargestLogarithm)) * stride_; }

    std::span<const float> map_;
    std::size_t width_, cells_;
    float stride_;
};

std::vector<Face> keep_best_of_overlapping(const std::vector<Face>& faces) {
    std::vector<Face> kept;
    for (const Face& face : faces) {
        const auto overlaps = [&](const Face& better) {
            return intersection_over_union(face.box, better.box) > kMostOverlap;
        };
        if (std::ranges::none_of(kept, overlaps)) kept.push_back(face);
        if (kept.size() == kMaxFaces) break;
    }
    return kept;
}

}  // namespace

float intersection_over_union(const Box& a, const Box& b) noexcept {
    const float width = std::min(a.right, b.right) - std::max(a.left, b.left);
    const float height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
    if (!(width > 0 && height > 0)) return 0;
    const float shared = width * height;
    return shared / (a.area() + b.area() - shared);
}

std::vector<Face> find_faces(std::span<const float> map, std::size_t width, std::size_t height,
                             float stride) {
    const Reader reader(map, width, height, stride);
    const auto score_of = [&](std::size_t cell) { return reader.value(score, cell); };
    std::vector<std::size_t> cells;
    for (std::size_t cell = 0; cell < width * height; ++cell)
        if (score_of(cell) >= kFaceScore) cells.push_back(cell);
    std::ranges::stable_sort(cells, std::greater<>(), score_of);
    cells.resize(std::min(cells.size(), kMostCandidates));

    std::vector<Face> faces;
    faces.reserve(cells.size());
    for (const std::size_t cell : cells) faces.push_back(reader.face(cell));
    return keep_best_of_overlapping(faces);
}

}  // namespace ward::image
