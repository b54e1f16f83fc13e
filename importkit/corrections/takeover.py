"""Corrections that come back: what was fixed of the job they came from, and whose its failures are now.

The earlier job's failed rows stay where they are until retention, marked as taken over. Should the newer
workbook turn out to be spoilt, or its import be undone, they can still be had; and the same workbook can be
imported again, as people do who go on in the file they have open, and is compared in the same way.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit.corrections.arrangement import ORIGINAL_ROW
from importkit.corrections.load import layout_of
from importkit.corrections.pairing import keyed, paired
from importkit.db.statements import statement
from importkit.model import Corrected
from importkit.values.keys import header_key

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from importkit.model import Book, Layout, ResolvedSheet

_SKU = "SKU"


def take_over(
    resolved: ResolvedSheet, job_id: str, brand_id: str, connection: Connection
) -> Corrected | None:
    """Compare a job with the one it corrects, in the caller's transaction, after the commit.

    The earlier job's failures are marked as taken over once every one of them is in the workbook; what
    was left out would be lost otherwise. The job's summary tells the counts.

    Returns:
        What became of the failed rows; None when the workbook is no correction of a job of this brand.
    """
    corrected_job = {"of_job": resolved.book.job_id, "job_id": job_id, "brand_id": brand_id}
    then = connection.execute(statement("corrections", "hold_corrected_job"), corrected_job).one_or_none()
    if then is None:
        return None
    corrected = _compare(resolved, job_id, then, connection)
    if corrected.is_compared and not corrected.left_out:
        connection.execute(statement("corrections", "mark_superseded"), corrected_job)
    told = {"job_id": job_id, "corrections": json.dumps(corrected.as_dict())}
    connection.execute(statement("corrections", "tell_corrections"), told)
    return corrected


def _compare(resolved: ResolvedSheet, job_id: str, then: Row[Any], connection: Connection) -> Corrected:
    of_job, continued_in = str(then.id), then.superseded_by and str(then.superseded_by)
    failed_then = _failed_rows(of_job, layout_of(then.layout), connection)
    if failed_then.empty and then.failed_rows:
        return Corrected(of_job, continued_in=continued_in, is_compared=False)
    failing = _failed_rows(job_id, resolved.book.layout, connection)["row"]
    same = paired(_rows(resolved), failed_then)
    still = same["row_now"].isin(failing)
    return Corrected(
        of_job,
        fixed_rows=_numbers(same["row_now"][~still]),
        still_failing_rows=_numbers(same["row_now"][still]),
        newly_failing_rows=_numbers(failing[~failing.isin(same["row_now"])]),
        left_out_rows=_numbers(failed_then["row"][~failed_then["row"].isin(same["row_then"])]),
        continued_in=continued_in,
    )


def _rows(resolved: ResolvedSheet) -> pd.DataFrame:
    """Return the rows of the workbook, ready to be paired."""
    book, rows = resolved.book, resolved.rows
    letter = book.layout.letters.get(_SKU)
    numbers = rows["row_number"]
    skus = book.cells[letter].reindex(numbers).array if letter else None
    now = keyed(pd.DataFrame({"row": numbers, "handle": rows["product_handle"], "sku": skus}))
    return now.assign(original=_original_rows(book).reindex(numbers).array)


def _original_rows(book: Book) -> pd.Series[int]:
    """Return what the added column says, NA where it says nothing that could be a row."""
    added = [
        column.letter
        for column in book.layout.columns
        if header_key(column.header) == header_key(ORIGINAL_ROW)
    ]
    if not added:
        return pd.Series(pd.NA, index=book.cells.index, dtype="Int64")
    numbers = pd.to_numeric(book.cells[added[-1]], errors="coerce")
    return numbers.where((numbers % 1 == 0) & numbers.between(1, 1_048_576)).astype("Int64")


def _failed_rows(job_id: str, layout: Layout, connection: Connection) -> pd.DataFrame:
    """Return the failed rows that are kept of a job, ready to be paired."""
    binds = {"job_id": job_id, "sku_letter": layout.letters.get(_SKU)}
    rows = connection.execute(statement("corrections", "select_failed_rows"), binds).all()
    return keyed(pd.DataFrame(rows, columns=["row", "handle", "sku"]))


def _numbers(rows: pd.Series[int]) -> tuple[int, ...]:
    return tuple(sorted(rows.tolist()))
