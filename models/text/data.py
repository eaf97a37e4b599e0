"""Reads the training folder and splits it into train, calibration and test rows.

Every row becomes a `Row`: its severities (-1 where unknown), whether a person graded
them, whether it is an attack (-1 where unknown), and the split it belongs to.
"""

import csv
import gzip
import hashlib
import json
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

CATEGORIES = ("Hate", "SelfHarm", "Sexual", "Violence")
UNKNOWN = -1

# Named after an evaluation set that must never be trained on; its rows carry no
# severity anyway.
EXCLUDED_SOURCES = {"harmbench_val"}

# More rows than this of one scraped source change nothing but the training time.
ROWS_PER_SOURCE = 3000

# The label of a long scraped text says little about any of its windows.
CHARACTERS_PER_SCRAPED_TEXT = 2000

# Rows near each other in an authored file are often variants of one idea.
NEIGHBOURS = 20

csv.field_size_limit(1 << 27)


@dataclass
class Row:
    text: str
    severity: tuple  # one of 0..7 or UNKNOWN per category
    attack: int  # 1, 2 (hidden in a document), 0 or UNKNOWN
    graded: bool  # False where a severity was mapped from another label
    origin: str  # "authored", "permissive", "benign", "extra", "embedded" or "fragment"
    source: str  # file, data set or repository
    licence: str
    split: str  # "train", "calibration" or "test"


def load_rows(folder: Path, seed: int) -> list[Row]:
    """All rows the heads are trained on, calibrated with and tested with."""
    text = Path(folder) / "text"
    rows = load_authored(text / "authored") + load_benign(text / "benign.csv.gz")
    return rows + load_permissive(text / "train.csv.gz", seed) + load_extra()


def bucket(key: str) -> float:
    """A fixed pseudo-random number in [0, 1) for a key."""
    digest = hashlib.sha256(key.encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def split_of(key: str) -> str:
    place = bucket(key)
    if place < 0.76:
        return "train"
    return "calibration" if place < 0.88 else "test"


def load_authored(folder: Path) -> list[Row]:
    rows = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            rows.append(authored_row(json.loads(line), path.stem, number))
    return rows


def authored_row(item: dict, name: str, number: int) -> Row:
    # Related rows must fall on the same side: one ladder, one group of variants, or
    # else one block of neighbours.
    related = item.get("ladder") or item.get("group") or f"block {number // NEIGHBOURS}"
    severity = tuple(item[c.lower()] for c in CATEGORIES)
    return Row(item["text"], severity, item["attack"], True, "authored", name,
               "MIT", split_of(f"{name}/{related}"))


def load_extra() -> list[Row]:
    """The rows written beside this script: short and plain sentences, for training only."""
    path = Path(__file__).with_name("extra.jsonl")
    if not path.exists():
        return []
    items = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Row(i["text"], tuple(i[c.lower()] for c in CATEGORIES), i["attack"], True,
                "extra", "extra", "MIT", "train") for i in items]


def load_benign(path: Path) -> list[Row]:
    """Harmless texts; whole repositories are held out, so the false-positive rate is
    that of unseen sources."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        items = list(csv.DictReader(file))
    by_size = [s for s, _ in Counter(i["source"] for i in items).most_common()]
    splits = {4: "calibration", 7: "calibration", 6: "test"}
    split = {s: splits.get(rank % 8, "train") for rank, s in enumerate(by_size)}
    return [Row(i["text"], (0, 0, 0, 0), 0, True, "benign", i["source"], i["licence"],
                split[i["source"]]) for i in items]


def load_permissive(path: Path, seed: int) -> list[Row]:
    """Scraped sets under permissive licences, at most ROWS_PER_SOURCE from each."""
    by_source = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for item in csv.DictReader(file):
            short = len(item["text"]) <= CHARACTERS_PER_SCRAPED_TEXT
            if short and item["source"] not in EXCLUDED_SOURCES:
                by_source[item["source"]].append(permissive_row(item))
    picker = random.Random(seed)
    rows = []
    for source in sorted(by_source):
        train = [r for r in by_source[source] if r.split == "train"]
        rows += thin(train, picker) + [r for r in by_source[source] if r.split == "test"]
    return rows


def permissive_row(item: dict) -> Row:
    def number(key):
        return int(float(item[key])) if item[key] else UNKNOWN

    severity = tuple(number(c.lower()) for c in CATEGORIES)
    # Thresholds are chosen on authored and benign rows alone, so this set's own
    # development rows serve as test rows.
    split = "train" if item["split"] == "train" else "test"
    return Row(item["text"], severity, number("attack"), item["exact"] == "1", "permissive",
               item["source"], item["licence"], split)


def thin(rows: list[Row], picker: random.Random) -> list[Row]:
    """Keeps ROWS_PER_SOURCE rows, up to two thirds of them harmful ones."""
    if len(rows) <= ROWS_PER_SOURCE:
        return rows
    picker.shuffle(rows)
    harmful = [r for r in rows if max(r.severity) >= 4 or r.attack > 0]
    harmful = harmful[: ROWS_PER_SOURCE * 2 // 3]
    chosen = {id(r) for r in harmful}
    rest = [r for r in rows if id(r) not in chosen]
    return harmful + rest[: ROWS_PER_SOURCE - len(harmful)]
