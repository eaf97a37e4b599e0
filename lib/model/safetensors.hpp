// Reader of safetensors files: a JSON header, then the tensors' bytes. Nothing in such a file is executed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "ward/result.hpp"

namespace ward::model {

enum class ElementType : std::uint8_t { float32, float16, bfloat16, int64 };

// One tensor, row-major; `bytes` lives as long as its SafetensorsFile.
struct TensorView {
    ElementType type = ElementType::float32;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes;
};

class SafetensorsFile {
public:
    // Checks the header against the file: every tensor's bytes lie inside it and match its shape and type.
    // errors: io_failed, pack_invalid (target: the file's name, and the tensor's where one is at fault)
    static Result<SafetensorsFile> open(const std::filesystem::path& path);

    const std::map<std::string, TensorView, std::less<>>& tensors() const noexcept { return tensors_; }

private:
    std::vector<std::byte> data_;
    std::map<std::string, TensorView, std::less<>> tensors_;
};

}  // namespace ward::model
