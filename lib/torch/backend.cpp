// The TorchScript backend.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/ops/from_blob.h>
#include <caffe2/serialize/inline_container.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/passes/inliner.h>
#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/csrc/jit/serialization/import.h>

#include <future>
#include <thread>

#include "model/backend.hpp"
#include "torch/device.hpp"
#include "torch/fuse.hpp"

namespace ward::engine {
namespace {

using model::ImageBatch;
using model::Manifest;
using model::Matrix;
using model::Tensor;
using model::TokenBatch;

// LibTorch's messages hold paths and stack traces of its own build: only their kind is passed on.
template <class T, class Work>
Result<T> guarded(Errc code, std::string_view message, const std::string& target, Work work) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return Error{Errc::out_of_memory, "Memory ran out; unload models or send less at a time", target};
    } catch (const c10::OutOfMemoryError&) {
        return Error{Errc::out_of_memory, "The device's memory ran out; unload models or send less at a time",
                     target};
    } catch (const std::exception&) {
        return Error{code, std::string(message), target};
    }
}

at::ScalarType scalar_type(Precision precision) {
    switch (precision) {
        case Precision::bf16: return at::kBFloat16;
        case Precision::fp16: return at::kHalf;
        default: return at::kFloat;
    }
}

std::uint64_t tensor_bytes(const torch::jit::Module& module) {
    std::uint64_t bytes = 0;
    for (const at::Tensor& tensor : module.parameters()) bytes += tensor.nbytes();
    for (const at::Tensor& tensor : module.buffers()) bytes += tensor.nbytes();
    return bytes;
}

class TorchModel final : public model::Model {
public:
    TorchModel(const torch::jit::Module& module, c10::Device device, Precision precision,
               const Manifest& manifest, std::uint64_t memory_bytes)
        : forward_(module.get_method("forward")),
          device_(device),
          precision_(precision),
          pack_(manifest.name),
          columns_(manifest.columns()),
          sequence_(manifest.outputs.front().kind == model::OutputKind::sequence),
          memory_bytes_(memory_bytes) {}

    Result<Matrix> run(const TokenBatch& batch) const override {
        const auto rows = static_cast<std::int64_t>(batch.rows),
                   columns = static_cast<std::int64_t>(batch.columns);
        return to_matrix(run([&](std::vector<c10::IValue>& inputs) {
            inputs.emplace_back(borrow(batch.ids.data(), {rows, columns}, at::kInt).to(device_));
            inputs.emplace_back(borrow(batch.lengths.data(), {rows}, at::kInt));
        }));
    }

    Result<Matrix> run(std::span<const Matrix> trunk_outputs) const override {
        return to_matrix(run([&](std::vector<c10::IValue>& inputs) {
            for (const Matrix& output : trunk_outputs) {
                const auto rows = static_cast<std::int64_t>(output.rows);
                const auto columns = static_cast<std::int64_t>(output.columns);
                inputs.emplace_back(borrow(output.values.data(), {rows, columns}, at::kFloat).to(device_));
            }
        }));
    }

    Result<Tensor> run(const ImageBatch& batch) const override {
        const auto count = static_cast<std::int64_t>(batch.count),
                   height = static_cast<std::int64_t>(batch.height),
                   width = static_cast<std::int64_t>(batch.width);
        return run([&](std::vector<c10::IValue>& inputs) {
            const at::Tensor pictures = borrow(batch.values.data(), {count, 3, height, width}, at::kFloat);
            // Every convolution after it keeps the channels last.
            inputs.emplace_back(
                pictures.to(device_, scalar_type(precision_)).contiguous(at::MemoryFormat::ChannelsLast));
        });
    }

    Precision precision() const noexcept override { return precision_; }
    std::uint64_t memory_bytes() const noexcept override { return memory_bytes_; }

private:
    // A tensor on memory that stays the caller's; the models do not write to their inputs.
    static at::Tensor borrow(const void* data, at::IntArrayRef shape, at::ScalarType type) {
        return at::from_blob(const_cast<void*>(data), shape, at::TensorOptions(type));
    }

    template <class Fill>
    Result<Tensor> run(Fill fill) const {
        return guarded<Tensor>(Errc::model_failed, "The model raised an error while it ran; rebuild its pack",
                               pack_, [&]() -> Result<Tensor> {
                                   const c10::InferenceMode inference;
                                   std::vector<c10::IValue> inputs;
                                   fill(inputs);
                                   return to_host(forward_(std::move(inputs)).toTensor());
                               });
    }

    // The manifest says the size of the second dimension, or of a sequence's third.
    Result<Tensor> to_host(const at::Tensor& output) const {
        const std::int64_t dimension = sequence_ ? 2 : 1;
        if (output.dim() <= dimension || output.size(dimension) != columns_) return wrong_shape();
        const at::Tensor host = output.to(at::kCPU, at::kFloat).contiguous();
        const float* const values = host.const_data_ptr<float>();
        return Tensor{host.sizes().vec(), std::vector<float>(values, values + host.numel())};
    }

    Result<Matrix> to_matrix(Result<Tensor> output) const {
        if (!output) return std::move(output).error();
        if (output->shape.size() != 2) return wrong_shape();
        return Matrix{static_cast<std::size_t>(output->shape[0]), static_cast<std::size_t>(columns_),
                      std::move(output->values)};
    }

