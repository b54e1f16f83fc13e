"""What is odd in a sheet and no mistake by itself: it explains surprises, and never counts as a finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from importkit import schema
from importkit.errors import WorkbookError
from importkit.frames import typed
from importkit.grammar import count, listed, number
from importkit.model import CellKind
from importkit.read_options import ReadOptions
from importkit.schema import Kind
from importkit.values.odd_texts import has_look_alikes, is_composed, is_mojibake
from importkit.workbook.sheet_structure import read_structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from importkit.model import Sheet, SheetColumn
    from importkit.workbook.sheet_structure import SheetStructure

_NUMBERS = (Kind.NUMBER, Kind.WEIGHT)
_COMMA = re.compile(r"\d+(?:\.\d{3})*,\d+\D*")
_POINT = re.compile(r"\d+(?:,\d{3})*\.\d+\D*")
_PLAIN = re.compile(r"\s*[-+]?\d+(?:[.,]\d+)*\s*")
_NAMED = 3

#: What each kind is called for several, and what importkit makes of it.
_WORDS = {
    "merged-range": "merged: only the top left cell of a range has a value",
    "hidden-row": "hidden or filtered out: imported unless hidden_rows says otherwise",
    "hidden-column": "hidden: imported all the same",
    "hidden-sheet": "hidden: never read",
    "number-styles": "with a decimal comma beside others with a decimal point: each is read as what it is",
    "numbers-as-text": "stored as text, which Excel does not add up: read as numbers where they are clear",
    "look-alike-letters": "with letters of another script that look like Latin ones: to machines another one",
    "unicode-forms": "with letters and their accents apart: put together where they are imported",
    "mojibake": "read in a wrong encoding before they came here: imported as they are",
}
_UNITS = {
    "merged-range": "range",
    "hidden-row": "row",
    "hidden-column": "column",
    "hidden-sheet": "sheet",
}


def oddities_frame(sheet: Sheet) -> pd.DataFrame:
    """Return a line for each oddity: kind, sheet, column, where, count, example, message.

    What the workbook merges and hides is read from its file, where that is still there.
    """
    found = [
        *_of_structure(sheet),
        *(line for column in sheet.layout.columns for line in _of_column(sheet, column)),
    ]
    lines = [{"sheet": sheet.layout.sheet, **line, "message": _message(line)} for line in found]
    return typed("oddities", pd.DataFrame(lines))


def _message(line: dict[str, Any]) -> str:
    kind, column = line["kind"], line.get("column")
    noun = _UNITS.get(kind, "cell")
    where = f" of {column}" if column else ""
    place = f" ({line['where']})" if line.get("where") else ""
    return f"{count(line['count'], noun)}{where}{place} {_WORDS[kind]}."


def _of_structure(sheet: Sheet) -> Iterator[dict[str, Any]]:
    structure = _structure(sheet)
    if structure is None:
        return
    places: dict[str, list[str]] = {
        "merged-range": list(structure.merges),
        "hidden-row": [number(row) for row in structure.hidden_rows],
        "hidden-column": list(structure.hidden_columns),
        "hidden-sheet": list(structure.hidden_sheets),
    }
    for kind, found in places.items():
        if found:
            yield {"kind": kind, "where": listed(found, _NAMED), "count": len(found), "example": found[0]}


def _structure(sheet: Sheet) -> SheetStructure | None:
    if sheet.file is None or not sheet.file.is_unchanged():
        return None
    try:
        limits, name = ReadOptions().limits, sheet.layout.sheet
        return read_structure(sheet.file.content, filename=sheet.filename, sheet=name, limits=limits)
    except (WorkbookError, OSError):
        return None


def _of_column(sheet: Sheet, column: SheetColumn) -> Iterator[dict[str, Any]]:
    cells = sheet.cells[column.letter]
    is_text = (sheet.kinds[column.letter] == CellKind.TEXT).to_numpy()
    distinct = pc.drop_null(pc.unique(pc.filter(pa.array(cells), pa.array(is_text))))
    kind = schema.columns()[column.canonical].kind if column.canonical else None
    unusual = distinct.filter(pc.invert(pc.string_is_ascii(distinct))).to_pylist()
    if not unusual and kind not in _NUMBERS:
        return
    texts = cells[is_text]
    yield from _line("mojibake", texts, column, filter(is_mojibake, unusual))
    yield from _line("unicode-forms", texts, column, (one for one in unusual if not is_composed(one)))
    if kind is Kind.IDENTIFIER:
        yield from _line("look-alike-letters", texts, column, filter(has_look_alikes, unusual))
    if kind in _NUMBERS:
        written = [one.strip() for one in distinct.to_pylist()]
        yield from _line("numbers-as-text", texts, column, filter(_PLAIN.fullmatch, distinct.to_pylist()))
        if any(map(_POINT.fullmatch, written)):
            commas = (one for one in distinct.to_pylist() if _COMMA.fullmatch(one.strip()))
            yield from _line("number-styles", texts, column, commas)


def _line(
    kind: str, texts: pd.Series[str], column: SheetColumn, odd: Iterable[str]
) -> Iterator[dict[str, Any]]:
    """Yield the line of one oddity of a column, if any of its texts has it."""
    found = list(odd)
    if not found:
        return
    cells = texts[texts.isin(found)]
    yield {
        "kind": kind,
        "column": column.canonical or column.header or column.letter,
        "where": listed([f"{column.letter}{row}" for row in cells.index[:_NAMED]]) + _rest(len(cells)),
        "count": len(cells),
        "example": str(cells.iloc[0]),
    }


def _rest(many: int) -> str:
    return f" and {number(many - _NAMED)} more" if many > _NAMED else ""
