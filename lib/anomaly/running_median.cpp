#include "anomaly/running_median.hpp"

#include <algorithm>
#include <cstring>

namespace ward::anomaly {
namespace {

// The points of a window in ascending order.
class SortedWindow {
public:
    explicit SortedWindow(std::size_t capacity) : sorted_(capacity) {}

    void insert(float value) {
        float* const place = std::upper_bound(sorted_.data(), sorted_.data() + size_, value);
        const auto behind = static_cast<std::size_t>(sorted_.data() + size_ - place);
        std::memmove(place + 1, place, behind * sizeof(float));
        *place = value;
        ++size_;
    }

    // Takes the last value not above `value` out. The caller's `value` may be the double that a float was made from: if
    // that float was rounded up, its neighbour goes instead, as in the reference.
    void erase(double value) {
        const float* const above = std::upper_bound(sorted_.data(), sorted_.data() + size_, value,
                                                    [](double v, float w) { return v < double{w}; });
        if (above == sorted_.data()) return erase_before_first();
        erase_at(static_cast<std::size_t>(above - sorted_.data()) - 1);
    }

    float median() const {
        const std::size_t middle = size_ / 2;
        return size_ % 2 == 1 ? sorted_[middle] : (sorted_[middle - 1] + sorted_[middle]) / 2;
    }

private:
    void erase_at(std::size_t at) {
        std::memmove(sorted_.data() + at, sorted_.data() + at + 1, (size_ - at - 1) * sizeof(float));
        --size_;
    }

    // The reference's index is -1 here, which there is the end of the buffer.
    void erase_before_first() {
        sorted_.back() = sorted_.front();
        erase_at(0);
    }

    std::vector<float> sorted_;
    std::size_t size_ = 0;
};

}  // namespace

std::vector<float> running_median(std::span<const double> values, std::size_t window, Ends ends) {
    const std::size_t half = window / 2;
    const std::size_t width = 2 * half + 1;
    std::vector<float> out(values.begin(), values.end());
    const std::vector<float> single = out;
    if (values.size() < width) return out;

    SortedWindow sorted(width);
    for (std::size_t i = 0; i < width; ++i) {
        sorted.insert(single[i]);
        if (i >= half && ends == Ends::shrink) out[i - half] = sorted.median();
    }
    out[half] = sorted.median();
    for (std::size_t i = half + 1; i + half < values.size(); ++i) {
        sorted.erase(double{single[i - half - 1]});
        sorted.insert(single[i + half]);
        out[i] = sorted.median();
    }
    if (ends == Ends::keep) return out;
    for (std::size_t i = values.size() - half; i < values.size(); ++i) {
        sorted.erase(values[i - half - 1]);
        out[i] = sorted.median();
    }
    return out;
}

}  // namespace ward::anomaly