    Error wrong_shape() const {
        return {Errc::model_failed, "The model gives another shape than its manifest says; rebuild its pack",
                pack_};
    }

    // Method::operator() is const in all but name: it runs the frozen graph, which holds no state.
    mutable torch::jit::Method forward_;
    c10::Device device_;
    Precision precision_;
    std::string pack_;
    std::int64_t columns_;
    bool sequence_;
    std::uint64_t memory_bytes_;
};

class TorchBackend final : public model::Backend {
public:
    explicit TorchBackend(c10::Device device) : device_(device) {
        // Its profiling run makes the first calls slow and the later ones no faster.
        torch::jit::setGraphExecutorOptimize(false);
    }

    Result<std::string> read_file(const std::filesystem::path& pack, std::string_view name,
                                  std::size_t max_bytes) const override {
        const std::string file = pack.filename().string();
        return guarded<std::string>(
            Errc::pack_unreadable,
            "The file is no TorchScript archive, or it is cut short; build or copy it again", file,
            [&]() -> Result<std::string> {
                caffe2::serialize::PyTorchStreamReader reader(pack.string());
                const std::string record = "extra/" + std::string(name);
                if (!reader.hasRecord(record))
                    return Error{
                        Errc::pack_foreign,
                        "The archive holds no " + std::string(name) + ": it was not made by ward-pack", file};
                if (reader.getRecordSize(record) > max_bytes)
                    return Error{Errc::pack_invalid, "The pack's " + std::string(name) + " is too large",
                                 file};
                const auto [data, size] = reader.getRecord(record);
                return std::string(static_cast<const char*>(data.get()), size);
            });
    }

    Result<std::unique_ptr<model::Model>> load(const std::filesystem::path& pack, const Manifest& manifest,
                                               Precision wanted) const override {
        auto precision = choose(manifest, wanted);
        if (!precision) return std::move(precision).error();
        // In a thread of its own: OpenMP's thread count belongs to the calling thread, which is the host's, and on a
        // busy machine threads that spin at a barrier make loading many times slower.
        const auto load_alone = [&] {
            enter_worker();
            return load_module(pack, manifest, *precision);
        };
        return std::async(std::launch::async, load_alone).get();
    }

    std::string device() const override { return device_.str(); }

    Feeding feeding() const override {
        if (device_.is_cuda()) return {.workers = 1, .batch_tokens = 1u << 16, .length_step = 16};
        // A second thread inside a forward costs more than it gives at these sizes; a second forward pays fully.
        const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
        return {.workers = cores, .batch_tokens = 2048, .length_step = 8};
    }

    void enter_worker() const override { at::set_num_threads(1); }

private:
    Result<std::unique_ptr<model::Model>> load_module(const std::filesystem::path& pack,
                                                      const Manifest& manifest, Precision precision) const {
        return guarded<std::unique_ptr<model::Model>>(
            Errc::pack_unreadable,
            "The pack's model cannot be loaded: it is cut short or damaged; build or copy it again",
            pack.filename().string(), [&]() -> Result<std::unique_ptr<model::Model>> {
                const c10::InferenceMode inference;
                auto module = torch::jit::load(pack.string(), device_);
                module.eval();
                module.to(scalar_type(precision));  // before freezing: frozen weights are constants and stay
                const std::uint64_t bytes = tensor_bytes(module);
                // Freezing drops methods, and by itself inlines the calls of forward() alone.
                torch::jit::Inline(*module.get_method("forward").graph());
                module = torch::jit::freeze(module);
                if (fusable(precision)) fuse_for_cpu(module);
                return std::unique_ptr<model::Model>(
                    std::make_unique<TorchModel>(module, device_, precision, manifest, bytes));
            });
    }

    // Heads are small beside their trunk and stay in fp32.
    Result<Precision> choose(const Manifest& manifest, Precision wanted) const {
        if (manifest.trunks()) return Precision::fp32;
        if (wanted == Precision::automatic) {
            wanted = device_.is_cuda() ? Precision::fp16 : fast_bf16() ? Precision::bf16 : Precision::fp32;
            return manifest.precisions.contains(wanted) ? wanted : Precision::fp32;
        }
        if (manifest.precisions.contains(wanted)) return wanted;
        return Error{Errc::invalid_argument,
                     "The pack passed no accuracy gate in that precision; use auto or fp32", "precision"};
    }

    bool fusable(Precision precision) const {
        const bool native = precision == Precision::fp32 || (precision == Precision::bf16 && fast_bf16());
        return device_.is_cpu() && native && at::globalContext().hasMKLDNN();
    }

    static bool fast_bf16() { return __builtin_cpu_supports("avx512bf16") != 0; }

    c10::Device device_;
};

}  // namespace
}  // namespace ward::engine

namespace ward::model {

Result<std::unique_ptr<Backend>> make_backend(std::string_view device) {
    auto found = engine::find_device(device);
    if (!found) return std::move(found).error();
    return std::unique_ptr<Backend>(std::make_unique<engine::TorchBackend>(*found));
}

}  // namespace ward::model
