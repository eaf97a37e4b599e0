#include "torch/fuse.hpp"

#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/passes/dead_code_elimination.h>

#include <optional>
#include <vector>

namespace ward::engine {
namespace {

using torch::jit::Block;
using torch::jit::Graph;
using torch::jit::Node;
using torch::jit::Value;

c10::Symbol symbol(const char* name) { return c10::Symbol::fromQualString(name); }

// What oneDNN can do to a linear layer's result while it still is in registers.
struct Epilogue {
    Node* node = nullptr;    // the operator that this replaces, if it replaces one
    Value* other = nullptr;  // the tensor that is added
    bool gelu = false;
};

std::optional<at::Tensor> constant_tensor(const Value* value) {
    const auto constant = torch::jit::toIValue(value);
    if (!constant || !constant->isTensor()) return std::nullopt;
    return constant->toTensor();
}

// Only one use can be fused: another one needs the value as it was.
Epilogue find_epilogue(Node* linear) {
    const auto& uses = linear->output()->uses();
    if (uses.size() != 1) return {};
    Node* const user = uses[0].user;
    if (user->owningBlock() != linear->owningBlock()) return {};
    if (user->kind() == symbol("aten::gelu")) {
        const auto approximate = torch::jit::toIValue(user->input(1));
        if (approximate && approximate->isString() && approximate->toStringRef() == "none")
            return {user, nullptr, true};
    }
    const auto alpha =
        user->kind() == symbol("aten::add") ? torch::jit::toIValue(user->input(2)) : std::nullopt;
    Value* const other = alpha ? user->input(1 - uses[0].offset) : nullptr;
    const bool adds_tensor = other && other->type()->isSubtypeOf(*c10::TensorType::get()) &&
                             other->node()->owningBlock() == linear->owningBlock() && alpha->isInt() &&
                             alpha->toInt() == 1;
    if (adds_tensor && user->input(0)->type()->isSubtypeOf(*c10::TensorType::get()))
        return {user, other, false};
    return {};
}

// Weights in the order in which oneDNN's kernels read them, so that no forward has to reorder them.
at::Tensor pack(const at::Tensor& weight) {
    static const auto reorder = c10::Dispatcher::singleton()
                                    .findSchemaOrThrow("mkldnn::_reorder_linear_weight", "")
                                    .typed<at::Tensor(const at::Tensor&, std::optional<std::int64_t>)>();
    return reorder.call(weight, std::nullopt);
}

Node* packed_weight(Graph& graph, const at::Tensor& weight) {
    Node* const node = graph.create(symbol("prim::ConstantMKLDNNTensor"), 1);
    node->t_(torch::jit::attr::value, pack(weight));
    return graph.insertNode(node);
}

Node* fused_linear(Graph& graph, Node* linear, const at::Tensor& weight, const Epilogue& epilogue) {
    Value* const input = linear->input(0);
    Value* const bias = linear->input(2);
    Value* const packed = packed_weight(graph, weight)->output();
    if (epilogue.other)
        return graph.insertNode(
            graph.create(symbol("mkldnn::_linear_pointwise"),
                         {input, epilogue.other, packed, bias, graph.insertConstant("add")}));
    Node* const no_scalars = graph.insertNode(graph.create(symbol("prim::ListConstruct"), 1));
    no_scalars->output()->setType(c10::ListType::create(c10::OptionalType::create(c10::NumberType::get())));
    Value* const operation = graph.insertConstant(epilogue.gelu ? "gelu" : "none");
    Value* const algorithm =
        epilogue.gelu ? graph.insertConstant("none") : graph.insertConstant(c10::IValue());
    return graph.insertNode(graph.create(symbol("mkldnn::_linear_pointwise"),
                                         {input, packed, bias, operation, no_scalars->output(), algorithm}));
}

void fuse_block(Graph& graph, Block* block) {
    std::vector<Node*> linears;
    for (Node* node : block->nodes()) {
        for (Block* inner : node->blocks()) fuse_block(graph, inner);
        if (node->kind() == symbol("aten::linear")) linears.push_back(node);
    }
    for (Node* linear : linears) {
        const auto weight = constant_tensor(linear->input(1));
        if (!weight || weight->dim() != 2 || !constant_tensor(linear->input(2))) continue;
        const Epilogue epilogue = find_epilogue(linear);
        // The fused node stands where its last operand is known.
        const torch::jit::WithInsertPoint guard(epilogue.node ? epilogue.node : linear);
        Node* const fused = fused_linear(graph, linear, *weight, epilogue);
        fused->output()->setType(c10::TensorType::get());
        (epilogue.node ? epilogue.node : linear)->output()->replaceAllUsesWith(fused->output());
    }
}

}  // namespace

void fuse_for_cpu(torch::jit::Module& frozen) {
    const auto graph = frozen.get_method("forward").graph();
    fuse_block(*graph, graph->block());
    torch::jit::EliminateDeadCode(graph);
}

}  // namespace ward::engine
