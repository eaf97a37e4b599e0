#!/usr/bin/env python3
"""Compares Ward's WordPiece tokenizer with Hugging Face `tokenizers`, on made-up and on real text.

usage: wordpiece_differential.py VOCAB DUMP_PROGRAM [--seed N] [--cases N] [--text FILE]...

Every code point is tried between spaces and inside a word; then come seeded random mixes of scripts, marks,
controls, emoji, special tokens and words near the length limit. Each runs with the real vocabulary and with
one that has every character as a piece, where no difference in normalisation can hide behind [UNK].
Ids must be equal in all. So must spans, except of texts with marks that stay and that NFD may reorder: there
the peer's alignment is arbitrary. Exits 1 at a difference.
"""
import argparse
import array
import random
import struct
import subprocess
import sys
import tempfile
import time

from tokenizers import AddedToken, Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import NFD, BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
CODE_POINTS = [chr(c) for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]

# Survivors of accent stripping that NFD reorders, with marks that it removes and starters that it removes.
REORDERING = (
    "\u302e\u302f\U0001d165\U0001d16d\U0001d166\u1b44\u1baa\ua953\U000111c0\u1939\u193a\u0316\u0301\u0334\u0345"
    "\u0e38\u0711\U0001e8d0\U0001e944\u034f\u180b\U0001d15f\U0001d160\u0c48\u3099\U00016ff0"
)
POOLS = {  # name: (weight, characters)
    "ascii": (30, [chr(c) for c in range(0x20, 0x7F)]),
    "words": (30, "the of and to in is you that it he was for on are as with his they be at this".split()),
    "control": (3, [chr(c) for c in [*range(0x20), *range(0x7F, 0xA1), 0xAD, 0x180E, *range(0x2000, 0x2070),
                                     0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0xE000, 0x10FFFF, 0xE0001, 0xFDD0]]),
    "latin": (10, [chr(c) for c in [*range(0xA0, 0x250), *range(0x1E00, 0x1F00)]]),
    "greek, cyrillic": (6, [chr(c) for c in [*range(0x370, 0x530), *range(0x1F00, 0x2000)]]),
    "hebrew, arabic": (6, [chr(c) for c in [*range(0x590, 0x780), *range(0xFB1D, 0xFE00), 0x202B, 0x202C]]),
    "indic, thai, tibetan": (6, [chr(c) for c in range(0x900, 0x1100)]),
    "hangul": (4, [chr(c) for c in [*range(0x1100, 0x1200), *range(0xAC00, 0xD7B0)]]),
    "japanese": (4, [chr(c) for c in [*range(0x3000, 0x3100), *range(0xFF00, 0xFFF0)]]),
    "han": (5, [chr(c) for c in [*range(0x4E00, 0x9FFF, 7), *range(0x3400, 0x4DC0, 31), *range(0xF900, 0xFB00),
                                 *range(0x20000, 0x2A6E0, 211), *range(0x2F800, 0x2FA20), 0x2B740, 0x30000]]),
    "marks": (6, [chr(c) for c in range(0x300, 0x370)]),
    "reordering": (4, list(REORDERING)),
    "symbols": (5, [chr(c) for c in [*range(0x2010, 0x2028), *range(0x20A0, 0x2C00, 3), *range(0x2E00, 0x2E60)]]),
    "emoji": (5, [chr(c) for c in range(0x1F300, 0x1FB00)] + list("\u200d\ufe0f\u20e3\u2764\U0001f3fb\U0001f1e9") +
              ["\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f3f3\ufe0f\u200d\U0001f308"]),
    "special": (2, SPECIAL + ["[SEP", "[sep]", "[[CLS]]", "[CLS][SEP]", "[unused1]", "##ing", "##"]),
    "any": (6, CODE_POINTS),
    "space": (20, [" "]),
}


