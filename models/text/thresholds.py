"""Chooses the decision thresholds on calibration rows: authored and harmless ones.

A severity is the number of leading levels whose probability reaches its threshold, so
each level gets a threshold of its own.
"""

import json
import re
from pathlib import Path

import numpy as np

from data import CATEGORIES
from heads import LEVELS

# The share of harmless calibration rows that may reach a level. Level 1 only says "a
# topic is near"; from 2 on an application may act on it.
ALLOWED = (0.02, 0.01, 0.006, 0.004, 0.003, 0.002, 0.002)
ATTACK_ALLOWED = 0.01

LOWEST = 0.02
# Few authored rows carry the highest levels, so the best cut found among them is
# pulled towards this one, as if so many positives had asked for it.
PRIOR, PRIOR_ROWS = 0.4, 10


def best_f1(scores: np.ndarray, positive: np.ndarray) -> float:
    """The cut between scores at which F1 is highest."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(positive[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + positive.sum())
    # Cuts only make sense between different scores; halfway leaves both a margin.
    ordered = scores[order]
    after = np.append(ordered[1:], 0.0)
    f1[ordered == after] = 0
    at = int(np.argmax(f1))
    return float((ordered[at] + after[at]) / 2)


def choose(scores, positive, harmless, allowed: float) -> float:
    """A threshold with a good F1 that flags at most `allowed` of the harmless rows."""
    found = best_f1(scores, positive)
    trust = positive.sum() / (positive.sum() + PRIOR_ROWS)
    smoothed = trust * found + (1 - trust) * PRIOR
    floor = float(np.quantile(scores[harmless], 1 - allowed))
    return round(float(np.clip(max(smoothed, floor), LOWEST, 0.95)), 4)


def severity_thresholds(scores, severity, harmless) -> dict[str, list[float]]:
    """`scores` [N,28], `severity` [N,4]; `harmless` marks the everyday rows."""
    chosen = {}
    for number, category in enumerate(CATEGORIES):
        chosen[category] = [
            choose(scores[:, number * LEVELS + level - 1], severity[:, number] >= level,
                   harmless, ALLOWED[level - 1])
            for level in range(1, LEVELS + 1)
        ]
    return chosen


def severities(scores: np.ndarray, thresholds: dict[str, list[float]]) -> np.ndarray:
    """[N,28] probabilities to [N,4] severities 0..7."""
    cuts = np.array([thresholds[c] for c in CATEGORIES])
    reached = scores.reshape(-1, len(CATEGORIES), LEVELS) >= cuts
    return np.cumprod(reached, axis=2).sum(2)


def attack_threshold(scores, attack, harmless) -> dict[str, list[float]]:
    return {"attack": [choose(scores[:, 0], attack > 0, harmless, ATTACK_ALLOWED)]}


def save(thresholds: dict[str, list[float]], manifest: Path):
    """Writes the thresholds into the outputs of a ward.json and leaves the rest as it is."""
    text = manifest.read_text("utf-8")
    keys = [output["key"] for output in json.loads(text)["outputs"]]
    lists = iter([json.dumps(thresholds[key]) for key in keys])
    place = re.compile(r'"thresholds": \[[^\]]*\]')
    text, count = place.subn(lambda _: f'"thresholds": {next(lists)}', text)
    assert count == len(keys), manifest
    manifest.write_text(text, "utf-8")
