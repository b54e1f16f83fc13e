"""Safe fixes: only one value can be meant. What leaves a doubt is left alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importkit import schema
from importkit.addresses import column_letters
from importkit.cell_edits import NewCell
from importkit.fixes.finding_cells import stored_text, text_at
from importkit.fixes.fix import Fix
from importkit.schema import Kind
from importkit.values.materials import FULL, Composition, Material, format_materials, parse_materials

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.fixes.finding_cells import FindingCell
    from importkit.fixes.fix import FixFacts
    from importkit.model import CheckedSheet

_ATTRIBUTES = frozenset({Kind.ATTRIBUTE_NAME, Kind.ATTRIBUTE_VALUE})

#: A percentage with its sign; the digits before and behind it belong to no other number.
_SHARE = re.compile(r"(?<![0-9])(?<![0-9][.,])([0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*%")
_BRACKETED = re.compile(r"[(\[]\s*([0-9.,]+\s*%)\s*[)\]]")
#: What stands between materials, or between a material and its percentage.
_BETWEEN = " \t\r\n,;|/+&:-\u2013\u2014\u2022\u00b7"
_AND = re.compile(r"^(?:and|und|et)\s+|\s+(?:and|und|et)$", re.IGNORECASE)
#: A name with any of these may be two.
_DOUBTFUL = re.compile(r"[,;|/+&%:\r\n]|\s(?:and|und|et)\s", re.IGNORECASE)

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_IS_ADDRESS = re.compile(r"https?://[^\s/?#.][^\s/?#]*\.[^\s/?#]+(?:[/?#]\S*)?", re.IGNORECASE)
#: What no address holds: it ends before the first of these.
_ENDS = re.compile(r"[\s\"'<>\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]")
_PICTURE = r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic)"
_IS_PICTURE = re.compile(_PICTURE + r"(?:\?[^\s?]*)?$", re.IGNORECASE)
#: Other text with any of these may be a part of the address, or another one.
_MAYBE_ADDRESS = re.compile(rf"{_PICTURE}\b|www\.|[/\\%=&?#]", re.IGNORECASE)
_CLOSING = {")": "(", "]": "[", "}": "{"}
_QUOTES = frozenset("\"'<>\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb")


def restored_zeros(cells: list[FindingCell], checked: CheckedSheet, _: FixFacts) -> Iterator[Fix]:
    """Yield each barcode whose lost zero was put back, as a text, so that no program drops it again."""
    for cell in cells:
        row = cell.place[0]
        text = text_at(checked.frame[cell.column], row) if cell.column in checked.frame else None
        stored = stored_text(checked.sheet, *cell.place)
        if text is not None and stored is not None and text.lstrip("0") == stored.lstrip("0"):
            why = "The check digit or the number format shows the zero; as a text it stays."
            fix = cell.fix(checked.sheet, text, why, is_safe=True)
            yield Fix(**{**vars(fix), "value": cell.value or stored})


def filled_merges(cells: list[FindingCell], checked: CheckedSheet, facts: FixFacts) -> Iterator[Fix]:
    """Yield each cell of an attribute column that a merged range covers, with what counts there."""
    sheet, columns = checked.sheet, schema.columns()
    ends = {(top, number): bottom for number, top, bottom in facts.merges}
    for cell in cells:
        bottom = ends.get(cell.place)
        if bottom is None or cell.column not in columns or columns[cell.column].kind not in _ATTRIBUTES:
            continue
        top, number = cell.place
        letters = column_letters(number)
        new = NewCell(stored_text(sheet, top, number), int(sheet.kinds[letters].loc[top]))
        first, last = sheet.cells.index.searchsorted([top, bottom], side="right")
        rows = sheet.cells.index[first:last]
        why = f"The merged cells {letters}{top}:{letters}{bottom} count so in each of their rows."
        for row in rows.tolist():
            yield Fix((row, number), cell.column, cell.code, None, new, 1, why, is_safe=True)


def split_materials(cells: list[FindingCell], checked: CheckedSheet, _: FixFacts) -> Iterator[Fix]:
    """Yield each list of materials that can be split in one way only, and then makes a hundred per cent."""
    for cell in cells:
        text = stored_text(checked.sheet, *cell.place)
        if text is None or not _holds_whole(cell.column, checked):
            continue
        if (materials := only_split(text)) is not None:
            why = "It can be split in one way only, and then makes 100 %."
            yield cell.fix(checked.sheet, format_materials(materials), why, is_safe=True)


def _holds_whole(column: str, checked: CheckedSheet) -> bool:
    """Return whether a column has names and percentages in one cell: none has the percentages alone."""
    alone = schema.columns_of(Kind.PERCENTAGES)[0].name
    kinds = (Kind.MATERIALS, Kind.MATERIAL_NAMES)
    return schema.columns()[column].kind in kinds and (
        schema.columns()[column].kind is Kind.MATERIALS or alone not in checked.sheet.layout.letters
    )


def only_split(text: str) -> tuple[Material, ...] | None:
    """Return the materials of a list without usable separators, if they can be told in one way only.

    Each has a percentage with its sign, all before or all behind the names, and they make a hundred.

    >>> [material.name for material in only_split("60% Cotton, 40% Recycled Polyester")]
    ['Cotton', 'Recycled Polyester']
    >>> only_split("Cotton 60% Polyester 40% recycled") is None
    True
    """
    plain = _BRACKETED.sub(r" \1 ", text).strip(_BETWEEN + ".")
    shares = list(_SHARE.finditer(plain))
    if len(shares) < 2 or plain.count("%") != len(shares):
        return None
    if shares[0].start() == 0:
        starts = [share.end() for share in shares]
        ends = [*(share.start() for share in shares[1:]), len(plain)]
    elif shares[-1].end() == len(plain):
        starts = [0, *(share.end() for share in shares[:-1])]
        ends = [share.start() for share in shares]
    else:
        return None
    names = [_name(plain[start:end]) for start, end in zip(starts, ends, strict=True)]
    if None in names:
        return None
    written = format_materials(
        parsed
        for name, share in zip(names, shares, strict=True)
        for parsed in _material(name or "", share[1])
    )
    composition = parse_materials(written)
    if not isinstance(composition, Composition) or len(composition.materials) != len(shares):
        return None
    return composition.materials if _is_full(composition) else None


def _name(between: str) -> str | None:
    """Return the name of a material, without what separates it; None where it may be two, or none."""
    name = between.strip(_BETWEEN)
    name = _AND.sub("", name).strip(_BETWEEN)
    is_name = any(map(str.isalpha, name)) and not name[0].isdigit() and not _DOUBTFUL.search(name)
    is_balanced = name.count("(") == name.count(")") and name.count("[") == name.count("]")
    return " ".join(name.split()) if is_name and is_balanced else None


def _material(name: str, share: str) -> Iterator[Material]:
    composition = parse_materials(f"{name}: {share}%", "|")
    if isinstance(composition, Composition):
        yield from composition.materials


def _is_full(composition: Composition) -> bool:
    has_nothing = any(material.percentage == 0 for material in composition.materials)
    return composition.is_complete and FULL[0] <= composition.total <= FULL[1] and not has_nothing


def bare_addresses(cells: list[FindingCell], checked: CheckedSheet, _: FixFacts) -> Iterator[Fix]:
    """Yield the one web address that stands inside other text."""
    for cell in cells:
        text = stored_text(checked.sheet, *cell.place)
        if text is not None and (address := only_address(text)) is not None:
            yield cell.fix(checked.sheet, address, "It is the only web address in the cell.", is_safe=True)


def only_address(text: str) -> str | None:
    """Return the one web address inside other text; None where there are several, or its end is not certain.

    >>> only_address('<img src="https://a.example/1.jpg">'), only_address("front: https://a.example/1.jpg.")
    ('https://a.example/1.jpg', 'https://a.example/1.jpg')
    >>> only_address("https://a.example/my shirt.jpg") is None
    True
    """
    starts = [found.start() for found in _ADDRESS.finditer(text)]
    if len(starts) != 1 or text[: starts[0]][-1:].isalnum():
        return None
    before, rest = text[: starts[0]], text[starts[0] :]
    end = _ENDS.search(rest)
    address = rest[: end.start()] if end else rest
    is_enclosed = end is not None and end[0] in _QUOTES and before[-1:] in _QUOTES
    kept = address if is_enclosed else _without_punctuation(address, before)
    after = rest[len(kept) :]
    is_alone = not _MAYBE_ADDRESS.search(before) and (
        not after.strip() or (_IS_PICTURE.search(kept) is not None and not _MAYBE_ADDRESS.search(after))
    )
    return kept if _IS_ADDRESS.fullmatch(kept) and (is_enclosed or is_alone) else None


def _without_punctuation(address: str, before: str) -> str:
    """Return an address without the punctuation that ends the sentence or the brackets around it."""
    while address and (address[-1] in ".,;:!|" or _closes(address, before)):
        address = address[:-1]
    return address


def _closes(address: str, before: str) -> bool:
    opening = _CLOSING.get(address[-1])
    return opening is not None and opening in before and address.count(opening) < address.count(address[-1])
