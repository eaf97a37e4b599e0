#include "anomaly/segmentation.hpp"

#include <algorithm>
#include <limits>

namespace ward::anomaly {

Lines::Lines(std::span<const double> values)
    : level_(mean(values)), y_(values.size() + 1), xy_(values.size() + 1), yy_(values.size() + 1) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double y = values[i] - level_;
        y_[i + 1] = y_[i] + y;
        xy_[i + 1] = xy_[i] + static_cast<double>(i) * y;
        yy_[i + 1] = yy_[i] + y * y;
    }
}

Lines::Moments Lines::moments(std::size_t begin, std::size_t end) const {
    const auto count = static_cast<double>(end - begin);
    const double x = (static_cast<double>(begin) + static_cast<double>(end) - 1) / 2;
    const double y = (y_[end] - y_[begin]) / count;
    return {count,
            x,
            count * (count * count - 1) / 12,
            y,
            xy_[end] - xy_[begin] - count * x * y,
            yy_[end] - yy_[begin] - count * y * y};
}

double Lines::error(std::size_t begin, std::size_t end) const {
    const Moments m = moments(begin, end);
    return std::max(m.xx > 0 ? m.yy - m.xy * m.xy / m.xx : m.yy, 0.0);
}

double Lines::at(std::size_t begin, std::size_t end, std::size_t place) const {
    const Moments m = moments(begin, end);
    const double slope = m.xx > 0 ? m.xy / m.xx : 0;
    return level_ + m.y + slope * (static_cast<double>(place) - m.x);
}

std::vector<std::size_t> cut_into_lines(const Lines& lines, std::size_t length, std::size_t shortest,
                                        double penalty) {
    constexpr double kNever = std::numeric_limits<double>::infinity();
    Values least(length + 1, kNever);  // of the first so many values
    std::vector<std::size_t> last(length + 1);
    least[0] = -penalty;
    std::vector<std::size_t> begins;
    for (std::size_t end = shortest; end <= length; ++end) {
        const std::size_t newest = end - shortest;
        if (least[newest] != kNever) begins.push_back(newest);
        for (const std::size_t begin : begins) {
            const double cost = least[begin] + lines.error(begin, end) + penalty;
            if (cost >= least[end]) continue;
            least[end] = cost;
            last[end] = begin;
        }
        // A piece that is already worse than a cut here would be is never part of the best.
        std::erase_if(begins, [&](std::size_t begin) {
            return least[begin] + lines.error(begin, end) > least[end] + penalty;
        });
    }
    std::vector<std::size_t> cuts;
    for (std::size_t end = last[length]; end > 0; end = last[end]) cuts.push_back(end);
    std::ranges::reverse(cuts);
    return cuts;
}

}  // namespace ward::anomaly
