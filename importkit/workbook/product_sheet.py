"""A workbook becomes a `Sheet`: safe first, then the sheet and header row, then its cells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from importkit import arguments
from importkit.addresses import column_letters, column_number
from importkit.cell_sets import blanked
from importkit.choices import chosen
from importkit.display.safe_text import one_line
from importkit.findings import Findings, Severity
from importkit.model import CellKind, HiddenRows, Limits, Sheet
from importkit.schema import Kind, columns_of
from importkit.source_file import SourceFile
from importkit.workbook.archive import workbook_parts as packages
from importkit.workbook.archive.safe_open import open_package, opened
from importkit.workbook.archive.workbook_origin import origin
from importkit.workbook.raw_sheet import read_raw_sheet
from importkit.workbook.sheet.cleaning import are_unusable
from importkit.workbook.sheet.column_merging import column_findings, merge_columns
from importkit.workbook.sheet.floating_pictures import floating_findings
from importkit.workbook.sheet.header_units import with_header_units
from importkit.workbook.sheet.merged_cells import with_merges
from importkit.workbook.sheet.row_classification import Rows, classify_rows
from importkit.workbook.sheet.table import Table, table_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from importkit.model import Layout, Origin
    from importkit.workbook.raw_sheet import RawSheet
    from importkit.workbook.sheet.layout import Place
    from importkit.workbook.sheet.sheet_tail import Merges

_TEXT = pd.StringDtype("pyarrow", na_value=np.nan)

#: The finding for each kind of cell that an imported column cannot use.
_UNUSABLE = {
    CellKind.ERROR: "cell.error",
    CellKind.UNCACHED: "cell.uncached-formula",
    CellKind.DATE: "cell.date",
    CellKind.PICTURE: "cell.picture",
}


def read(
    source: str | Path | bytes,
    *,
    filename: str | None = None,
    limits: Limits = Limits(),  # noqa: B008  frozen
    hidden_rows: HiddenRows | str = HiddenRows.IMPORT,
) -> Sheet:
    """Return the product sheet of a workbook, every cell with its address.

    Args:
        source: A path, or the bytes of the file.
        filename: The name that messages use; the path's own by default.
        limits: What is refused as too large.
        hidden_rows: What happens to hidden and filtered-out rows.

    Raises:
        UnreadableWorkbookError: The file is no .xlsx workbook, or it is damaged.
        UnsafeWorkbookError: Reading it could harm this machine.
        RefusedImportError: No sheet has a header row; the finding lists the closest matches.
        UsageError: An argument is none that there is.
    """
    hidden = chosen(HiddenRows, hidden_rows, argument="hidden_rows")
    raw, file = read_raw(source, filename=filename, limits=limits)
    return replace(sheet_of(raw, hidden), file=file)


def read_raw(
    source: str | Path | bytes,
    *,
    filename: str | None,
    limits: Limits,
    with_widths: bool = False,
    sheet: str | None = None,
) -> tuple[RawSheet, SourceFile]:
    """Return the product sheet of a workbook with all its cells, and what it was read from.

    Args:
        source: A path, or the bytes of the file.
        filename: The name that messages use; the path's own by default.
        limits: What is refused as too large.
        with_widths: Whether the widths of the columns are wanted.
        sheet: The name of the sheet to read.

    Raises:
        UnreadableWorkbookError, UnsafeWorkbookError, RefusedImportError, UsageError: As `read` does.
    """
    arguments.one_of(Limits, limits, argument="limits", what="Limits, such as Limits(max_rows=1000)")
    arguments.if_given(arguments.text, filename, argument="filename", what="a name for the workbook")
    if not isinstance(source, bytes):
        arguments.path(source, argument="source", allowed="a path, or the bytes of a workbook")
    name = filename or ("workbook.xlsx" if isinstance(source, bytes) else Path(source).name)
    label = f'"{one_line(filename or display_path(source))}"'
    raw = read_raw_sheet(
        source, filename=name, label=label, limits=limits, with_widths=with_widths, sheet=sheet
    )
    return raw, SourceFile(source if isinstance(source, bytes) else Path(source), raw.sha256)


def sheet_of(raw: RawSheet, hidden_rows: HiddenRows, before: Table | None = None) -> Sheet:
    """Return the product sheet of what a file holds, its rows told apart and its cells cleaned.

    Args:
        raw: What it holds.
        hidden_rows: What happens to hidden and filtered-out rows.
        before: The table of the same sheet with a few other cells, which saves time.
    """
    table = table_of(raw.grid, raw.found, raw.place, before=before)
    rows = classify_rows(table, raw.found.hidden, hidden_rows, raw.totals)
    sheet = _sheet_of(raw.filename, raw.place, table, rows, raw.found.merges)
    floating = floating_findings(table, rows.kept, raw.floating).located(raw.place.sheet.name, {})
    findings = (sheet.findings + floating).sorted()
    return replace(sheet, findings=findings, origin=raw.origin, hidden_rows=hidden_rows)


def display_path(source: str | Path | bytes) -> str:
    """Return what messages call a workbook that nobody gave a name: its path as it was given.

    Two folders may each have a file of that name.
    """
    return "workbook.xlsx" if isinstance(source, bytes) else str(source)


def require_workbook(source: str | Path | bytes, *, filename: str, limits: Limits) -> Origin:
    """Return where a workbook came from; make sure that it may be read, without reading its product sheet.

    Raises:
        UnreadableWorkbookError: The file is no .xlsx workbook, or it is damaged.
        UnsafeWorkbookError: Reading it could harm this machine.
    """
    label = f'"{one_line(filename)}"'
    with opened(source, label, limits) as stream:
        package = open_package(stream, label, limits)
        return origin(package, packages.locate(package))


def sheet_names(source: str | Path | bytes, *, filename: str, limits: Limits) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook that can be seen, in its order; raises as above."""
    label = f'"{one_line(filename)}"'
    with opened(source, label, limits) as stream:
        parts = packages.locate(open_package(stream, label, limits))
        return tuple(sheet.name for sheet in parts.sheets if sheet.visible)


