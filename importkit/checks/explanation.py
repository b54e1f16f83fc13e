"""An explanation: one row of a sheet, from the cells to what would be written of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit.arguments import whole_number
from importkit.checks.check_frames import SKIPPED_CODES
from importkit.checks.row_groups import RowGroup, group_of
from importkit.checks.row_tables import CLEAR, StagedRow, cells_of
from importkit.errors import UsageError
from importkit.findings import Findings
from importkit.frames import columns_of, typed
from importkit.grammar import number
from importkit.rich_display import Displayed
from importkit.shape import EntityKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from importkit.checks.framed_check import FramedCheck
    from importkit.checks.row_tables import Reference
    from importkit.model import Mode, ResolvedSheet

#: What a reference resolved to when nobody asked a brand, and when there is no such name at all.
NOT_ASKED, NONE = "not asked", "none"


@dataclass(frozen=True)
class ResolvedName:
    """What a name of a sheet means in the catalog of a brand.

    Attributes:
        resolves_to: existing, new, mapped or none.
        name: The name in the catalog.
    """

    resolves_to: str
    name: str | None = None


if TYPE_CHECKING:
    #: Asks a brand what names mean, in their order.
    NameLookup = Callable[[Sequence[Reference]], Sequence[ResolvedName]]


@dataclass(frozen=True, eq=False)
class BrandAnswers:
    """What a brand says of a sheet that was checked against it.

    Attributes:
        lookup: Asks what names mean there, when somebody wants to know.
        outcomes: What would become of each row, as `Plan.rows` has it.
        changes: The values that would change, as `Plan.changes` has them.
    """

    lookup: NameLookup
    outcomes: pd.DataFrame
    changes: pd.DataFrame

    def outcome_of(self, row: int) -> str:
        """Return what would become of a row: create, update, unchanged or failed; nothing when unknown."""
        found = self.outcomes.loc[self.outcomes["row"] == row, "outcome"]
        return str(found.iloc[0]) if len(found) else ""

    def changes_of(self, row: int) -> pd.DataFrame:
        """Return the values that would change, as `Explanation.would_write` has them."""
        found = self.changes[self.changes["row"] == row]
        values = found["after"].where(found["effect"] != "clear", CLEAR)
        return typed("explained_values", found.assign(value=values))


@dataclass(frozen=True, eq=False, repr=False)
class Explanation(Displayed):
    """One row of a sheet: what each cell says, which product it joined and why, and what would be written.

    Attributes:
        row: Excel's row number.
        filename: The workbook.
        mode: What the sheet is meant for.
        cells: A line for each column: letter, cell, header, column (canonical), stored, kind, read,
            understood (a text, or the items of a list), and the worst finding of the cell: finding (its
            code), severity, message.
        group: The product that it joined, and why.
        refs: A line for each name that it refers to: column, name, kind, resolves_to (existing, new, mapped
            or none; "not asked" without a brand), resolved_name, similar_to.
        would_write: A line for each value that the row gives: level, field, value (a text or a list); against
            a brand only those that change something there; none when the row would fail.
        findings: What was found in the row, and errors of the whole sheet.

    >>> explanation = ik.check("spring.xlsx").explain(4)
    >>> explanation.cells[["cell", "column", "stored", "understood"]]
       cell                 column       stored   understood
    0    A4         Product Handle          cap          cap
    1    B4          Product Title          Cap          Cap
    2    C4                    SKU          C-1          C-1
    3    D4                   Tags          Men        [Men]
    4    E4               Category  Hats > Capz  Hats > Capz
    5    F4           Grams Weight        12abc          NaN
    6    G4            Attribute 1          NaN          NaN
    7    H4      Attribute Value 1          NaN          NaN
    8    I4  Materials Percentages          NaN          NaN
    9    J4                Weaving          NaN          NaN
    10   K4             Eco Claims          NaN          NaN
    """

    row: int
    filename: str
    mode: Mode
    cells: pd.DataFrame
    group: RowGroup
    refs: pd.DataFrame
    would_write: pd.DataFrame
    findings: Findings

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON knows it.

        >>> sorted(ik.check("spring.xlsx").explain(4).as_dict())
        ['cells', 'file', 'findings', 'group', 'mode', 'refs', 'row', 'version', 'would_write']
        """
        return {
            "version": 1,
            "file": self.filename,
            "mode": str(self.mode),
            "row": self.row,
            "group": self.group.as_dict(),
            "cells": _records(self.cells),
            "refs": _records(self.refs),
            "would_write": _records(self.would_write),
            "findings": self.findings.to_dicts(),
        }


