// From what a text recogniser says at each step along a line to the line's text.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ward::image {

struct ReadText {
    std::string utf8;
    float confidence = 0;  // mean probability of the symbols told, 0..1
};

// The symbols that a recogniser tells apart. Threads: immutable.
class Symbols {
public:
    // `list` holds a symbol a line; the first stands for "no symbol". A line may hold a blank: the symbol " ".
    explicit Symbols(std::string_view list);

    // Greedy CTC decoding. `steps` holds pairs, the best symbol's index and its probability: a symbol said at
    // several steps on end is one, and "no symbol" parts two equal ones. Indices of no symbol are passed over.
    ReadText decode(std::span<const float> steps) const;

    std::size_t size() const noexcept { return symbols_.size(); }

private:
    std::vector<std::string> symbols_;
};

}  // namespace ward::image
