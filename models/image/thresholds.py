"""Chooses the decision thresholds on calibration rows, so that harmless pictures stay at 0 nearly always."""

import json
import re
from pathlib import Path

import numpy as np

from data import LEVELS, UNKNOWN

# The share of harmless calibration pictures that may reach level 2, 4 and 6: of photographs, clip art and the like,
# and of drawings made to look like harmful ones.
ALLOWED = (0.004, 0.002, 0.001)
ALLOWED_DRAWINGS = (0.03, 0.015, 0.01)
# Calibration photographs are few, so every threshold is raised by this much of a logit.
MARGIN = 0.8
LOWEST, HIGHEST = 0.3, 0.985


def best_f1(scores: np.ndarray, positive: np.ndarray) -> float:
    """The cut between two scores at which F1 is highest."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(positive[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + positive.sum())
    at = int(np.argmax(f1))
    ordered = np.append(scores[order], 0.0)
    return float((ordered[at] + ordered[at + 1]) / 2)


def choose(scores, severity, drawn, level: int, allowed: float, allowed_drawings: float) -> float:
    """A threshold with a good F1 that lets no more than the allowed shares of harmless rows pass."""
    known = severity != UNKNOWN
    floor = max(float(np.quantile(scores[(severity == 0) & ~drawn], 1 - allowed)),
                float(np.quantile(scores[(severity == 0) & drawn], 1 - allowed_drawings)))
    found = best_f1(scores[known], severity[known] >= level) if (severity >= level).any() else LOWEST
    cut = np.clip(max(found, floor), LOWEST, HIGHEST)
    odds = cut / (1 - cut)
    return round(float(np.clip(odds / (odds + np.exp(-MARGIN)), LOWEST, HIGHEST)), 4)


def of_levels(two: float, four: float, six: float) -> list[float]:
    """Seven thresholds: a level below an even one has that one's. Level 7 has no pictures, and is never reached."""
    return [two, two, four, four, six, six, HIGHEST]


def harm_thresholds(scores: np.ndarray, severity: np.ndarray, drawn: np.ndarray) -> list[list[float]]:
    """`scores` [N, categories, 7], `severity` [N, categories]; `drawn` marks the rows of drawings.py."""
    return [of_levels(*(choose(scores[:, c, level - 1], severity[:, c], drawn, level, *allowed)
                        for level, *allowed in zip(LEVELS, ALLOWED, ALLOWED_DRAWINGS)))
            for c in range(severity.shape[1])]


def severities(scores: np.ndarray, cuts) -> np.ndarray:
    """[N, categories, 7] probabilities to severities: the leading levels that reach their thresholds."""
    return np.cumprod(scores >= np.array(cuts), axis=2).sum(2)


def save(cuts: list[list[float]], manifest: Path):
    """Writes the thresholds into the outputs of a ward.json, in their order."""
    text, lists = manifest.read_text("utf-8"), iter([json.dumps(c) for c in cuts])
    text, count = re.subn(r'"thresholds": \[[^\]]*\]', lambda _: f'"thresholds": {next(lists)}', text)
    assert count == len(cuts), manifest
    manifest.write_text(text, "utf-8")
