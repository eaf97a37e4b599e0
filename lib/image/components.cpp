#include "image/components.hpp"

#include <numeric>

namespace ward::image {
namespace {

std::vector<Run> find_runs(const Map& map, float threshold) {
    std::vector<Run> runs;
    for (std::size_t y = 0; y < map.height; ++y)
        for (std::size_t x = 0; x < map.width; ++x) {
            if (!(map.at(x, y) > threshold)) continue;
            const std::size_t begin = x;
            while (x < map.width && map.at(x, y) > threshold) ++x;
            runs.push_back({static_cast<std::uint32_t>(y), static_cast<std::uint32_t>(begin),
                            static_cast<std::uint32_t>(x)});
        }
    return runs;
}

// Union-find: a component's root is its first run.
class Sets {
public:
    explicit Sets(std::size_t size) : parents_(size) { std::iota(parents_.begin(), parents_.end(), 0U); }

    std::uint32_t root(std::uint32_t i) noexcept {
        while (parents_[i] != i) i = parents_[i] = parents_[parents_[i]];
        return i;
    }

    void join(std::uint32_t a, std::uint32_t b) noexcept {
        a = root(a);
        b = root(b);
        parents_[a < b ? b : a] = a < b ? a : b;
    }

private:
    std::vector<std::uint32_t> parents_;
};

// Walks each run beside those of the row above it.
void join_touching(const std::vector<Run>& runs, Sets& sets) {
    std::uint32_t above = 0;
    for (std::uint32_t i = 0; i < runs.size(); ++i) {
        const Run& run = runs[i];
        while (runs[above].row + 1 < run.row ||
               (runs[above].row + 1 == run.row && runs[above].end < run.begin))
            ++above;
        for (std::uint32_t j = above; runs[j].row + 1 == run.row && runs[j].begin <= run.end; ++j)
            sets.join(i, j);
    }
}

}  // namespace

Components::Components(const Map& map, float threshold) {
    const std::vector<Run> runs = find_runs(map, threshold);
    Sets sets(runs.size());
    join_touching(runs, sets);

    // A counting sort by component; roots come before the other runs of theirs.
    std::vector<std::uint32_t> component(runs.size());
    for (std::uint32_t i = 0; i < runs.size(); ++i) {
        const std::uint32_t root = sets.root(i);
        if (root == i) {
            component[i] = static_cast<std::uint32_t>(ends_.size());
            ends_.push_back(0);
        } else {
            component[i] = component[root];
        }
        ++ends_[component[i]];
    }
    std::exclusive_scan(ends_.begin(), ends_.end(), ends_.begin(), std::size_t{0});
    runs_.resize(runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) runs_[ends_[component[i]]++] = runs[i];
}

std::span<const Run> Components::operator[](std::size_t component) const noexcept {
    const std::size_t begin = component == 0 ? 0 : ends_[component - 1];
    return std::span(runs_).subspan(begin, ends_[component] - begin);
}

}  // namespace ward::image
