"""What a mended frame changes in its sheet, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from importkit import schema
from importkit.addresses import column_letters, column_number
from importkit.arguments import one_of
from importkit.cell_edits import NewCell
from importkit.errors import UsageError
from importkit.grammar import count, listed
from importkit.model import CellKind
from importkit.workbook.edited_sheet import new_cell
from importkit.workbook.frame_sheet import cell_of, distinct_values, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.addresses import CellPosition
    from importkit.cell_edits import Edits
    from importkit.model import Sheet

_AS_A_SHEET = "To check the frame as a sheet of its own: importkit.check(frame)."
#: So many rows are named.
_NAMED = 3


def frame_edits(sheet: Sheet, frame: object) -> Edits:
    """Return the cells of a sheet that a frame changes.

    Args:
        sheet: The sheet.
        frame: Its frame, mended: the same rows in any order; some of its columns, or further known ones.

    Raises:
        UsageError: It has other rows, a column that is not known, or a value that no cell can hold.
    """
    given = one_of(pd.DataFrame, frame, argument="frame", what="a DataFrame, such as book.frame mended")
    _require_rows(sheet, given)
    edits: Edits = {}
    free = max((column_number(column.letter) for column in sheet.layout.columns), default=0) + 1
    for name in given.columns:
        values = given[name]
        if not isinstance(values, pd.Series):
            raise UsageError(f"The frame has two columns {name}.", hint="Keep one of them.")
        if name in sheet.frame:
            edits |= _changed(sheet, str(name), values)
        else:
            edits |= _added(sheet, name, values, free)
            free += 1
    return edits


def _require_rows(sheet: Sheet, frame: pd.DataFrame) -> None:
    """Make sure that a frame has the rows of the sheet, each once, by Excel's numbers.

    Raises:
        UsageError: It has not.
    """
    index = frame.index
    if index.has_duplicates:
        raise UsageError(
            f"The frame has row {index[index.duplicated()][0]} twice.",
            hint="Keep the index of book.frame: it holds Excel's row numbers.",
        )
    if unknown := [row for row in index if row not in sheet.frame.index][:_NAMED]:
        raise UsageError(
            f"The sheet has no row {listed(map(str, unknown), last='or')}: the index of the frame holds other"
            " numbers than Excel's.",
            hint=f"Keep the index of book.frame. {_AS_A_SHEET}",
        )
    missing = sheet.frame.index.difference(index)
    if len(missing):
        some = ", ".join(map(str, missing[:_NAMED])) + ("…" if len(missing) > _NAMED else "")
        raise UsageError(
            f"The frame lacks {count(len(missing), 'row')} of the sheet: {some}.",
            hint=f"Mend the whole of book.frame, not a part of it. {_AS_A_SHEET}",
        )


def _changed(sheet: Sheet, name: str, values: pd.Series[Any]) -> Edits:
    """Return the cells of a column that has other values now."""
    kind = schema.columns()[name].kind
    before = sheet.frame[name]
    cells = _cells(values.reindex(before.index), name)
    texts = before.astype("object").where(before.notna(), None)
    differs = [old != cell.text for old, cell in zip(texts, cells, strict=True)]
    edits: Edits = {}
    for row, cell in zip(
        before.index[differs].tolist(), np.array(cells, dtype=object)[differs].tolist(), strict=True
    ):
        kept = cell_of(cell[0], kind, argument=name) if cell[1] == CellKind.TEXT else NewCell(*cell)
        edits |= dict.fromkeys(_places(sheet, name, row), kept)
    return edits


def _places(sheet: Sheet, name: str, row: int) -> Iterator[CellPosition]:
    """Yield where a column has its value in a row: of several columns of one name those that are filled."""
    letters = [column.letter for column in sheet.layout.columns if column.canonical == name]
    if not letters:
        raise UsageError(
            f"{name} has no cells of its own in this sheet: the headers tell it.",
            hint=f"Leave it as it is, or add a column {name} in the workbook.",
        )
    filled = [letter for letter in letters if sheet.kinds.loc[row, letter] != CellKind.BLANK]
    for letter in filled or letters[:1]:
        yield row, column_number(letter)


def _added(sheet: Sheet, name: object, values: pd.Series[Any], number: int) -> Edits:
    """Return the cells of a column that the sheet lacks, right of all others."""
    dialect = sheet.layout.dialect
    if not isinstance(name, str) or (kind := kind_of(name, dialect)) is None:
        raise UsageError(
            f'The sheet has no column "{name}", and no column of products is called so.',
            hint=f'Leave it out: frame.drop(columns=["{name}"]).',
        )
    header = {(sheet.layout.header_row, number): new_cell(name, argument=name)}
    cells = [
        cell_of(cell.text, kind, argument=name) if cell.kind == CellKind.TEXT else cell
        for cell in _cells(values.reindex(sheet.frame.index), f"{name} ({column_letters(number)})")
    ]
    rows = sheet.frame.index.tolist()
    return header | {
        (row, number): cell for row, cell in zip(rows, cells, strict=True) if cell.text is not None
    }


def _cells(values: pd.Series[Any], name: str) -> list[NewCell]:
    """Return the cell for each value, each distinct one looked at once."""
    codes, distinct = distinct_values(values)
    cells = [new_cell(value, argument=f"a cell of {name}") for value in distinct]
    blank = NewCell(None, CellKind.BLANK)
    return [cells[code] if code >= 0 else blank for code in codes.tolist()]
