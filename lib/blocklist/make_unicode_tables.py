#!/usr/bin/env python3
"""Writes unicode_fold.inc and skeleton_letters.inc: what the matcher knows of each code point.

usage: make_unicode_tables.py FOLDER      (needs ICU's libicuuc and libicui18n, which libicu-dev brings)

fold      full case folding, and whether the code point is a word character
skeleton  what the code point looks like to a reader: no marks, no case, look-alikes by Unicode's confusables
Both come from ICU, so that they are of one Unicode version.
"""
import ctypes
import ctypes.util
import pathlib
import sys
import unicodedata

BLOCK, PAGE = 128, 32
SAME, DROP, SEPARATOR, FIRST_RECORD = 0, 1, 2, 3
MAX_LETTERS = 4

uc = ctypes.CDLL(ctypes.util.find_library("icuuc"))
i18n = ctypes.CDLL(ctypes.util.find_library("icui18n"))
VERSION = uc._name.rsplit(".", 1)[-1]


def icu(library, name, restype=ctypes.c_int32):
    function = getattr(library, f"{name}_{VERSION}")
    function.restype = restype
    return function


fold_case = icu(uc, "u_strFoldCase")
has_property = icu(uc, "u_hasBinaryProperty", ctypes.c_int8)
char_type = icu(uc, "u_charType", ctypes.c_int8)
combining_class = icu(uc, "u_getCombiningClass", ctypes.c_uint8)
digit_value = icu(uc, "u_charDigitValue")
spoof_open = icu(i18n, "uspoof_open", ctypes.c_void_p)
spoof_skeleton = icu(i18n, "uspoof_getSkeleton")
normalizer = icu(uc, "unorm2_getNFKDInstance", ctypes.c_void_p)
normalize = icu(uc, "unorm2_normalize")
error = ctypes.c_int32(0)
checker = ctypes.c_void_p(spoof_open(ctypes.byref(error)))
nfkd_instance = ctypes.c_void_p(normalizer(ctypes.byref(error)))
ALPHABETIC, DEFAULT_IGNORABLE = 0, 5
UNASSIGNED, MARK_NONSPACING, MARK_ENCLOSING, MARK_SPACING, DECIMAL, SURROGATE = 0, 6, 7, 8, 9, 18
SPACES_AND_CONTROLS = (12, 13, 14, 15)
CONNECTOR, PUNCTUATION = 22, (19, 20, 21, 22, 23, 28, 29)

# Where the confusables prefer another sign than the Latin letter that writers borrow the shape of.
BORROWED = dict(zip("кκĸмтτнвβɡηʜ", "kkkmttHbbgnh".lower()))


def call(function, text, *arguments):
    """A function of ICU that takes UTF-16 and gives UTF-16."""
    source = text.encode("utf-16-le")
    result = ctypes.create_string_buffer(512)
    status = ctypes.c_int32(0)
    length = function(*(a if a is not ... else source for a in arguments[0]), result, 256, *arguments[1:],
                      ctypes.byref(status))
    assert status.value <= 0, (text, status.value)
    return result.raw[:2 * length].decode("utf-16-le")


def units(text):
    return len(text.encode("utf-16-le")) // 2


def fold(text):
    source = text.encode("utf-16-le")
    result = ctypes.create_string_buffer(256)
    status = ctypes.c_int32(0)
    length = fold_case(result, 128, source, units(text), 0, ctypes.byref(status))
    assert status.value <= 0
    return result.raw[:2 * length].decode("utf-16-le")


def nfkd(text):
    return call(normalize, text, (nfkd_instance, ..., units(text)))


def prototype(text):
    return call(spoof_skeleton, text, (checker, 0, ..., units(text)))


def is_word(c):
    return bool(has_property(ord(c), ALPHABETIC)) or char_type(ord(c)) in (
        MARK_NONSPACING, MARK_ENCLOSING, MARK_SPACING, DECIMAL, CONNECTOR)


def is_dropped(c):
    """Invisible, or a mark that a reader can do without; vowel signs of Indic scripts are none of these."""
    if has_property(ord(c), DEFAULT_IGNORABLE) or char_type(ord(c)) == MARK_ENCLOSING:
        return True
    kind = combining_class(ord(c))
    return kind == 1 or 10 <= kind <= 36 or kind >= 200


