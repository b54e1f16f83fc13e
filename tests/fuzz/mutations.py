"""How a workbook is broken: by elements, attributes, counts, encodings, relationships, references and bytes.

Each mutation takes a source of chance and the parts of a workbook, and returns other parts; those of the
archive take and return its bytes. What cannot be done to a part is left undone.
"""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

from lxml import etree

from fuzz import elements, spreadsheet, vocabulary

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from fuzz.bases import Parts

#: The parts that say what a sheet holds.
_OF_SPREADSHEET = r"sheet\d*\.xml$|sharedStrings|workbook\.xml$|styles"


def mutated(chance: random.Random, whole: Parts) -> bytes:
    """Return the bytes of a workbook with one to three things broken."""
    broken = dict(whole)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3))):
        with suppress(MemoryError):  # lxml writes no tree that repeats one too often
            broken = chance.choice(_OF_PARTS)(chance, broken)
    content = packed(broken, chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))
    return chance.choice(_OF_ARCHIVES)(chance, content) if chance.random() < 0.15 else content


def packed(written: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return parts as an archive, always the same for the same parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, text in written.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, method)
    return buffer.getvalue()


def _some_part(chance: random.Random, whole: Parts) -> str:
    """Return a part, mostly one that is read."""
    read = [
        name for name in whole if re.search(r"sheet\d*\.xml|sharedStrings|workbook|styles|\.rels|Types", name)
    ]
    return chance.choice(read if read and chance.random() < 0.95 else sorted(whole))


def _tree(whole: Parts, name: str) -> etree._Element | None:
    try:
        return etree.fromstring(whole[name], etree.XMLParser(resolve_entities=False, huge_tree=True))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _on_elements(
    change: Callable[[random.Random, etree._Element], None],
) -> Callable[[random.Random, Parts], Parts]:
    """Return a mutation of a part by one that changes an element, which is not the root, in its place."""

    def mutate(chance: random.Random, whole: Parts) -> Parts:
        name = _some_part(chance, whole)
        root = _tree(whole, name)
        found = [] if root is None else [each for each in root.iter() if isinstance(each.tag, str)][1:]
        if root is None or not found:
            return whole
        try:
            change(chance, chance.choice(found))
        except ValueError:  # nothing that XML can hold
            return whole
        return {**whole, name: etree.tostring(root)}

    return mutate


def _change_spreadsheet(chance: random.Random, whole: Parts) -> Parts:
    name = chance.choice([name for name in whole if re.search(_OF_SPREADSHEET, name)] or sorted(whole))
    root = _tree(whole, name)
    try:
        if root is None or not spreadsheet.changed(chance, root):
            return whole
    except ValueError:  # nothing that XML can hold
        return whole
    return {**whole, name: etree.tostring(root)}


def _relate(chance: random.Random, whole: Parts) -> Parts:
    """Break a relationship."""
    name = chance.choice([name for name in whole if name.endswith(".rels")] or sorted(whole))
    root = _tree(whole, name)
    relations = [] if root is None else [each for each in root if isinstance(each.tag, str)]  # no comment
    if root is None or not relations:
        return whole
    relation = chance.choice(relations)
    match chance.randrange(5):
        case 0 | 1:
            relation.set("Target", chance.choice(vocabulary.TARGETS))
        case 2:
            relation.set(
                "Type",
                f"{str(relation.get('Type', '')).rpartition('/')[0]}/{chance.choice(vocabulary.KINDS)}",
            )
        case 3:
            relation.set("TargetMode", chance.choice(["External", "Internal", "x"]))
        case _:
            relation.set("Id", chance.choice([str(other.get("Id")) for other in relations] + ["", "x"]))
    return {**whole, name: etree.tostring(root)}


