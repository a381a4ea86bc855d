"""Which rooms and crates a compiled wasm program consists of, and what the reader's own code weighs after brotli.

    cargo xtask build
    python3 tools/size/share.py target/wasm32-unknown-unknown/engine/engine.wasm

Functions are told apart by the program's name section. What the compiler made of the standard library for the reader (sorting,
collections) counts under the standard library, and tables of data are not counted. Needs the package `brotli`.
"""

import collections
import re
import sys

import brotli

READER = re.compile(
    r"shortlist::reading|pdfboss|html5gum|quick_xml|\bzip::|zlib_rs|flate2|encoding_rs|chardetng|\bcfb::"
    r"|unicode_bidi|unicode_normalization|whatlang"
)
CUSTOM, IMPORTS, CODE = 0, 2, 10


class Bytes:
    """A place in a wasm file."""

    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def byte(self):
        self.at += 1
        return self.data[self.at - 1]

    def number(self):
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def take(self):
        length = self.number()
        self.at += length
        return self.data[self.at - length : self.at]

    def limits(self):
        flags = self.byte()
        self.number()
        if flags & 1:
            self.number()


def imported_functions(section):
    count = 0
    for _ in range(section.number()):
        section.take()
        section.take()
        kind = section.byte()
        if kind == 0:
            section.number()
            count += 1
        elif kind == 1:
            section.byte()
            section.limits()
        elif kind == 2:
            section.limits()
        elif kind == 3:
            section.at += 2
        else:
            section.byte()
            section.number()
    return count


def function_names(section, end):
    names = {}
    while section.at < end:
        kind, length = section.byte(), section.number()
        after = section.at + length
        if kind == 1:
            for _ in range(section.number()):
                index = section.number()
                names[index] = readable(section.take().decode("utf-8", "replace"))
        section.at = after
    return names


def readable(name):
    """A name of Rust's older mangling: `_ZN`, then each part after its length, the last one a hash."""
    if name.startswith("_ZN"):
        parts, at = [], 3
        while at < len(name) and name[at].isdigit():
            digits = re.match(r"\d+", name[at:]).group(0)
            at += len(digits)
            parts.append(name[at : at + int(digits)])
            at += int(digits)
        name = "::".join(parts[:-1] or parts)
    return name.replace("$LT$", "<").replace("$u20$", " ").replace("$GT$", ">").replace("..", "::")


def room(name):
    own = re.search(r"shortlist::(backend::)?\w+", name)
    crate = re.search(r"([a-z_0-9]+)::", name)
    return own.group(0) if own else crate.group(1) if crate else "other"


def main(path):
    data = open(path, "rb").read()
    place, imported, code, names = Bytes(data, 8), 0, None, {}
    while place.at < len(data):
        kind, length = place.byte(), place.number()
        start, end = place.at, place.at + length
        section = Bytes(data, start)
        if kind == IMPORTS:
            imported = imported_functions(section)
        elif kind == CODE:
            code = section
        elif kind == CUSTOM and section.take() == b"name":
            names = function_names(section, end)
        place.at = end
    sizes, reader = collections.Counter(), bytearray()
    for index in range(code.number()):
        body, name = code.take(), names.get(imported + index, "other")
        sizes[room(name)] += len(body)
        if READER.search(name):
            reader += body
    for name, size in sizes.most_common(40):
        print(f"{size:>9} {name}")
    packed = brotli.compress(bytes(reader), quality=11, lgwin=24)
    print(f"reader: {len(reader)} bytes of code, {len(packed)} after brotli")


main(sys.argv[1])
