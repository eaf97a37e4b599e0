"""The two heads, and how they are trained on windows of texts.

A head sees one window; a text is as bad as its worst window. So training takes the
maximum over a text's windows before the loss (multiple-instance learning), which is
also what the library does.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import nn
from tqdm import tqdm

from data import CATEGORIES, UNKNOWN, Row

LEVELS = 7
HIDDEN = 256
AUTHORED_WEIGHT = 3.0
NO_STEP = -40.0  # softplus of it is 4e-18


@dataclass
class Windows:
    """Vectors of all windows, and where each text's windows start."""

    vectors: torch.Tensor
    starts: np.ndarray

    def take(self, texts: np.ndarray):
        """The windows of some texts, and for each window the place of its text."""
        counts = self.starts[texts + 1] - self.starts[texts]
        owner = np.repeat(np.arange(len(texts)), counts)
        ends = np.cumsum(counts)
        within = np.arange(ends[-1]) - np.repeat(ends - counts, counts)
        return self.vectors[self.starts[texts][owner] + within], torch.from_numpy(owner)


@dataclass
class Recipe:
    epochs: int = 12
    rate: float = 1e-2
    decay: float = 0.05
    dropout: float = 0.5
    batch: int = 256
    members: int = 3


class Perceptron(nn.Module):
    """One hidden layer with heavy dropout; returns logits."""

    def __init__(self, width: int, outputs: int, dropout: float):
        super().__init__()
        self.hidden = nn.Linear(width, HIDDEN)
        self.output = nn.Linear(HIDDEN, outputs)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        return self.output(self.dropout(torch.relu(self.hidden(x))))

    @staticmethod
    def lay_out(weight, bias):
        """The output layer in the order in which the shipped forward.py reads it."""
        return weight, bias


class SeverityHead(Perceptron):
    """Four ordinal ladders: a logit for level 1, then steps down."""

    def __init__(self, width: int, dropout: float):
        super().__init__(width, len(CATEGORIES) * LEVELS, dropout)

    def forward(self, x):
        raw = super().forward(x).view(-1, len(CATEGORIES), LEVELS)
        steps = F.softplus(raw)
        logits = raw[:, :, :1] + steps[:, :, :1] - steps.cumsum(2)
        return logits.flatten(1)

    @staticmethod
    def lay_out(weight, bias):
        """Eight values a category: a step never taken, the steps to 2 .. 7, level 1's logit."""
        weight, bias = (t.unflatten(0, (-1, LEVELS)) for t in (weight, bias))
        none = torch.zeros_like(weight[:, :1]), torch.full_like(bias[:, :1], NO_STEP)
        return tuple(torch.cat([first, t[:, 1:], t[:, :1]], 1).flatten(0, 1)
                     for first, t in zip(none, (weight, bias)))


class AttackHead(Perceptron):
    def __init__(self, width: int, dropout: float):
        super().__init__(width, 1, dropout)


def severity_targets(rows: list[Row]):
    """Targets and weights, one column for each category and level."""
    severity = torch.tensor([r.severity for r in rows])[:, :, None]
    graded = torch.tensor([r.graded for r in rows])[:, None, None]
    level = torch.arange(1, LEVELS + 1)
    targets = (severity >= level).float()
    # A mapped label is coarse: 4 says "at least 4, hardly above 5", 0 says "not 2".
    sure = (level <= severity // 2 * 2) | (level >= severity + 2)
    weight = torch.tensor([row_weight(r) for r in rows])[:, None, None]
    weights = weight * (severity != UNKNOWN) * (graded | sure)
    return targets.flatten(1), weights.flatten(1)


def row_weight(row: Row) -> float:
    return AUTHORED_WEIGHT if row.origin in ("authored", "extra") else 1.0


def attack_targets(rows: list[Row]):
    label = torch.tensor([r.attack for r in rows])[:, None]
    weight = torch.tensor([row_weight(r) for r in rows])[:, None]
    return (label > 0).float(), weight * (label != UNKNOWN)


def worst_window(scores: torch.Tensor, owner: torch.Tensor, texts: int) -> torch.Tensor:
    start = scores.new_full((texts, scores.shape[1]), -torch.inf)
    return start.scatter_reduce(0, owner[:, None].expand_as(scores), scores, "amax")


def train_head(head, windows: Windows, chosen, targets, weights, recipe: Recipe, seed: int):
    """Trains `head` on the texts in `chosen` (indices of rows)."""
    order = np.random.default_rng(seed)
    optimiser = torch.optim.AdamW(head.parameters(), recipe.rate, weight_decay=recipe.decay)
    batches = len(chosen) // recipe.batch
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, recipe.rate, total_steps=batches * recipe.epochs, pct_start=0.1)
    head.train()
    for _ in tqdm(range(recipe.epochs), type(head).__name__, mininterval=5):
        shuffled = order.permutation(chosen)
        for texts in np.split(shuffled[: batches * recipe.batch], batches):
            x, owner = windows.take(texts)
            logits = worst_window(head(x), owner, len(texts))
            loss = F.binary_cross_entropy_with_logits(
                logits, targets[texts], weights[texts], reduction="sum")
            optimiser.zero_grad()
            (loss / weights[texts].sum().clamp(min=1)).backward()
            optimiser.step()
            schedule.step()
    return head.eval()


def train_members(kind, windows, chosen, targets, weights, recipe: Recipe, seed: int):
    """Several heads from different seeds."""
    members = []
    for number in range(recipe.members):
        torch.manual_seed(seed + number)
        head = kind(windows.vectors.shape[1], recipe.dropout)
        members.append(train_head(head, windows, chosen, targets, weights, recipe,
                                  seed + number))
    return members


@torch.no_grad()
def merge(members) -> dict[str, torch.Tensor]:
    """One wide head whose raw outputs are the mean of its members'.

    The weights are stored output-first, as linear takes them.
    """
    weight, bias = members[0].lay_out(
        torch.cat([m.output.weight for m in members], 1) / len(members),
        torch.stack([m.output.bias for m in members]).mean(0))
    return {
        "hidden_weight": torch.cat([m.hidden.weight for m in members]),
        "hidden_bias": torch.cat([m.hidden.bias for m in members]),
        "output_weight": weight,
        "output_bias": bias,
    }


def script(source: Path, tensors: dict[str, torch.Tensor]):
    """The head as the library builds it: parameters, then the methods in `source`."""

    class Head(torch.jit.ScriptModule):  # a class of its own, or two heads would share one
        def __init__(self):
            super().__init__()
            for name, tensor in tensors.items():
                self.register_parameter(name, nn.Parameter(tensor, requires_grad=False))

    head = Head()
    # C++ knows linear by this name, Python by another.
    code = Path(source).read_text("utf-8").replace("torch.linear(", "torch.nn.functional.linear(")
    head.define(code)
    return head


def save(tensors: dict[str, torch.Tensor], folder: Path):
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, str(folder / "weights.safetensors"), {"format": "pt"})


@torch.no_grad()
def score(head, windows: Windows, texts: np.ndarray) -> np.ndarray:
    """Probabilities of each text: those of its worst window, level by level."""
    x, owner = windows.take(texts)
    scores = torch.cat([head(part) for part in x.split(8192)])
    return worst_window(scores, owner, len(texts)).numpy()
