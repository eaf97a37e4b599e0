// What runs a model. lib/torch implements it with TorchScript; tests have a fake; another engine can stand beside
// them without a change to any caller.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/manifest.hpp"
#include "ward/result.hpp"

namespace ward::model {

// float32 [rows, columns], row-major, in the host's memory.
struct Matrix {
    std::size_t rows = 0, columns = 0;
    std::vector<float> values;

    std::span<const float> row(std::size_t index) const {
        return std::span(values).subspan(index * columns, columns);
    }
};

// float32 of any shape, row-major, in the host's memory.
struct Tensor {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

// Token rows for a trunk. `ids` int32 [rows, columns], row-major, each row padded at its end with 0 from
// `lengths[row]` on.
struct TokenBatch {
    std::span<const std::int32_t> ids;
    std::span<const std::int32_t> lengths;
    std::size_t rows = 0, columns = 0;
};

// Pictures of one size for a trunk: float32 [count, 3, height, width], row-major, as the model's ImageInput says.
struct ImageBatch {
    std::span<const float> values;
    std::size_t count = 0, height = 0, width = 0;
};

// A loaded model. Threads: thread-safe; it writes no state when it runs.
class Model {
public:
    virtual ~Model() = default;

    // A text trunk's outputs for token rows, or a head's for the outputs of its trunks. Each gives [rows, columns].
    // errors: model_failed, out_of_memory
    virtual Result<Matrix> run(const TokenBatch& batch) const = 0;
    virtual Result<Matrix> run(std::span<const Matrix> trunk_outputs) const = 0;

    // An image trunk's outputs: [count, columns], or the shape of its map or sequence (manifest.hpp, Output).
    // errors: model_failed, out_of_memory
    virtual Result<Tensor> run(const ImageBatch& batch) const = 0;

    virtual Precision precision() const noexcept = 0;
    virtual std::uint64_t memory_bytes() const noexcept = 0;
};

// Reads packs and loads models onto one device. Threads: thread-safe.
class Backend {
public:
    virtual ~Backend() = default;

    // One of the files in a pack, without loading the model.
    // errors: pack_unreadable, pack_foreign (there is no such file), io_failed
    virtual Result<std::string> read_file(const std::filesystem::path& pack, std::string_view name,
                                          std::size_t max_bytes) const = 0;

    // errors: pack_unreadable, pack_invalid, invalid_argument (a precision without a passed gate), out_of_memory
    virtual Result<std::unique_ptr<Model>> load(const std::filesystem::path& pack, const Manifest& manifest,
                                                Precision precision) const = 0;

    virtual std::string device() const = 0;

    // How the scheduler should feed this device.
    struct Feeding {
        unsigned workers = 1;          // when the host names no number
        std::size_t batch_tokens = 1;  // in one forward: more gain little, and cost latency
        std::size_t length_step =
            1;  // rows are padded to a multiple of it, so that more of them fit together
    };
    virtual Feeding feeding() const = 0;

    // Called once by each worker thread before its first run.
    virtual void enter_worker() const {}
};

// The backend of this build, on "auto", "cpu", "cuda" or "cuda:N". Defined by lib/torch, so that this room needs
// no LibTorch.
// errors: invalid_argument, device_unavailable
Result<std::unique_ptr<Backend>> make_backend(std::string_view device);

}  // namespace ward::model