# Lines in many scripts; the fixture has them too.
SENTENCES = """
The quick brown fox jumps over the lazy dog; it wasn't even close -- 3,141.59 (or so) metres!
Please e-mail support@example.org or visit https://example.org/a/b?c=d&e=f#g before 10:30 a.m. on 2024-02-29.
for (int i = 0; i < n; ++i) { sum += x[i] * y[i]; }  // O(n)
I’m “fairly” sure… the café’s naïve résumé — no, the cafe\u0301 — costs €4½, i.e. ≈ £3.50 ± 10 %.
unaffable antidisestablishmentarianism supercalifragilisticexpialidocious tokenization pneumonoultramicroscopic
Zażółć gęślą jaźń. Příliš žluťoučký kůň úpěl ďábelské ódy. Øre, Æble, Þing, ĲSSEL, DŽungla, STRAẞE, straße.
İstanbul'da ılık bir gün; IĞDIR. ΌΣΟΣ, ὈΔΥΣΣΕΎΣ; Ἀχιλλεύς. Съешь же ещё этих мягких французских булок, да выпей чаю.
שָׁלוֹם עוֹלָם. اَلسَّلَامُ عَلَيْكُمْ وَرَحْمَةُ ٱللَّٰهِ، كتاب؟ یک روز خوب است.
नमस्ते दुनिया, क़लम; আমি বাংলায় গান গাই। தமிழ் மொழி; ಕನ್ನಡ; สวัสดีชาวโลก; བོད་ཡིག; မြန်မာ; ភាសាខ្មែរ; ქართული; ՀԱՅԵՐԵՆ.
我爱北京天安门。「こんにちは」、ガギグゲゴ、ｶﾞｷﾞ、ﾊﾝｶｸ、ＦＵＬＬ\u3000ＷＩＤＴＨ。한국어를 배웁니다. 한글. 豈更車賈滑 \U00020bb7野家 ㍿ ㈱ ①②③ ½ ﬁ ﬂ Å Ω K
\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f44d\U0001f3fd \U0001f1eb\U0001f1f7 ❤\ufe0f 1\ufe0f\u20e3 \U0001d4d7\U0001d4ee\U0001d4f5\U0001d4f5\U0001d4f8 ⓗⓘ
a\u0000b\u0001c\u0009d\u00a0e\u2003f\u200bg\u00adh\ufeffi�j\u2028k\u0085l\u007fm \ue000\uf8ff\U000f0000 \u0378\U000e0100 \ufdd0\uffff
[CLS] text that [SEP] forges [MASK] its [PAD] own [UNK] tokens [sep] [ SEP ] [SEP [[SEP]]a[SEP]b [unused1] ##ing
""".strip("\n").split("\n")


def make_peer(vocab, cased=False, literal=False):
    """The tokenizer.json of the model, made from its vocabulary."""
    peer = Tokenizer(WordPiece(vocab, unk_token="[UNK]", max_input_chars_per_word=100))
    peer.normalizer = BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=None,
                                     lowercase=not cased)
    peer.pre_tokenizer = BertPreTokenizer()
    if not literal:
        peer.add_special_tokens([AddedToken(t, single_word=False, lstrip=False, rstrip=False, normalized=False)
                                 for t in SPECIAL])
    return peer


def alphabet():
    """A vocabulary in which every character is a piece."""
    letters = [c for c in CODE_POINTS if c not in "\n\r\0"]
    return SPECIAL + letters + ["##" + c for c in letters]


def random_text(rng, length):
    names = list(POOLS)
    weights = [POOLS[name][0] for name in names]
    # A text keeps to few pools, so that words of one script form and marks meet their letters.
    chosen = rng.choices(names, weights, k=rng.randint(1, 4)) + ["space"]
    return "".join(rng.choice(POOLS[rng.choice(chosen)][1]) for _ in range(length))


def long_word(rng):
    """Words whose length in characters is near the limit of 100, before and after normalisation."""
    unit = rng.choice(["a", "ing", "\u00e9", "\u0436", "\ud55c", "e\u0301", "\u0644", "\U0001d15f", "\u2764", "\x01b"])
    count = rng.choice([98, 99, 100, 101, 102, 33, 34, 49, 50, 51]) // max(1, rng.choice([1, len(unit)]))
    return "".join([rng.choice(["", "x ", "[SEP]"]), unit * count, rng.choice(["", "s", ".", " y", "\u0301"])])


def reordering_text(rng):
    return "a" + "".join(rng.choice(REORDERING) for _ in range(rng.randint(2, 12))) + rng.choice(["", "b", " c"])


def real_lines(files):
    for name in files:
        with open(name, encoding="utf-8", errors="replace") as file:
            yield from (line.rstrip("\n") for line in file)


def code_point_cases():
    for start in range(0, len(CODE_POINTS), 64):
        group = CODE_POINTS[start:start + 64]
        yield "code points alone", " ".join(group)
        yield "code points in words", " ".join("e" + c + "s" for c in group)
        yield "code points among marks", " ".join("e\u302e" + c + "\U0001d165\u0301" + c for c in group)


