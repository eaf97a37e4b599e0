// ModelRegistry: the public face of Runtime.
#include "ward/model_registry.hpp"

#include "model/runtime.hpp"

namespace ward {
namespace {

ModelInfo describe(model::Pack& pack, const std::string& device) {
    ModelInfo info;
    info.name = pack.manifest.name;
    info.version = pack.manifest.version.text();
    info.aliases = pack.manifest.aliases;
    info.summary = pack.manifest.summary;
    info.licence = pack.manifest.licence;
    if (const auto* input = pack.manifest.trunks())
        for (const auto& trunk : input->trunks) info.trunks.push_back(trunk.name);
    for (const auto& output : pack.manifest.outputs) info.outputs.push_back(output.key);
    info.file = pack.path.filename().string();
    info.file_bytes = pack.file_bytes;

    const std::lock_guard lock(pack.mutex);
    if (pack.model) {
        info.loaded = true;
        info.device = device;
        info.precision = pack.model->precision();
        info.memory_bytes = pack.model->memory_bytes();
    }
    return info;
}

}  // namespace

Result<ModelRegistry> ModelRegistry::open(const RegistryOptions& options) {
    auto backend = model::make_backend(options.device);
    if (!backend) return std::move(backend).error();
    auto runtime = model::Runtime::open(options, *std::move(backend));
    if (!runtime) return std::move(runtime).error();
    return ModelRegistry(*std::move(runtime));
}

std::vector<ModelInfo> ModelRegistry::list() const {
    std::vector<ModelInfo> infos;
    for (const auto& pack : runtime_->packs()) infos.push_back(describe(*pack, device()));
    return infos;
}

std::vector<Error> ModelRegistry::problems() const { return runtime_->problems(); }

Result<ModelInfo> ModelRegistry::find(std::string_view name, std::string_view version) const {
    auto pack = runtime_->find(name, version);
    if (!pack) return std::move(pack).error();
    return describe(**pack, device());
}

Result<void> ModelRegistry::preload(std::string_view name, std::string_view version) const {
    auto pack = runtime_->find(name, version);
    if (!pack) return std::move(pack).error();
    auto packs = runtime_->trunks_of(**pack);
    if (!packs) return std::move(packs).error();
    packs->push_back(*pack);
    for (model::Pack* each : *packs)
        if (auto model = runtime_->model_of(*each); !model) return std::move(model).error();
    return {};
}

Result<void> ModelRegistry::unload(std::string_view name, std::string_view version) const {
    auto pack = runtime_->find(name, version);
    if (!pack) return std::move(pack).error();
    std::shared_ptr<const model::Model> last;  // freed after the lock is
    const std::lock_guard lock((*pack)->mutex);
    last.swap((*pack)->model);
    return {};
}

std::string ModelRegistry::device() const { return runtime_->backend().device(); }

}  // namespace ward
