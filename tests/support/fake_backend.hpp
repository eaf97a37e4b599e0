// A backend whose packs are plain manifests and whose models are functions: what the rooms above it do can be seen
// without LibTorch. The same behaviours are tested on the real one in tests/torch and tests/text.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "model/backend.hpp"
#include "support/folder.hpp"

namespace test {

using ward::Errc;
using ward::Error;
using ward::Result;
namespace model = ward::model;

// A trunk's output is one column: the sum of the row's ids. A head's is the trunk's, plus one.
class FakeModel : public model::Model {
public:
    Result<model::Matrix> run(const model::TokenBatch& batch) const override {
        if (before_run) before_run(batch);
        model::Matrix output{batch.rows, 1, std::vector<float>(batch.rows)};
        for (std::size_t row = 0; row < batch.rows; ++row)
            for (std::size_t column = 0; column < batch.columns; ++column) {
                const auto id = batch.ids[row * batch.columns + column];
                if (id == kPoison) return Error{Errc::model_failed, "poisoned", "fake"};
                output.values[row] += static_cast<float>(id);
            }
        return output;
    }

    Result<model::Matrix> run(std::span<const model::Matrix> trunk_outputs) const override {
        model::Matrix output = trunk_outputs.front();
        for (float& value : output.values) value += 1;
        return output;
    }

    // One column: the mean of a picture's values.
    Result<model::Tensor> run(const model::ImageBatch& batch) const override {
        const std::size_t size = batch.values.size() / batch.count;
        model::Tensor output{{static_cast<std::int64_t>(batch.count), 1}, {}};
        for (std::size_t i = 0; i < batch.count; ++i) {
            const auto picture = batch.values.subspan(i * size, size);
            output.values.push_back(std::accumulate(picture.begin(), picture.end(), 0.0F) /
                                    static_cast<float>(size));
        }
        return output;
    }

    ward::Precision precision() const noexcept override { return ward::Precision::fp32; }
    std::uint64_t memory_bytes() const noexcept override { return 4; }

    static constexpr std::int32_t kPoison = -1;
    std::function<void(const model::TokenBatch&)> before_run;
};

class FakeBackend : public model::Backend {
public:
    Result<std::string> read_file(const std::filesystem::path& pack, std::string_view,
                                  std::size_t) const override {
        std::string content = test::read_file(pack);
        if (content.empty()) return Error{Errc::pack_unreadable, "empty", pack.filename().string()};
        return content;
    }
    Result<std::unique_ptr<model::Model>> load(const std::filesystem::path&, const model::Manifest&,
                                               ward::Precision) const override {
        ++loads;
        return std::unique_ptr<model::Model>(std::make_unique<FakeModel>());
    }
    std::string device() const override { return "cpu"; }
    Feeding feeding() const override { return given; }

    Feeding given{.workers = 1, .batch_tokens = 64, .length_step = 8};
    mutable std::atomic<int> loads{0};
};

// Opens once; what waits before that goes on then.
class Gate {
public:
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }
    void wait() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return open_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
};

inline std::string manifest_text(const std::string& name, const std::string& version,
                                 const std::string& input) {
    return R"({"schema":1,"name":")" + name + R"(","version":")" + version + R"(","aliases":["also-)" + name +
           R"("],"summary":"s","licence":"MIT","origin":"o","data":"d","input":)" + input +
           R"(,"outputs":[{"key":"k","kind":"probability","thresholds":[0.5]}],"precisions":{"fp32":{}}})";
}

inline const std::string kTextInput =
    R"({"kind":"text","tokenizer":"wordpiece","vocabulary":"vocab.txt","lowercase":true,"window":16,"overlap":4})";
inline const std::string kTrunksInput = R"({"kind":"trunks","trunks":[{"name":"trunk"}]})";

}  // namespace test
