"""Short pieces of harmless texts: single words, openings, loose phrases.

Most single words among the scraped rows are profanity, so without these the heads take
shortness itself for a sign of harm.
"""

import random
import re
from dataclasses import replace
from pathlib import Path

from data import Row

COUNTS = {"train": 4000, "calibration": 1200, "test": 1200}
LONGEST = 5  # words
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*[.,!?]?|\d+")


def lexicon_words(folder: Path) -> set[str]:
    """Every word that the profanity lists mention anywhere: too many rather than too few."""
    words = set()
    for path in Path(folder).rglob("*"):
        if path.is_file() and not path.name.startswith(("SOURCE", "README", "LICENSE")):
            words |= set(re.findall(r"[a-z']+", path.read_text("utf-8", "ignore").lower()))
    return words


def cut(text: str, picker: random.Random) -> str:
    """One to LONGEST words from somewhere in the text, half of the time from its start."""
    words = WORD.findall(text)
    if not words:
        return ""
    size = picker.randint(1, LONGEST)
    start = 0 if picker.random() < 0.5 else picker.randrange(len(words))
    piece = " ".join(words[start : start + size])
    return piece.lower() if picker.random() < 0.5 else piece


def fragments(rows: list[Row], lexicons: Path, seed: int) -> list[Row]:
    """COUNTS fragments a split, each from harmless rows of that split."""
    avoid = lexicon_words(lexicons)
    picker = random.Random(seed)
    made, seen = [], set()
    for split, count in COUNTS.items():
        hosts = [r for r in rows if r.origin == "benign" and r.split == split]
        left = count
        while left > 0:
            host = picker.choice(hosts)
            text = cut(host.text, picker)
            bare = set(re.findall(r"[a-z']+", text.lower()))
            if not text or text.lower() in seen or bare & avoid:
                continue
            seen.add(text.lower())
            made.append(replace(host, text=text, origin="fragment", source="fragments"))
            left -= 1
    return made
