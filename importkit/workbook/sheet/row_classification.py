"""Which rows hold products, and which are blank, examples, repeated headers, totals or hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from importkit import schema
from importkit.findings import Findings
from importkit.grammar import agree, count
from importkit.model import CellKind, HiddenRows
from importkit.values.keys import header_key
from importkit.workbook.sheet.cleaning import are_unusable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray

    from importkit.workbook.archive.excel_tables import TotalsRows
    from importkit.workbook.sheet.table import Table


@dataclass(frozen=True)
class Rows:
    """What became of the rows below the header.

    Attributes:
        kept: Positions of the data rows.
        blank: How many rows hold nothing that is imported.
        after_blank: Positions of the data rows with a blank row between them and the data row above.
    """

    kept: NDArray[np.int64]
    blank: int
    skipped: int
    after_blank: NDArray[np.int64]
    findings: Findings


def classify_rows(
    table: Table, hidden: Collection[int], policy: HiddenRows, totals: Iterable[TotalsRows] = ()
) -> Rows:
    """Return the data rows of a table, and how many others there are."""
    blank, filled = _filled(table)
    example = filled & _example(table)
    repeated = filled & ~example & _repeated(table)
    summed = _totals(table, totals)
    is_total = filled & ~example & ~repeated & np.isin(np.arange(table.height), list(summed))
    data = filled & ~example & ~repeated & ~is_total
    unseen = data & np.isin(table.numbers, list(hidden))
    kept = data & ~unseen if policy is HiddenRows.SKIP else data
    return Rows(
        kept=np.flatnonzero(kept),
        blank=blank,
        skipped=int(filled.sum() - kept.sum()),
        after_blank=_after_blank(table, np.flatnonzero(kept), filled),
        findings=Findings.all(
            (
                _row_findings("row.example", table, example),
                _row_findings("row.repeated-header", table, repeated),
                _totals_findings(table, is_total, summed),
                _hidden_findings(table, unseen, policy),
            )
        ),
    )


def _after_blank(table: Table, kept: NDArray[np.int64], filled: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the data rows with a blank row between them and the data row above."""
    # Counting the blank rows down to each: those that are not filled, in the table or not.
    blank = (table.numbers - np.cumsum(filled))[kept]
    return kept[1:][np.diff(blank) > 0]


def _totals(table: Table, totals: Iterable[TotalsRows]) -> dict[int, str]:
    """Return the positions of the totals rows with the name of their table.

    A table beside the products may end in a row that is one of them: it counts only where nothing that is
    imported stands outside of the table in that row.
    """
    found: dict[int, str] = {}
    for rows in totals:
        first = max(rows.first, table.layout.header_row + 1)
        positions = np.arange(*np.searchsorted(table.numbers, [first, rows.last + 1]))
        outside = [number for number in table.cleaned if not rows.left <= number <= rows.right]
        filled = [table.columns[number].kinds[positions] != CellKind.BLANK for number in outside]
        alone = positions[~np.logical_or.reduce(filled)] if filled else positions
        found.update(dict.fromkeys(alone.tolist(), rows.table))
    return found


def _filled(table: Table) -> tuple[int, NDArray[np.bool_]]:
    """Return how many rows are blank down to the last value, and which have one in an imported column."""
    filled = np.zeros(table.height, bool)
    for number, cleaned in table.cleaned.items():
        filled |= ~_null(cleaned) | are_unusable(table.columns[number].kinds)
    any_value = filled.copy()
    for number, cells in table.columns.items():
        if number not in table.cleaned:
            any_value |= ~_null(cells.texts)
    below = np.arange(table.height) >= table.below_header
    last = np.flatnonzero(any_value & below)
    filled &= below
    # The rows that lie between have no place in the table unless they hold something.
    depth = int(table.numbers[last[-1]]) - table.layout.header_row if len(last) else 0
    return depth - int(filled.sum()), filled


def _example(table: Table) -> NDArray[np.bool_]:
    """Return the rows that are the template's example: by their telling cells, never by position."""
    identifying = schema.dialects()[table.layout.dialect].example
    numbers = {name: number for number, name in sorted(table.names.items(), reverse=True)}
    if not identifying or not numbers.keys() >= identifying.keys():
        return np.zeros(table.height, bool)
    same = [_equal(table.cleaned[numbers[name]], text) for name, text in identifying.items()]
    return np.asarray(np.logical_and.reduce(same))


def _repeated(table: Table) -> NDArray[np.bool_]:
    """Return the rows in which every cell says the header of its column, two of them at least."""
    possible = np.arange(table.below_header, table.height)
    same = np.zeros(table.height, int)
    # The fullest column first: after it hardly a row is left to look at.
    for number in sorted(table.cleaned, key=lambda number: table.cleaned[number].null_count):
        cells = table.cleaned[number].take(pa.array(possible))
        equal = _spells(cells, header_key(table.headers.get(number, "")))
        same[possible] += equal
        possible = possible[equal | _null(cells)]
    repeated = np.zeros(table.height, bool)
    repeated[possible] = same[possible] >= min(2, len(table.cleaned))
    return repeated


def _spells(cells: pa.Array, key: str) -> NDArray[np.bool_]:
    """Return which cells are spelled like a header."""
    like = [text for text in _possible_spellings(cells, key) if header_key(text) == key]
    return _boolean(pc.is_in(cells, value_set=pa.array(like, pa.large_string())))


def _possible_spellings(cells: pa.Array, key: str) -> list[str]:
    """Return the texts whose key is worth the time to find it: mostly they begin otherwise.

    Only punctuation makes a text much longer than its key, and a repeated header adds none.
    """
    short = pc.less_equal(pc.utf8_length(cells), 2 * len(key) + 4)
    texts = cells.filter(short).unique()
    first = pc.utf8_slice_codeunits(texts, 0, 1)
    begins_otherwise = pc.and_(pc.utf8_is_alnum(first), pc.not_equal(pc.utf8_lower(first), key[:1]))
    possible = pc.invert(pc.and_(pc.string_is_ascii(texts), begins_otherwise))
    return [text for text in texts.filter(possible).to_pylist() if text]


def _row_findings(code: str, table: Table, rows: NDArray[np.bool_]) -> Findings:
    return Findings.of(code, [{"row": row} for row in table.numbers[rows].tolist()])


def _totals_findings(table: Table, rows: NDArray[np.bool_], summed: dict[int, str]) -> Findings:
    cases = [{"row": int(table.numbers[row]), "table": summed[int(row)]} for row in np.flatnonzero(rows)]
    return Findings.of("row.totals", cases)


def _hidden_findings(table: Table, unseen: NDArray[np.bool_], policy: HiddenRows) -> Findings:
    rows = table.numbers[unseen]
    if not len(rows):
        return Findings()
    is_skipped = policy is HiddenRows.SKIP
    what = ("is left out", "are left out") if is_skipped else ("is imported", "are imported")
    case = {
        "row": int(rows[0]),
        "hidden": count(len(rows), "hidden or filtered-out row"),
        "first": agree(len(rows), "", "the first is "),
        "what": agree(len(rows), *what),
    }
    return Findings.of("row.hidden", [case])


def _equal(cleaned: pa.Array, text: str) -> NDArray[np.bool_]:
    return _boolean(pc.fill_null(pc.equal(cleaned, text), fill_value=False))


def _null(texts: pa.Array) -> NDArray[np.bool_]:
    return _boolean(pc.is_null(texts))


def _boolean(mask: pa.Array) -> NDArray[np.bool_]:
    return np.asarray(mask.to_numpy(zero_copy_only=False), bool)
