"""Many findings, kept as columns: forty thousand wrong prices are one frame, not forty thousand objects."""

from __future__ import annotations

from dataclasses import fields
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit.arguments import collection, if_given, mapping, one_of, text
from importkit.choices import chosen, chosen_if_given
from importkit.findings.catalogue import entry
from importkit.findings.finding import Finding, Group, Severity
from importkit.findings.header_names import in_own_headers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_COLUMNS = tuple(field.name for field in fields(Finding))
_FRAME = "a DataFrame with a line for each finding"
_TEXT = tuple(name for name in _COLUMNS if name != "row")

#: What a case itself says of a finding; the rest are facts for the templates.
_GIVEN = ("sheet", "column", "cell", "value", "suggestion", "product_handle")


class _Facts(dict[str, str]):
    """The facts of a case; a template may name one that this case lacks."""

    def __missing__(self, key: str) -> str:
        return ""


class Findings:
    """An immutable list of findings.

    Attributes:
        frame: One line per finding, columns as the fields of `Finding`; `row` is nullable Int64.
    """

    #: How many addresses a group shows.
    EXAMPLES = 5

    def __init__(self, frame: pd.DataFrame | None = None) -> None:
        self.frame = _empty() if frame is None else one_of(pd.DataFrame, frame, argument="frame", what=_FRAME)

    @classmethod
    def of(
        cls,
        code: str,
        cases: pd.DataFrame | Iterable[Mapping[str, Any]],
        *,
        severity: Severity | str | None = None,
    ) -> Findings:
        """Return one finding of `code` per case, with the words of the catalogue.

        A case may carry row, column, value, suggestion, cell, sheet and product_handle; every further
        column is a fact for the templates (`{other_rows}`). Missing ones are blank.

        Raises:
            UnknownFindingCodeError: The catalogue has no such code.
            UsageError: There is no such severity.
        """
        words = entry(code)
        of = chosen_if_given(Severity, severity, argument="severity") or words.severity
        collection(cases, argument="cases", what="a line for each case")
        given = cases if isinstance(cases, pd.DataFrame) else pd.DataFrame(list(cases))
        if given.empty:
            return cls()
        facts = [_Facts(case) for case in _texts(given)]
        frame = pd.DataFrame(
            {
                "code": code,
                "severity": str(of),
                "row": _row_numbers(given) if "row" in given else pd.NA,
                **{name: [fact[name] for fact in facts] for name in _GIVEN},
                "message": [words.message.format_map(fact) for fact in facts],
                "hint": [words.hint.format_map(fact) for fact in facts],
            }
        )
        return cls(_typed(frame))

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any]]) -> Findings:
        """Return findings that were stored earlier, as `to_dicts` gave them."""
        collection(records, argument="records", what="findings as dicts")
        frame = pd.DataFrame(list(records), columns=list(_COLUMNS))
        return cls() if frame.empty else cls(_typed(frame))

    @classmethod
    def all(cls, parts: Iterable[Findings]) -> Findings:
        """Return the findings of all parts, in their order."""
        collection(parts, argument="parts", what="several findings")
        frames = [part.frame for part in parts if len(part)]
        return cls(pd.concat(frames, ignore_index=True)) if frames else cls()

    def __add__(self, other: Findings) -> Findings:
        return Findings.all((self, other))

    def __len__(self) -> int:
        return len(self.frame)

    def __iter__(self) -> Iterator[Finding]:
        for record in self.to_dicts():
            yield Finding(**{**record, "severity": Severity(record["severity"])})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Findings) and self.frame.equals(other.frame)

    __hash__ = None  # type: ignore[assignment]  # a list of findings is compared, never a key

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return one plain dict per finding, ready for JSON."""
        rows = [None if pd.isna(row) else int(row) for row in self.frame["row"]]
        columns = [rows if name == "row" else self.frame[name].to_list() for name in _COLUMNS]
        return [dict(zip(_COLUMNS, values, strict=True)) for values in zip(*columns, strict=True)]

    def located(
        self, sheet: str, letters: Mapping[str, str], handles: pd.Series[str] | None = None
    ) -> Findings:
        """Return the findings with sheet, cell and product handle filled in where they are blank.

        Args:
            sheet: The sheet's name.
            letters: Excel letters by canonical column.
            handles: Product handle by Excel row number.
        """
        text(sheet, argument="sheet", what="the name of a sheet")
        if_given(partial(one_of, pd.Series, what="a Series"), handles, argument="handles")
        mapping(letters, argument="letters", what="a dict of letters by column")
        frame = self.frame.copy()
        frame.loc[frame["sheet"] == "", "sheet"] = sheet
        letter = frame["column"].map(letters).astype("str")  # without any letter it would be a number
        lacking = (frame["cell"] == "") & letter.notna() & frame["row"].notna()
        frame.loc[lacking, "cell"] = letter[lacking] + frame.loc[lacking, "row"].astype("str")
        if handles is not None:
            named = (frame["product_handle"] == "") & frame["row"].isin(handles.index)
            frame.loc[named, "product_handle"] = frame.loc[named, "row"].map(handles).fillna("")
        return Findings(frame)

    def with_headers(self, headers: Mapping[str, str]) -> Findings:
        """Return located findings that call columns as the sheet does, by letter, in what people read."""
        mapping(headers, argument="headers", what="a dict of headers by letter")
        return Findings(in_own_headers(self.frame, headers)) if headers else self

    def sorted(self) -> Findings:
        """Return the findings in the order of the sheet, the sheet's own first, the worst first in a cell."""
        rank = self.frame["severity"].map({str(severity): severity.rank for severity in Severity})
        width = self.frame["cell"].str.extract(r"^([A-Z]+)", expand=False).str.len().fillna(0)
        order = self.frame.assign(_rank=rank, _width=width).sort_values(
            ["row", "_width", "cell", "_rank", "code"], na_position="first", kind="stable"
        )
        return Findings(self.frame.loc[order.index].reset_index(drop=True))

    def worst_first(self) -> Findings:
        """Return errors, warnings and notes, each in the order in which they are."""
        return Findings.all(self.only(severity) for severity in Severity)

    def only(self, severity: Severity | str) -> Findings:
        """Return the findings of one severity.

        Raises:
            UsageError: There is no such severity.
        """
        of = str(chosen(Severity, severity, argument="severity"))
        return Findings(self.frame[self.frame["severity"] == of].reset_index(drop=True))

    @property
    def errors(self) -> Findings:
        """Return the findings that block their product."""
        return self.only(Severity.ERROR)

    def error_cells(self) -> pd.DataFrame:
        """Return the cells in error, each once, as `cell_sets` has them."""
        errors = self.errors.frame
        located = errors[errors["row"].notna()]
        cells = pd.DataFrame({"row_number": located["row"].astype("int64"), "column": located["column"]})
        return cells.drop_duplicates(ignore_index=True)

    def counts(self) -> dict[str, int]:
        """Return how many findings each code has, by code."""
        counts = self.frame["code"].value_counts().sort_index()
        return {str(code): int(count) for code, count in counts.items()}

    def at_least(self, severity: Severity | str) -> bool:
        """Return whether any finding is as bad as `severity`, or worse.

        Raises:
            UsageError: There is no such severity.
        """
        least = chosen(Severity, severity, argument="severity")
        bad = [str(other) for other in Severity if other.rank <= least.rank]
        return bool(self.frame["severity"].isin(bad).any())

    def groups(self) -> list[Group]:
        """Return equal findings of a column as one group each, the worst first, then by the sheet's order."""
        equal = self.frame.groupby(["severity", "code", "column"], sort=False)
        found = [self._group(rows) for _, rows in equal]
        return sorted(found, key=lambda group: group.severity.rank)

    def _group(self, rows: pd.DataFrame) -> Group:
        first = next(iter(Findings(rows.head(1))))
        cells = tuple(rows.loc[rows["cell"] != "", "cell"].unique()[: self.EXAMPLES])
        title = entry(first.code).title
        return Group(first.code, first.severity, first.column, title, len(rows), cells, first)


def _texts(cases: pd.DataFrame) -> list[dict[str, str]]:
    """Return the facts of each case as text, blank where nothing is given."""
    given = cases.assign(row=_row_numbers(cases)) if "row" in cases else cases
    texts = given.astype("object").where(given.notna(), "").map(str)
    return [{str(name): text for name, text in case.items()} for case in texts.to_dict("records")]


def _row_numbers(cases: pd.DataFrame) -> pd.Series[int]:
    """Return the row numbers; a blank among them would make them 5.0."""
    return cases["row"].astype("Int64")


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    dtypes = {**dict.fromkeys(_TEXT, "str"), "row": "Int64"}
    return frame[list(_COLUMNS)].astype(dtypes).reset_index(drop=True)


def _empty() -> pd.DataFrame:
    return _nothing().copy(deep=False)


@cache
def _nothing() -> pd.DataFrame:
    """Return no findings; made once, since most rules find nothing."""
    return _typed(pd.DataFrame({name: [] for name in _COLUMNS}))
