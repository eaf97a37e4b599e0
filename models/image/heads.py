"""The two heads: `harm`, learned on EfficientNet-Lite0's features, and `sexual`, open_nsfw's score with a brake.

A picture is judged 0, 2, 4 or 6. The ladders have seven levels all the same: a level below an even one is as probable
as that one, and level 7 never comes.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import nn

from data import CATEGORIES, LEVELS, UNKNOWN, Row

FEATURES = 1280
NO_STEP = -40.0  # softplus of it is 4e-18
LAST_STEP = 40.0  # from level 6 to 7


@dataclass
class Recipe:
    hidden: int = 64
    epochs: int = 40
    rate: float = 3e-3
    decay: float = 0.3
    dropout: float = 0.5
    batch: int = 256
    members: int = 3


class HarmHead(nn.Module):
    """One hidden layer, then for each category a logit for level 2 and steps down to 4 and 6."""

    def __init__(self, recipe: Recipe, mean: torch.Tensor, scale: torch.Tensor):
        super().__init__()
        self.mean, self.scale = mean, scale
        self.hidden = nn.Linear(FEATURES, recipe.hidden)
        self.output = nn.Linear(recipe.hidden, len(CATEGORIES) * len(LEVELS))
        self.dropout = nn.Dropout(recipe.dropout)

    def forward(self, x):
        x = (x - self.mean) * self.scale
        raw = self.output(self.dropout(torch.relu(self.hidden(x)))).unflatten(1, (len(CATEGORIES), len(LEVELS)))
        return raw[:, :, :1] - F.pad(F.softplus(raw[:, :, 1:]).cumsum(2), (1, 0))


def targets_of(rows: list[Row]):
    """[N, categories, levels] targets, and weights: none where a severity is unknown."""
    severity = torch.tensor([r.severity for r in rows])[:, :, None]
    targets = (severity >= torch.tensor(LEVELS)).float()
    weight = torch.tensor([row_weight(r) for r in rows])[:, None, None]
    return targets, weight * (severity != UNKNOWN).expand_as(targets)


def row_weight(row: Row) -> float:
    """Photographs count more than drawings, of which there are as many as one likes."""
    return 0.5 if row.source in ("drawings", "openclipart-png") else 2.0 if row.label == "photograph" else 1.0


def train_member(x, targets, weights, recipe: Recipe, seed: int) -> HarmHead:
    torch.manual_seed(seed)
    head = HarmHead(recipe, x.mean(0), 1 / (x.std(0) + 0.1))
    optimiser = torch.optim.AdamW(head.parameters(), recipe.rate, weight_decay=recipe.decay)
    steps = len(x) // recipe.batch * recipe.epochs
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.rate, total_steps=steps, pct_start=0.1)
    for _ in range(recipe.epochs):
        for some in torch.randperm(len(x))[: len(x) // recipe.batch * recipe.batch].split(recipe.batch):
            loss = F.binary_cross_entropy_with_logits(head(x[some]), targets[some], weights[some], reduction="sum")
            optimiser.zero_grad()
            (loss / weights[some].sum()).backward()
            optimiser.step()
            schedule.step()
    return head.eval()


@torch.no_grad()
def merge(members: list[HarmHead]) -> dict[str, torch.Tensor]:
    """One wide head whose raw outputs are the mean of its members', laid out as harm/forward.py reads it."""
    hidden = [m.hidden.weight * m.scale for m in members]
    output = torch.cat([m.output.weight for m in members], 1) / len(members)
    bias = torch.stack([m.output.bias for m in members]).mean(0)
    places = torch.tensor([8 * category + place for category in range(len(CATEGORIES)) for place in (7, 2, 4)])
    wide = torch.zeros(32, output.shape[1]).index_copy(0, places, output)
    filled = torch.full((4, 8), NO_STEP)
    filled[:, 6] = LAST_STEP
    return {"hidden_weight": torch.cat(hidden),
            "hidden_bias": torch.cat([m.hidden.bias - h @ m.mean for m, h in zip(members, hidden)]),
            "output_weight": wide, "output_bias": filled.flatten().index_copy(0, places, bias)}


def train_harm(rows: list[Row], features: np.ndarray, seed: int, recipe: Recipe = Recipe()) -> dict[str, torch.Tensor]:
    x = torch.from_numpy(features[:, :FEATURES])
    targets, weights = targets_of(rows)
    members = [train_member(x, targets, weights, recipe, seed + k) for k in range(recipe.members)]
    return merge(members)


# How sure open_nsfw must be for levels 2, 4 and 6. Nothing to fit them on may be kept, so they follow its makers'
# remark that 0.8 and more is not safe, with the rest of the range shared out.
SURE = (0.8, 0.93, 0.985)
BRAKE = 2.5


def train_sexual(rows: list[Row], features: np.ndarray) -> dict[str, torch.Tensor]:
    """The brake is a linear guess whether a picture is one of those that open_nsfw mistakes: hands close up, clothes on
    their own, drawings. It takes up to BRAKE off the score's logit."""
    mistaken = torch.tensor([r.source.startswith(("hand_", "clothing", "emoji", "drawings", "openclipart"))
                             for r in rows]).float()
    x = torch.from_numpy(features[:, :FEATURES])
    mean, scale = x.mean(0), 1 / (x.std(0) + 0.1)
    x = (x - mean) * scale
    weight = torch.zeros(FEATURES + 1, requires_grad=True)
    balance = torch.where(mistaken > 0, 1 / mistaken.sum(), 1 / (1 - mistaken).sum())
    optimiser = torch.optim.LBFGS([weight], max_iter=60)

    def loss():
        optimiser.zero_grad()
        logit = x @ weight[:-1] + weight[-1]
        total = (F.binary_cross_entropy_with_logits(logit, mistaken, reduction="none") * balance).sum()
        total = total + 0.02 * weight[:-1].square().sum()
        total.backward()
        return total
    optimiser.step(loss)
    weight = weight.detach()
    brake = weight[:-1] * scale
    steps = np.diff([np.log(s / (1 - s)) for s in SURE])
    ladder = torch.full((8,), NO_STEP)
    ladder[7], ladder[2], ladder[4], ladder[6] = -np.log(SURE[0] / (1 - SURE[0])), *inverse_softplus(steps), LAST_STEP
    return {"brake_weight": brake[None].contiguous(), "brake_bias": (weight[-1] - brake @ mean)[None],
            "strength": torch.tensor([BRAKE]), "ladder": ladder.repeat(4)}


def inverse_softplus(values):
    return [float(np.log(np.expm1(v))) for v in values]


def save(tensors: dict[str, torch.Tensor], folder: Path):
    folder.mkdir(parents=True, exist_ok=True)
    save_file({n: t.float().contiguous() for n, t in tensors.items()}, str(folder / "weights.safetensors"), {"format": "pt"})
