// The yardstick: all-MiniLM-L6-v2 as plain eager LibTorch calls in fp32, with the weights of the shipped pack. Rows of
// one length only, as in the benchmark, so without a mask.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

class EagerEncoder {
public:
    explicit EagerEncoder(const std::string& pack);
    ~EagerEncoder();

    // ids: int32 [rows, columns], row-major. Returns float32 [rows, 384] of unit length.
    std::vector<float> run(std::span<const std::int32_t> ids, std::size_t rows, std::size_t columns) const;

private:
    struct Weights;
    std::unique_ptr<Weights> weights_;
};
