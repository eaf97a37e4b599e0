#include "torch/fuse.hpp"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/empty_like.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/passes/dead_code_elimination.h>

#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

namespace ward::engine {
namespace {

using torch::jit::Block;
using torch::jit::Graph;
using torch::jit::Node;
using torch::jit::toIValue;
using torch::jit::Value;

using Integers = std::vector<std::int64_t>;

c10::Symbol symbol(const char* name) { return c10::Symbol::fromQualString(name); }

// ---- What follows a layer ----------------------------------------------------------------------------------------

// oneDNN's name for a function of each value, and the function's numbers.
struct Unary {
    const char* name;
    std::vector<double> scalars = {};
    const char* algorithm = nullptr;
};

// What oneDNN can do to a layer's result while it still is in registers.
struct Epilogue {
    Node* last = nullptr;    // the operator whose result the fused layer gives; null: the layer's own
    Value* other = nullptr;  // the tensor that is added before the function
    std::optional<Unary> unary;
};

std::optional<double> number(const Value* value) {
    const auto constant = toIValue(value);
    if (!constant || !constant->isScalar()) return std::nullopt;
    return constant->toScalar().toDouble();
}

std::optional<Unary> unary_of(const Node* node) {
    static const std::initializer_list<std::pair<c10::Symbol, Unary>> kPlain = {
        {symbol("aten::relu"), {"relu"}},           {symbol("aten::relu6"), {"hardtanh", {0, 6}}},
        {symbol("aten::hardswish"), {"hardswish"}}, {symbol("aten::silu"), {"swish"}},
        {symbol("aten::sigmoid"), {"sigmoid"}},
    };
    for (const auto& [kind, unary] : kPlain)
        if (node->kind() == kind) return unary;
    if (node->kind() == symbol("aten::gelu")) {
        const auto approximate = toIValue(node->input(1));
        if (approximate && approximate->isString() && approximate->toStringRef() == "none")
            return Unary{"gelu", {}, "none"};
    }
    if (node->kind() == symbol("aten::clamp") || node->kind() == symbol("aten::hardtanh")) {
        const auto low = number(node->input(1)), high = number(node->input(2));
        if (low && high) return Unary{"hardtanh", {*low, *high}};
    }
    return std::nullopt;
}

// The one that uses a value, in its own block. Only one use can be fused: another one needs the value as it was.
Node* only_user(const Value* value) {
    const auto& uses = value->uses();
    if (uses.size() != 1 || uses[0].user->owningBlock() != value->node()->owningBlock()) return nullptr;
    return uses[0].user;
}

// What `node` adds to `value`, if it adds a tensor once. Both are taken to be of one shape, as they are in encoders
// and residual networks: broadcasting is not fused by oneDNN.
Value* added_tensor(const Node* node, const Value* value) {
    if (node->kind() != symbol("aten::add") || node->inputs().size() != 3 || number(node->input(2)) != 1.0)
        return nullptr;
    Value* const other = node->input(node->input(0) == value ? 1 : 0);
    const bool tensors = node->input(0)->type()->isSubtypeOf(*c10::TensorType::get()) &&
                         other->type()->isSubtypeOf(*c10::TensorType::get());
    return tensors && other != value && other->node()->owningBlock() == node->owningBlock() ? other : nullptr;
}

Epilogue find_epilogue(const Node* layer, bool unary_after_sum) {
    Epilogue epilogue;
    Node* user = only_user(layer->output());
    if (!user) return epilogue;
    if (Value* const other = added_tensor(user, layer->output())) {
        epilogue.last = user;
        epilogue.other = other;
        user = unary_after_sum ? only_user(user->output()) : nullptr;
    }
    if (user && (epilogue.unary = unary_of(user))) epilogue.last = user;
    return epilogue;
}

// ---- Ordered weights ---------------------------------------------------------------------------------------------

// Weights in the order in which oneDNN's kernels read them, so that no forward has to reorder them.
at::Tensor pack_linear(const at::Tensor& weight) {
    static const auto reorder = c10::Dispatcher::singleton()
                                    .findSchemaOrThrow("mkldnn::_reorder_linear_weight", "")
                                    .typed<at::Tensor(const at::Tensor&, std::optional<std::int64_t>)>();
    return reorder.call(weight, std::nullopt);
}

// A convolution's best order depends on the size of its input, which is not known yet, and from another order oneDNN
// reorders slowly. From channels last it takes next to no time.
at::Tensor order_convolution(const at::Tensor& weight) {
    at::Tensor ordered = at::empty_like(weight, at::TensorOptions(), at::MemoryFormat::ChannelsLast);
    return ordered.copy_(weight);
}

std::optional<at::Tensor> constant_tensor(const Value* value) {
    const auto constant = toIValue(value);
    if (!constant || !constant->isTensor()) return std::nullopt;
    return constant->toTensor();
}

// ---- Fused operators ---------------------------------------------------------------------------------------------

struct Convolution {
    Integers padding, stride, dilation;
    std::int64_t groups = 1;
};

// The arguments of a fused operator, in its order.
class Arguments {
public:
    explicit Arguments(Graph& graph) : graph_(graph) {}