def _sheet_of(name: str, place: Place, table: Table, rows: Rows, merges: Merges) -> Sheet:
    table, merged = with_merges(table, merges, rows.kept)
    columns, doubled = merge_columns(table, rows.kept)
    columns, units = with_header_units(columns, table, rows.kept)
    unusable = _unusable(table, rows.kept)
    findings = Findings.all(
        (
            place.findings,
            column_findings(table, rows.kept),
            rows.findings,
            merged,
            doubled,
            units,
            unusable,
            _restored(table, rows.kept),
        )
    )
    if not len(rows.kept):
        findings = _empty(findings, table.layout)
    index = pd.Index(table.numbers[rows.kept], name="row_number")
    bad_cells = findings.error_cells()
    frame = pd.DataFrame({column: _series(texts, index) for column, texts in columns.items()}, index=index)
    return Sheet(
        filename=name,
        layout=table.layout,
        frame=blanked(frame, bad_cells),
        cells=_cells(table, rows, index),
        kinds=_kinds(table, rows, index),
        formats=_formats(table, rows, index),
        findings=findings.located(table.layout.sheet, table.layout.letters).sorted(),
        bad_cells=bad_cells,
        blank_rows=rows.blank,
        skipped_rows=rows.skipped,
        after_blank=tuple(table.numbers[rows.after_blank].tolist()),
    )


def _empty(findings: Findings, layout: Layout) -> Findings:
    """Return what there is to say of a sheet without rows: that, and what is wrong with its columns."""
    facts = {"value": layout.sheet, "header_row": layout.header_row}
    bad = findings.records[findings.records["severity"] != Severity.INFO]
    return Findings(bad.reset_index(drop=True)) + Findings.of("sheet.empty", [facts])


def _series(texts: pa.Array, index: pd.Index) -> pd.Series[str]:
    return pd.Series(pd.array(texts, dtype=_TEXT), index=index)


def _cells(table: Table, rows: Rows, index: pd.Index) -> pd.DataFrame:
    kept = pa.array(rows.kept)
    return pd.DataFrame(
        {
            column.letter: _series(table.columns[column_number(column.letter)].texts.take(kept), index)
            for column in table.layout.columns
        },
        index=index,
    )


def _kinds(table: Table, rows: Rows, index: pd.Index) -> pd.DataFrame:
    letters = [column.letter for column in table.layout.columns]
    return pd.DataFrame(
        {letter: table.columns[column_number(letter)].kinds[rows.kept] for letter in letters}, index=index
    )


def _formats(table: Table, rows: Rows, index: pd.Index) -> pd.DataFrame:
    kept = pa.array(rows.kept)
    formats = {
        column.letter: cells.formats.take(kept).to_pandas()
        for column in table.layout.columns
        if (cells := table.columns[column_number(column.letter)]).formats is not None
    }
    return pd.DataFrame({letter: column.array for letter, column in formats.items()}, index=index)


def _unusable(table: Table, rows: NDArray[np.int64]) -> Findings:
    """Return an error for each cell of an imported column that has no usable value."""
    found = {number: rows[are_unusable(table.columns[number].kinds[rows])] for number in table.names}
    parts = []
    for kind, code in _UNUSABLE.items():
        cases = [
            {
                "row": int(table.numbers[row]),
                "column": table.names[number],
                "cell": f"{column_letters(number)}{table.numbers[row]}",
                "value": table.columns[number].texts[row].as_py(),
                "advice": _in_place_of_picture(table.names[number]),
            }
            for number, unusable in found.items()
            for row in unusable[table.columns[number].kinds[unusable] == kind]
        ]
        parts.append(Findings.of(code, cases))
    return Findings.all(parts)


def _in_place_of_picture(name: str) -> str:
    if name in {column.name for column in columns_of(Kind.URL)}:
        return "Put the web address of the picture here instead, as text that starts with https://."
    return f"Type the {name} in place of the picture."


def _restored(table: Table, rows: NDArray[np.int64]) -> Findings:
    """Return an info for each identifier that a number format of zeros completes."""
    reason = "its number format shows the zeros"
    cases = []
    identifiers = {column.name for column in columns_of(Kind.IDENTIFIER)}
    for number, name in table.names.items():
        if name not in identifiers:
            continue
        padded = rows[table.columns[number].kinds[rows] == CellKind.ZERO_PADDED]
        texts = table.cleaned[number].take(pa.array(padded)).to_pylist()
        for row, stored in zip(padded, texts, strict=True):
            if stored.startswith("0"):
                facts = {"value": stored.lstrip("0"), "stored": stored, "reason": reason}
                cases.append(
                    {
                        "row": int(table.numbers[row]),
                        "column": name,
                        "cell": f"{column_letters(number)}{table.numbers[row]}",
                        **facts,
                    }
                )
    return Findings.of("barcode.zero-restored", cases)
