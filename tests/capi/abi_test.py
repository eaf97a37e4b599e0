#!/usr/bin/env python3
"""Holds the C ABI against its golden lists, capi/abi/ward.symbols and ward.layout.

    abi_test.py symbols LIBRARY GOLDEN    the library exports what the list says, and nothing else
    abi_test.py layout PROGRAM GOLDEN     sizes and offsets of the public structs, as the program prints them
    abi_test.py header HEADER GOLDEN      each exported function is declared once, with the tags that every one has

`--update` writes the golden list instead. Removing a line from one breaks callers.
"""
import re
import subprocess
import sys
from pathlib import Path


def exported(library):
    output = subprocess.run(["nm", "-D", "--defined-only", "--with-symbol-versions", library],
                            check=True, capture_output=True, text=True).stdout
    symbols = [line.split()[-1] for line in output.splitlines()]
    return sorted(symbol for symbol in symbols if "@@" in symbol)  # not the version nodes themselves


def others(library):
    """What is exported beside the versioned symbols."""
    output = subprocess.run(["nm", "-D", "--defined-only", "--with-symbol-versions", library],
                            check=True, capture_output=True, text=True).stdout
    return [line for line in output.splitlines() if "@@" not in line and line.split()[-2] != "A"]


def compare(found, golden, update):
    if update:
        golden.write_text("".join(line + "\n" for line in found))
        return []
    wanted = golden.read_text().splitlines()
    return [f"missing: {line}" for line in wanted if line not in found] + [
        f"not in {golden.name}: {line}" for line in found if line not in wanted]


def read_headers(header):
    """The header and those beside it, which it includes."""
    return "\n".join(path.read_text() for path in sorted(header.parent.glob("*.h")))


def declarations(header):
    """Each function with the comment above it."""
    text = re.sub(r"^#.*(\\\n.*)*$", "", read_headers(header), flags=re.M)
    pattern = r"((?:^///.*\n)+)WARD_API (WARD_MUST_CHECK )?([^;(]*?)(\w+)\(([^;]*)\) WARD_NOEXCEPT;"
    return [(match[4], match[1], bool(match[2]), match[3].strip(), re.sub(r"\s+", " ", match[5]))
            for match in re.finditer(pattern, text, flags=re.M)]


def check_header(header, golden):
    functions = declarations(header)
    names = [function[0] for function in functions]
    listed = [line.split("@@")[0] for line in golden.read_text().splitlines()]
    faults = [f"exported, not declared: {name}" for name in listed if name not in names]
    faults += [f"declared, not exported: {name}" for name in names if name not in listed]
    faults += [f"declared twice: {name}" for name in set(names) if names.count(name) > 1]
    if len(functions) != read_headers(header).count("\nWARD_API "):
        faults.append("a declaration is not in the form that this test reads")

    made, freed = set(), set()
    for name, comment, checked, returns, parameters in functions:
        if not re.search(r"@since \d+\.\d+ (stable|experimental|deprecated)", comment):
            faults.append(f"{name}: no @since")
        fallible = parameters.endswith("ward_error** error")
        if fallible != checked or (checked and returns != "ward_status"):
            faults.append(f"{name}: what can fail returns a status that must be checked, and takes the error last")
        if returns.startswith("const ") and returns.endswith("*") and "orrowed" not in comment:
            if not re.search(r"_(version|name)$", name):
                faults.append(f"{name}: does not say that what it returns is borrowed")
        made |= set(re.findall(r"(ward_\w+)\*\* ", parameters))
        if name.endswith("_free"):
            freed.add(name.removesuffix("_free"))
            if returns != "void" or not re.fullmatch(name.removesuffix("_free") + r"\* \w+", parameters):
                faults.append(f"{name}: takes its handle alone and returns nothing")
    faults += [f"made but never freed: {name}" for name in made - freed]
    faults += [f"freed but never made: {name}" for name in freed - made]
    return faults


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--update"]
    update = len(arguments) + 1 < len(sys.argv)
    if len(arguments) != 3:
        sys.exit(__doc__)
    mode, subject, golden = arguments[0], arguments[1], Path(arguments[2])
    if mode == "symbols":
        faults = [f"exported without a version: {line}" for line in others(subject)]
        faults += [f"not Ward's: {name}" for name in exported(subject) if not name.startswith("ward_")]
        faults += compare(exported(subject), golden, update)
    elif mode == "layout":
        output = subprocess.run([subject], check=True, capture_output=True, text=True).stdout
        faults = compare(output.splitlines(), golden, update)
    elif mode == "header":
        faults = check_header(Path(subject), golden)
    else:
        sys.exit(__doc__)
    print("\n".join(faults) or f"{mode}: as agreed")
    sys.exit(1 if faults else 0)


main()
