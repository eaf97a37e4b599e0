// What every handle on a registry shares: the packs, the device's backend and the workers.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/backend.hpp"
#include "model/scheduler.hpp"

namespace ward::model {

// A healthy pack of the folder, and its model while that is loaded. The slot itself lives as long as the Runtime.
struct Pack {
    Manifest manifest;
    std::filesystem::path path;
    std::uint64_t file_bytes = 0;

    std::mutex mutex;  // guards what follows; held while loading
    std::shared_ptr<const Model> model;
};

// Threads: thread-safe. The list of packs never changes after open().
class Runtime {
public:
    static Result<std::shared_ptr<Runtime>> open(const RegistryOptions& options,
                                                 std::unique_ptr<Backend> backend);

    // By name or alias, "latest" or a version.
    // errors: model_not_found, version_not_found, or what is wrong with the file of that name
    Result<Pack*> find(std::string_view name, std::string_view version);

    // The trunks of a head; empty for a trunk.
    Result<std::vector<Pack*>> trunks_of(const Pack& pack);

    // The pack's model, loaded if it is not.
    Result<std::shared_ptr<const Model>> model_of(Pack& pack);

    Result<std::string> read_file(const Pack& pack, std::string_view name) const;

    std::vector<std::unique_ptr<Pack>>& packs() noexcept { return packs_; }
    const std::vector<Error>& problems() const noexcept { return problems_; }
    const Backend& backend() const noexcept { return *backend_; }
    Scheduler& scheduler() noexcept { return scheduler_; }

private:
    Runtime(const RegistryOptions& options, std::unique_ptr<Backend> backend);

    Result<void> scan(const std::string& folder);
    void add(const std::filesystem::directory_entry& file);
    void drop_duplicates();
    const Error* problem_of(std::string_view name) const;

    const Precision precision_;
    const std::unique_ptr<Backend> backend_;
    std::vector<std::unique_ptr<Pack>> packs_;  // by name, then version
    std::vector<Error> problems_;
    Scheduler scheduler_;  // last: its workers use all of the above
};

}  // namespace ward::model
