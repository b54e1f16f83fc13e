"""What there is to say of the columns of a sheet, and how two of one meaning become one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from importkit import schema
from importkit.addresses import column_letters, column_number
from importkit.findings import Findings
from importkit.grammar import count
from importkit.model import CellKind, SheetColumn
from importkit.values.keys import header_key, without_note
from importkit.workbook.sheet.headers import LONGEST_NAME, is_added, vocabulary
from importkit.workbook.sheet.unknown_headers import advice, meant_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from importkit.workbook.sheet.table import Table

_NUMBER = re.compile(r"^\s*[0-9][0-9.,\s]*$")


def column_findings(table: Table, rows: NDArray[np.int64]) -> Findings:
    """Return what there is to say of the columns that are not imported."""
    left_out = [column for column in table.layout.columns if not column.canonical]
    meant = meant_columns(left_out, table)
    found = [
        (code, case)
        for column in left_out
        for code, case in _column_findings(column, meant.get(column.letter, ""), table, rows)
    ]
    codes = dict.fromkeys(code for code, _ in found)
    return Findings.all(Findings.of(code, [case for other, case in found if other == code]) for code in codes)


def merge_columns(table: Table, rows: NDArray[np.int64]) -> tuple[dict[str, pa.Array], Findings]:
    """Return the data rows of each canonical column, and what there is to say where two columns share one."""
    columns: dict[str, pa.Array] = {}
    findings: list[Findings] = []
    for name in dict.fromkeys(table.names.values()):
        numbers = [number for number, other in table.names.items() if other == name]
        texts = [table.cleaned[number].take(pa.array(rows)) for number in numbers]
        columns[name], found = (
            _merged(name, numbers, texts, table.numbers[rows]) if len(numbers) > 1 else (texts[0], Findings())
        )
        findings.append(found)
    return columns, Findings.all(findings)


def _column_findings(
    column: SheetColumn, meant: str, table: Table, rows: NDArray[np.int64]
) -> Iterator[tuple[str, dict[str, object]]]:
    words = vocabulary(table.layout.dialect)
    case: dict[str, object] = {
        "letter": column.letter,
        "column": column.header or column.letter,
        "cell": f"{column.letter}{table.layout.header_row}",
        "value": column.header,
    }
    if not column.header:
        valued = int((table.columns[column_number(column.letter)].kinds[rows] != CellKind.BLANK).sum())
        if valued:
            yield "column.blank-header", {**case, "values": count(valued, "value")}
    elif is_added(column.header):
        return
    elif (name := _misnamed(column, table, rows)) and name not in table.names.values():
        yield "column.rename", {**case, "suggestion": name}
    elif words.is_ignored(column.header) and not meant:
        yield "column.not-imported", case
    else:
        yield "column.unknown", {**case, "suggestion": meant, "advice": advice(column, meant, table)}


def _misnamed(column: SheetColumn, table: Table, rows: NDArray[np.int64]) -> str:
    """Return the column that is probably meant, when this one holds numbers."""
    if len(column.header) > LONGEST_NAME:
        return ""
    names = {header_key(header): name for header, name in schema.not_imported().misnamed.items()}
    name = names.get(header_key(without_note(column.header)), "")
    if not name:
        return ""
    texts = table.columns[column_number(column.letter)].texts.take(pa.array(rows)).drop_null()
    return name if any(map(_NUMBER.match, texts.unique().to_pylist())) else ""


def _merged(
    name: str, numbers: list[int], texts: list[pa.Array], rows: NDArray[np.int64]
) -> tuple[pa.Array, Findings]:
    """Return one column of several: where one is blank the others count, where they disagree none does.

    `rows` has Excel's number of each row.
    """
    union = pc.coalesce(*texts)
    source = _first_filled(texts)
    conflicts = np.zeros(len(rows), bool)
    cases: list[dict[str, object]] = []
    for at, own in enumerate(texts):
        differs = _rows_where(pc.not_equal(own, union)) & ~conflicts
        conflicts |= differs
        cases += [
            {
                "row": int(rows[row]),
                "column": name,
                "cell": f"{column_letters(numbers[at])}{rows[row]}",
                "value": own[row].as_py(),
                "other": union[row].as_py(),
                "other_cell": f"{column_letters(numbers[source[row]])}{rows[row]}",
            }
            for row in np.flatnonzero(differs)
        ]
    if cases:
        return pc.if_else(pa.array(conflicts), pa.scalar(None, union.type), union), Findings.of(
            "column.conflict", cases
        )
    letters = " and ".join(column_letters(number) for number in numbers)
    return union, Findings.of("column.repeated", [{"column": name, "letters": letters}])


def _first_filled(texts: list[pa.Array]) -> NDArray[np.int64]:
    """Return which of the columns is the first with a value, in each row."""
    filled = np.array([_rows_where(pc.is_valid(column)) for column in texts])
    return np.asarray(filled.argmax(axis=0), np.int64)


def _rows_where(mask: pa.Array) -> NDArray[np.bool_]:
    return np.asarray(pc.fill_null(mask, fill_value=False).to_numpy(zero_copy_only=False), bool)
