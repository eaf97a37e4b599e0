#include "handles.hpp"
#include "options.hpp"

using ward::Error;
using ward::ModelInfo;
using ward::ModelRegistry;
using ward::Precision;
using ward::RegistryOptions;
using ward::Result;
using ward::capi::Arguments;
using ward::capi::guard;
using ward::capi::make;

struct ward_model_list {
    std::vector<ModelInfo> models;
};

struct ward_error_list {
    std::vector<ward::capi::UniqueError> errors;
};

static_assert(WARD_PRECISION_AUTO == static_cast<int>(Precision::automatic) &&
              WARD_PRECISION_FP32 == static_cast<int>(Precision::fp32) &&
              WARD_PRECISION_BF16 == static_cast<int>(Precision::bf16) &&
              WARD_PRECISION_FP16 == static_cast<int>(Precision::fp16));

namespace {

constexpr std::size_t kFirstRegistryOptions = 40;  // 0.1

RegistryOptions registry_options(std::string_view folder, const ward_registry_options* given,
                                 Arguments& arguments) {
    const auto options = ward::capi::read_options(given, kFirstRegistryOptions, "options", arguments);
    const auto device = arguments.string(options.device, options.device_size, "options.device");
    arguments.require(options.precision >= WARD_PRECISION_AUTO && options.precision <= WARD_PRECISION_FP16,
                      "options.precision", "must be one of WARD_PRECISION_...");
    RegistryOptions out{.pack_folder = std::string(folder)};
    if (!arguments.ok()) return out;
    if (!device.empty()) out.device = device;
    out.precision = static_cast<Precision>(options.precision);
    out.workers = options.workers;
    if (options.queue_tokens != 0) out.queue_tokens = options.queue_tokens;
    return out;
}

struct ModelName {
    std::string_view name;
    std::string_view version;
};

ModelName model_name(const ward_registry* registry, const char* name, size_t name_size, const char* version,
                     size_t version_size, Arguments& arguments) {
    arguments.handle(registry, "registry");
    ModelName out{arguments.string(name, name_size, "name"),
                  arguments.string(version, version_size, "version")};
    if (version == nullptr) out.version = "latest";
    return out;
}

const ModelInfo* at(const ward_model_list* list, size_t index) noexcept {
    return list != nullptr && index < list->models.size() ? &list->models[index] : nullptr;
}

const char* text(const ward_model_list* list, size_t index, std::string ModelInfo::*member) noexcept {
    const ModelInfo* model = at(list, index);
    return model == nullptr ? "" : (model->*member).c_str();
}

const char* text(const ward_model_list* list, size_t index, std::vector<std::string> ModelInfo::*member,
                 size_t k) noexcept {
    const ModelInfo* model = at(list, index);
    return model == nullptr || k >= (model->*member).size() ? nullptr : (model->*member)[k].c_str();
}

}  // namespace

ward_status ward_registry_open(const ward_library* library, const char* folder, size_t folder_size,
                               const ward_registry_options* options, ward_registry** registry,
                               ward_error** error) noexcept {
    return make(registry, "registry", error, [&](Arguments& arguments) -> Result<ward_registry> {
        arguments.handle(library, "library");
        const auto path = arguments.string(folder, folder_size, "folder");
        const auto chosen = registry_options(path, options, arguments);
        if (!arguments.ok()) return arguments.error();
        auto opened = ModelRegistry::open(chosen);
        if (!opened) return std::move(opened).error();
        std::string device = opened->device();
        return ward_registry{*std::move(opened), std::move(device)};
    });
}

void ward_registry_free(ward_registry* registry) noexcept { delete registry; }

const char* ward_registry_device(const ward_registry* registry) noexcept {
    return registry == nullptr ? "" : registry->device.c_str();
}

ward_status ward_registry_list(const ward_registry* registry, ward_model_list** models,
                               ward_error** error) noexcept {
    return make(models, "models", error, [&](Arguments& arguments) -> Result<ward_model_list> {
        arguments.handle(registry, "registry");
        if (!arguments.ok()) return arguments.error();
        return ward_model_list{registry->registry.list()};
    });
}

ward_status ward_registry_problems(const ward_registry* registry, ward_error_list** problems,
                                   ward_error** error) noexcept {
    return make(problems, "problems", error, [&](Arguments& arguments) -> Result<ward_error_list> {
        arguments.handle(registry, "registry");
        if (!arguments.ok()) return arguments.error();
        ward_error_list list;
        for (const Error& problem : registry->registry.problems())
            list.errors.emplace_back(ward::capi::make_error(problem));
        return list;
    });
}

