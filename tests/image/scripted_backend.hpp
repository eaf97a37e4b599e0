// Packs whose models are functions of the test: what the image room asks of them can be seen without LibTorch.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model/runtime.hpp"
#include "support/fake_backend.hpp"

namespace test {

struct Script {
    std::function<model::Tensor(const model::ImageBatch&)> look;            // of a trunk
    std::function<model::Matrix(std::span<const model::Matrix>)> conclude;  // of a head
    int* runs = nullptr;                                                    // counted when given
};

class ScriptedModel final : public FakeModel {
public:
    explicit ScriptedModel(Script script) : script_(std::move(script)) {}

    Result<model::Tensor> run(const model::ImageBatch& batch) const override {
        count();
        return script_.look(batch);
    }
    Result<model::Matrix> run(std::span<const model::Matrix> trunk_outputs) const override {
        count();
        return script_.conclude(trunk_outputs);
    }

private:
    void count() const {
        if (script_.runs) ++*script_.runs;
    }

    Script script_;
};

class ScriptedBackend final : public FakeBackend {
public:
    Result<std::string> read_file(const std::filesystem::path& pack, std::string_view name,
                                  std::size_t max_bytes) const override {
        const auto file = files.find(std::string(name));
        return file != files.end() ? file->second : FakeBackend::read_file(pack, name, max_bytes);
    }
    Result<std::unique_ptr<model::Model>> load(const std::filesystem::path&, const model::Manifest& manifest,
                                               ward::Precision) const override {
        return std::unique_ptr<model::Model>(std::make_unique<ScriptedModel>(scripts.at(manifest.name)));
    }

    std::map<std::string, Script> scripts;     // by the pack's name
    std::map<std::string, std::string> files;  // in every pack
};

// A registry in the making: packs, and what their models do.
class Models {
public:
    void add(const std::string& name, const std::string& input, const std::string& outputs, Script script) {
        folder_.write(name + ".pt", R"({"schema":1,"name":")" + name +
                                        R"(","version":"1.0.0","aliases":[],"summary":"s","licence":"MIT",)" +
                                        R"("origin":"o","data":"d","input":)" + input + R"(,"outputs":[)" +
                                        outputs + R"(],"precisions":{"fp32":{}}})");
        backend_->scripts[name] = std::move(script);
    }
    void add_file(const std::string& name, std::string content) {
        backend_->files[name] = std::move(content);
    }

    // Once, when all is added.
    std::shared_ptr<model::Runtime> open() {
        return model::Runtime::open({.pack_folder = folder_.string()}, std::move(backend_)).value();
    }

private:
    Folder folder_;
    std::unique_ptr<ScriptedBackend> backend_ = std::make_unique<ScriptedBackend>();
};

inline std::string image_input(const std::string& resize) {
    return R"({"kind":"image",)" + resize +
           R"(,"filter":"bilinear","order":"rgb","mean":[0,0,0],"scale":[1,1,1]})";
}

inline std::string ladder(const std::string& category) {
    return R"({"key":")" + category + R"(","kind":"ladder","category":")" + category +
           R"(","thresholds":[0.5,0.5,0.5,0.5,0.5,0.5,0.5]})";
}

}  // namespace test
