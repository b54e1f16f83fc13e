"""Findings as a person would tell them: one telling for each code, however many cells have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit.display.words import count, listed, number
from importkit.findings import Finding, Findings, Severity, entry

if TYPE_CHECKING:
    import pandas as pd

#: Up to this many findings are told one by one.
FEW = 3

#: How many columns are named before the rest is only counted.
MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Place:
    """One column that has a finding.

    Attributes:
        letter: Excel's letters; empty when no cell is meant.
        cells: The first addresses.
        count: How many cells have it; findings, where no cells are meant.
    """

    letter: str
    column: str
    cells: tuple[str, ...]
    count: int

    @property
    def name(self) -> str:
        """Return the column as Excel and as the sheet know it."""
        letter = f"column {self.letter}" if self.letter else ""
        return ", ".join(part for part in (letter, self.column) if part) or "the sheet"

    @property
    def short(self) -> str:
        """Return the column with its letter behind it, and its number where there are several."""
        letter = f" ({self.letter})" if self.letter else ""
        many = f": {number(self.count)}" if self.count > 1 else ""
        return f"{self.column}{letter}{many}"

    def __str__(self) -> str:
        where = ", ".join(self.cells)
        if not where:
            return f"{self.name}: {count(self.count, 'time')}"
        eg = "e.g. " if self.count > len(self.cells) else ""
        return f"{self.name}: {count(self.count, 'cell')}, {eg}{where}"


@dataclass(frozen=True, slots=True)
class Telling:
    """All findings of one code.

    Attributes:
        places: The columns that have it.
        examples: Findings to show: all of them, or one for each of the first distinct messages.
        unshown: How many further distinct messages there are.
        hint: The next step, where it is the same for all; else each example has its own.
    """

    severity: Severity
    code: str
    title: str
    count: int
    places: tuple[Place, ...]
    examples: tuple[Finding, ...]
    unshown: int
    hint: str

    @property
    def is_whole(self) -> bool:
        """Return whether the examples are all there is."""
        return len(self.examples) == self.count

    @property
    def where(self) -> tuple[str, ...]:
        """Return the places as lines; columns with one finding each share a line."""
        is_one_each = all(place.count == 1 for place in self.places)
        if len(self.places) > 1 and (is_one_each or self.severity is Severity.INFO):
            return (listed((place.short for place in self.places), MOST_COLUMNS),)
        lines = [str(place) for place in self.places[:MOST_COLUMNS]]
        left = len(self.places) - len(lines)
        return (*lines, f"{count(left, 'more column')}") if left else tuple(lines)

    @property
    def rest(self) -> str:
        """Return what the examples leave out, or nothing."""
        # A note has its columns named; that there are more cells is said with them.
        if self.severity is Severity.INFO or not self.unshown:
            return ""
        return f"and {number(self.unshown)} more like these"


def tellings(findings: Findings, *, every: bool = False) -> list[Telling]:
    """Return one telling per code, the worst first, then in the order of the sheet.

    Args:
        findings: What to tell.
        every: Tell every single finding.
    """
    groups = findings.frame.groupby(["severity", "code"], sort=False)
    told = [_telling(rows, every=every) for _, rows in groups]
    return sorted(told, key=lambda telling: telling.severity.rank)


def address(finding: Finding) -> str:
    """Return where a finding is, as short as it can be said."""
    return finding.cell or (f"row {finding.row}" if finding.row else "")


def _telling(rows: pd.DataFrame, *, every: bool) -> Telling:
    first = next(iter(Findings(rows.head(1))))
    distinct = rows.drop_duplicates("message")
    few = 1 if first.severity is Severity.INFO else FEW
    shown = rows if every or len(rows) <= FEW else distinct.head(few)
    hints = rows["hint"].unique()
    return Telling(
        severity=first.severity,
        code=first.code,
        title=entry(first.code).title,
        count=len(rows),
        places=tuple(_place(str(column), found) for column, found in rows.groupby("column", sort=False)),
        examples=tuple(Findings(shown)),
        unshown=0 if shown is rows else len(distinct) - len(shown),
        hint=str(hints[0]) if len(hints) == 1 else "",
    )


def _place(column: str, rows: pd.DataFrame) -> Place:
    cells = rows.loc[rows["cell"] != "", "cell"].unique()
    letter = str(cells[0]).rstrip("0123456789") if len(cells) else ""
    return Place(letter, column, tuple(cells[: Findings.EXAMPLES]), len(cells) or len(rows))