def explain(check: FramedCheck, row: int, brand: BrandAnswers | None) -> Explanation:
    """Return the explanation of a row.

    Raises:
        UsageError: The row has no data, or was skipped; or the sheet has no header row.
    """
    resolved = check.resolved
    if resolved is None:
        raise UsageError(f'"{check.filename}" has no header row, so no row of it can be explained.')
    known = _require_row(resolved, whole_number(row, argument="row", lowest=1), check.findings)
    findings, group = _of_row(check.findings, known), group_of(resolved, known, check.findings)
    staged = StagedRow.of(resolved, known)
    return Explanation(
        row=known,
        filename=check.filename,
        mode=check.mode,
        cells=cells_of(resolved, known, findings),
        group=group,
        refs=_refs(staged.references, findings, brand.lookup if brand else None),
        would_write=_written(staged, group, known, brand),
        findings=findings,
    )


def _written(staged: StagedRow, group: RowGroup, row: int, brand: BrandAnswers | None) -> pd.DataFrame:
    """Return what would be written of a row: all that it gives, or what that changes of what is stored."""
    if group.status == "would_fail":
        return staged.lines.head(0)
    outcome = brand.outcome_of(row) if brand else ""
    if brand and outcome == "update":
        return brand.changes_of(row)
    return staged.lines.head(0) if outcome == "unchanged" else staged.lines


def _of_row(findings: Findings, row: int) -> Findings:
    """Return what was found in a row, and the errors of the sheet that hold back every row."""
    of_sheet = findings.errors.records
    return Findings(of_sheet[of_sheet["row"].isna()].reset_index(drop=True)) + findings.where(row=row)


def _require_row(resolved: ResolvedSheet, row: int, findings: Findings) -> int:
    rows = resolved.sheet.frame.index
    if row in rows:
        return row
    skipped = [finding for finding in findings.where(row=row) if finding.code in SKIPPED_CODES]
    if skipped:
        raise UsageError(f"Row {number(row)} was skipped: {skipped[0].message}")
    if not len(rows):
        raise UsageError("The sheet has no rows of products.")
    bounds = f"rows go from {number(int(rows.min()))} to {number(int(rows.max()))}"
    if row == resolved.sheet.layout.header_row:
        raise UsageError(f"Row {number(row)} is the header; {bounds}.")
    raise UsageError(f"Row {number(row)} has no data; {bounds}.")


def _refs(references: Sequence[Reference], findings: Findings, lookup: NameLookup | None) -> pd.DataFrame:
    """Return what each name means to the brand, and which other one it looks like."""
    if lookup is None:
        meant: Sequence[ResolvedName] = [ResolvedName(NOT_ASKED)] * len(references)
    else:
        meant = lookup(references)
    similar = {
        (found.column, found.value): found.suggestion for found in findings if found.code == "entity.similar"
    }
    lines: list[tuple[str | None, ...]] = [
        (
            one.column,
            one.name,
            str(one.kind),
            meaning.resolves_to,
            meaning.name,
            similar.get((one.column, one.name)),
        )
        for one, meaning in zip(references, meant, strict=True)
    ]
    lines += [
        (found.column, found.value, str(EntityKind.CATEGORY), NONE, None, found.suggestion or None)
        for found in findings
        if found.code == "category.not-found"
    ]
    return typed("explained_refs", pd.DataFrame(lines, columns=columns_of("explained_refs")))


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a frame as JSON knows it, null for what is missing."""
    return [{str(name): _plain(value) for name, value in line.items()} for line in frame.to_dict("records")]


def _plain(value: Any) -> Any:  # noqa: ANN401  whatever a cell of a frame holds
    return value if isinstance(value, list) else None if pd.isna(value) else value
