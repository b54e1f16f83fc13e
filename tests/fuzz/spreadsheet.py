"""Changes of what a part says as a spreadsheet: cells, texts, counts, rows, styles and the list of sheets."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from fuzz import vocabulary

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_TYPES = ["s", "n", "b", "e", "str", "d", "inlineStr"]


def _all(root: etree._Element, *names: str) -> list[etree._Element]:
    return [each for name in names for each in root.iter(f"{{*}}{name}")]


def _change_type(chance: random.Random, cell: etree._Element) -> None:
    cell.set("t", chance.choice(_TYPES))


def _change_content(chance: random.Random, cell: etree._Element) -> None:
    """Put other elements into a cell, each with a text that may be a value."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        name = chance.choice(["v", "v", "is", "f", "t", "extLst"])
        added = etree.SubElement(cell, _beside(chance, cell, name))
        inner = etree.SubElement(added, _beside(chance, cell, "t")) if name == "is" else added
        inner.text = chance.choice([*vocabulary.TEXTS, *vocabulary.NUMBERS])


def _change_text(chance: random.Random, text: etree._Element) -> None:
    """Make a text of other pieces: plain ones, runs and readings, in any order."""
    if chance.random() < 0.5:
        for each in list(text):
            text.remove(each)
    for _ in range(chance.choice((1, 2, 3, 5))):
        name = chance.choice(["t", "t", "r", "r", "rPh", "phoneticPr", "x"])
        added = etree.SubElement(text, _beside(chance, text, name))
        pieces = [added] if name == "t" else []
        if name in {"r", "rPh"}:
            if chance.random() < 0.3:
                etree.SubElement(added, _beside(chance, text, "rPr"))
            pieces = [
                etree.SubElement(added, _beside(chance, text, "t"))
                for _ in range(chance.choice((0, 1, 1, 2)))
            ]
        for piece in pieces:
            piece.text = chance.choice(["a", " b ", "c\nd", "", "_x000D_", "é"])


def _change_index(chance: random.Random, value: etree._Element) -> None:
    value.text = chance.choice([*vocabulary.NUMBERS, "3", "12", " 5", "05"])


def _change_count(chance: random.Random, listing: etree._Element) -> None:
    listing.set(chance.choice(["count", "uniqueCount"]), chance.choice(vocabulary.NUMBERS))


def _change_style(chance: random.Random, cell: etree._Element) -> None:
    cell.set("s", chance.choice([*vocabulary.NUMBERS, "1", "2", "3"]))


def _change_format(chance: random.Random, style: etree._Element) -> None:
    style.set("numFmtId", chance.choice(["0", "1", "9", "12", "14", "21", "22", "46", "49", "164", "999"]))


def _copy_row(chance: random.Random, row: etree._Element) -> None:
    """Add a row or a cell again, under the same number, another one or none."""
    again = copy.deepcopy(row)
    chosen = chance.choice([again, *again.iterchildren("{*}*")])
    if chance.random() < 0.3 and "r" in chosen.attrib:
        del chosen.attrib["r"]
    elif chance.random() < 0.7:
        number = chance.choice(["1", "3", "14", "15", "20000", "1048576"])
        again.set("r", number)
        for cell in again.iterchildren("{*}*"):
            cell.set(
                "r",
                f"{chance.choice('ABCH')}{number}"
                if chance.random() < 0.2
                else f"{(cell.get('r') or 'A').rstrip('0123456789') or 'A'}{number}",
            )
    place = chance.choice([row, row.getparent()[-1]])
    place.addnext(again)


def _stretch(chance: random.Random, row: etree._Element) -> None:
    """Move all rows from this one on, or all cells of the row, further away, or put gaps between all."""
    step, rows = chance.choice((2, 50, 9_000, 70_000)), list(row.getparent().iterchildren("{*}*"))
    for at, each in enumerate(rows[rows.index(row) :], 1):
        number = str((int(each.get("r")) if (each.get("r") or "").isdecimal() else at) * step)
        each.set("r", number)
        for cell in each.iterchildren("{*}*"):
            cell.set("r", f"{(cell.get('r') or 'A').rstrip('0123456789') or 'A'}{number}")


def _list_again(chance: random.Random, sheet: etree._Element) -> None:
    """List a sheet again: under its name or another one, hidden or not, before or after."""
    for _ in range(chance.choice((1, 1, 2, 300, 2_100))):
        again = copy.deepcopy(sheet)
        again.set("name", chance.choice([str(sheet.get("name")), "Products", "Sheet 2", "x" * 40]))
        if chance.random() < 0.3:
            again.set("state", chance.choice(["hidden", "veryHidden", "visible"]))
        sheet.addnext(again)


def _beside(chance: random.Random, element: etree._Element, name: str) -> str:
    """Return a name in the namespace of an element, now and then in another one."""
    space = etree.QName(element).namespace or ""
    space = chance.choice(vocabulary.SPACES) if chance.random() < 0.05 else space
    return f"{{{space}}}{name}" if space else name


#: What is changed, by the names of the elements to choose from.
CHANGES: tuple[tuple[Callable[[random.Random, etree._Element], None], tuple[str, ...]], ...] = (
    (_change_type, ("c",)),
    (_change_content, ("c",)),
    (_change_text, ("si", "is")),
    (_change_text, ("si", "is")),
    (_change_index, ("v",)),
    (_change_count, ("sst", "mergeCells", "cellXfs", "numFmts", "cols", "row", "tableParts")),
    (_change_style, ("c",)),
    (_change_format, ("xf",)),
    (_copy_row, ("row",)),
    (_copy_row, ("row",)),
    (_stretch, ("row",)),
    (_list_again, ("sheet",)),
)


def changed(chance: random.Random, root: etree._Element) -> bool:
    """Change something that there is in a part; return whether anything was."""
    possible = [(change, found) for change, names in CHANGES if (found := _all(root, *names))]
    if not possible:
        return False
    change, found = chance.choice(possible)
    change(chance, chance.choice(found))
    return True
