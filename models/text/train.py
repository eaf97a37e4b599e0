"""Trains Ward's two text heads on frozen MiniLM embeddings and writes their model card.

python train.py DATA_DIR --encoder DIR_WITH_model.safetensors_and_vocab.txt --out DIR
"""

import argparse
import shutil
import sys
from pathlib import Path

import numpy as np
import torch

import report
import thresholds
from data import CATEGORIES, load_rows
from embedded import embedded, harmful, hosts, training_rows
from encoder import OVERLAP, WINDOW, Cache, Encoder
from fragments import fragments
from heads import (LEVELS, AttackHead, Recipe, SeverityHead, Windows, attack_targets, merge, save,
                   score, script, severity_targets, train_members)

HERE = Path(__file__).parent
HEADS = {"severity": (SeverityHead, severity_targets), "attack": (AttackHead, attack_targets)}

# Authored files are left out in this many turns to measure transfer to unseen ones.
TURNS = 3


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with text/ and lexicons/")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, help="where embeddings are kept (OUT/cache)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def embed(rows, cache: Cache) -> Windows:
    """Windows of all rows, in order."""
    vectors, starts = cache.embed_texts([r.text for r in rows])
    return Windows(torch.from_numpy(vectors), starts)


def train(name: str, rows, windows, chosen, seed: int, recipe: Recipe = Recipe()):
    """One head's tensors, trained on the rows in `chosen` whose label is known."""
    kind, targets_of = HEADS[name]
    targets, weights = targets_of(rows)
    known = chosen[(weights[chosen].sum(1) > 0).numpy()]
    members = train_members(kind, windows, known, targets, weights, recipe, seed)
    check_script(HERE / name / "forward.py", members[0], windows)
    return merge(members)


@torch.no_grad()
def check_script(source: Path, member, windows: Windows):
    """The shipped source must compute what was trained, merged or not."""
    x = windows.vectors[:512]
    for group in ([member], [member, member]):
        shipped = script(source, merge(group))(x)
        assert torch.allclose(shipped, torch.sigmoid(member(x)), atol=1e-5), source


def choose_thresholds(rows, severity_head, attack_head, windows):
    """On calibration rows only: authored and everyday ones together."""
    texts = np.flatnonzero([r.split == "calibration" for r in rows])
    harmless = np.array([rows[i].origin in ("benign", "fragment") for i in texts])
    severity = np.array([rows[i].severity for i in texts])
    attack = np.array([rows[i].attack for i in texts])
    chosen = thresholds.severity_thresholds(score(severity_head, windows, texts), severity,
                                            harmless)
    flag = thresholds.attack_threshold(score(attack_head, windows, texts), attack, harmless)
    return chosen, flag


def transfer(rows, windows, seed: int):
    """Scores of every authored row by heads that never saw its file."""
    files = sorted({r.source for r in rows if r.origin == "authored"})
    scores = {"severity": np.zeros((len(rows), 28)), "attack": np.zeros((len(rows), 1))}
    for turn in range(TURNS):
        out = set(files[turn::TURNS])
        of_file = np.array([r.origin in ("authored", "embedded") and r.source in out for r in rows])
        left_out = of_file & np.array([r.origin == "authored" for r in rows])
        train_on = np.array([r.split == "train" or r.origin == "authored" for r in rows])
        for name in HEADS:
            # One network instead of three: the figure is a little low, the run far shorter.
            tensors = train(name, rows, windows, np.flatnonzero(train_on & ~of_file), seed,
                            Recipe(members=1))
            head = script(HERE / name / "forward.py", tensors)
            texts = np.flatnonzero(left_out)
            scores[name][texts] = score(head, windows, texts)
    return scores


def left_out_table(rows, windows, seed: int) -> str:
    """AUPRC on authored files, each judged by heads trained without it."""
    scores = transfer(rows, windows, seed)
    anything = {c: [0.5] * LEVELS for c in CATEGORIES}  # AUPRC needs no threshold
    view = report.Report(rows, scores["severity"], scores["attack"],
                         {**anything, "attack": [0.5]})
    view.authored = view.origin == "authored"
    lines = [["all authored files", int(view.authored.sum()), *view.harm_line(view.authored)]]
    head = ["left out", "n", *anything, "any", "attack"]
    return report.table(head, lines) + "\n" + view.by_source("authored").split("\n", 2)[2]


def ship(name: str, tensors, cuts: dict, out: Path):
    folder = out / name
    save(tensors, folder)
    for file in ("forward.py", "recipe.json", "ward.json"):
        if (HERE / name).resolve() != folder.resolve():
            shutil.copy(HERE / name / file, folder)
    thresholds.save(cuts, folder / "ward.json")


def embedded_table(rows, severity_head, cuts, cache: Cache) -> str:
    """Harmful test rows alone, inside long harmless texts, and those texts alone."""
    alone, around = harmful(rows, "test"), hosts(rows, "test")
    lines = []
    for name, some, column in (
            ("harmful rows alone, in their category", alone, True),
            ("the same inside long texts, in their category", embedded(rows, "test"), True),
            ("the long texts alone, any category", around, False)):
        windows = embed(some, cache)
        found = thresholds.severities(score(severity_head, windows, np.arange(len(some))), cuts)
        worst = [int(np.argmax(r.severity)) for r in some]
        level = found[np.arange(len(some)), worst] if column else found.max(1)
        lines.append([name, len(some), *(float((level >= k).mean()) for k in (2, 4))])
    return report.table(["rows", "n", "≥ 2", "≥ 4"], lines)


def card_parts(rows, windows, heads, cuts, encoder) -> dict[str, str]:
    texts = np.arange(len(rows))
    view = report.Report(rows, score(heads["severity"], windows, texts),
                         score(heads["attack"], windows, texts), cuts)
    sentences = report.Sentences(encoder, heads["severity"], heads["attack"], cuts)
    return {
        "data": report.data_table(rows), "benign_sources": report.benign_sources(rows),
        "discrimination": view.discrimination(), "by_file": view.by_source("authored"),
        "by_source": view.by_source("permissive"), "ordinal": view.ordinal(),
        "over_firing": view.over_firing(), "attacks": view.attacks(),
        "calibration": view.calibration(), "sentences": sentences.table(),
        "wrong": sentences.wrong(),
    }


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    rows = load_rows(options.data, options.seed)
    rows += training_rows(rows) + fragments(rows, options.data / "lexicons", options.seed)
    encoder = Encoder(options.encoder)
    cache = Cache(encoder, options.cache or options.out / "cache")
    windows = embed(rows, cache)
    chosen = np.flatnonzero([r.split == "train" for r in rows])
    tensors = {name: train(name, rows, windows, chosen, options.seed) for name in HEADS}
    heads = {name: script(HERE / name / "forward.py", t) for name, t in tensors.items()}
    severity_cuts, attack_cut = choose_thresholds(rows, *heads.values(), windows)
    ship("severity", tensors["severity"], severity_cuts, options.out)
    ship("attack", tensors["attack"], attack_cut, options.out)
    parts = card_parts(rows, windows, heads, {**severity_cuts, **attack_cut}, encoder)
    parts["embedded"] = embedded_table(rows, heads["severity"], severity_cuts, cache)
    parts["left_out"] = left_out_table(rows, windows, options.seed)
    parts |= {"seed": str(options.seed), "window": str(WINDOW + 2), "content": str(WINDOW),
              "stride": str(WINDOW - OVERLAP)}
    report.write_card(options.out, parts)


if __name__ == "__main__":
    sys.exit(main())