    void value(Value* value) { values_.push_back(value); }
    void constant(const c10::IValue& value) { values_.push_back(graph_.insertConstant(value)); }

    void packed(const at::Tensor& weight) {
        Node* const node = graph_.create(symbol("prim::ConstantMKLDNNTensor"), 1);
        node->t_(torch::jit::attr::value, weight);
        values_.push_back(graph_.insertNode(node)->output());
    }

    void convolution(const Convolution& shape) {
        constant(shape.padding);
        constant(shape.stride);
        constant(shape.dilation);
        constant(shape.groups);
    }

    void unary(const std::optional<Unary>& unary, const c10::IValue& name_of_none) {
        constant(unary ? c10::IValue(unary->name) : name_of_none);
        std::vector<Value*> scalars;
        for (const double scalar : unary ? unary->scalars : std::vector<double>())
            scalars.push_back(graph_.insertConstant(scalar));
        Node* const list = graph_.insertNode(graph_.create(symbol("prim::ListConstruct"), scalars, 1));
        list->output()->setType(c10::ListType::create(c10::OptionalType::create(c10::NumberType::get())));
        values_.push_back(list->output());
        constant(unary && unary->algorithm ? c10::IValue(unary->algorithm) : c10::IValue());
    }

    Value* call(const char* name) {
        Value* const output = graph_.insertNode(graph_.create(symbol(name), values_))->output();
        output->setType(c10::TensorType::get());
        return output;
    }

private:
    Graph& graph_;
    std::vector<Value*> values_;
};

// linear(input, weight, bias)
Value* fuse_linear(Graph& graph, const Node* linear, const at::Tensor& weight, const Epilogue& epilogue) {
    Arguments arguments(graph);
    arguments.value(linear->input(0));
    if (epilogue.other) arguments.value(epilogue.other);
    arguments.packed(pack_linear(weight));
    arguments.value(linear->input(2));
    if (epilogue.other) arguments.constant("add");
    else arguments.unary(epilogue.unary, "none");
    return arguments.call("mkldnn::_linear_pointwise");
}

// conv2d(input, weight, bias, stride, padding, dilation, groups)
Value* fuse_convolution(Graph& graph, const Node* convolution, const at::Tensor& weight,
                        const Convolution& shape, const Epilogue& epilogue) {
    Arguments arguments(graph);
    arguments.value(convolution->input(0));
    if (epilogue.other) arguments.value(epilogue.other);
    arguments.constant(order_convolution(weight));
    arguments.value(convolution->input(2));
    arguments.convolution(shape);
    if (epilogue.other) {
        arguments.constant("add");
        arguments.constant(1.0);
    }
    arguments.unary(epilogue.unary, epilogue.other ? c10::IValue() : c10::IValue("none"));
    return arguments.call("mkldnn::_convolution_pointwise");
}

std::optional<Convolution> constant_shape(const Node* convolution) {
    const auto stride = toIValue(convolution->input(3)), padding = toIValue(convolution->input(4)),
               dilation = toIValue(convolution->input(5)), groups = toIValue(convolution->input(6));
    const bool constant = stride && padding && dilation && groups && stride->isIntList() &&
                          padding->isIntList() && dilation->isIntList() && groups->isInt();
    if (!constant) return std::nullopt;
    return Convolution{padding->toIntVector(), stride->toIntVector(), dilation->toIntVector(),
                       groups->toInt()};
}

void fuse_layer(Graph& graph, Node* layer) {
    const auto weight = constant_tensor(layer->input(1));
    if (!weight || !constant_tensor(layer->input(2))) return;
    const bool linear = layer->kind() == symbol("aten::linear");
    const auto shape = linear ? std::nullopt : constant_shape(layer);
    if (linear ? weight->dim() != 2 : !shape) return;
    const Epilogue epilogue = find_epilogue(layer, !linear);
    // The fused operator stands where its last operand is known.
    Node* const last = epilogue.last ? epilogue.last : layer;
    const torch::jit::WithInsertPoint guard(last);
    last->output()->replaceAllUsesWith(linear ? fuse_linear(graph, layer, *weight, epilogue)
                                              : fuse_convolution(graph, layer, *weight, *shape, epilogue));
}

void fuse_block(Graph& graph, Block* block) {
    std::vector<Node*> layers;
    for (Node* node : block->nodes()) {
        for (Block* inner : node->blocks()) fuse_block(graph, inner);
        if (node->kind() == symbol("aten::linear") || node->kind() == symbol("aten::conv2d"))
            layers.push_back(node);
    }
    for (Node* layer : layers) fuse_layer(graph, layer);
}

}  // namespace

void fuse_for_cpu(torch::jit::Module& frozen) {
    const auto graph = frozen.get_method("forward").graph();
    fuse_block(*graph, graph->block());
    torch::jit::EliminateDeadCode(graph);
}

}  // namespace ward::engine
