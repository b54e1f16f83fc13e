"""Causes: the findings of one code as one thing to read, the one that holds most products back first."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from importkit.addresses import letters_of
from importkit.display.cases import Case, Place, SheetFacts
from importkit.display.safe_text import one_line
from importkit.findings import CauseWords, Finding, Findings, Per, Severity, entry
from importkit.grammar import count, listed, number

if TYPE_CHECKING:
    from collections.abc import Collection

#: Up to this many different cases are shown; one more is shown rather than counted.
SHOWN_CASES = 3
#: The same where a case is a value, such as a SKU that is used 76 times.
SHOWN_VALUES = 5
#: How many columns are named before the rest is only counted.
SHOWN_COLUMNS = 12


@dataclass(frozen=True)
class _Listing:
    """The findings of a cause; its cases and columns are worked out once they are asked for."""

    rows: pd.DataFrame
    words: CauseWords
    facts: SheetFacts
    with_hint: bool
    every: bool

    @cached_property
    def cases(self) -> tuple[tuple[Case, ...], int]:
        return _cases(self.rows, self.words, self.facts, with_hint=self.with_hint, every=self.every)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return _places(self.rows, self.facts)


@dataclass(frozen=True)
class Cause:
    """All findings of one code; of one column, where each column is a cause of its own.

    Attributes:
        key: The code, with the column where that makes it a cause of its own.
        words: How many cases there are, in one phrase: "7 SKUs are used more than once".
        lead: What notes with the same meaning share, such as "Not imported".
        count: How many findings there are.
        products: How many products have one; errors hold them back.
        unit: What they are: products, or variants in a sheet that names no product.
        is_of_sheet: Whether the sheet as a whole is meant, and so every product.
        hint: The next step, where it is the same for all; else each case has its own.
        fix_all: How to mend all of them at once, where that is known.
    """

    severity: Severity
    code: str
    key: str
    title: str
    words: str
    lead: str
    count: int
    products: int
    unit: str
    is_of_sheet: bool
    hint: str
    fix_all: str
    _listing: _Listing = field(repr=False, compare=False)

    @property
    def places(self) -> tuple[Place, ...]:
        """Return the columns that have it."""
        return self._listing.places

    @property
    def cases(self) -> tuple[Case, ...]:
        """Return the cases to show, the most frequent first."""
        return self._listing.cases[0]

    @property
    def unshown(self) -> int:
        """Return how many further cases there are."""
        return self._listing.cases[1]

    @property
    def extent(self) -> str:
        """Return how many products an error holds back, and how many cells have it."""
        parts = [] if self.is_of_sheet else [count(self.count, "cell" if self.places[0].letter else "row")]
        if self.severity is Severity.ERROR and self.products:
            parts.insert(0, f"holds {count(self.products, self.unit)} back")
        return ", ".join(parts)

    @property
    def holds_back(self) -> bool:
        """Return whether products have it; rows that belong to none fail alone."""
        return self.products > 0 or self.is_of_sheet

    @property
    def todo(self) -> str:
        """Return what to do about all of its cases, where that is one thing."""
        return " ".join(part for part in (self.hint, self.fix_all) if part)

    @property
    def is_whole(self) -> bool:
        """Return whether the cases are all there is."""
        return not self.unshown and all(case.is_whole for case in self.cases)

    @property
    def is_frequent(self) -> bool:
        """Return whether there is more to mend than one cell."""
        return self.is_of_sheet or self.count > 1

    @property
    def where(self) -> tuple[str, ...]:
        """Return the columns as lines, unless the cases name all; columns with one each share a line."""
        if not self.unshown:
            return ()
        is_one_each = all(place.count == 1 for place in self.places)
        if len(self.places) > 1 and (is_one_each or self.severity is Severity.INFO):
            return (listed((place.short for place in self.places), SHOWN_COLUMNS),)
        lines = [str(place) for place in self.places[:SHOWN_COLUMNS]]
        left = len(self.places) - len(lines)
        return (*lines, f"{count(left, 'more column')}") if left else tuple(lines)

    @property
    def rest(self) -> str:
        """Return what the cases leave out, or nothing."""
        if not self.unshown:
            return ""
        left = self.count - sum(case.count for case in self.cases)
        cells = f", in {count(left, 'cell')}" if left > self.unshown else ""
        return f"and {number(self.unshown)} more like these{cells}"


def causes(findings: Findings, facts: SheetFacts | None = None, *, every: bool = False) -> list[Cause]:
    """Return one cause per code: errors, warnings, notes, each by the products they concern.

    Args:
        findings: What was found.
        facts: What is known of the sheet.
        every: Show every single finding as a case of its own.
    """
    known = facts or SheetFacts()
    frame = findings.records.assign(product=_products(findings.records, known), part=_parts(findings.records))
    codes = frozenset(frame["code"].unique())
    groups = frame.groupby(["severity", "code", "part"], sort=False)
    found = [_cause(rows, known, codes, every=every) for _, rows in groups]
    return sorted(found, key=_rank)


def _rank(cause: Cause) -> tuple[int, bool, int, int]:
    return cause.severity.rank, not cause.is_of_sheet, -cause.products, -cause.count


def address(finding: Finding) -> str:
    """Return where a finding is, as short as it can be said."""
    return _address(finding.cell, finding.row)


def _address(cell: str, row: object) -> str:
    return cell or ("" if pd.isna(row) else f"row {row}")  # type: ignore[call-overload]


def _products(frame: pd.DataFrame, facts: SheetFacts) -> pd.Series[str]:
    """Return the product of each finding; NA for those of the sheet, and of rows that belong to none."""
    rows = frame["row"].astype("Int64")
    if facts.groups is not None:
        return rows.map(facts.groups).astype("Int64").astype("str")
    alone = [code for code in frame["code"].unique() if entry(str(code)).cause.is_alone]
    by_row = ("row " + rows.astype("str")).where(rows.notna() & ~frame["code"].isin(alone))
    return frame["product_handle"].where(frame["product_handle"] != "", by_row)


def _parts(frame: pd.DataFrame) -> pd.Series[str]:
    """Return the column of the findings whose code is a cause of its own in each column, else nothing."""
    apart = [code for code in frame["code"].unique() if entry(str(code)).cause.is_by_column]
    return frame["column"].where(frame["code"].isin(apart), "")


def _cause(rows: pd.DataFrame, facts: SheetFacts, codes: Collection[str], *, every: bool) -> Cause:
    code, severity, column, cell = (
        str(rows[name].iloc[0]) for name in ("code", "severity", "column", "cell")
    )
    known = entry(code)
    words = known.cause.of_column(column)
    is_of_sheet = bool(rows["row"].isna().any())
    products = _concerned(rows, facts, is_of_sheet=is_of_sheet)
    hints = rows["hint"].unique()
    hint = str(hints[0]) if len(hints) == 1 else ""
    return Cause(
        severity=Severity(severity),
        code=code,
        key=f"{code} {rows['part'].iloc[0]}".rstrip(),
        title=known.title,
        words=_phrase(rows, words, products, facts),
        lead=words.lead,
        count=len(rows),
        products=products,
        unit=facts.unit,
        is_of_sheet=is_of_sheet,
        hint=hint,
        fix_all=_fix_all(cell, words, codes) if len(rows) > SHOWN_CASES else "",
        _listing=_Listing(rows, words, facts, with_hint=not hint, every=every),
    )


def _concerned(rows: pd.DataFrame, facts: SheetFacts, *, is_of_sheet: bool) -> int:
    """Return how many products the findings concern; errors hold back no more than failed."""
    products = int(rows["product"].nunique())
    if facts.failed_products is None or rows["severity"].iloc[0] != Severity.ERROR:
        return products
    return facts.failed_products if is_of_sheet else min(products, facts.failed_products)


def _phrase(rows: pd.DataFrame, words: CauseWords, products: int, facts: SheetFacts) -> str:
    if words.per is Per.PRODUCT:
        many = products
    elif words.per is Per.FINDING:
        many = len(rows)
    else:
        many = len(rows[["column", str(words.per)]].drop_duplicates())
    template = words.one if many == 1 or not words.many else words.many
    return template.format(count=number(many), column=_name(rows, facts))


def _cases(
    rows: pd.DataFrame, words: CauseWords, facts: SheetFacts, *, with_hint: bool, every: bool
) -> tuple[tuple[Case, ...], int]:
    """Return the cases to show, and how many there are beside them."""
    if every:
        return tuple(_single(finding, with_hint=with_hint) for finding in Findings(rows)), 0
    by = ["column", "value"] if words.per is Per.VALUE else ["message"]
    place = rows.groupby(by, sort=False).ngroup()  # by first appearance
    sizes = place.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    most = SHOWN_VALUES if words.per is Per.VALUE else SHOWN_CASES
    chosen = sizes.index if len(sizes) <= most + 1 else sizes.index[:most]
    shown = tuple(_case(rows[place == one], facts, with_hint=with_hint) for one in chosen)
    return shown, len(sizes) - len(shown)


def _single(finding: Finding, *, with_hint: bool) -> Case:
    hint = finding.hint if with_hint else ""
    return Case(address(finding), one_line(finding.message), "", hint, 1, finding.cell)


def _case(rows: pd.DataFrame, facts: SheetFacts, *, with_hint: bool) -> Case:
    """Return equal findings as one case; sentences that name each other's rows give way to the value."""
    if len(rows) == 1:
        return _single(next(iter(Findings(rows))), with_hint=with_hint)
    first, sentences = rows.iloc[0], rows["message"].unique()
    cells = rows["cell"][rows["cell"] != ""].unique()
    where = f"{', '.join(cells[: Findings.EXAMPLES])}"
    if len(cells) > Findings.EXAMPLES:
        where += f" and {number(len(cells) - Findings.EXAMPLES)} more"
    if len(sentences) > 1:
        sentence = f"{_name(rows, facts)} {first['value']}: {count(len(cells) or len(rows), 'row')}"
    else:
        sentence = str(sentences[0])
        where = f"{count(len(cells) or len(rows), 'cell' if where else 'time')}{': ' if where else ''}{where}"
    return Case("", one_line(sentence), where, first["hint"] if with_hint else "", len(rows), first["cell"])


