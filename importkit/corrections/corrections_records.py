"""What a corrections workbook is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from importkit.findings import Findings
    from importkit.model import Book, Layout, Mode


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

    def with_all_rows(self, book: Book) -> Corrections:
        """Return the same corrections over all rows of the stored upload, not only the failed ones."""
        return replace(
            self,
            cells=book.cells,
            kinds=book.kinds,
            formats=book.formats,
            blocked_by=self.blocked_by.reindex(book.cells.index),
        )


@dataclass(frozen=True)
class CorrectionOutcome:
    """What became of the failed rows of an earlier job, once its corrections were imported.

    Rows are Excel's numbers in the workbook that was imported now; those deleted or removed are of the
    earlier one.

    Attributes:
        of_job: The earlier job.
        fixed_rows: Failed then, and do not fail now.
        still_failing_rows: Failed then and fail now.
        newly_failing_rows: Fail now, and did not fail then or were not there.
        removed_rows: Failed then, and are not in the workbook that was imported now.
        deleted_rows: Stood beside the products then, and are not there any more, as it should be.
        continued_in: The job that had taken the earlier one's failures over before, when one had.
        is_compared: False when the earlier job's failed rows are no longer kept: nothing can be told of them.
    """

    of_job: str
    fixed_rows: tuple[int, ...] = ()
    still_failing_rows: tuple[int, ...] = ()
    newly_failing_rows: tuple[int, ...] = ()
    removed_rows: tuple[int, ...] = ()
    deleted_rows: tuple[int, ...] = ()
    continued_in: str | None = None
    is_compared: bool = True

    @property
    def fixed(self) -> int:
        """Return how many rows failed then and do not fail now, those included that were to be deleted."""
        return len(self.fixed_rows) + len(self.deleted_rows)

    @property
    def still_failing(self) -> int:
        """Return how many rows failed then and fail now."""
        return len(self.still_failing_rows)

    @property
    def newly_failing(self) -> int:
        """Return how many rows fail now only."""
        return len(self.newly_failing_rows)

    @property
    def removed(self) -> int:
        """Return how many rows failed then and are not in the workbook."""
        return len(self.removed_rows)

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the counts as JSON knows them; null where nothing could be compared."""
        counted = ("fixed", "still_failing", "newly_failing", "removed")
        counts = {name: getattr(self, name) if self.is_compared else None for name in counted}
        return {"of_job": self.of_job, **counts, "continued_in": self.continued_in}
