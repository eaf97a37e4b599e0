"""A simplified network as TorchScript source for ward-pack, and its weights. See graph.py."""

import json
import textwrap
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

from graph import Network, Node

WIDTH = 116


class Writer:
    """Collects the parameters, and says what each step is in TorchScript."""

    def __init__(self, keep: int = 0):
        self.keep = keep
        self.tensors: dict[str, torch.Tensor] = {}
        self.layers = 0

    def weights(self, node: Node) -> str:
        """Weights are kept in half precision; biases, and weights of at most `keep` numbers, in full."""
        stem = f"{'norm' if node.op == 'layer_norm' else 'linear' if node.op == 'linear' else 'conv'}{self.layers}"
        self.layers += 1
        weight = torch.from_numpy(np.ascontiguousarray(node.attrs["weight"], np.float32))
        self.tensors[stem + "_weight"] = weight.half() if weight.dim() > 1 and weight.numel() > self.keep else weight
        self.tensors[stem + "_bias"] = torch.from_numpy(np.ascontiguousarray(node.attrs["bias"], np.float32))
        assert torch.isfinite(self.tensors[stem + "_weight"]).all()
        return f"self.{stem}_weight, self.{stem}_bias"

    def expression(self, node: Node, values: list[str]) -> str:
        x, a = values[0], node.attrs
        if node.op == "conv":
            tail = f", [1, 1], {a['groups']}" if a["groups"] > 1 else ""
            return f"torch.conv2d({x}, {self.weights(node)}, {a['stride']}, {a['padding']}{tail})"
        if node.op == "conv_transpose":
            assert not any(a["padding"]) and a["groups"] == 1
            return f"torch.conv_transpose2d({x}, {self.weights(node)}, {a['stride']})"
        if node.op == "linear":
            return f"torch.linear({x}, {self.weights(node)})"
        if node.op == "layer_norm":
            size = node.attrs["weight"].size
            return f"torch.layer_norm({x}, [{size}], {self.weights(node)}, {a['epsilon']:.1g})"
        if node.op == "affine":
            return self.affine(x, a["scale"], a["shift"])
        return self.plain(node, values)

    @staticmethod
    def affine(x: str, scale, shift) -> str:
        assert scale.size == 1 and shift.size == 1, "a scale of channels did not fold"
        times = "" if scale[0] == 1 else f" * {scale[0]:.9g}"
        return f"{x}{times}" + (f" + {shift[0]:.9g}" if shift[0] != 0 else "")

    @staticmethod
    def plain(node: Node, values: list[str]) -> str:
        x, a = values[0], node.attrs
        if node.op in ("relu", "relu6", "hardswish", "silu", "sigmoid"):
            return f"torch.{node.op}({x})"
        if node.op in ("add", "mul"):
            return f"{x} {'+' if node.op == 'add' else '*'} {values[1]}"
        forms = {
            "clamp": lambda: f"torch.clamp({x}, {a['low']}, {a['high']})",
            "mean": lambda: f"torch.mean({x}, [2, 3], True)",
            "max_pool": lambda: f"torch.max_pool2d({x}, {a['kernel']}, {a['stride']}, [0, 0], [1, 1], {a['ceil']})",
            "avg_pool": lambda: f"torch.avg_pool2d({x}, {a['kernel']}, {a['stride']})",
            "upsample": lambda: f"torch.upsample_nearest2d({x}, None, [{a['factor']}.0, {a['factor']}.0])",
            "pad": lambda: f"torch.constant_pad_nd({x}, {a['pads']})",
            "concat": lambda: f"torch.cat([{', '.join(values)}], {a['dim']})",
            "softmax": lambda: f"torch.softmax({x}, {a['dim']})",
            "permute": lambda: f"torch.permute({x}, {a['order']})",
            "flatten": lambda: f"torch.flatten({x}, 1)",
            "reshape": lambda: f"torch.reshape({x}, {str(a['shape']).replace(chr(39) + 'B' + chr(39), x + '.size(0)')})",
            "select": lambda: f"torch.select({x}, 0, {a['index']})",
            "squeeze": lambda: f"torch.squeeze({x}, {a['dim']})",
            "matmul": lambda: f"torch.matmul({x}, {values[1]})",
        }
        return forms[node.op]()


ACTIVATIONS = ("relu", "relu6", "hardswish", "silu", "sigmoid", "clamp")


def statements(net: Network, writer: Writer) -> list[tuple[str, str]]:
    """Values and what makes them, "{n7}" standing for the value n7. An activation joins the line before it."""
    lines: list[tuple[str, str]] = []
    for node in net.nodes:
        joins = lines and lines[-1][0] == node.inputs[0] and node.op in ACTIVATIONS
        if joins and net.only_user(node.inputs[0]) is node:
            lines[-1] = (node.name, writer.expression(node, [lines[-1][1]]))
        else:
            lines.append((node.name, writer.expression(node, ["{" + i + "}" for i in node.inputs])))
    return lines


def body(net: Network, writer: Writer) -> tuple[list[str], list[str]]:
    """The lines of the function, and what its outputs are called: x where the next line alone reads a value."""
    lines = statements(net, writer)
    called = {"x": "x"}
    for number, (name, _) in enumerate(lines):
        readers = [k for k, (_, text) in enumerate(lines) if "{" + name + "}" in text]
        passing = readers == [number + 1] and name not in net.outputs
        called[name] = "x" if passing else f"x{len(called)}"
    return [f"{called[n]} = {t.format_map(called)}" for n, t in lines], [called[o] for o in net.outputs]


def write(net: Network, folder: Path, comment: str, result: str, keep: int = 0):
    """forward.py, recipe.json and weights.safetensors. `result` is what the function returns, with {0}, {1} ... for
    the network's outputs; `comment` says what it reads and gives."""
    writer = Writer(keep)
    lines, outputs = body(net, writer)
    text = ["# Written by models/image/convert.py.", "def forward(self, x):", "    # type: (Tensor) -> Tensor",
            *(f"    # {line}" for line in textwrap.wrap(comment, WIDTH - 6)), *(f"    {line}" for line in lines),
            *(f"    {line}" for line in result.format(*outputs).splitlines())]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "forward.py").write_text("\n".join(text) + "\n", "utf-8")
    save_file(writer.tensors, str(folder / "weights.safetensors"), {"format": "pt"})
    write_recipe(folder, writer.tensors)


def write_recipe(folder: Path, tensors: dict[str, torch.Tensor]):
    parameters = [f'        "{n}": {{ "from": ["{n}"], "shape": {json.dumps(list(t.shape))} }}'
                  for n, t in tensors.items()]
    files = [p.name for p in folder.glob("symbols.txt")]
    (folder / "recipe.json").write_text("\n".join([
        "{", '  "manifest": "ward.json",', f'  "files": {json.dumps(files)},', '  "tensors": ["weights.safetensors"],',
        '  "modules": [', "    {", '      "source": "forward.py",', '      "parameters": {',
        ",\n".join(parameters), "      }", "    }", "  ]", "}", ""]), "utf-8")