def _name(rows: pd.DataFrame, facts: SheetFacts) -> str:
    """Return what the sheet calls the column of the first finding."""
    letter = letters_of(str(rows["cell"].iloc[0]))
    return one_line(facts.headers.get(letter, str(rows["column"].iloc[0])))


def _places(rows: pd.DataFrame, facts: SheetFacts) -> tuple[Place, ...]:
    """Return the columns of findings, by first appearance."""
    sizes = rows["column"].value_counts()
    addressed = rows.loc[rows["cell"] != "", ["column", "cell"]].drop_duplicates()
    counts = addressed["column"].value_counts()
    first = addressed.groupby("column", sort=False).head(Findings.EXAMPLES)
    cells: dict[str, list[str]] = {str(column): [] for column in rows["column"].unique()}
    for column, cell in zip(first["column"], first["cell"], strict=True):
        cells[column].append(cell)
    return tuple(
        _place(column, found, int(counts.get(column, sizes[column])), facts)
        for column, found in cells.items()
    )


def _place(column: str, cells: list[str], many: int, facts: SheetFacts) -> Place:
    letter = letters_of(cells[0]) if cells else ""
    return Place(letter, one_line(facts.headers.get(letter, column)), tuple(cells), many)


def _fix_all(cell: str, words: CauseWords, codes: Collection[str]) -> str:
    if not words.fix_all or not cell:
        return ""
    beside = (more for code, more in words.beside.items() if code in codes)
    return " ".join((words.fix_all.format(letter=letters_of(cell), cell=cell), *beside))
