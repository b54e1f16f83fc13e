"""Many findings, kept as columns: forty thousand wrong prices are one frame, not forty thousand objects."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn, overload

import pandas as pd

from importkit.arguments import collection, if_given, mapping, one_of, text, whole_number
from importkit.choices import chosen_if_given
from importkit.findings.asked_findings import AskedFindings
from importkit.findings.catalogue import entry
from importkit.findings.finding import Finding, Group, Severity
from importkit.findings.finding_records import COLUMNS, records_of, typed_records
from importkit.findings.findings_frame import typed_frame
from importkit.findings.header_names import in_own_headers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class Findings(AskedFindings):
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

    __slots__ = ()

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

        >>> found = ik.Findings.of("number.negative", [{"row": 7, "column": "Weight", "value": "-3"}])
        >>> found[0].message
        'Weight is -3; it cannot be less than 0.'
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
        """Return findings that were stored earlier, as `to_dicts` gave them.

        Raises:
            UsageError: The records are no collection.

        >>> found = ik.Findings.of("number.negative", [{"row": 7}])
        >>> ik.Findings.from_records(found.to_dicts()) == found
        True
        """
        collection(records, argument="records", what="findings as dicts")
        frame = pd.DataFrame(list(records), columns=list(COLUMNS))
        return cls() if frame.empty else cls(typed_records(frame))

    @classmethod
    def all(cls, parts: Iterable[Findings]) -> Findings:
        """Return the findings of all parts, in their order.

        Raises:
            UsageError: The parts are no collection.

        >>> found = ik.Findings.of("number.negative", [{"row": 7}])
        >>> len(ik.Findings.all([found, found]))
        2
        """
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
        """Return one plain dict per finding, ready for JSON.

        >>> ik.Findings.of("number.negative", [{"row": 7}]).to_dicts()[0]["severity"]
        'error'
        """
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

        Raises:
            UsageError: The name is no text, or the letters or handles are none.

        >>> found = ik.Findings.of("number.negative", [{"row": 7, "column": "Grams Weight"}])
        >>> found.located("Products", {"Grams Weight": "F"})[0].cell
        'F7'
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
        """Return located findings that call columns as the sheet does, by letter, in what people read.

        Raises:
            UsageError: The headers are no dict.

        >>> case = {"row": 7, "column": "Grams Weight", "cell": "F7", "value": "-3"}
        >>> found = ik.Findings.of("number.negative", [case])
        >>> found.with_headers({"F": "Weight (g)"})[0].message
        'Weight (g) is -3; it cannot be less than 0.'
        """
        mapping(headers, argument="headers", what="a dict of headers by letter")
        return Findings(in_own_headers(self.records, headers)) if headers else self

    def sorted(self) -> Findings:
        """Return the findings in the order of the sheet, the sheet's own first, the worst first in a cell.

        >>> found = ik.Findings.of("number.negative", [{"row": row, "cell": f"F{row}"} for row in (9, 2)])
        >>> [one.cell for one in found.sorted()]
        ['F2', 'F9']
        """
        if not len(self):
            return self
        rank = self.records["severity"].map({str(severity): severity.rank for severity in Severity})
        width = self.records["cell"].str.extract(r"^([A-Z]+)", expand=False).str.len().fillna(0)
        order = self.records.assign(_rank=rank, _width=width).sort_values(
            ["row", "_width", "cell", "_rank", "code"], na_position="first", kind="stable"
        )
        return Findings(self.records.loc[order.index].reset_index(drop=True))

    def worst_first(self) -> Findings:
        """Return errors, warnings and notes, each in the order in which they are.

        >>> found = ik.check("spring.xlsx").findings
        >>> str(found.worst_first()[0].severity)
        'error'
        """
        return Findings.all(self.where(severity=severity) for severity in Severity)

    def groups(self) -> list[Group]:
        """Return equal findings of a column as one group each, the worst first, then by the sheet's order.

        >>> [(group.code, group.count) for group in ik.check("spring.xlsx").findings.groups()][:2]
        [('category.not-found', 1), ('number.invalid', 1)]
        """
        equal = self.records.groupby(["severity", "code", "column"], sort=False)
        found = [self._group(rows) for _, rows in equal]
        return sorted(found, key=lambda group: group.severity.rank)

    def _group(self, rows: pd.DataFrame) -> Group:
        first = next(iter(Findings(rows.head(1))))
        cells = tuple(rows.loc[rows["cell"] != "", "cell"].unique()[: self.EXAMPLES])
        title = entry(first.code).title
        return Group(first.code, first.severity, first.column, title, len(rows), cells, first)
