"""What can be asked of a check beside its frames."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from importkit.arguments import one_of, text
from importkit.checks.explanation import explain
from importkit.checks.finding_chart import chart
from importkit.checks.framed_check import FramedCheck
from importkit.checks.sheet_page import sheet_page
from importkit.findings import Severity
from importkit.frames import FRAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from importkit.checks.compared_findings import ComparedFindings
    from importkit.checks.explanation import BrandAnswers, Explanation
    from importkit.checks.sheet_page import Rows, SheetPage

#: Frames that are a field of a check, not a property.
_FIELDS = ("findings",)


class AskedCheck(FramedCheck):
    """Questions about a checked sheet: why a row failed, what it looks like, and whatever SQL can say."""

    brand: BrandAnswers | None

    def explain(self, row: int) -> Explanation:
        """Return one row explained: its cells, its product and why, its names, and what would be written.

        Args:
            row: Excel's row number.

        Raises:
            UsageError: The row has no data, or was skipped; or the sheet has no header row.

        >>> import io, importkit as ik
        >>> from importkit.workbook.sample import make_sample
        >>> make_sample(2).write(file := io.BytesIO())
        >>> ik.check(file.getvalue(), filename="spring.xlsx").explain(3).group.rows
        (2, 3)
        """
        return explain(self, row, self.brand)

    def sheet(
        self,
        rows: Rows = "bad",
        columns: Iterable[str] | None = None,
        severity: Severity | str = Severity.WARNING,
        page: int = 1,
        page_size: int = 50,
    ) -> SheetPage:
        """Return the sheet as it looks in Excel, with what is wrong in colour and its message on hovering.

        Args:
            rows: "bad" (those with a finding), "all", row numbers, or a slice of them without its end.
            columns: Canonical names, headers or letters; all of them without.
            severity: The least that is marked, and that makes a row a bad one.
            page: Which page of these rows, from 1.
            page_size: How many rows a page has, at most 1000.

        Raises:
            UsageError: The sheet has no header row, or there are no such rows, columns, severity or page.

        >>> import pandas as pd, importkit as ik
        >>> sheet = {"Product Handle": ["a", "b"], "Product Title": ["A", "B"], "SKU": ["1", None]}
        >>> ik.check(pd.DataFrame(sheet)).sheet().frame.index.to_list()
        [3]
        """
        return sheet_page(self, rows, columns, severity, page, page_size)

    def sql(self, query: str) -> pd.DataFrame:
        """Return what one SELECT finds in the frames of the check, by their names, such as findings or rows.

        It runs in DuckDB, without files, network or a second statement. The columns are those of the query:
        lists arrive as lists, whole numbers as Int64, what is missing as NA.

        Raises:
            UsageError: It is no single SELECT, or DuckDB cannot answer it; the message has its words.

        >>> import pandas as pd, importkit as ik
        >>> sheet = {"Product Handle": ["a", "b"], "Product Title": ["A", "B"], "SKU": ["1", None]}
        >>> check = ik.check(pd.DataFrame(sheet))
        >>> check.sql("SELECT product_handle, count(*) AS many FROM findings GROUP BY ALL")
          product_handle  many
        0              b     1
        """
        asked = text(query, argument="query", what="one SELECT")
        from importkit.resolution import frame_query  # which loads DuckDB

        return frame_query.select(asked, {name: partial(self._frame, name) for name in self._frame_names})

    def plot(self, by: str = "column") -> Any:  # noqa: ANN401  Altair is optional
        """Return an Altair chart of the findings: a bar for each column, or for each code.

        Without Altair, which comes with Streamlit, its frame is returned, and a warning says so.

        Args:
            by: "column" or "code".

        Raises:
            UsageError: It is neither.

        >>> chart = ik.check("spring.xlsx").plot(by="code")
        >>> chart.data
                         code severity  cells
        0  category.not-found    error      1
        1      number.invalid    error      1
        """
        return chart(self.findings, by, self.filename)

    def compare(self, other: AskedCheck) -> ComparedFindings:
        """Return what became of the findings of this check in a later one, of this sheet or another.

        Findings pair by code, product, SKU (else barcode) and column, equal ones in their order, so that rows
        may move. Of a row whose handle or SKU was corrected, they pair by the other one.

        Args:
            other: The later check.

        Returns:
            A frame: state (new, still, fixed), code, severity, product_handle, sku, barcode, column, and row,
            cell and value before and after, NA on the side that lacks the finding. What is new comes first.

        Raises:
            UsageError: The other one is no check.

        >>> import pandas as pd, importkit as ik
        >>> frame = pd.DataFrame({"Product Handle": ["shirt"], "Product Title": ["Shirt"], "SKU": [None]})
        >>> before = ik.check(frame)
        >>> after = ik.check(before.book.edit({"C2": "S-1"}))
        >>> before.compare(after)[["state", "code", "cell_before"]].values.tolist()
        [['fixed', 'value.required', 'C2']]
        """
        after = one_of(AskedCheck, other, argument="other", what="another check")
        from importkit.checks.compared_findings import compared_findings  # which loads what pairs rows

        return compared_findings(self, after)

    @property
    def _frame_names(self) -> list[str]:
        return [name for name in FRAMES if hasattr(type(self), name) or name in _FIELDS]

    def _frame(self, name: str) -> pd.DataFrame:
        frame: pd.DataFrame = self.findings.frame if name == "findings" else getattr(self, name)
        return frame
