"""Corrections that come back: what was fixed of the job they came from, and whose its failures are now.

The earlier job's failed rows stay where they are until retention, marked as taken over. Should the newer
workbook turn out to be spoilt, or its import be undone, they can still be had; and the same workbook can be
imported again, as people do who go on in the file they have open, and is compared in the same way.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit.corrections.load import layout_of
from importkit.corrections.original_rows import original_row_letter, row_numbers
from importkit.corrections.pairing import keyed, paired
from importkit.db.statements import statement
from importkit.outcomes import CorrectionOutcome

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from importkit.model import Layout, ResolvedSheet, Sheet

_SKU = "SKU"


def record_outcome(
    resolved: ResolvedSheet, job_id: str, brand_id: str, connection: Connection
) -> CorrectionOutcome | None:
    """Compare a job with the one it corrects, in the caller's transaction, after the commit.

    The earlier job's failures are marked as taken over once every one of them is in the workbook, but for
    notes and totals, which are to be deleted; what else was removed from it would be lost otherwise. The
    job's summary tells the counts.

    Returns:
        What became of the failed rows; None when the workbook is no correction of a job of this brand.
    """
    corrected_job = {"of_job": resolved.sheet.job_id, "job_id": job_id, "brand_id": brand_id}
    then = connection.execute(statement("corrections", "lock_corrected_job"), corrected_job).one_or_none()
    if then is None:
        return None
    corrected = _compare(resolved, job_id, then, connection)
    if corrected.is_compared and not corrected.removed:
        connection.execute(statement("corrections", "update_superseded_job"), corrected_job)
    outcome = {"job_id": job_id, "corrections": json.dumps(corrected.as_dict())}
    connection.execute(statement("corrections", "select_correction_outcome"), outcome)
    return corrected


def _compare(
    resolved: ResolvedSheet, job_id: str, then: Row[Any], connection: Connection
) -> CorrectionOutcome:
    of_job, continued_in = str(then.id), then.superseded_by and str(then.superseded_by)
    failed_then = _failed_rows(of_job, layout_of(then.layout), connection)
    if failed_then.empty and then.failed_rows:
        return CorrectionOutcome(of_job, continued_in=continued_in, is_compared=False)
    failing = _failed_rows(job_id, resolved.sheet.layout, connection)["row"]
    same = paired(_rows(resolved), failed_then)
    still = same["row_now"].isin(failing)
    gone = failed_then[~failed_then["row"].isin(same["row_then"])]
    return CorrectionOutcome(
        of_job,
        fixed_rows=_numbers(same["row_now"][~still]),
        still_failing_rows=_numbers(same["row_now"][still]),
        newly_failing_rows=_numbers(failing[~failing.isin(same["row_now"])]),
        # A note or a total is put right by deleting its row.
        deleted_rows=_numbers(gone["row"][gone["is_stray"]]),
        removed_rows=_numbers(gone["row"][~gone["is_stray"]]),
        continued_in=continued_in,
    )


def _rows(resolved: ResolvedSheet) -> pd.DataFrame:
    """Return the rows of the workbook, ready to be paired."""
    sheet, rows = resolved.sheet, resolved.rows
    letter = sheet.layout.letters.get(_SKU)
    numbers = rows["row_number"]
    skus = sheet.cells[letter].reindex(numbers).array if letter else None
    now = keyed(pd.DataFrame({"row": numbers, "handle": rows["product_handle"], "sku": skus}))
    return now.assign(original=_original_rows(sheet).reindex(numbers).array)


def _original_rows(sheet: Sheet) -> pd.Series[int]:
    """Return which row of the first workbook each row says it is, NA where it says nothing."""
    letter = original_row_letter(sheet.layout)
    if letter is None:
        return pd.Series(pd.NA, index=sheet.cells.index, dtype="Int64")
    return row_numbers(sheet.cells[letter])


def _failed_rows(job_id: str, layout: Layout, connection: Connection) -> pd.DataFrame:
    """Return the failed rows that are kept of a job, ready to be paired."""
    original_letter = original_row_letter(layout)
    binds = {"job_id": job_id, "sku_letter": layout.letters.get(_SKU), "original_letter": original_letter}
    found = connection.execute(statement("corrections", "select_failed_rows"), binds).all()
    rows = keyed(pd.DataFrame(found, columns=["row", "handle", "sku", "original", "is_stray"]))
    original = row_numbers(rows["original"]) if original_letter else rows["row"]
    return rows.assign(original=original, is_stray=rows["is_stray"].astype("bool"))


def _numbers(rows: pd.Series[int]) -> tuple[int, ...]:
    return tuple(sorted(rows.tolist()))
