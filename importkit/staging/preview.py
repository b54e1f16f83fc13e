"""The rows of a job, page by page, as people want to see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit import display
from importkit.arguments import whole_number
from importkit.choices import chosen_if_given
from importkit.db.statements import statement
from importkit.frames import typed
from importkit.model import RowStatus
from importkit.outcomes import STORED, RowOutcome
from importkit.rich_display import Displayed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

MAXIMAL_PAGE_SIZE = 1_000

#: What the database calls the outcomes of rows, and the rows that have none.
_OUTCOMES = STORED | {"FAILED": RowOutcome.FAILED}
_STORED_OUTCOMES: dict[RowOutcome | None, str] = {outcome: stored for stored, outcome in STORED.items()}
_ALL = frozenset({*_OUTCOMES, "PENDING"})
_OF_STATUS: dict[RowStatus | None, frozenset[str]] = {
    RowStatus.COMMITTED: frozenset(STORED),
    RowStatus.FAILED: frozenset({"FAILED"}),
    RowStatus.PENDING: frozenset({"PENDING"}),
}
_OF_OUTCOME: dict[RowOutcome | None, frozenset[str]] = {
    outcome: frozenset({stored}) for stored, outcome in _OUTCOMES.items()
}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the sheet and where it stands.

    Attributes:
        row_number: Excel's row number.
        name: The variant's own name, else its product's.
        outcome: What became of it; None while it waits.
        errors: What is wrong with this row: row, field, cell, code, message. Empty for a row that is only
            blocked by another one of its product.
    """

    row_number: int
    product_handle: str | None
    name: str | None
    sku: str | None
    barcode: str | None
    row_status: RowStatus
    outcome: RowOutcome | None = None
    errors: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class PreviewPage(Displayed):
    """One page of a job's rows.

    Attributes:
        total: How many rows there are on all pages.
        counts: How many rows of the job have which outcome; those that are held back count as failed.

    >>> page = kit.preview(job.id, status="failed", page_size=1)
    >>> page.pages, page.frame["cell"].tolist() if "cell" in page.frame else page.frame["message"].tolist()
    (1, ['E4 There is no category "Hats > Capz".'])
    """

    rows: tuple[PreviewRow, ...]
    total: int
    page: int
    page_size: int
    counts: Mapping[RowOutcome, int] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """Return the number of pages, at least one."""
        return pages_of(self.total, self.page_size)

    @property
    def frame(self) -> pd.DataFrame:
        """Return a line for each row: its keys, status, outcome, errors and the first message."""
        lines = [
            {
                "row": row.row_number,
                "product_handle": row.product_handle,
                "title": row.name,
                "sku": row.sku,
                "barcode": row.barcode,
                "status": str(row.row_status),
                "outcome": str(row.outcome) if row.outcome else None,
                "errors": len(row.errors),
                "message": display.error_words(row.errors[:1]) or None,
            }
            for row in self.rows
        ]
        return typed("preview", pd.DataFrame(lines, index=range(len(lines))))


@dataclass(frozen=True, slots=True)
class Part:
    """Which of a job's rows are asked for.

    Attributes:
        page: The page, from 1.
        size: How many rows a page has.
        status: Only rows of this status; None for all.
        outcome: Only rows that this became of; None for all.
    """

    page: int = 1
    size: int = 50
    status: RowStatus | None = None
    outcome: RowOutcome | None = None

    @classmethod
    def of(
        cls,
        page: int = 1,
        page_size: int = 50,
        status: RowStatus | str | None = None,
        outcome: RowOutcome | str | None = None,
    ) -> Part:
        """Return the part that a caller wants.

        Raises:
            UsageError: The page or its size is out of bounds, or there is no such status or outcome.
        """
        return cls(
            whole_number(page, argument="page", lowest=1),
            whole_number(page_size, argument="page_size", lowest=1, highest=MAXIMAL_PAGE_SIZE),
            chosen_if_given(RowStatus, status, argument="status"),
            chosen_if_given(RowOutcome, outcome, argument="outcome"),
        )

    @property
    def stored(self) -> frozenset[str]:
        """Return what the database calls the rows that are asked for."""
        by_status, by_outcome = _OF_STATUS.get(self.status, _ALL), _OF_OUTCOME.get(self.outcome, frozenset())
        return by_status if self.outcome is None else by_status & by_outcome


def preview(
    job_id: str,
    connection: Connection,
    part: Part = Part(),
    counts: Mapping[RowOutcome, int] | None = None,
) -> PreviewPage:
    """Return one page of a job's rows, in the order of the sheet.

    Args:
        job_id: The job.
        connection: The caller's transaction.
        part: Which rows are asked for.
        counts: Those of an earlier page of a job that had ended, for many rows take long to count. None where
            they are to be counted.

    Raises:
        UsageError: The page lies beyond the last one; the first is there even where no row is.
    """
    stored = _count(job_id, connection) if counts is None else _as_stored(counts)
    total = sum(stored.get(outcome, 0) for outcome in part.stored)
    whole_number(part.page, argument="page", lowest=1, highest=pages_of(total, part.size))
    found = connection.execute(
        statement("staging", "select_preview_rows"),
        {
            "job_id": job_id,
            "status": _status(part),
            "outcome": _STORED_OUTCOMES.get(part.outcome),
            "page_size": part.size if total else 0,
            "skipped": (part.page - 1) * part.size,
        },
    )
    rows = tuple(_row(row._asdict()) for row in found)
    of_outcome = {_OUTCOMES[name]: many for name, many in stored.items() if name in _OUTCOMES}
    return PreviewPage(rows, total, part.page, part.size, of_outcome)


def _count(job_id: str, connection: Connection) -> dict[str, int]:
    """Return how many rows there are of what the database calls each outcome."""
    counted = connection.execute(statement("staging", "select_preview_counts"), {"job_id": job_id})
    return {row.outcome: row.rows for row in counted}


def _as_stored(counts: Mapping[RowOutcome, int]) -> dict[str, int]:
    return {stored: counts[outcome] for stored, outcome in _OUTCOMES.items() if outcome in counts}


def _status(part: Part) -> str | None:
    if part.outcome is None:
        return part.status and str(part.status)
    return str(RowStatus.COMMITTED if part.outcome in _STORED_OUTCOMES else RowStatus.FAILED)


def pages_of(total: int, size: int) -> int:
    """Return how many pages so many rows are, at least one."""
    return max(1, -(-total // size))


def _row(row: Mapping[str, Any]) -> PreviewRow:
    status, errors = RowStatus(row["row_status"]), tuple(row["errors"] or ())
    outcome = _outcome(status, row["outcome"], errors)
    return PreviewRow(**{**row, "row_status": status, "outcome": outcome, "errors": errors})


def _outcome(status: RowStatus, stored: str | None, errors: Sequence[object]) -> RowOutcome | None:
    """Return what became of a row; one without an error of its own is held back by another one."""
    if status is RowStatus.FAILED:
        return RowOutcome.FAILED if errors else RowOutcome.HELD_BACK
    return STORED[stored] if stored else None