def random_cases(rng, count, files):
    for line in SENTENCES:
        yield "sentences", line
    for _ in range(count):
        yield "random", random_text(rng, int(rng.expovariate(1 / 20)) + 1)
    for _ in range(count // 10):
        yield "long words", long_word(rng)
        yield "reordering", reordering_text(rng)
    for length in (1000, 1023, 1024, 1025, 2048, 5000, 20000):
        yield "long texts", random_text(rng, length)
        yield "long texts", "".join(random_text(rng, 40).replace(" ", "") for _ in range(length // 40))
        yield "long texts", "x" * (length - 3) + " [SEP] y" + "z" * length
    for line in real_lines(files):
        yield "lines", line


def dump(program, vocab_path, texts, flags):
    """[(ids, spans)] as the program under test has them."""
    data = [text.encode() for text in texts]
    stdin = b"".join(struct.pack("=I", len(d)) + d for d in data)
    out = subprocess.run([program, vocab_path, *flags], input=stdin, stdout=subprocess.PIPE, check=True).stdout
    at, results = 0, []
    for _ in texts:
        (count,) = struct.unpack_from("=I", out, at)
        numbers = array.array("i", out[at + 4:at + 4 + 12 * count])
        results.append((numbers[:count].tolist(), numbers[count:].tolist()))
        at += 4 + 12 * count
    assert at == len(out)
    return results


def byte_spans(text, offsets):
    """The peer's character offsets as a flat list of byte offsets."""
    if text.isascii():
        return [x for pair in offsets for x in pair]
    places, at = [0], 0
    for c in text:
        at += len(c.encode())
        places.append(at)
    return [places[x] for pair in offsets for x in pair]


def kept_marks():
    """Characters of which a part survives accent stripping and yet changes place under NFD."""
    nfd = NFD().normalize_str
    strip = BertNormalizer(clean_text=False, handle_chinese_chars=False, strip_accents=True,
                           lowercase=False).normalize_str

    def moves(c):
        return nfd(c + "\u0334") == "\u0334" + c or nfd("\u0345" + c) == c + "\u0345"

    kept = {c for c in CODE_POINTS if c > "\u02ff" and strip(c) == c and nfd(c) == c and moves(c)}
    return kept | {c for c in CODE_POINTS if not kept.isdisjoint(nfd(c))}


def compare(name, peer, program, vocab_path, cases, kept, flags=()):
    """The number of cases in which both differ; the first few are printed."""
    ours = dump(program, vocab_path, [text for _, text in cases], flags)
    bad = checked_spans = 0
    for start in range(0, len(cases), 4000):
        texts = [text for _, text in cases[start:start + 4000]]
        encodings = peer.encode_batch(texts, add_special_tokens=False)
        for (kind, text), (ids, spans), theirs in zip(cases[start:], ours[start:start + 4000], encodings):
            equal = ids == theirs.ids
            if equal and not kind.startswith("code") and kept.isdisjoint(text):
                checked_spans += 1
                equal = spans == byte_spans(text, theirs.offsets)
            if not equal:
                bad += 1
                if bad <= 5:
                    print(f"{name}: {kind}: {text!a}\n  ward {ids}\n       {spans}\n"
                          f"  peer {theirs.ids}\n       {byte_spans(text, theirs.offsets)}")
    print(f"{name}: {len(cases)} texts, {bad} differ (spans compared in {checked_spans})", flush=True)
    return bad


def write_fixture(path, peer, rng, cases):
    """A sample with the peer's ids: escaped text, a tab, ids."""
    def escape(text):
        return "".join(chr(b) if 0x20 <= b < 0x7F and b != 0x5C else f"\\x{b:02x}" for b in text.encode())

    short = [text for kind, text in cases if kind != "sentences" and len(text) < 120]
    with open(path, "w", encoding="ascii") as file:
        for text in SENTENCES + rng.sample(short, 2000):
            ids = peer.encode(text, add_special_tokens=False).ids
            file.write(f"{escape(text)}\t{' '.join(map(str, ids))}\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("vocab")
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--text", action="append", default=[], help="file of lines to try besides")
    parser.add_argument("--write-fixture", metavar="FILE", help="only write tests/data/wordpiece_fixture.tsv")
    args = parser.parse_args()
    print(f"seed {args.seed}", flush=True)
    rng = random.Random(args.seed)
    with open(args.vocab, encoding="utf-8") as file:
        vocab = {line.rstrip("\n"): i for i, line in enumerate(file)}
    cases = list(random_cases(rng, args.cases, args.text))
    if args.write_fixture:
        return write_fixture(args.write_fixture, make_peer(vocab), rng, cases)
    points = list(code_point_cases())
    some = rng.sample(cases, min(len(cases), 20_000))
    kept = kept_marks()

    bad = compare("model's vocabulary", make_peer(vocab), args.program, args.vocab,
                  [case for case in points if "marks" not in case[0]] + cases, kept)
    bad += compare("no special tokens", make_peer(vocab, literal=True), args.program, args.vocab, some, kept,
                   ["literal"])
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n") as file:
        tokens = alphabet()
        file.write("".join(token + "\n" for token in tokens))
        file.flush()
        vocab = {token: i for i, token in enumerate(tokens)}
        bad += compare("alphabet", make_peer(vocab), args.program, file.name,
                       [case for case in points if "alone" not in case[0]] + some, kept)
        bad += compare("alphabet, cased", make_peer(vocab, cased=True), args.program, file.name,
                       [case for case in points if "words" in case[0]] + some, kept, ["cased"])
    sys.exit(bad != 0)


if __name__ == "__main__":
    main()