def _encode(chance: random.Random, whole: Parts) -> Parts:
    """Declare an encoding, and write the part in it or not; or put a mark, a document type before it."""
    name = _some_part(chance, whole) if chance.random() < 0.7 else chance.choice(vocabulary.OTHER_PARTS)
    text = re.sub(rb"^(\xef\xbb\xbf)?<\?xml[^>]*\?>", b"", whole.get(name, b"<x/>")).decode(
        "utf-8", "replace"
    )
    encoding = chance.choice(vocabulary.ENCODINGS)
    prolog = chance.choice(
        [f"<?xml version='1.0' encoding='{encoding}'?>", "", " " * 300, "<?xml version='1.1'?>"]
    )
    prolog += chance.choice(["", "", *vocabulary.DOCTYPES, "<!-- x -->"])
    try:
        written = (prolog + text).encode(chance.choice([encoding or "utf-8", "utf-8", "utf-16"]), "replace")
    except (LookupError, UnicodeError):
        written = (prolog + text).encode()
    mark = chance.choice([b"", b"", b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
    return {**whole, name: mark + written}


def _insert_markup(chance: random.Random, whole: Parts) -> Parts:
    name = _some_part(chance, whole)
    text = whole[name]
    place = chance.choice([found.end() for found in re.finditer(rb">", text)] or [0])
    return {**whole, name: text[:place] + chance.choice(vocabulary.MARKUP).encode() + text[place:]}


def _swap_quotes(chance: random.Random, whole: Parts) -> Parts:
    name = _some_part(chance, whole)
    tags = list(re.finditer(rb"<[^<>']*\"[^<>']*>", whole[name]))
    if not tags:
        return whole
    tag = chance.choice(tags)
    spaced = tag[0].replace(b'"', b"'").replace(b" ", chance.choice([b" ", b"\n", b"\t  "]))
    return {**whole, name: whole[name][: tag.start()] + spaced + whole[name][tag.end() :]}


def _flip_bytes(chance: random.Random, whole: Parts) -> Parts:
    name = _some_part(chance, whole)
    text = bytearray(whole[name])
    for _ in range(chance.randint(1, 4)):
        if not text:
            break
        place = chance.randrange(len(text))
        match chance.randrange(4):
            case 0:
                text[place] = chance.randrange(256)
            case 1:
                text[place] = chance.randrange(32, 127)
            case 2:
                del text[place : place + chance.choice((1, 1, 5, 50))]
            case _:
                text[place:place] = text[chance.randrange(len(text)) :][: chance.choice((1, 5, 50))]
    return {**whole, name: bytes(text)}


def _cut(chance: random.Random, whole: Parts) -> Parts:
    name = _some_part(chance, whole)
    return {**whole, name: whole[name][: chance.randrange(len(whole[name]) + 1)]}


def _exchange(chance: random.Random, whole: Parts) -> Parts:
    """Drop, rename, copy or swap parts."""
    one, other = chance.choice(sorted(whole)), chance.choice(sorted(whole))
    without = {name: text for name, text in whole.items() if name != one}
    match chance.randrange(5):
        case 0:
            return without
        case 1:
            return {
                **without,
                chance.choice([one.upper(), f"/{one}", one.replace("/", "\\"), f"x/{one}"]): whole[one],
            }
        case 2:
            return {**whole, other: whole[one]}
        case 3:
            return {**whole, chance.choice(vocabulary.OTHER_PARTS): whole[one]}
        case _:
            return {**whole, one: whole[other], other: whole[one]}


def _flip_archive(chance: random.Random, content: bytes) -> bytes:
    broken = bytearray(content)
    for _ in range(chance.randint(1, 5)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def _flip_headers(chance: random.Random, content: bytes) -> bytes:
    """Change the records that say what the archive holds."""
    broken = bytearray(content)
    records = [found.start() for found in re.finditer(rb"PK(\x01\x02|\x03\x04|\x05\x06)", content)]
    for _ in range(chance.randint(1, 3)):
        place = chance.choice(records) + chance.randrange(4, 46)
        if place < len(broken):
            broken[place] = chance.choice([0, 1, 8, 0x7F, 0xFF, chance.randrange(256)])
    return bytes(broken)


def _cut_archive(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content))]


def _add_entries(chance: random.Random, content: bytes) -> bytes:
    """Add a part that is there already, an odd name, or very many of them."""
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        names = archive.namelist()
        match chance.randrange(4):
            case 0:
                name = chance.choice(names)
                archive.writestr(chance.choice([name.upper(), name.replace("/", "\\"), f"/{name}"]), b"<x/>")
            case 1:
                archive.writestr(chance.choice(["../../x", "a" * 300, "é.xml", "x/", "con"]), b"<x/>")
            case 2:
                for number in range(chance.choice((10, 2_100))):
                    archive.writestr(f"xl/media/{number}.png", b"")
            case _:
                archive.writestr("xl/media/zeros.bin", bytes(chance.choice((1_000, 12_000_000))))
    return buffer.getvalue()


def _splice(chance: random.Random, content: bytes) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + content[chance.randrange(len(content)) :]


_OF_PARTS = (
    *map(_on_elements, elements.CHANGES), *[_change_spreadsheet] * 12, _relate, _relate, _encode, _encode,
    _insert_markup, _swap_quotes, _flip_bytes, _flip_bytes, _cut, _exchange,
)  # fmt: skip
_OF_ARCHIVES = (_flip_archive, _flip_headers, _cut_archive, _add_entries, _splice)
