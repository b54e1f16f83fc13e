"""Many findings, kept as columns: forty thousand wrong prices are one frame, not forty thousand objects."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn, overload

import pandas as pd

from importkit.arguments import collection, if_given, mapping, one_of, text, whole_number
from importkit.choices import chosen, chosen_if_given
from importkit.findings.catalogue import entry
from importkit.findings.finding import Finding, Group, Severity
from importkit.findings.finding_records import COLUMNS, no_records, records_of, typed_records
from importkit.findings.findings_frame import summary_frame, typed_frame
from importkit.findings.header_names import in_own_headers
from importkit.findings.selection import selected
from importkit.rich_display import Displayed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

_FRAME = "a DataFrame with a line for each finding"


class Findings(Displayed):
    """An immutable list of findings.

    >>> findings = Findings.of("number.negative", [{"row": 7, "column": "Grams Weight", "value": "-3"}])
    >>> len(findings), findings[0].message
    (1, 'Grams Weight is -3; it cannot be less than 0.')
    >>> findings.where(code="number.", row=7).frame[["code", "severity", "row"]]
                  code severity  row
    0  number.negative    error    7

    Attributes:
        records: One line per finding as stages pass them: columns as the fields of `Finding`, texts, blank
            where there is nothing; `row` is nullable Int64. Whoever wants to change something takes `frame`.
    """

    #: How many addresses a group shows.
    EXAMPLES = 5

    __slots__ = ("records",)
    records: pd.DataFrame

    def __init__(self, frame: pd.DataFrame | None = None) -> None:
        given = no_records() if frame is None else one_of(pd.DataFrame, frame, argument="frame", what=_FRAME)
        object.__setattr__(self, "records", given)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        message = f"Findings do not change: {name} cannot be set. findings.frame is a copy to work on."
        raise AttributeError(message)

    def __reduce__(self) -> tuple[type[Findings], tuple[pd.DataFrame]]:
        return type(self), (self.records,)

    @property
    def frame(self) -> pd.DataFrame:
        """Return a copy: one line per finding, NA where there is nothing, `severity` an ordered category.

        Columns: code, severity, sheet, row (Int64), column, cell, value, message, hint, suggestion,
        product_handle; `importkit.FRAMES["findings"]` describes them.
        """
        return typed_frame(self.records)

    def where(
        self,
        *,
        code: str | Collection[str] | None = None,
        severity: Severity | str | Collection[Severity | str] | None = None,
        column: str | Collection[str] | None = None,
        row: int | Collection[int] | slice | None = None,
        product: str | Collection[str] | None = None,
    ) -> Findings:
        """Return the findings that are all that is asked for, in their order.

        Args:
            code: A code, a family such as "number.", or several.
            severity: error, warning, info, or several.
            column: A canonical name, the header of a column that is not imported, letters, or several.
            row: Excel's row number, several, or a slice without its end.
            product: The handle of a product in any case, or several.

        Raises:
            UsageError: There can be no such code, severity, column or row.

        >>> findings = Findings.of("number.negative", [{"row": row} for row in (2, 7, 9)])
        >>> [finding.row for finding in findings.where(row=slice(2, 8))]
        [2, 7]
        """
        wanted = {"code": code, "severity": severity, "column": column, "row": row, "product": product}
        return Findings(selected(self.records, wanted))

    def summary(self) -> pd.DataFrame:
        """Return a line for each code and column, the worst and most frequent first.

        Columns: code, severity, column, title, cells, rows, products, first (a cell) and fix.

        >>> found = Findings.of("number.negative", [{"row": row, "column": "Grams Weight"} for row in (2, 7)])
        >>> found.summary()[["code", "column", "cells"]]
                      code        column  cells
        0  number.negative  Grams Weight      2
        """
        return summary_frame(self.records)

    def head(self, count: int = 5) -> Findings:
        """Return the first findings.

        Raises:
            UsageError: The count is no whole number.
        """
        return self[: whole_number(count, argument="count")]

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
        given = cases if isinstance(cases, pd.DataFrame) else list(cases)
        if not len(given):
            return cls()
        return cls(records_of(words, of, pd.DataFrame(given)))

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any]]) -> Findings:
        """Return findings that were stored earlier, as `to_dicts` gave them."""
        collection(records, argument="records", what="findings as dicts")
        frame = pd.DataFrame(list(records), columns=list(COLUMNS))
        return cls() if frame.empty else cls(typed_records(frame))

    @classmethod
    def all(cls, parts: Iterable[Findings]) -> Findings:
        """Return the findings of all parts, in their order."""
        collection(parts, argument="parts", what="several findings")
        filled = [part for part in parts if len(part)]
        if len(filled) <= 1:  # findings never change: one is shared
            return filled[0] if filled else cls()
        return cls(pd.concat([part.records for part in filled], ignore_index=True))

    def __add__(self, other: Findings) -> Findings:
        return Findings.all((self, other))

    def __len__(self) -> int:
        return len(self.records)

    @overload
    def __getitem__(self, which: int) -> Finding: ...
    @overload
    def __getitem__(self, which: slice) -> Findings: ...
    @overload
    def __getitem__(self, which: str) -> Any: ...  # noqa: ANN401  findings, or a column of the frame

    def __getitem__(self, which: int | slice | str) -> Finding | Findings | pd.Series[Any]:
        """Return one finding, some of them, those of a code or a family of codes, or a column of the frame.

        Raises:
            IndexError: There are fewer findings.
            UsageError: It is neither a number, a slice, a code nor a column.
        """
        if isinstance(which, str):
            return self.frame[which] if which in COLUMNS else self.where(code=which)
        if isinstance(which, slice):
            return Findings(self.records.iloc[which].reset_index(drop=True))
        place = whole_number(which, argument="which", lowest=-sys.maxsize)
        if not -len(self) <= place < len(self):
            message = f"There is no finding {place}: there are {len(self)}, counted from 0."
            raise IndexError(message)
        return next(iter(Findings(self.records.iloc[[place]])))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the frame for whatever reads Arrow: DuckDB, Polars, pyarrow."""
        import pyarrow as pa

        table = pa.Table.from_pandas(self.frame, preserve_index=False)
        return table.__arrow_c_stream__(requested_schema)

    def __iter__(self) -> Iterator[Finding]:
        for record in self.to_dicts():
            yield Finding(**{**record, "severity": Severity(record["severity"])})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Findings) and self.records.equals(other.records)

    __hash__ = None  # type: ignore[assignment]  # a list of findings is compared, never a key

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return one plain dict per finding, ready for JSON."""
        rows = [None if pd.isna(row) else int(row) for row in self.records["row"]]
        columns = [rows if name == "row" else self.records[name].to_list() for name in COLUMNS]
        return [dict(zip(COLUMNS, values, strict=True)) for values in zip(*columns, strict=True)]

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
        if not len(self):
            return self
        frame = self.records.copy()
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
        return Findings(in_own_headers(self.records, headers)) if headers else self

    def sorted(self) -> Findings:
        """Return the findings in the order of the sheet, the sheet's own first, the worst first in a cell."""
        if not len(self):
            return self
        rank = self.records["severity"].map({str(severity): severity.rank for severity in Severity})
        width = self.records["cell"].str.extract(r"^([A-Z]+)", expand=False).str.len().fillna(0)
        order = self.records.assign(_rank=rank, _width=width).sort_values(
            ["row", "_width", "cell", "_rank", "code"], na_position="first", kind="stable"
        )
        return Findings(self.records.loc[order.index].reset_index(drop=True))

    def worst_first(self) -> Findings:
        """Return errors, warnings and notes, each in the order in which they are."""
        return Findings.all(self.where(severity=severity) for severity in Severity)

    @property
    def errors(self) -> Findings:
        """Return the findings that block their product."""
        is_error = self.records["severity"] == Severity.ERROR
        return Findings(self.records[is_error].reset_index(drop=True))

    def error_cells(self) -> pd.DataFrame:
        """Return the cells in error, each once, as `cell_sets` has them."""
        errors = self.errors.records
        located = errors[errors["row"].notna()]
        cells = pd.DataFrame({"row_number": located["row"].astype("int64"), "column": located["column"]})
        return cells.drop_duplicates(ignore_index=True)

    def counts(self) -> dict[str, int]:
        """Return how many findings each code has, by code."""
        counts = self.records["code"].value_counts().sort_index()
        return {str(code): int(count) for code, count in counts.items()}

    def at_least(self, severity: Severity | str) -> bool:
        """Return whether any finding is as bad as `severity`, or worse.

        Raises:
            UsageError: There is no such severity.
        """
        least = chosen(Severity, severity, argument="severity")
        bad = [str(other) for other in Severity if other.rank <= least.rank]
        return bool(self.records["severity"].isin(bad).any())

    def groups(self) -> list[Group]:
        """Return equal findings of a column as one group each, the worst first, then by the sheet's order."""
        equal = self.records.groupby(["severity", "code", "column"], sort=False)
        found = [self._group(rows) for _, rows in equal]
        return sorted(found, key=lambda group: group.severity.rank)

    def _group(self, rows: pd.DataFrame) -> Group:
        first = next(iter(Findings(rows.head(1))))
        cells = tuple(rows.loc[rows["cell"] != "", "cell"].unique()[: self.EXAMPLES])
        title = entry(first.code).title
        return Group(first.code, first.severity, first.column, title, len(rows), cells, first)
