"""EfficientNet-Lite0 as a list of steps, made from its state dict. See graph.py."""

import numpy as np

from graph import Network, Node

EPSILON = 1e-3
# Of each stage: blocks, kernel, stride of the first block, expansion, output channels. Lite0 as published by its
# authors (efficientnet_lite_builder.py of TensorFlow's tpu repository).
STAGES = ((1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112), (4, 5, 2, 6, 192),
          (1, 3, 1, 6, 320))


class Builder:
    """Appends steps; the last one's value is `top`."""

    def __init__(self, weights):
        self.weights = {k: v.double().numpy() for k, v in weights.items()}
        self.nodes: list[Node] = []
        self.top = "x"

    def step(self, op: str, attrs=None, inputs=None):
        self.nodes.append(Node(op, inputs or [self.top], f"n{len(self.nodes)}", attrs or {}))
        self.top = self.nodes[-1].name

    def conv(self, name: str, norm: str, stride=1, activation=True):
        """A convolution without bias, its batch norm, and ReLU6."""
        weight = self.weights[name + ".weight"]
        groups = weight.shape[0] if weight.shape[1] == 1 else 1
        self.step("conv", padded(weight, stride) | {"stride": [stride] * 2, "groups": groups,
                                                    "bias": np.zeros(len(weight))})
        gain, bias, mean, variance = (self.weights[f"{norm}.{part}"]
                                      for part in ("weight", "bias", "running_mean", "running_var"))
        scale = gain / np.sqrt(variance + EPSILON)
        self.step("affine", {"scale": scale, "shift": bias - mean * scale})
        if activation:
            self.step("relu6")

    def block(self, name: str, stride: int, expands: bool, skips: bool):
        start = self.top
        if expands:
            self.conv(f"{name}._expand_conv", f"{name}._bn0")
        self.conv(f"{name}._depthwise_conv", f"{name}._bn1", stride)
        self.conv(f"{name}._project_conv", f"{name}._bn2", activation=False)
        if skips:
            self.step("add", inputs=[self.top, start])


def padded(weight: np.ndarray, stride: int) -> dict:
    """TensorFlow pads an even picture on one side more than on the other when it strides by two. The same comes of a
    kernel that is one larger, with zeros in its first row and column."""
    size = weight.shape[2]
    if stride == 2:
        weight = np.pad(weight, ((0, 0), (0, 0), (1, 0), (1, 0)))
    return {"weight": weight, "padding": [size // 2] * 2}


def efficientnet_lite0(weights) -> Network:
    """Gives the pooled features [B, 1280] and the probabilities of the ImageNet classes [B, 1000]."""
    build = Builder(weights)
    build.conv("_conv_stem", "_bn0", stride=2)
    number, before = 0, 32
    for blocks, _, first_stride, expansion, channels in STAGES:
        for place in range(blocks):
            stride = first_stride if place == 0 else 1
            build.block(f"_blocks.{number}", stride, expansion > 1, stride == 1 and before == channels)
            number, before = number + 1, channels
    build.conv("_conv_head", "_bn1")
    build.step("mean")
    build.step("flatten")
    features = build.top
    build.step("linear", {"weight": build.weights["_fc.weight"], "bias": build.weights["_fc.bias"]})
    build.step("softmax", {"dim": 1})
    return Network(build.nodes, [features, build.top])
