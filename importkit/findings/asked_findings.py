"""What can be asked of findings: some of them, or what they are in sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pandas as pd

from importkit.arguments import one_of, whole_number
from importkit.choices import chosen
from importkit.findings.finding import Severity
from importkit.findings.finding_records import no_records
from importkit.findings.findings_frame import summary_frame
from importkit.findings.selection import selected
from importkit.rich_display import Displayed

if TYPE_CHECKING:
    from collections.abc import Collection


_FRAME = "a DataFrame with a line for each finding"


class AskedFindings(Displayed):
    """Findings, as far as they are looked at."""

    __slots__ = ("records",)
    records: pd.DataFrame

    def __init__(self, frame: pd.DataFrame | None = None) -> None:
        given = no_records() if frame is None else one_of(pd.DataFrame, frame, argument="frame", what=_FRAME)
        object.__setattr__(self, "records", given)

    def where(
        self,
        *,
        code: str | Collection[str] | None = None,
        severity: Severity | str | Collection[Severity | str] | None = None,
        column: str | Collection[str] | None = None,
        row: int | Collection[int] | slice | None = None,
        product: str | Collection[str] | None = None,
    ) -> Self:
        """Return the findings that are all that is asked for, in their order.

        Args:
            code: A code, a family such as "number.", or several.
            severity: error, warning, info, or several.
            column: A canonical name, the header of a column that is not imported, letters, or several.
            row: Excel's row number, several, or a slice without its end.
            product: The handle of a product in any case, or several.

        Raises:
            UsageError: There can be no such code, severity, column or row.

        >>> findings = ik.Findings.of("number.negative", [{"row": row} for row in (2, 7, 9)])
        >>> [finding.row for finding in findings.where(row=slice(2, 8))]
        [2, 7]
        """
        wanted = {"code": code, "severity": severity, "column": column, "row": row, "product": product}
        return type(self)(selected(self.records, wanted))

    def summary(self) -> pd.DataFrame:
        """Return a line for each code and column, the worst and most frequent first.

        Columns: code, severity, column, title, cells, rows, products, first (a cell) and fix.

        >>> found = ik.Findings.of("number.negative", [{"row": row, "column": "Grams"} for row in (2, 7)])
        >>> found.summary()[["code", "column", "cells"]]
                      code column  cells
        0  number.negative  Grams      2
        """
        return summary_frame(self.records)

    def head(self, count: int = 5) -> Self:
        """Return the first findings.

        Raises:
            UsageError: The count is no whole number.

        >>> found = ik.check("spring.xlsx").findings
        >>> len(found.head(1))
        1
        """
        return type(self)(self.records.head(whole_number(count, argument="count")))

    @property
    def errors(self) -> Self:
        """Return the findings that block their product.

        >>> len(ik.check("spring.xlsx").findings.errors)
        2
        """
        is_error = self.records["severity"] == Severity.ERROR
        return type(self)(self.records[is_error].reset_index(drop=True))

    def error_cells(self) -> pd.DataFrame:
        """Return the cells in error, each once: columns row_number and column.

        >>> ik.check("spring.xlsx").findings.error_cells()
           row_number        column
        0           4      Category
        1           4  Grams Weight
        """
        errors = self.errors.records
        located = errors[errors["row"].notna()]
        cells = pd.DataFrame({"row_number": located["row"].astype("int64"), "column": located["column"]})
        return cells.drop_duplicates(ignore_index=True)

    def counts(self) -> dict[str, int]:
        """Return how many findings each code has, by code.

        >>> ik.check("spring.xlsx").findings.errors.counts()
        {'category.not-found': 1, 'number.invalid': 1}
        """
        counts = self.records["code"].value_counts().sort_index()
        return {str(code): int(count) for code, count in counts.items()}

    def at_least(self, severity: Severity | str) -> bool:
        """Return whether any finding is as bad as `severity`, or worse.

        Raises:
            UsageError: There is no such severity.

        >>> ik.check("summer.xlsx").findings.at_least("error")
        False
        """
        least = chosen(Severity, severity, argument="severity")
        bad = [str(other) for other in Severity if other.rank <= least.rank]
        return bool(self.records["severity"].isin(bad).any())
