#!/usr/bin/env python3
"""Writes wordpiece_unicode.inc: what BERT's normaliser and pre-tokenizer do with each code point.

usage: make_unicode_table.py > wordpiece_unicode.inc      (needs the Python package `tokenizers`)

Hugging Face `tokenizers` is the oracle, because its answer cannot be derived from one Unicode version: its
categories, its decompositions and its case mapping come from three crates of different age. Every code
point is put through BertNormalizer, NFD and BertPreTokenizer. The one step that looks beyond a single
character is NFD's canonical reordering, so the combining class of what survives is measured too.
"""
import unicodedata

import tokenizers
from tokenizers.normalizers import NFD, BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

WORD, DROP, SPACE, ISOLATED = range(4)
BLOCK = 128
SAME, HANGUL, FIRST_RECORD = 0, 1, 2  # record numbers with a meaning of their own
ISOLATED_FLAG, CLASSES_FLAG, BLOCKER_FLAG = 0x10, 0x20, 0x40

nfd = NFD().normalize_str
uncased = BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True)
cased = BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=False)
strip_marks = BertNormalizer(clean_text=False, handle_chinese_chars=False, strip_accents=True,
                             lowercase=False)
split = BertPreTokenizer().pre_tokenize_str


def all_code_points():
    return (c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF)


def measure_combining_classes():
    """The oracle's non-zero combining classes: found by the known marks that a code point changes places with."""
    low, high = "\u0334", "\u0345"  # of the lowest and the highest class: no mark stands still between both

    def moves(c):
        return nfd(c) == c and (nfd(c + low) != c + low or nfd(high + c) != high + c)

    known = {}
    for c in map(chr, all_code_points()):
        if unicodedata.combining(c) and moves(c):  # Python knows marks that the oracle does not
            known.setdefault(unicodedata.combining(c), c)
    classes = {}
    for c in map(chr, all_code_points()):
        if not moves(c):
            continue
        lower = [k for k, m in known.items() if m != c and nfd(c + m) == m + c]
        higher = [k for k, m in known.items() if m != c and nfd(m + c) == c + m]
        fits = [k for k in known if k not in lower and k not in higher]
        assert len(fits) == 1, hex(ord(c))
        classes[c] = fits[0]
    return classes


def measure(normalizer, c):
    """(class, text) of one character between two letters."""
    text = normalizer.normalize_str(f"a{c}a")
    assert text[0] == text[-1] == "a"
    text = text[1:-1]
    if text == "":
        return DROP, ""
    if text == " ":
        return SPACE, " "
    if text[0] == " ":
        assert text[-1] == " " and len(text) == 3
        return ISOLATED, text[1]
    pieces = [piece for piece, _ in split(f"a{text}a")]
    if pieces == [f"a{text}a"]:
        return WORD, text
    assert pieces == ["a", text, "a"] and len(text) == 1, hex(ord(c))
    return ISOLATED, text


def hangul(c):
    index = ord(c) - 0xAC00
    lead, vowel, trail = index // 588, index // 28 % 21, index % 28
    return chr(0x1100 + lead) + chr(0x1161 + vowel) + (chr(0x11A7 + trail) if trail else "")


def make_record(c, kind, text, classes):
    """Bytes of the uncased result, or None where it is the character itself."""
    decomposed = nfd(c)
    if kind == DROP:
        # A starter stops marks from changing places across it even though it is then removed.
        return bytes([0 if all(classes.get(d) for d in decomposed) else BLOCKER_FLAG])
    survivors = [d for d in decomposed if strip_marks.normalize_str(d)]
    assert len(survivors) == len(text), hex(ord(c))
    combining = [classes.get(d, 0) for d in survivors]
    if text == c and not any(combining):
        return None
    data = text.encode()
    assert len(data) < 16 and len(data) <= 3 * len(c.encode())  # kMaxExpansion
    head = len(data)
    if kind == ISOLATED:
        assert not any(combining)
        head |= ISOLATED_FLAG
    if any(combining):
        # The C++ side sorts as it appends, so a removed starter must not stand between survivors.
        assert kind == WORD and len(survivors) == len(decomposed), hex(ord(c))
        return bytes([head | CLASSES_FLAG]) + data + bytes(combining)
    return bytes([head]) + data


def entries():
    classes = measure_combining_classes()
    numbers, records, values = {}, [], [0] * 0x110000
    for point in all_code_points():
        c = chr(point)
        plain_kind, plain_text = measure(cased, c)
        kind, text = measure(uncased, c)
        assert plain_text in ("", " ", c)
        number = SAME
        if 0xAC00 <= point <= 0xD7A3:
            assert (kind, text) == (WORD, hangul(c))
            number = HANGUL
        elif plain_kind in (DROP, SPACE):
            assert kind == plain_kind
        else:
            record = make_record(c, kind, text, classes)
            if record is None:
                assert kind == plain_kind
            else:
                number = numbers.setdefault(record, len(records) + FIRST_RECORD)
                if number == len(records) + FIRST_RECORD:
                    records.append(record)
        assert number < 1 << 14
        values[point] = number << 2 | plain_kind
    return values, records


def print_array(kind, name, numbers):
    print(f"\nconstexpr {kind} {name}[{len(numbers)}] = {{")
    line = "   "
    for number in numbers:
        if len(line) + len(str(number)) + 2 > 110:
            print(line)
            line = "   "
        line += f" {number},"
    print(line + "\n};")


def main():
    values, records = entries()
    blocks, index = {}, []
    for start in range(0, len(values), BLOCK):
        index.append(blocks.setdefault(tuple(values[start:start + BLOCK]), len(blocks)))
    # The index is itself repetitive (whole planes are unassigned), so it is cut into pages once more.
    pages, page_of = {}, []
    for start in range(0, len(index), 32):
        page_of.append(pages.setdefault(tuple(index[start:start + 32]), len(pages)))
    assert len(pages) < 256
    offsets, pool = [], []
    for record in records:
        offsets.append(len(pool))
        pool += record
    print(f"// Generated by make_unicode_table.py from tokenizers {tokenizers.__version__}: do not edit.")
    print("// The layout is explained where wordpiece_scanner.cpp reads it.")
    print_array("std::uint8_t", "kPageOf", page_of)
    print_array("std::uint16_t", "kBlockOf", [n for page in pages for n in page])
    print_array("std::uint16_t", "kEntries", [n for block in blocks for n in block])
    print_array("std::uint16_t", "kRecordOffsets", offsets)
    print_array("std::uint8_t", "kRecords", pool)


if __name__ == "__main__":
    main()
