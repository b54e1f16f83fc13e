"""How a workbook is broken: by elements, attributes, counts, encodings, relationships, references and bytes.

Each mutation takes a source of chance and the parts of a workbook, and returns other parts; those of the
archive take and return its bytes. What cannot be done to a part is left undone.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from fuzz.bases import Parts

_NUMBERS = [
    "0", "-1", "1", "2", "7", "00", " 1 ", "1.5", "1e9", "+1", "0x1", "65536", "1048576", "1048577",
    "2147483648", "4294967295", "4294967296", "18446744073709551616", "9" * 30, "NaN", "INF", "-INF",
    "1e999", "", "x", "٣",
]  # fmt: skip
_REFERENCES = [
    "A1", "B2", "C3", "a1", "$A$1", "A0", "A-1", "XFD1048576", "XFE1", "A1048577", "ZZZ9999999",
    "A99999999999", "1", "A", "", "1:4", "A:AA", "A1:XFD1048576", "B9:A1", "A1:A1", "Products!A1:AA2",
    "A1:B2:C3", "#REF!", "R1C1", "A1 B2", "A4294967297", "A20000", "DZ3",
]  # fmt: skip
_TEXTS = [
    "", " ", "x", "SKU", "Product Title", "=1+1", "#N/A", "#SPILL!", "NaN", "true", "1", "12.5",
    "a|b;c", "\n", "_x000D_", "&amp;", "<b>", "]]>", "é", "𝄞", "\u200b", "0" * 300, "long " * 8_000,
    "TRUE", "2026-01-01T00:00:00", "N/A",
]  # fmt: skip
_ENCODINGS = [
    "utf-8", "UTF-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "iso-8859-1", "windows-1252",
    "shift_jis", "gb2312", "euc-kr", "koi8-r", "cp037", "us-ascii", "UTF-8x", "rot13", "idna",
    "unicode_escape", "utf8", "",
]  # fmt: skip
_NAMES = [
    "c",
    "row",
    "v",
    "f",
    "is",
    "t",
    "r",
    "sheetData",
    "dimension",
    "mergeCell",
    "xf",
    "si",
    "sheet",
    "extLst",
]
_SPACES = [
    "urn:other", "", "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/markup-compatibility/2006",
]  # fmt: skip
_ATTRIBUTES = {
    "r": _REFERENCES, "s": _NUMBERS, "t": ["s", "n", "b", "e", "str", "d", "inlineStr", "zz", ""],
    "ref": _REFERENCES, "hidden": ["1", "true", "0", "x"], "count": _NUMBERS, "uniqueCount": _NUMBERS,
    "numFmtId": ["9", "14", "164", "999"],
    "formatCode": ["0%", "0000000000000", "0" * 400, "yyyy", '"x"0', "General", "# ?/?"],
    "state": ["hidden", "x"], "Id": ["rId1", "rId2", "", "x"], "id": ["rId1", "x"], "vm": _NUMBERS,
    "spans": ["1:3", "x"], "si": _NUMBERS, "date1904": ["1", "true", "x"],
    "name": ["Products", "products ", "", "x" * 300, "A/B"],
    "TargetMode": ["External", "external", "Internal"], "sheetId": _NUMBERS,
    "x": [' hidden="1"', " r='B9'", ">", "'"],
}  # fmt: skip
_TARGETS = [
    "worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml", "workbook.xml",
    "", ".", "..", "%77orksheets/sheet1.xml", "worksheets%2Fsheet1.xml", "WORKSHEETS/SHEET1.XML",
    "worksheets\\sheet1.xml", "gone.xml", "sharedStrings.xml", "styles.xml", "file:///etc/passwd",
    "https://e.com/x", "../../../../etc/passwd", "%00", "_rels/workbook.xml.rels",
    "worksheets/sheet1.xml#x", "theme/theme1.xml",
]  # fmt: skip
_KINDS = [
    "worksheet",
    "styles",
    "sharedStrings",
    "officeDocument",
    "chartsheet",
    "table",
    "hyperlink",
    "x",
    "",
]
_DOCTYPES = [
    "<!DOCTYPE x>", '<!DOCTYPE x [<!ENTITY a "lol">]>', '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    "<!doctype x>",
]  # fmt: skip
_MARKUP = [
    "<!-- x -->",
    "<![CDATA[x]]>",
    "<?x y?>",
    "  \n",
    "&x;",
    "&#0;",
    "&lt;",
    "\x00",
    "<",
    ">",
    "&",
    '"',
]
_OTHER_PARTS = [
    "docProps/app.xml",
    "xl/media/image1.svg",
    "customXml/item1.xml",
    "xl/theme/theme1.xml",
    "xl/x.bin",
]


def mutated(chance: random.Random, whole: Parts) -> bytes:
    """Return the bytes of a workbook with one to three things broken."""
    broken = dict(whole)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3))):
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
        elements = [] if root is None else [each for each in root.iter() if isinstance(each.tag, str)][1:]
        if root is None or not elements:
            return whole
        try:
            change(chance, chance.choice(elements))
        except ValueError:  # nothing that XML can hold
            return whole
        return {**whole, name: etree.tostring(root)}

    return mutate


def _set_attribute(chance: random.Random, element: etree._Element) -> None:
    given = [key for key in element.attrib if not str(key).startswith("{")]
    key = str(chance.choice(given)) if given and chance.random() < 0.8 else chance.choice(sorted(_ATTRIBUTES))
    element.set(key, chance.choice(_ATTRIBUTES.get(key, _NUMBERS + _TEXTS[:4])))


def _drop_attribute(chance: random.Random, element: etree._Element) -> None:
    if element.attrib:
        del element.attrib[chance.choice(sorted(element.attrib))]


def _set_text(chance: random.Random, element: etree._Element) -> None:
    leaves = [each for each in element.iter() if isinstance(each.tag, str) and len(each) == 0]
    chance.choice(leaves).text = chance.choice(_TEXTS + _NUMBERS)


def _drop(_: random.Random, element: etree._Element) -> None:
    element.getparent().remove(element)


def _repeat(chance: random.Random, element: etree._Element) -> None:
    size = len(etree.tostring(element))
    times = min(chance.choice((1, 1, 1, 1, 2, 50, 2_000, 20_000)), max(1, 2_000_000 // size))
    for _ in range(times):
        element.addnext(copy.deepcopy(element))


def _move(chance: random.Random, element: etree._Element) -> None:
    others = [each for each in element.getroottree().getroot().iter() if isinstance(each.tag, str)]
    place = chance.choice(others)
    if element not in {place, *place.iterancestors()}:
        place.append(element)


def _rename(chance: random.Random, element: etree._Element) -> None:
    space = etree.QName(element).namespace or ""
    space = chance.choice(_SPACES) if chance.random() < 0.5 else space
    name = chance.choice(_NAMES) if chance.random() < 0.5 else etree.QName(element).localname
    element.tag = f"{{{space}}}{name}" if space else name


def _wrap(chance: random.Random, element: etree._Element) -> None:
    depth = chance.choice((1, 1, 2, 300, 5_000))
    parent, place = element.getparent(), element.getparent().index(element)
    outer = inner = etree.Element(chance.choice([element.tag, "{urn:other}x", *_NAMES]))
    for _ in range(depth - 1):
        inner = etree.SubElement(inner, outer.tag)
    parent.remove(element)
    inner.append(element)
    parent.insert(place, outer)


def _refer(chance: random.Random, element: etree._Element) -> None:
    """Change where a cell, a row or a range says that it is."""
    root = element.getroottree().getroot()
    tagged = [
        each
        for each in root.iter()
        if isinstance(each.tag, str) and ("r" in each.attrib or "ref" in each.attrib)
    ]
    if tagged:
        chosen = chance.choice(tagged)
        key = "r" if "r" in chosen.attrib else "ref"
        others = [each.get(key) for each in tagged if each.get(key)]
        chosen.set(key, chance.choice([*_REFERENCES, *_NUMBERS, chance.choice(others)]))


def _relate(chance: random.Random, whole: Parts) -> Parts:
    """Break a relationship."""
    name = chance.choice([name for name in whole if name.endswith(".rels")] or sorted(whole))
    root = _tree(whole, name)
    if root is None or not len(root):
        return whole
    relation = chance.choice(list(root))
    match chance.randrange(5):
        case 0 | 1:
            relation.set("Target", chance.choice(_TARGETS))
        case 2:
            relation.set(
                "Type", f"{str(relation.get('Type', '')).rpartition('/')[0]}/{chance.choice(_KINDS)}"
            )
        case 3:
            relation.set("TargetMode", chance.choice(["External", "Internal", "x"]))
        case _:
            relation.set("Id", chance.choice([str(other.get("Id")) for other in root] + ["", "x"]))
    return {**whole, name: etree.tostring(root)}


def _encode(chance: random.Random, whole: Parts) -> Parts:
    """Declare an encoding, and write the part in it or not; or put a mark, a document type before it."""
    name = _some_part(chance, whole) if chance.random() < 0.7 else chance.choice(_OTHER_PARTS)
    text = re.sub(rb"^(\xef\xbb\xbf)?<\?xml[^>]*\?>", b"", whole.get(name, b"<x/>")).decode(
        "utf-8", "replace"
    )
    encoding = chance.choice(_ENCODINGS)
    prolog = chance.choice(
        [f"<?xml version='1.0' encoding='{encoding}'?>", "", " " * 300, "<?xml version='1.1'?>"]
    )
    prolog += chance.choice(["", "", *_DOCTYPES, "<!-- x -->"])
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
    return {**whole, name: text[:place] + chance.choice(_MARKUP).encode() + text[place:]}


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
            return {**whole, chance.choice(_OTHER_PARTS): whole[one]}
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


_OF_ELEMENTS = (
    _set_attribute, _set_attribute, _set_attribute, _drop_attribute, _set_text, _set_text, _drop,
    _repeat, _repeat, _move, _rename, _wrap, _refer, _refer,
)  # fmt: skip
_OF_PARTS = (
    *map(_on_elements, _OF_ELEMENTS), _relate, _relate, _encode, _encode, _insert_markup, _swap_quotes,
    _flip_bytes, _flip_bytes, _cut, _exchange,
)  # fmt: skip
_OF_ARCHIVES = (_flip_archive, _flip_headers, _cut_archive, _add_entries, _splice)
