#include "eager_encoder.hpp"

#include <ATen/Parallel.h>
#include <torch/script.h>

#include <map>

using at::Tensor;

struct EagerEncoder::Weights {
    std::map<std::string, Tensor> by_name;

    const Tensor& operator[](const std::string& name) const { return by_name.at(name); }
};

namespace {

Tensor heads(const Tensor& x) { return x.view({x.size(0), x.size(1), 12, 32}).transpose(1, 2); }

}  // namespace

EagerEncoder::EagerEncoder(const std::string& pack) : weights_(std::make_unique<Weights>()) {
    for (const auto& parameter : torch::jit::load(pack).named_parameters())
        weights_->by_name[parameter.name] = parameter.value;
}

EagerEncoder::~EagerEncoder() = default;

std::vector<float> EagerEncoder::run(std::span<const std::int32_t> ids, std::size_t rows,
                                     std::size_t columns) const {
    const c10::InferenceMode inference;
    const Weights& w = *weights_;
    const auto batch = static_cast<std::int64_t>(rows), size = static_cast<std::int64_t>(columns);
    const Tensor tokens = at::from_blob(const_cast<std::int32_t*>(ids.data()), {batch, size}, at::kInt);
    Tensor x =
        at::embedding(w["words"], tokens) + at::embedding(w["positions"], at::arange(size)) + w["segment"];
    x = at::layer_norm(x, {384}, w["norm_weight"], w["norm_bias"], 1e-12);
    for (int layer = 0; layer < 6; ++layer) {
        const std::string at = "layer" + std::to_string(layer) + ".";
        const auto weights = w[at + "qkv_weight"].chunk(3), biases = w[at + "qkv_bias"].chunk(3);
        const Tensor query = heads(at::linear(x, weights[0], biases[0])),
                     key = heads(at::linear(x, weights[1], biases[1])),
                     value = heads(at::linear(x, weights[2], biases[2]));
        const Tensor mixed =
            at::scaled_dot_product_attention(query, key, value).transpose(1, 2).reshape({batch, size, 384});
        x = at::layer_norm(x + at::linear(mixed, w[at + "out_weight"], w[at + "out_bias"]), {384},
                           w[at + "attention_norm_weight"], w[at + "attention_norm_bias"], 1e-12);
        const Tensor wide = at::gelu(at::linear(x, w[at + "up_weight"], w[at + "up_bias"]));
        x = at::layer_norm(x + at::linear(wide, w[at + "down_weight"], w[at + "down_bias"]), {384},
                           w[at + "output_norm_weight"], w[at + "output_norm_bias"], 1e-12);
    }
    const Tensor pooled = at::mean(x, {1});
    const Tensor unit = (pooled / pooled.norm(2, 1, true)).contiguous();
    return {unit.const_data_ptr<float>(), unit.const_data_ptr<float>() + unit.numel()};
}
