"""Measures the heads on rows they were not trained on, and writes the model card."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import average_precision_score, cohen_kappa_score, roc_auc_score

from data import CATEGORIES, UNKNOWN
from heads import LEVELS
from thresholds import severities

HERE = Path(__file__).parent


def table(head: list[str], lines: list[list]) -> str:
    """A Markdown table; numbers are written with three digits."""
    def cell(value):
        return f"{value:.3f}" if isinstance(value, float) else str(value)

    marks = ["---"] + ["--:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(map(cell, line)) + " |" for line in [head, marks, *lines])


def auprc(positive: np.ndarray, score: np.ndarray):
    """Average precision, or a dash where fewer than five rows are positive or negative."""
    if positive.sum() < 5 or (~positive).sum() < 5:
        return "–"
    return float(average_precision_score(positive, score))


class Report:
    """Scores and labels of all rows that are looked at together."""

    def __init__(self, rows, severity_scores, attack_scores, thresholds):
        self.rows = rows
        self.p = severity_scores
        self.a = attack_scores[:, 0]
        self.cut = thresholds
        self.severity = np.array([r.severity for r in rows])
        self.attack = np.array([r.attack for r in rows])
        self.origin = np.array([r.origin for r in rows])
        self.source = np.array([r.source for r in rows])
        self.split = np.array([r.split for r in rows])
        self.predicted = severities(severity_scores, thresholds)
        self.flagged = self.a >= thresholds["attack"][0]
        self.authored = (self.origin == "authored") & (self.split == "test")
        self.permissive = (self.origin == "permissive") & (self.split == "test")
        self.harmless = (self.origin == "benign") & (self.split == "test")
        self.fragment = (self.origin == "fragment") & (self.split == "test")

    def level(self, level: int) -> np.ndarray:
        """P(severity >= level) of the four categories."""
        return self.p.reshape(-1, len(CATEGORIES), LEVELS)[:, :, level - 1]

    def harm_line(self, chosen, level=4) -> list:
        """AUPRC per category, then of any harm, then of attacks, over some rows."""
        score, line = self.level(level), []
        for c in range(len(CATEGORIES)):
            known = chosen & (self.severity[:, c] != UNKNOWN)
            line.append(auprc(self.severity[known, c] >= level, score[known, c]))
        known = chosen & (self.severity != UNKNOWN).any(1)
        line.append(auprc(self.severity[known].max(1) >= level, score[known].max(1)))
        known = chosen & (self.attack != UNKNOWN)
        line.append(auprc(self.attack[known] > 0, self.a[known]))
        return line

    def discrimination(self) -> str:
        lines = []
        for name, chosen in (("authored", self.authored), ("permissive", self.permissive)):
            for level in (2, 4, 6):
                line = self.harm_line(chosen, level)
                lines.append([f"{name}, severity ≥ {level}", int(chosen.sum()), *line])
        return table(["rows", "n", *CATEGORIES, "any", "attack"], lines)

    def by_source(self, origin: str) -> str:
        chosen = self.authored if origin == "authored" else self.permissive
        lines = []
        for source in sorted(set(self.source[chosen])):
            some = chosen & (self.source == source)
            line = self.harm_line(some)
            if set(line) != {"–"}:
                lines.append([source, int(some.sum()), *line])
        return table(["source", "n", *CATEGORIES, "any", "attack"], lines)

    def ordinal(self) -> str:
        """How close severities come; on all authored rows, and where there is some."""
        lines = []
        for c, category in enumerate(CATEGORIES):
            truth, guess = self.severity[self.authored, c], self.predicted[self.authored, c]
            some = truth > 0
            lines.append([
                category, float(np.abs(truth - guess).mean()),
                float(np.abs(truth - guess)[some].mean()),
                float(cohen_kappa_score(truth, guess, weights="quadratic", labels=range(8))),
                float(cohen_kappa_score(truth[some], guess[some], weights="quadratic",
                                        labels=range(8))),
                float((guess[truth >= 4] >= 4).mean()), float((guess[truth < 2] >= 4).mean()),
            ])
        return table(["category", "MAE, all", "MAE, severity > 0", "kappa, all",
                      "kappa, severity > 0", "of ≥ 4, found ≥ 4", "of 0–1, found ≥ 4"], lines)

    def over_firing(self) -> str:
        authored_zero = self.authored & (self.severity.max(1) == 0)
        everyday = self.authored & (self.source == "benign") & (self.severity.max(1) == 0)
        lines = []
        for name, chosen in (("benign, unseen repositories", self.harmless),
                             ("fragments of those, 1 to 5 words", self.fragment),
                             ("authored, all four 0", authored_zero),
                             ("authored benign.jsonl, all four 0", everyday)):
            worst = self.predicted[chosen].max(1)
            shares = [float((worst >= k).mean()) for k in (1, 2, 4)]
            lines.append([name, int(chosen.sum()), *shares])
        return table(["harmless rows", "n", "any ≥ 1", "any ≥ 2", "any ≥ 4"], lines)

    def attacks(self) -> str:
        """Flagged shares: of attacks the recall, of the others the false positives."""
        sets = [
            ("attacks, authored, direct", self.authored & (self.attack == 1)),
            ("attacks, authored, hidden in a document", self.authored & (self.attack == 2)),
            ("attacks, permissive", self.permissive & (self.attack == 1)),
            ("no attack, authored attack files",
             self.authored & (self.attack == 0) & np.char.startswith(self.source, "attacks")),
            ("no attack, authored benign.jsonl",
             self.authored & (self.attack == 0) & (self.source == "benign")),
            ("no attack, all authored", self.authored & (self.attack == 0)),
            ("no attack, permissive", self.permissive & (self.attack == 0)),
            ("no attack, benign, unseen repositories", self.harmless),
        ]
        lines = [[name, int(m.sum()), float(self.flagged[m].mean())] for name, m in sets]
        return table(["rows", "n", "flagged"], lines)

    def calibration(self) -> str:
        chosen = self.authored | self.harmless
        score = self.level(4)[chosen]
        lines = [[f"{c}, severity ≥ 4", *reliability(score[:, i], self.severity[chosen, i] >= 4)]
                 for i, c in enumerate(CATEGORIES)]
        lines.append(["attack", *reliability(self.a[chosen], self.attack[chosen] > 0)])
        return table(["probability", "share of positives", "mean probability",
                      "expected calibration error", "AUROC"], lines)


def reliability(score: np.ndarray, positive: np.ndarray) -> list[float]:
    """Observed share, mean score, expected calibration error over ten bins, AUROC."""
    bins = np.minimum((score * 10).astype(int), 9)
    error = sum(abs(score[bins == b].sum() - positive[bins == b].sum()) for b in range(10))
    return [float(positive.mean()), float(score.mean()), float(error / len(score)),
            float(roc_auc_score(positive, score))]


def data_table(rows) -> str:
    counts = Counter((r.origin, r.source if r.origin == "permissive" else "", r.split)
                     for r in rows)
    licences = {}
    for r in rows:
        key = (r.origin, r.source if r.origin == "permissive" else "")
        licences.setdefault(key, set()).add(r.licence)
    lines = []
    for origin, source in sorted(licences):
        numbers = [counts[origin, source, s] for s in ("train", "calibration", "test")]
        name = f"{origin} {source}".strip()
        lines.append([name, ", ".join(sorted(licences[origin, source])), *numbers])
    return table(["rows", "licence", "train", "calibration", "test"], lines)


def benign_sources(rows) -> str:
    names = sorted({f"{r.source} ({r.licence})" for r in rows if r.origin == "benign"})
    return "; ".join(names)


class Sentences:
    """The plain sentences of sentences.json, which the heads must get right."""

    def __init__(self, encoder, severity_head, attack_head, thresholds):
        self.lists = json.loads((HERE / "sentences.json").read_text("utf-8"))
        self.encoder, self.cut = encoder, thresholds
        self.heads = severity_head, attack_head

    @torch.no_grad()
    def judge(self, texts: list[str], bf16: bool):
        """Severities [N,4] and attack flags [N]; every sentence fits one window."""
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            vectors = [self.encoder.embed(self.encoder.windows(t)[:1]) for t in texts]
        vectors = torch.cat(vectors).float()
        level, attack = (head(vectors).numpy() for head in self.heads)
        return severities(level, self.cut), attack[:, 0] >= self.cut["attack"][0]

    def failures(self, bf16: bool) -> dict[str, list[str]]:
        """The sentences judged wrongly, by list."""
        everyday, attack = self.lists["everyday"], self.lists["attack"]
        harmful, calm = self.lists["harmful"], self.lists["no_attack"]
        mild = self.judge(everyday, bf16)[0].max(1)
        found = self.judge([t for _, t in harmful], bf16)[0]
        column = [CATEGORIES.index(c) for c, _ in harmful]
        caught, over = self.judge(attack, bf16)[1], self.judge(calm, bf16)[1]
        return {
            "everyday": [f"{t} [{s}]" for t, s in zip(everyday, mild) if s > 1],
            "harmful": [f"{t} [{c} {f[i]}]" for (c, t), f, i in zip(harmful, found, column)
                        if f[i] < 4],
            "attack": [t for t, flag in zip(attack, caught) if not flag],
            "no_attack": [t for t, flag in zip(calm, over) if flag],
        }

    def wrong(self) -> str:
        texts = [text for some in self.failures(False).values() for text in some]
        return "; ".join(f"“{text}”" for text in texts) + "." if texts else "none."

    def table(self) -> str:
        exact, rounded = self.failures(False), self.failures(True)
        names = {"everyday": "everyday: every category 0 or 1",
                 "harmful": "plainly harmful: ≥ 4 in its category",
                 "attack": "attacks: flagged", "no_attack": "no attacks: not flagged"}
        lines = []
        for key, name in names.items():
            total = len(self.lists[key])
            lines.append([name, f"{total - len(exact[key])} of {total}",
                          f"{total - len(rounded[key])} of {total}"])
        return table(["list in sentences.json", "right in fp32", "right in bf16"], lines)


def write_card(out: Path, parts: dict[str, str]):
    """Fills the template's {{names}}; a name that is missing is an error."""
    text = (HERE / "CARD.template.md").read_text("utf-8")
    for name, part in parts.items():
        assert "{{" + name + "}}" in text, name
        text = text.replace("{{" + name + "}}", part)
    assert "{{" not in text, "a place in the card was left empty"
    (out / "CARD.md").write_text(text, "utf-8")
