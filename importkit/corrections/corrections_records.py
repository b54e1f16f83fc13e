"""What a corrections workbook is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from importkit.findings import Findings
    from importkit.model import Layout, Mode, Sheet


@dataclass(frozen=True)
class Corrections:
    """Failed rows as they were uploaded, and what was found in them.

    Attributes:
        job_id: The job that failed in them; None where they were only checked.
        mode: The mode that they are for.
        filename: The name of the uploaded file.
        layout: Where everything stood in the uploaded sheet.
        cells: Original texts, NA where blank: index row_number, columns are letters; as in the sheet.
        kinds: `CellKind` codes in the shape of `cells`.
        formats: Number formats of the rows of `cells`, NA for General; columns without any may be missing.
        blocked_by: For innocent rows the row whose error blocks their product, else NA; by row_number.
        findings: Every finding of the job.
    """

    job_id: str | None
    mode: Mode
    filename: str
    layout: Layout
    cells: pd.DataFrame
    kinds: pd.DataFrame
    formats: pd.DataFrame
    blocked_by: pd.Series[int]
    findings: Findings

    def with_all_rows(self, sheet: Sheet) -> Corrections:
        """Return the same corrections over all rows of the stored upload, not only the failed ones."""
        return replace(
            self,
            cells=sheet.cells,
            kinds=sheet.kinds,
            formats=sheet.formats,
            blocked_by=self.blocked_by.reindex(sheet.cells.index),
        )
