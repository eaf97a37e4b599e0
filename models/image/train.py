"""Trains the heads on what the frozen trunks make of pictures, and writes their card.

python train.py DATA_DIR --out DIR --cache DIR

DATA_DIR holds images/; the cache takes Debian's packages of pictures and the embeddings.
"""

import argparse
import shutil
import sys
from pathlib import Path

import numpy as np
import torch

import report
import thresholds
from data import load_rows
from embed import embed
from heads import save, train_harm, train_sexual
from pictures import HERE
from trunk import load


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


@torch.inference_mode()
def scores_of(name: str, tensors, *inputs) -> np.ndarray:
    """[N, categories, 7] by the source that is shipped."""
    head = load(HERE / name, tensors)
    parts = [head(*some) for some in zip(*(torch.from_numpy(i).split(4096) for i in inputs))]
    return torch.cat(parts).unflatten(1, (-1, 7)).numpy()


def ship(name: str, tensors, cuts, out: Path):
    save(tensors, out / name)
    for file in ("forward.py", "recipe.json", "ward.json"):
        if (HERE / name).resolve() != (out / name).resolve():
            shutil.copy(HERE / name / file, out / name)
    thresholds.save(cuts, out / name / "ward.json")


def train_and_cut(rows, features, seed: int, leave_out: str = ""):
    """The harm head, what it makes of all rows, and its thresholds."""
    split = np.array([r.split for r in rows])
    chosen = np.array([r.split == "train" and r.source != leave_out for r in rows])
    tensors = train_harm([r for r, c in zip(rows, chosen) if c], features[chosen], seed)
    scores = scores_of("harm", tensors, features)
    severity = np.array([r.severity for r in rows])
    choosing = (split == "calibration") & np.array([r.source != leave_out for r in rows])
    drawn = np.array([r.source == "drawings" for r in rows])
    return tensors, scores, thresholds.harm_thresholds(scores[choosing], severity[choosing], drawn[choosing])


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    rows = load_rows(options.data, options.cache)
    seen = embed(rows, options.cache)
    features = seen["efficientnet_lite0"]
    tensors, scores, cuts = train_and_cut(rows, features, options.seed)
    ship("harm", tensors, cuts, options.out)

    training = np.array([r.split == "train" for r in rows])
    sexual = train_sexual([r for r, t in zip(rows, training) if t], features[training])
    sexual_scores = scores_of("sexual", sexual, seen["open_nsfw"], features)
    sexual_cuts = [thresholds.of_levels(0.5, 0.5, 0.5)]
    ship("sexual", sexual, sexual_cuts, options.out)

    left_out = {source: train_and_cut(rows, features, options.seed, source)[1:] for source in report.LEFT_OUT}
    found = np.concatenate([thresholds.severities(scores, cuts), thresholds.severities(sexual_scores, sexual_cuts)], 1)
    parts = report.tables(rows, scores, found, left_out, seen["open_nsfw"][:, 0])
    report.write_card(options.out, parts | {"seed": str(options.seed), "parity": (HERE / "parity.md").read_text().strip()})


if __name__ == "__main__":
    sys.exit(main())
