/// @file
/// The models of one folder, on one device: found by name, loaded when first needed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ward/limits.hpp"
#include "ward/result.hpp"

namespace ward {

namespace model {
class Runtime;
}

/// Number format of a model's weights and arithmetic. `automatic` takes the fastest that the machine runs well
/// and whose accuracy gate the pack passed (it is listed in the pack's manifest).
enum class Precision : std::uint8_t { automatic, fp32, bf16, fp16 };

/// "auto", "fp32", "bf16", "fp16".
std::string_view name(Precision precision) noexcept;

struct RegistryOptions {
    /// Folder of packs (`*.pt`, made by ward-pack). Subfolders are not read.
    std::string pack_folder;

    /// "auto" (the first CUDA device that works, else the CPU), "cpu", "cuda" or "cuda:N".
    std::string device = "auto";

    Precision precision = Precision::automatic;

    /// CPU workers, each of one thread; 0 stands for one per core the process may run on. A CUDA device has one.
    unsigned workers = 0;

    /// Tokens that may wait for a worker, 1 or more. One more request answers Errc::overloaded at once.
    std::size_t queue_tokens = limits::kDefaultQueueTokens;
};

/// One pack: what its manifest says, and whether it is in memory.
struct ModelInfo {
    std::string name;
    std::string version;               ///< "major.minor.patch"
    std::vector<std::string> aliases;  ///< further names that find() knows it by
    std::string summary;
    std::string licence;
    std::vector<std::string> trunks;   ///< the models whose outputs it reads; empty for a trunk
    std::vector<std::string> outputs;  ///< keys
    std::string file;                  ///< file name inside the pack folder
    std::uint64_t file_bytes = 0;
    bool loaded = false;
    std::string device;                          ///< "cpu" or "cuda:N" while loaded, else empty
    Precision precision = Precision::automatic;  ///< what it runs in while loaded
    std::uint64_t memory_bytes = 0;              ///< of its tensors while loaded
};

/// A handle on the models of one folder. Copies share the models, their workers and their memory, which live
/// until the last copy and the last Analyzer made from it are gone.
///
/// For a host that uses LibTorch itself: its graph executor's optimisation is off for the process from open() on, and
/// threads that first use LibTorch after a model was loaded start with one intra-op thread. Forwards and loading run in
/// threads of Ward's own, so the calling thread's OpenMP settings stay as they are.
/// @par Threads  thread-safe.
class ModelRegistry {
public:
    /// Reads the manifests in `pack_folder`; loads no model.
    /// @errors folder_not_found, device_unavailable, invalid_argument. A file that is no healthy pack does not
    ///   fail the call: problems() tells of it, and so does every later look-up of its name.
    static Result<ModelRegistry> open(const RegistryOptions& options);

    /// The healthy packs, by name, then by version, oldest first.
    std::vector<ModelInfo> list() const;

    /// One error for each `*.pt` file that is no healthy pack; `target` is the file's name.
    std::vector<Error> problems() const;

    /// Finds a model by name or alias. `version` is "latest" (the highest) or a version as list() spells it.
    /// @errors model_not_found, version_not_found, or what is wrong with the file of that name.
    Result<ModelInfo> find(std::string_view name, std::string_view version = "latest") const;

    /// Loads a model and the trunks it reads, so that the first request does not wait.
    /// @errors those of find(); pack_unreadable, pack_invalid, out_of_memory.
    Result<void> preload(std::string_view name, std::string_view version = "latest") const;

    /// Gives a model's memory back once the requests that use it are answered. It loads again when next needed.
    /// @errors those of find().
    Result<void> unload(std::string_view name, std::string_view version = "latest") const;

    /// The device that models of this registry run on: "cpu" or "cuda:N".
    std::string device() const;

private:
    friend class Analyzer;
    friend class ImageAnalyzer;
    explicit ModelRegistry(std::shared_ptr<model::Runtime> runtime) : runtime_(std::move(runtime)) {}

    std::shared_ptr<model::Runtime> runtime_;
};

}  // namespace ward
