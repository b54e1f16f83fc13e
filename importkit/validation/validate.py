"""The order in which the cells of a sheet are read for what they mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from importkit.cell_sets import blanked, cells_where, moved, union, without
from importkit.findings import Findings, Severity
from importkit.model import CheckedSheet, Mode, Sheet
from importkit.validation.clear_marks import take_marks
from importkit.validation.column_kinds import read_columns
from importkit.validation.material_columns import (
    NAMES,
    SOURCE_COLUMNS,
    WHOLE,
    MergedMaterials,
    merge_materials,
)
from importkit.validation.required_columns import missing_columns
from importkit.validation.schema_checks import run_checks
from importkit.validation.source_cells import located
from importkit.validation.weight_columns import SOURCE_COLUMNS as WEIGHT_HOMES
from importkit.validation.weight_columns import merge_weights

if TYPE_CHECKING:
    from collections.abc import Collection

#: Where the values of columns go that are read together with another one.
_SOURCE_COLUMNS = {**SOURCE_COLUMNS, **WEIGHT_HOMES}


def validate(sheet: Sheet, mode: Mode) -> CheckedSheet:
    """Return the sheet with every cell read for what it means, and what is wrong with it.

    A bad cell gets one error: one that reading has found already is left alone.

    Raises:
        UsageError: A check of the schema cannot be run.
    """
    cells = _read(sheet, mode)
    findings = sheet.findings + missing_columns(sheet, mode) + cells.findings
    return CheckedSheet(sheet, mode, cells.frame, cells.bad, findings, cells.marks)


def validate_again(sheet: Sheet, before: CheckedSheet, columns: Collection[str]) -> CheckedSheet:
    """Return what `validate` returns, given that of a sheet that differs in some columns alone.

    No rule of this package looks at two columns, but for those that become one.

    Args:
        sheet: The sheet as it is now.
        before: What was made of it before.
        columns: The columns in which the two differ.
    """
    homes = {_home(name) for name in columns}
    again = [name for name in map(str, sheet.frame) if _home(name) in homes]
    bad = _outside(sheet.bad_cells, homes, invert=True)
    cells = _read(replace(sheet, frame=sheet.frame[again], bad_cells=bad), before.mode)
    of_sheet = sheet.findings + missing_columns(sheet, before.mode)
    of_cells = before.findings.records.iloc[
        len(before.sheet.findings + missing_columns(sheet, before.mode)) :
    ]
    kept = Findings(_outside(of_cells, homes).reset_index(drop=True))
    return CheckedSheet(
        sheet,
        before.mode,
        before.frame.assign(**{str(name): column for name, column in cells.frame.items()}),
        union(_outside(before.bad_cells, homes), cells.bad),
        of_sheet + kept + cells.findings,
        union(_outside(before.clear_marks, homes), cells.marks),
    )


class _Cells(NamedTuple):
    """What the cells of some columns mean, as a checked sheet has it."""

    frame: pd.DataFrame
    bad: pd.DataFrame
    findings: Findings
    marks: pd.DataFrame


def _read(sheet: Sheet, mode: Mode) -> _Cells:
    """Return the cells of the columns in the frame of a sheet, read for what they mean."""
    unmarked = take_marks(sheet.frame, mode)
    bad = union(sheet.bad_cells, unmarked.bad_cells)
    read, read_findings = read_columns(unmarked.frame, sheet)
    weighed = merge_weights(read, sheet, bad, unmarked.marks)
    merged = merge_materials(weighed.frame, sheet, bad, weighed.marks)
    read_findings = read_findings + weighed.findings + merged.findings
    unread = read_findings.error_cells()
    checkable = blanked(merged.frame, moved(unread, _SOURCE_COLUMNS))
    failed = _at_source_cell(run_checks(checkable, _as_typed(sheet.frame)), merged)
    own = _one_error_each(unmarked.findings + read_findings + failed)
    bad = union(bad, unread, failed.error_cells())
    blank = moved(bad, _SOURCE_COLUMNS)
    cleared = without(cells_where(merged.marks), blank)
    return _Cells(blanked(merged.frame, blank), bad, located(own, sheet), cleared)


def _home(column: str) -> str:
    """Return the column in which the values of a column end."""
    return _SOURCE_COLUMNS.get(column, column)


def _outside(lines: pd.DataFrame, homes: Collection[str], *, invert: bool = False) -> pd.DataFrame:
    """Return the lines of a frame that are about columns that end elsewhere, or with `invert` the others."""
    is_there = lines["column"].astype("str").map(_home).isin(homes).astype("bool")
    return lines[is_there if invert else ~is_there]


def _as_typed(given: pd.DataFrame) -> pd.DataFrame:
    """Return the cells as typed, with the pair of materials standing in for the one column they become."""
    if NAMES not in given:
        return given
    return given.assign(**{WHOLE: given[WHOLE].fillna(given[NAMES]) if WHOLE in given else given[NAMES]})


def _at_source_cell(failed: Findings, merged: MergedMaterials) -> Findings:
    """Return the findings with those of a merged pair back on the cell that was typed."""
    if not len(failed):
        return failed
    frame = failed.records
    moved = (frame["column"] == WHOLE) & frame["row"].isin(merged.from_pair.index[merged.from_pair])
    return Findings(frame.assign(column=frame["column"].mask(moved, NAMES)))


def _one_error_each(findings: Findings) -> Findings:
    """Return the findings with the first error of each cell, and nothing beside it."""
    if not len(findings):
        return findings
    frame = findings.records
    is_error = frame["severity"] == Severity.ERROR
    at = pd.MultiIndex.from_frame(frame[["row", "column"]])
    errors = frame[
        is_error & ~frame[is_error].duplicated(["row", "column"]).reindex(frame.index, fill_value=False)
    ]
    quiet = ~is_error & at.isin(at[is_error])
    return Findings(frame[(frame.index.isin(errors.index)) | (~is_error & ~quiet)].reset_index(drop=True))
