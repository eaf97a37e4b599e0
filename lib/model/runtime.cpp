#include "model/runtime.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "ward/limits.hpp"

namespace ward::model {
namespace {

namespace fs = std::filesystem;

bool answers_to(const Manifest& manifest, std::string_view name) {
    return manifest.name == name || std::ranges::find(manifest.aliases, name) != manifest.aliases.end();
}

bool by_name_and_version(const std::unique_ptr<Pack>& a, const std::unique_ptr<Pack>& b) {
    return std::tie(a->manifest.name, a->manifest.version) < std::tie(b->manifest.name, b->manifest.version);
}

Result<Manifest> read_manifest(const Backend& backend, const fs::path& path) {
    const std::string pack = path.filename().string();
    auto json = backend.read_file(path, kManifestFile, limits::kMaxManifestBytes);
    if (!json) return std::move(json).error();
    return parse_manifest(*json, pack);
}

}  // namespace

Runtime::Runtime(const RegistryOptions& options, std::unique_ptr<Backend> backend)
    : precision_(options.precision),
      backend_(std::move(backend)),
      scheduler_(*backend_, {.workers = options.workers, .queue_tokens = options.queue_tokens}) {}

Result<std::shared_ptr<Runtime>> Runtime::open(const RegistryOptions& options,
                                               std::unique_ptr<Backend> backend) {
    if (options.queue_tokens == 0)
        return Error{Errc::invalid_argument, "queue_tokens must be 1 or more", "queue_tokens"};
    if (options.workers > 1024)
        return Error{Errc::invalid_argument, "workers must be 1024 or fewer", "workers"};
    std::shared_ptr<Runtime> runtime(new Runtime(options, std::move(backend)));
    if (auto scanned = runtime->scan(options.pack_folder); !scanned) return std::move(scanned).error();
    return runtime;
}

Result<void> Runtime::scan(const std::string& folder) {
    std::error_code code;
    fs::directory_iterator files(folder, code);
    for (; !code && files != fs::directory_iterator(); files.increment(code))
        if (files->path().extension() == ".pt") add(*files);
    if (code)
        return Error{Errc::folder_not_found,
                     "The pack folder cannot be read (" + code.message() + "); name a folder of *.pt packs",
                     folder};
    std::ranges::sort(packs_, by_name_and_version);
    drop_duplicates();
    std::ranges::sort(problems_, {}, &Error::target);
    return {};
}

void Runtime::add(const fs::directory_entry& file) {
    auto manifest = read_manifest(*backend_, file.path());
    if (!manifest) {
        problems_.push_back(std::move(manifest).error());
        problems_.back().target = file.path().filename().string();
        return;
    }
    auto pack = std::make_unique<Pack>();
    pack->manifest = *std::move(manifest);
    pack->path = file.path();
    std::error_code ignored;  // the size is only told, never used
    pack->file_bytes = file.file_size(ignored);
    packs_.push_back(std::move(pack));
}

// Two files that say they are the same model and version: neither can be preferred, so neither is.
void Runtime::drop_duplicates() {
    const auto same = [](const auto& a, const auto& b) {
        return !by_name_and_version(a, b) && !by_name_and_version(b, a);
    };
    for (auto first = packs_.begin();
         (first = std::adjacent_find(first, packs_.end(), same)) != packs_.end();) {
        const auto last =
            std::find_if(first, packs_.end(), [&](const auto& pack) { return !same(*first, pack); });
        for (auto pack = first; pack != last; ++pack)
            problems_.push_back({Errc::pack_invalid,
                                 "Another file has the same model and version; remove one of them",
                                 (*pack)->path.filename().string()});
        first = packs_.erase(first, last);
    }
}

// A broken file is known only by its name, which is "<model>-<version>.pt" or "<model>.pt" by custom.
const Error* Runtime::problem_of(std::string_view name) const {
    for (const Error& problem : problems_) {
        const std::string stem = fs::path(problem.target).stem().string();
        if (stem == name ||
            (stem.starts_with(name) && Version::parse(stem.substr(std::min(stem.size(), name.size() + 1)))))
            return &problem;
    }
    return nullptr;
}

Result<Pack*> Runtime::find(std::string_view name, std::string_view version) {
    const bool latest = version == "latest";
    const auto wanted = Version::parse(version);
    if (!latest && !wanted)
        return Error{Errc::version_not_found, "A version is \"latest\" or reads major.minor.patch",
                     std::string(name)};
    Pack* found = nullptr;
    bool known = false;
    for (const auto& pack : packs_) {
        if (!answers_to(pack->manifest, name)) continue;
        known = true;
        const bool fits = latest ? !found || found->manifest.version < pack->manifest.version
                                 : pack->manifest.version == *wanted;
        if (fits) found = pack.get();
    }
    if (found) return found;
    if (const Error* problem = problem_of(name)) return *problem;
    if (known)
        return Error{Errc::version_not_found, "The folder holds that model, but not in that version",
                     std::string(name)};
    return Error{Errc::model_not_found,
                 "No pack in the folder has that name; list the registry to see what it holds",
                 std::string(name)};
}

Result<std::vector<Pack*>> Runtime::trunks_of(const Pack& pack) {
    std::vector<Pack*> packs;
    const TrunksInput* const input = pack.manifest.trunks();
    if (!input) return packs;
    for (const auto& trunk : input->trunks) {
        auto found = find(trunk.name, trunk.version);
        if (!found) return std::move(found).error();
        if ((*found)->manifest.trunks())
            return Error{Errc::pack_invalid, "The pack names a trunk that is no trunk; rebuild it",
                         pack.manifest.name + ": " + trunk.name};
        packs.push_back(*found);
    }
    return packs;
}

Result<std::shared_ptr<const Model>> Runtime::model_of(Pack& pack) {
    const std::lock_guard lock(pack.mutex);
    if (!pack.model) {
        auto model = backend_->load(pack.path, pack.manifest, precision_);
        if (!model) return std::move(model).error();
        pack.model = *std::move(model);
    }
    return pack.model;
}

Result<std::string> Runtime::read_file(const Pack& pack, std::string_view name) const {
    return backend_->read_file(pack.path, name, limits::kMaxPackFileBytes);
}

}  // namespace ward::model