ward_status ward_registry_find(const ward_registry* registry, const char* name, size_t name_size,
                               const char* version, size_t version_size, ward_model_list** model,
                               ward_error** error) noexcept {
    return make(model, "model", error, [&](Arguments& arguments) -> Result<ward_model_list> {
        const auto asked = model_name(registry, name, name_size, version, version_size, arguments);
        if (!arguments.ok()) return arguments.error();
        auto found = registry->registry.find(asked.name, asked.version);
        if (!found) return std::move(found).error();
        return ward_model_list{{*std::move(found)}};
    });
}

ward_status ward_registry_preload(const ward_registry* registry, const char* name, size_t name_size,
                                  const char* version, size_t version_size, ward_error** error) noexcept {
    return guard(error, [&](Arguments& arguments) -> Result<void> {
        const auto asked = model_name(registry, name, name_size, version, version_size, arguments);
        if (!arguments.ok()) return arguments.error();
        return registry->registry.preload(asked.name, asked.version);
    });
}

ward_status ward_registry_unload(const ward_registry* registry, const char* name, size_t name_size,
                                 const char* version, size_t version_size, ward_error** error) noexcept {
    return guard(error, [&](Arguments& arguments) -> Result<void> {
        const auto asked = model_name(registry, name, name_size, version, version_size, arguments);
        if (!arguments.ok()) return arguments.error();
        return registry->registry.unload(asked.name, asked.version);
    });
}

size_t ward_model_list_count(const ward_model_list* models) noexcept {
    return models == nullptr ? 0 : models->models.size();
}

const char* ward_model_list_name(const ward_model_list* models, size_t index) noexcept {
    return text(models, index, &ModelInfo::name);
}

const char* ward_model_list_version(const ward_model_list* models, size_t index) noexcept {
    return text(models, index, &ModelInfo::version);
}

const char* ward_model_list_summary(const ward_model_list* models, size_t index) noexcept {
    return text(models, index, &ModelInfo::summary);
}

const char* ward_model_list_licence(const ward_model_list* models, size_t index) noexcept {
    return text(models, index, &ModelInfo::licence);
}

const char* ward_model_list_file(const ward_model_list* models, size_t index) noexcept {
    return text(models, index, &ModelInfo::file);
}

uint64_t ward_model_list_file_bytes(const ward_model_list* models, size_t index) noexcept {
    const ModelInfo* model = at(models, index);
    return model == nullptr ? 0 : model->file_bytes;
}

const char* ward_model_list_alias(const ward_model_list* models, size_t index, size_t k) noexcept {
    return text(models, index, &ModelInfo::aliases, k);
}

const char* ward_model_list_trunk(const ward_model_list* models, size_t index, size_t k) noexcept {
    return text(models, index, &ModelInfo::trunks, k);
}

const char* ward_model_list_output(const ward_model_list* models, size_t index, size_t k) noexcept {
    return text(models, index, &ModelInfo::outputs, k);
}

int32_t ward_model_list_loaded(const ward_model_list* models, size_t index) noexcept {
    const ModelInfo* model = at(models, index);
    return model != nullptr && model->loaded ? 1 : 0;
}

const char* ward_model_list_device(const ward_model_list* models, size_t index) noexcept {
    return text(models, index, &ModelInfo::device);
}

int32_t ward_model_list_precision(const ward_model_list* models, size_t index) noexcept {
    const ModelInfo* model = at(models, index);
    return model == nullptr ? -1 : static_cast<int32_t>(model->precision);
}

uint64_t ward_model_list_memory_bytes(const ward_model_list* models, size_t index) noexcept {
    const ModelInfo* model = at(models, index);
    return model == nullptr ? 0 : model->memory_bytes;
}

void ward_model_list_free(ward_model_list* models) noexcept { delete models; }

size_t ward_error_list_count(const ward_error_list* errors) noexcept {
    return errors == nullptr ? 0 : errors->errors.size();
}

const ward_error* ward_error_list_get(const ward_error_list* errors, size_t index) noexcept {
    return errors != nullptr && index < errors->errors.size() ? errors->errors[index].get() : nullptr;
}

void ward_error_list_free(ward_error_list* errors) noexcept { delete errors; }