def is_separator(c):
    return char_type(ord(c)) in SPACES_AND_CONTROLS + PUNCTUATION


def plain(text):
    """Decomposed, without marks, folded, until nothing changes."""
    for _ in range(4):
        text = "".join(d for d in nfkd(fold(text)) if not is_dropped(d))
    return text


def boxed_letter(point):
    """Letters in boxes and flags, which have no decomposition."""
    for first in (0x1F150, 0x1F170, 0x1F1E6):
        if first <= point < first + 26:
            return chr(ord("a") + point - first)
    return None


def looks_like(c):
    """The letters that a reader sees in a folded, unmarked character."""
    if ord(c) < 0x80:
        return c
    if c in BORROWED:
        return BORROWED[c]
    if digit_value(ord(c)) >= 0:
        return str(digit_value(ord(c)))
    seen = plain(prototype(c))
    seen = "m" if seen == "rn" else seen
    letters = all(is_word(d) and not "0" <= d <= "9" for d in seen)
    return seen if seen and letters and len(seen) <= MAX_LETTERS else c


def skeleton(point):
    c = chr(point)
    if is_dropped(c):
        return DROP
    if boxed_letter(point):
        return boxed_letter(point)
    if char_type(point) == UNASSIGNED or 0xAC00 <= point <= 0xD7A3:
        return SAME
    text = plain(c)
    if text == "":
        return DROP
    if all(is_separator(d) for d in text):
        return SEPARATOR
    text = "".join(looks_like(d) for d in text if not is_separator(d))
    return SAME if text == c or len(text) > MAX_LETTERS else text


def all_points():
    return (p for p in range(0x110000) if not 0xD800 <= p <= 0xDFFF)


class Records:
    def __init__(self):
        self.numbers, self.pool, self.offsets = {}, [], []

    def number(self, text, first):
        if text not in self.numbers:
            data = text.encode()
            assert len(data) < 16
            self.numbers[text] = len(self.offsets) + first
            self.offsets.append(len(self.pool))
            self.pool += [len(data), *data]
        return self.numbers[text]


def print_array(out, kind, name, numbers):
    print(f"\nconstexpr {kind} {name}[{len(numbers)}] = {{", file=out)
    line = "   "
    for number in numbers:
        if len(line) + len(str(number)) + 2 > 110:
            print(line, file=out)
            line = "   "
        line += f" {number},"
    print(line + "\n};", file=out)


def write(path, values, records):
    blocks, block_of = {}, []
    for start in range(0, len(values), BLOCK):
        block_of.append(blocks.setdefault(tuple(values[start:start + BLOCK]), len(blocks)))
    pages, page_of = {}, []
    for start in range(0, len(block_of), PAGE):
        page_of.append(pages.setdefault(tuple(block_of[start:start + PAGE]), len(pages)))
    assert len(pages) < 256 and max(values) < 1 << 16
    with open(path, "w", encoding="ascii") as out:
        print(f"// Generated by make_unicode_tables.py with ICU {VERSION}: do not edit.", file=out)
        print("// unicode.hpp explains the layout.", file=out)
        print_array(out, "std::uint8_t", "kPageOf", page_of)
        print_array(out, "std::uint16_t", "kBlockOf", [n for page in pages for n in page])
        print_array(out, "std::uint16_t", "kEntries", [n for block in blocks for n in block])
        print_array(out, "std::uint16_t", "kRecordOffsets", records.offsets)
        print_array(out, "std::uint8_t", "kRecords", records.pool)


def main():
    folder = pathlib.Path(sys.argv[1])
    values, records = [0] * 0x110000, Records()
    for point in all_points():
        c, folded = chr(point), fold(chr(point))
        assert len(folded.encode()) <= 3 * len(c.encode())  # kMaxFoldExpansion
        number = 0 if folded == c else records.number(folded, 1)
        values[point] = number << 1 | is_word(c)
    write(folder / "unicode_fold.inc", values, records)

    values, records = [0] * 0x110000, Records()
    for point in all_points():
        entry = skeleton(point)
        values[point] = entry if isinstance(entry, int) else records.number(entry, FIRST_RECORD)
    write(folder / "skeleton_letters.inc", values, records)


if __name__ == "__main__":
    main()
