"""The rows of a job, page by page, as people want to see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from importkit.db.statements import statement
from importkit.display import number
from importkit.errors import UsageError
from importkit.model import RowStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

MAXIMAL_PAGE_SIZE = 1_000


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the sheet and where it stands.

    Attributes:
        row_number: Excel's row number.
        name: The variant's own name, else its product's.
        errors: What is wrong with this row: row, field, cell, code, message. Empty for a row that is only
            blocked by another one of its product.
    """

    row_number: int
    product_handle: str | None
    name: str | None
    sku: str | None
    barcode: str | None
    row_status: RowStatus
    errors: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """One page of a job's rows.

    Attributes:
        total: How many rows there are on all pages.
    """

    rows: tuple[PreviewRow, ...]
    total: int
    page: int
    page_size: int

    @property
    def pages(self) -> int:
        """Return the number of pages, at least one."""
        return max(1, -(-self.total // self.page_size))


def preview(
    job_id: str,
    connection: Connection,
    *,
    page: int = 1,
    page_size: int = 50,
    status: RowStatus | None = None,
) -> PreviewPage:
    """Return one page of a job's rows, in the order of the sheet.

    Raises:
        UsageError: The page or its size is out of bounds.
    """
    _check(page, page_size)
    binds = {
        "job_id": job_id,
        "status": status and str(status),
        "page_size": page_size,
        "skipped": (page - 1) * page_size,
    }
    total = connection.execute(statement("staging", "count_preview"), binds).scalar_one()
    found = connection.execute(statement("staging", "preview_rows"), binds)
    return PreviewPage(tuple(_row(row._asdict()) for row in found), total, page, page_size)


def _row(row: Mapping[str, Any]) -> PreviewRow:
    status, errors = RowStatus(row["row_status"]), tuple(row["errors"] or ())
    return PreviewRow(**{**row, "row_status": status, "errors": errors})


def _check(page: int, page_size: int) -> None:
    if page < 1:
        raise UsageError(f"There is no page {page}.", hint="The first page is 1.")
    if not 1 <= page_size <= MAXIMAL_PAGE_SIZE:
        message = f"A page cannot have {page_size} rows."
        raise UsageError(message, hint=f"Ask for 1 to {number(MAXIMAL_PAGE_SIZE)}.")
