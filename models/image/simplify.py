"""Makes a network smaller without changing what it computes. See graph.py."""

import numpy as np

from graph import Network, Node


def simplify(net: Network) -> Network:
    net.prune()
    for node in list(net.nodes):
        if node in net.nodes:
            for join in (hardswish, silu, layer_norm, linear_bias, selection, hardsigmoid):
                join(net, node)
    while any(fold(net, node) for node in list(net.nodes) if node in net.nodes):
        pass
    for node in list(net.nodes):
        gated_sum(net, node)
    net.prune()
    return net


def is_scalar(node: Node, scale=None, shift=None) -> bool:
    """Whether an affine step scales and shifts everything alike, by these amounts where they are given."""
    if node is None or node.op != "affine" or node.attrs["scale"].size != 1:
        return False
    found = float(node.attrs["scale"][0]), float(node.attrs["shift"][0])
    return all(w is None or np.isclose(f, w) for f, w in zip(found, (scale, shift)))


def hardswish(net: Network, node: Node):
    """x * clamp(x + 3, 0, 6) / 6"""
    if not is_scalar(node, 1, 3):
        return
    clamp = net.only_user(node.name)
    product = clamp and net.only_user(clamp.name)
    sixth = product and net.only_user(product.name)
    if (clamp and clamp.op == "clamp" and product.op == "mul" and node.inputs[0] in product.inputs
            and is_scalar(sixth, 1 / 6, 0)):
        sixth.op, sixth.inputs, sixth.attrs = "hardswish", list(node.inputs), {}
        net.prune()


def silu(net: Network, node: Node):
    """x * sigmoid(1 * x)"""
    if node.op != "sigmoid":
        return
    one = net.maker(node.inputs[0])
    product = net.only_user(node.name)
    if is_scalar(one, 1, 0) and product and product.op == "mul" and one.inputs[0] in product.inputs:
        product.op, product.inputs = "silu", list(one.inputs)
        net.prune()


def layer_norm(net: Network, node: Node):
    """(x - mean) / sqrt(mean of squares + e) * weight + bias"""
    centred = net.only_user(node.name) if node.op == "row_mean" else None
    if not centred or centred.op != "sub":
        return
    step, steps = centred, []
    for op in ("square", "row_mean", "affine", "sqrt", "div", "row_mul", "row_add"):
        step = next(n for n in net.users(step.name) if n.op == op)
        steps.append(step)
    last = steps[-1]
    last.op, last.inputs = "layer_norm", list(node.inputs)
    last.attrs = {"weight": steps[5].attrs["value"], "bias": last.attrs["value"],
                  "epsilon": float(steps[2].attrs["shift"][0])}
    net.prune()


def linear_bias(net: Network, node: Node):
    add = net.only_user(node.name) if node.op == "linear" else None
    if add and add.op in ("row_add", "affine"):
        node.attrs["bias"] = add.attrs["value"] if add.op == "row_add" else add.attrs["shift"]
        net.drop(add)


def selection(net: Network, node: Node):
    """One entry of the first dimension."""
    squeeze = net.only_user(node.name) if node.op == "slice" else None
    if squeeze and squeeze.op == "squeeze":
        node.op = "select"
        net.drop(squeeze)


def hardsigmoid(net: Network, node: Node):
    """clamp(alpha * x + beta, 0, 1), whose first half folds into the convolution before."""
    if node.op != "hardsigmoid":
        return
    alpha, beta = np.array([node.attrs["alpha"]]), np.array([node.attrs["beta"]])
    affine = Node("affine", node.inputs, node.name + "a", {"scale": alpha, "shift": beta})
    net.nodes.insert(net.nodes.index(node), affine)
    node.op, node.inputs, node.attrs = "clamp", [affine.name], {"low": 0.0, "high": 1.0}


def fold(net: Network, node: Node) -> bool:
    """An affine step into the step before it, or into the convolutions after it."""
    if node.op != "affine":
        return False
    before = net.maker(node.inputs[0])
    scale, shift = node.attrs["scale"], node.attrs["shift"]
    if before and net.only_user(before.name) is node:
        if before.op in ("conv", "conv_transpose"):
            channel = (-1, 1, 1, 1) if before.op == "conv" else (1, -1, 1, 1)
            before.attrs["weight"] = before.attrs["weight"] * scale.reshape(channel)
            before.attrs["bias"] = before.attrs["bias"] * scale + shift
            net.drop(node)
            return True
        if before.op == "affine":
            before.attrs = {"scale": before.attrs["scale"] * scale, "shift": before.attrs["shift"] * scale + shift}
            net.drop(node)
            return True
    return fold_forward(net, node, scale, shift)


def fold_forward(net: Network, node: Node, scale, shift) -> bool:
    """Scales go into any convolution; shifts only where no padding stands in for missing values."""
    users = net.users(node.name)
    if node.name in net.outputs or not users or any(u.op != "conv" for u in users) or np.all(scale == 1):
        return False
    padded = any(any(u.attrs["padding"]) for u in users)
    for user in users:
        weight = user.attrs["weight"]
        scales = np.broadcast_to(scale, (weight.shape[1] * user.attrs["groups"],))
        of_group = scales.reshape(user.attrs["groups"], 1, -1)
        rows = weight.reshape(user.attrs["groups"], -1, weight.shape[1], *weight.shape[2:])
        if not padded:
            shifts = np.broadcast_to(shift, scales.shape).reshape(of_group.shape)
            user.attrs["bias"] = user.attrs["bias"] + (rows.sum((3, 4)) * shifts).sum(2).reshape(-1)
        user.attrs["weight"] = (rows * of_group[..., None, None]).reshape(weight.shape)
    if padded:
        node.attrs = {"scale": np.ones(1), "shift": shift / scale}
    else:
        net.drop(node)
    return True


def gated_sum(net: Network, node: Node):
    """x + x * gate becomes x * (gate + 1), with the sum on the gate's few values."""
    if node.op != "add":
        return
    for x, product in (node.inputs, node.inputs[::-1]):
        maker = net.maker(product)
        if not maker or maker.op != "mul" or x not in maker.inputs or net.only_user(product) is not node:
            continue
        clamp = net.maker(next(i for i in maker.inputs if i != x))
        conv = clamp and net.maker(clamp.inputs[0])
        if clamp and clamp.op == "clamp" and conv.op == "conv":
            conv.attrs["bias"] = conv.attrs["bias"] + 1
            clamp.attrs = {"low": clamp.attrs["low"] + 1, "high": clamp.attrs["high"] + 1}
            node.op, node.inputs = "mul", [x, clamp.name]
            net.prune()
            return
