"""A network as a list of named steps: read from ONNX, and simplified.

What a batch norm or another scale-and-shift does is folded into the convolution beside it, and what an exporter
took apart (hardswish, SiLU, layer norm, linear) is put together again. All sums are done in float64.
"""

from dataclasses import dataclass, field

import numpy as np
import onnx
from onnx import numpy_helper


@dataclass
class Node:
    """One step: `op` with `attrs` on the values named by `inputs`, which makes the value `name`."""

    op: str
    inputs: list[str]
    name: str
    attrs: dict = field(default_factory=dict)


class Network:
    """Steps in an order in which they can run. The input is the value "x"."""

    def __init__(self, nodes: list[Node], outputs: list[str]):
        self.nodes, self.outputs = nodes, outputs

    def users(self, name: str) -> list[Node]:
        return [n for n in self.nodes if name in n.inputs]

    def only_user(self, name: str) -> Node | None:
        users = self.users(name)
        return users[0] if len(users) == 1 and name not in self.outputs else None

    def maker(self, name: str) -> Node | None:
        return next((n for n in self.nodes if n.name == name), None)

    def replace(self, old: str, new: str):
        """Whoever reads `old` reads `new` from now on."""
        for node in self.nodes:
            node.inputs = [new if i == old else i for i in node.inputs]
        self.outputs = [new if o == old else o for o in self.outputs]

    def drop(self, node: Node):
        """Takes out a step of one input: its readers read that input."""
        self.nodes.remove(node)
        self.replace(node.name, node.inputs[0])

    def prune(self):
        """Takes out what no output needs."""
        needed, kept = set(self.outputs), []
        for node in reversed(self.nodes):
            if node.name in needed:
                kept.append(node)
                needed.update(node.inputs)
        self.nodes = kept[::-1]


def constants(graph) -> dict[str, np.ndarray]:
    values = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    for node in graph.node:
        if node.op_type == "Constant":
            values[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
    return {name: v.astype(np.float64) if v.dtype.kind == "f" else v for name, v in values.items()}


SAME_NAME = {"Relu": "relu", "Sigmoid": "sigmoid", "Add": "add", "Sub": "sub", "Mul": "mul", "Div": "div",
             "MatMul": "matmul", "Sqrt": "sqrt", "GlobalAveragePool": "mean"}


def read_onnx(path, reshapes=()) -> Network:
    """`reshapes` are the shapes of the Reshape nodes in order, "B" standing for the batch: graphs compute them."""
    graph = onnx.load(str(path)).graph
    fixed, nodes, shapes = constants(graph), [], iter(reshapes)
    names = {next(i.name for i in graph.input if i.name not in fixed): "x"}
    for node in graph.node:
        if node.op_type == "Constant":
            continue
        values = [fixed[i] if i in fixed else names[i] for i in node.input]
        attrs = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        name = f"n{len(nodes)}"
        nodes.append(translate(node.op_type, values, attrs, name, shapes))
        names[node.output[0]] = name
    return Network(nodes, [names[o.name] for o in graph.output])


def translate(op: str, values: list, attrs: dict, name: str, shapes) -> Node:
    """One ONNX node. A value is a name, or an array where it is constant."""
    inputs = [v for v in values if isinstance(v, str)]
    arrays = [v for v in values if not isinstance(v, str)]
    if op in ("Conv", "ConvTranspose"):
        return convolution(op, inputs, arrays, attrs, name)
    if op == "BatchNormalization":
        gain, bias, mean, variance = arrays
        scale = gain / np.sqrt(variance + attrs["epsilon"])
        return Node("affine", inputs, name, {"scale": scale, "shift": bias - mean * scale})
    if op in ("Add", "Mul", "Div", "MatMul") and len(arrays) == 1:
        return with_constant(op, inputs, arrays[0], name)
    if op == "Clip":
        return Node("clamp", inputs, name, {"low": float(arrays[0]), "high": float(arrays[1])})
    if op == "HardSigmoid":
        return Node("hardsigmoid", inputs, name, {"alpha": attrs["alpha"], "beta": attrs["beta"]})
    if op == "Resize":
        assert attrs["mode"] == b"nearest" and attrs["coordinate_transformation_mode"] == b"asymmetric"
        return Node("upsample", inputs, name, {"factor": int(arrays[-1][3])})
    if op == "Concat":
        return Node("concat", inputs, name, {"dim": attrs["axis"]})
    if op == "Softmax":
        return Node("softmax", inputs, name, {"dim": attrs["axis"]})
    if op == "Transpose":
        return Node("permute", inputs, name, {"order": list(attrs["perm"])})
    if op == "Reshape":
        return Node("reshape", inputs[:1], name, {"shape": next(shapes)})
    if op in ("MaxPool", "AveragePool"):
        return pooling(op, inputs, attrs, name)
    if op == "Pow":
        return Node("square", inputs, name)
    if op == "ReduceMean":
        return Node("row_mean", inputs, name)
    if op == "Slice" and len(arrays) >= 3:
        return Node("slice", inputs, name, {"index": int(arrays[0][0])})
    if op == "Squeeze":
        return Node("squeeze", inputs, name, {"dim": attrs["axes"][0]})
    if op in ("Shape", "Cast", "Slice"):  # of shapes, which `reshapes` replaces
        return Node("shape", inputs, name)
    return Node(SAME_NAME[op], inputs, name)


def convolution(op, inputs, arrays, attrs, name) -> Node:
    pads = list(attrs.get("pads", [0, 0, 0, 0]))
    assert pads[:2] == pads[2:], "padding differs between the sides"
    transposed = op == "ConvTranspose"
    outputs = arrays[0].shape[1 if transposed else 0]
    bias = arrays[1] if len(arrays) > 1 else np.zeros(outputs)
    return Node("conv_transpose" if transposed else "conv", inputs, name,
                {"weight": arrays[0], "bias": bias, "stride": list(attrs["strides"]), "padding": pads[:2],
                 "groups": attrs.get("group", 1)})


def pooling(op, inputs, attrs, name) -> Node:
    pads = list(attrs.get("pads", [0, 0, 0, 0]))
    size = {"kernel": list(attrs["kernel_shape"]), "stride": list(attrs["strides"])}
    if op == "AveragePool":
        assert not any(pads)
        return Node("avg_pool", inputs, name, size)
    # One more row and column at the end alone: the same as rounding the number of windows up.
    assert pads[:2] == [0, 0] and pads[2:] in ([0, 0], [1, 1])
    return Node("max_pool", inputs, name, size | {"ceil": any(pads)})


def with_constant(op: str, inputs, value: np.ndarray, name: str) -> Node:
    if op == "MatMul":
        return Node("linear", inputs, name, {"weight": value.T, "bias": np.zeros(value.shape[1])})
    if value.ndim == 1 and value.size > 1:
        return Node("row_add" if op == "Add" else "row_mul", inputs, name, {"value": value})
    value = value.reshape(-1)
    one, zero = np.ones_like(value), np.zeros_like(value)
    scale, shift = {"Add": (one, value), "Mul": (value, zero), "Div": (1 / value, zero)}[op]
    return Node("affine", inputs, name, {"scale": scale, "shift": shift})
