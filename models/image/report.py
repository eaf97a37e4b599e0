"""Measures the heads on pictures they were not trained on, and writes the card."""

from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

import thresholds
from data import CATEGORIES, LICENCES, TESTING
from pictures import HERE

# Sources that are left out of training in turn, to see what the head knows of their kind from elsewhere.
LEFT_OUT = ("weapons_rf", "emoji", "splatter_synth", "fire_smoke_rf")
ALL = (*CATEGORIES, "Sexual")


def table(head: list[str], lines: list[list]) -> str:
    rule = ["---"] + ["--:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(shown(cell) for cell in line) + " |" for line in [head, rule, *lines])


def shown(cell) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def data_table(rows) -> str:
    counts = Counter((r.source, r.split) for r in rows)
    lines = [[source, LICENCES[source], *(counts[source, split] for split in ("train", "calibration", "test"))]
             for source in sorted({r.source for r in rows})]
    return table(["source", "licence", "train", "calibration", "test"], lines)


class Report:
    def __init__(self, rows, scores, found):
        self.rows, self.scores, self.found = rows, scores, found
        self.severity = np.array([r.severity for r in rows])
        self.source = np.array([r.source for r in rows])
        self.label = np.array([r.label for r in rows])
        self.test = np.array([r.split == "test" for r in rows])
        self.safe = (self.severity == 0).all(1)

    def auroc(self, chosen, category: int) -> float:
        """Of the chosen rows against every safe test row, by P(severity >= 2)."""
        against = self.test & self.safe
        scores = np.concatenate([self.scores[chosen, category, 1], self.scores[against, category, 1]])
        return float(roc_auc_score([1] * chosen.sum() + [0] * against.sum(), scores))

    def discrimination(self) -> str:
        lines = []
        for number, category in enumerate(CATEGORIES):
            positive = self.test & (self.severity[:, number] > 0)
            for source, label in sorted({(s, l) for s, l in zip(self.source[positive], self.label[positive])}):
                some = positive & (self.source == source) & (self.label == label)
                level = self.found[some, number]
                lines.append([category, f"{label}" if "/" in label else f"{source}: {label}",
                              int(self.severity[some, number][0]), int(some.sum()), self.auroc(some, number),
                              *(float((level >= k).mean()) for k in (2, 4, 6))])
        return table(["category", "pictures", "severity", "n", "AUROC", "≥ 2", "≥ 4", "≥ 6"], lines)

    def false_alarms(self) -> str:
        """Safe pictures that were not trained on; the last sources had no part in choosing thresholds either."""
        lines = []
        for split, name in (("calibration", "thresholds chosen on it"), ("test", "unseen")):
            for source in sorted({r.source for r in self.rows}):
                some = np.array([r.split == split for r in self.rows]) & self.safe & (self.source == source)
                if some.sum() >= 8:
                    over = self.found[some] >= 2
                    lines.append([f"{source} ({name})", int(some.sum()), *(float(over[:, k].mean()) for k in range(4)),
                                  float(over.any(1).mean())])
        wallpapers = self.test & np.isin(self.source, TESTING) & (self.source != "tuxpaint-stamps-default")
        lines.append(["all unseen wallpapers", int(wallpapers.sum()),
                      *(float((self.found[wallpapers, k] >= 2).mean()) for k in range(4)),
                      float((self.found[wallpapers] >= 2).any(1).mean())])
        return table(["safe pictures", "n", *ALL, "any"], lines)

    def look_alikes(self) -> str:
        """Harmless drawings that share shapes with harmful ones."""
        lines = []
        drawn = self.test & self.safe & (self.source == "drawings")
        for label in sorted(set(self.label[drawn])):
            over = self.found[drawn & (self.label == label)] >= 2
            if over.any():
                lines.append([label.replace("_", " "), len(over), *(float(over[:, k].mean()) for k in range(3))])
        over = self.found[drawn] >= 2
        lines.append(["all look-alikes, also those never flagged", len(over), *(float(over[:, k].mean()) for k in range(3))])
        return table(["look-alike", "n", *CATEGORIES], lines)


def left_out_table(rows, left_out) -> str:
    lines = []
    for source, (scores, cuts) in left_out.items():
        view = Report(rows, scores, thresholds.severities(scores, cuts))
        for number, category in enumerate(CATEGORIES):
            some = (view.source == source) & (view.severity[:, number] > 0)
            if some.sum() >= 5:
                over = float((view.found[some, number] >= 2).mean())
                lines.append([source, category, int(some.sum()), view.auroc(some, number), over])
    return table(["left out", "category", "n", "AUROC", "≥ 2"], lines)


def nsfw_table(rows, nsfw, found) -> str:
    """What open_nsfw says of harmless pictures, and what the brake makes of it."""
    lines = []
    for source in sorted({r.source for r in rows}):
        some = np.array([r.source == source for r in rows])
        lines.append([source, int(some.sum()), float(np.quantile(nsfw[some], 0.99)), float((nsfw[some] >= 0.8).mean()),
                      float((found[some, 3] >= 2).mean())])
    return table(["pictures, none of them sexual", "n", "99th percentile", "score ≥ 0.8", "Sexual ≥ 2"], lines)


def tables(rows, scores, found, left_out, nsfw) -> dict[str, str]:
    view = Report(rows, scores, found)
    return {"data": data_table(rows), "discrimination": view.discrimination(), "false_alarms": view.false_alarms(),
            "look_alikes": view.look_alikes(), "left_out": left_out_table(rows, left_out),
            "nsfw": nsfw_table(rows, nsfw, found)}


def write_card(out: Path, parts: dict[str, str]):
    """Fills the template's {{names}}; a name that is missing is an error."""
    text = (HERE / "CARD.template.md").read_text("utf-8")
    for name, part in parts.items():
        assert "{{" + name + "}}" in text, name
        text = text.replace("{{" + name + "}}", part)
    assert "{{" not in text, "a place in the card was left empty"
    (out / "CARD.md").write_text(text, "utf-8")
