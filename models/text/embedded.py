"""Harmful texts in the middle of long harmless ones: does a window still see them?"""

import re
from dataclasses import replace

from data import Row

PART_WORDS = 25
TEST_WORDS, TRAINING_WORDS = 200, 80
TRAINING_ROWS = 1500

# The encoder knows little but English, whatever stands around a sentence.
LEFT_OUT = {"multilingual", "multilingual2"}


def hosts(rows: list[Row], split: str, words: int = TEST_WORDS) -> list[Row]:
    """Long harmless texts of a split: neighbours of one repository, joined."""
    made, open_row = [], None
    for row in rows:
        if row.origin != "benign" or row.split != split or len(row.text.split()) < PART_WORDS:
            continue
        if open_row and open_row.source == row.source:
            row = replace(row, text=f"{open_row.text} {row.text}")
        enough = len(row.text.split()) >= words
        open_row = None if enough else row
        if enough:
            made.append(row)
    return made


def harmful(rows: list[Row], split: str) -> list[Row]:
    return [r for r in rows if r.origin == "authored" and r.split == split
            and max(r.severity) >= 4 and r.source not in LEFT_OUT]


def inside(text: str, host: str) -> str:
    """`text` between two sentences near the middle of `host`."""
    ends = [match.end() for match in re.finditer(r"[.!?\n]\s+", host)] or [len(host)]
    middle = min(ends, key=lambda end: abs(end - len(host) // 2))
    return f"{host[:middle].rstrip()} {text} {host[middle:]}"


def embedded(rows: list[Row], split: str, words: int = TEST_WORDS) -> list[Row]:
    """Every harmful row of a split inside a long harmless text of the same split."""
    around = hosts(rows, split, words)
    return [replace(row, text=inside(row.text, around[i % len(around)].text), origin="embedded")
            for i, row in enumerate(harmful(rows, split))]


def training_rows(rows: list[Row]) -> list[Row]:
    """An even choice of embedded rows, made from training rows alone."""
    made = embedded(rows, "train", TRAINING_WORDS)
    return made[:: max(1, len(made) // TRAINING_ROWS)][:TRAINING_ROWS]
