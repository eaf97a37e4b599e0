"""The networks as the library builds them, in Python: weights, then the source beside them."""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn

# C++ knows these by names that Python's TorchScript has elsewhere.
ELSEWHERE = {"torch.linear(": "torch.nn.functional.linear(", "torch.relu6(": "torch.nn.functional.relu6(",
             "torch.hardswish(": "torch.nn.functional.hardswish(", "torch.silu(": "torch.nn.functional.silu(",
             "torch.softplus(": "torch.nn.functional.softplus(",
             "torch.upsample_nearest2d(": "torch._C._nn.upsample_nearest2d(",
             "torch.avg_pool2d(": "torch._C._nn.avg_pool2d("}


def load(folder: Path, tensors=None):
    """A pack's module from forward.py, with the tensors of weights.safetensors or those given."""
    tensors = tensors or load_file(folder / "weights.safetensors")

    class Module(torch.jit.ScriptModule):  # a class of its own, or two modules would share one
        def __init__(self):
            super().__init__()
            for name, tensor in tensors.items():
                self.register_parameter(name, nn.Parameter(tensor.float(), requires_grad=False))

    module = Module()
    code = (folder / "forward.py").read_text("utf-8")
    for name, place in ELSEWHERE.items():
        code = code.replace(name, place)
    module.define(code)
    return module.eval()
