"""The table of drafts: uploads that are looked at and mended before they are imported.

A draft is found for a day after it was last touched. Whoever changes it moves its version on; each change is
one call of a function of the database, which holds the draft while it works, so that two at once take turns.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from importkit.addresses import column_letters
from importkit.cell_edits import NewCell
from importkit.db.statements import statement
from importkit.errors import EditConflictError, UnknownDraftError
from importkit.grammar import count
from importkit.jobs.draft_records import CellEdit, DraftRecord, StoredEdit
from importkit.jobs.uploads import kept_name
from importkit.model import HiddenRows, Mode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from importkit.cell_edits import Edits
    from importkit.jobs.storage import StoredFile

#: So much of a value is told of a conflict.
_SHOWN = 60


def create(record: Mapping[str, Any], connection: Connection) -> None:
    """Make a draft without a file, for the user at work.

    Args:
        record: draft_id, brand_id, filename, mode, sheet, hidden_rows, source_job_id.
        connection: A transaction of the user's.

    Raises:
        NotAllowedError: The user may not import into that brand.
    """
    words = {**record, "filename": kept_name(record["filename"])}
    connection.execute(statement("jobs", "insert_draft"), words)


def keep_file(draft_id: str, stored: StoredFile, connection: Connection) -> None:
    """Note where a draft's file is kept: from now on it is found."""
    noted = {"draft_id": draft_id, "file_uri": stored.uri, "file_sha256": stored.sha256}
    connection.execute(statement("jobs", "keep_draft_file"), noted)


def note_source(
    draft_id: str, source: str, path: str, size: int, changed: datetime | None, connection: Connection
) -> None:
    """Note from which file of a source a draft was made; whoever imports it notes that with the file."""
    words = {"draft_id": draft_id, "source": source, "path": path, "size": size, "changed": changed}
    connection.execute(statement("jobs", "note_draft_source"), words)


def find(draft_id: str, brand_id: str, connection: Connection) -> DraftRecord:
    """Return a draft.

    Raises:
        UnknownDraftError: There is none, or no longer; another brand's draft answers alike.
    """
    found = _select(brand_id, connection, draft_id=draft_id) if _is_id(draft_id) else []
    if not found:
        raise UnknownDraftError(
            f"There is no draft {draft_id!r}, or no longer.",
            hint="A draft is kept for a day after it was last looked at. Upload the workbook again.",
        )
    return found[0]


def recent(brand_id: str, connection: Connection) -> list[DraftRecord]:
    """Return the drafts of a brand that are not imported, the one that was touched last first."""
    return [draft for draft in _select(brand_id, connection) if draft.started_job_id is None]


def of_job(job_id: str, brand_id: str, connection: Connection) -> DraftRecord | None:
    """Return the draft over the failed rows of a job that is not imported yet."""
    found = _select(brand_id, connection, source_job_id=job_id)
    return next((draft for draft in found if draft.started_job_id is None), None)


def touch(draft_id: str, connection: Connection) -> None:
    """Keep a draft for another day."""
    connection.execute(statement("jobs", "touch_draft"), {"draft_id": draft_id})


def change(
    draft_id: str,
    connection: Connection,
    *,
    mode: Mode | None = None,
    sheet: str | None = None,
    hidden_rows: HiddenRows | None = None,
) -> None:
    """Say how a draft is to be read."""
    words = {"draft_id": draft_id, "mode": mode, "sheet": sheet, "hidden_rows": hidden_rows}
    connection.execute(statement("jobs", "change_draft"), words)


def edit(  # noqa: PLR0913  what an edit is made of
    draft_id: str, sheet: str, before: Edits, after: Edits, seen: int, connection: Connection, *, over: bool
) -> None:
    """Store new values of cells, all or none.

    Args:
        draft_id: The draft.
        sheet: The sheet that they are of.
        before: What the uploaded sheet holds in these places.
        after: What they are to hold.
        seen: The version that was shown.
        connection: A transaction of the user's.
        over: Whether edits that came after that version may be written over.

    Raises:
        EditConflictError: Somebody gave one of them another value since; nothing is stored.
    """
    edits = [
        {
            "row": row,
            "column": column_letters(column),
            "before": before[row, column].text,
            "before_kind": int(before[row, column].kind),
            "after": cell.text,
            "after_kind": int(cell.kind),
        }
        for (row, column), cell in after.items()
    ]
    words = {"draft_id": draft_id, "sheet": sheet, "edits": json.dumps(edits), "seen": seen, "over": over}
    found = connection.execute(statement("jobs", "edit_draft"), words).all()
    if found:
        raise _conflict([_edit(row, row.before) for row in found])


def edits(draft_id: str, sheet: str, connection: Connection) -> list[StoredEdit]:
    """Return the edits of a sheet that make a difference to what was uploaded."""
    words = {"draft_id": draft_id, "sheet": sheet}
    found = connection.execute(statement("jobs", "select_draft_edits"), words).all()
    newest = [
        StoredEdit(
            **vars(_edit(row, row.first_before)),
            original=NewCell(row.first_before, row.first_kind),
            current=NewCell(row.after, row.after_kind),
        )
        for row in found
    ]
    return [one for one in newest if one.original != one.current]


def leave_out(draft_id: str, handle: str, connection: Connection, *, left_out: bool) -> None:
    """Leave a product out of what is imported, or take it in again."""
    words = {"draft_id": draft_id, "product_handle": handle, "left_out": left_out}
    connection.execute(statement("jobs", "leave_out_product"), words)


def left_out(draft_id: str, connection: Connection) -> frozenset[str]:
    """Return the handles of the products that are left out."""
    return frozenset(connection.scalars(statement("jobs", "select_left_out"), {"draft_id": draft_id}))


def start(words: Mapping[str, Any], connection: Connection) -> str | None:
    """Make a job of a draft and queue it, and return the id of the draft's job.

    Args:
        words: draft_id, job_id, version, mode, sheet, file_uri, file_sha256, options.
        connection: A transaction of the user's.

    Returns:
        The job's id, another one than was given where the draft had a job already; None when the draft has
        changed since that version, and nothing was made.
    """
    job_id = connection.scalar(statement("jobs", "import_draft"), words)
    return str(job_id) if job_id else None


def discard(draft_id: str, connection: Connection) -> None:
    """Give a draft up; a cleanup deletes it."""
    connection.execute(statement("jobs", "discard_draft"), {"draft_id": draft_id})


def of_import(job_id: str, connection: Connection) -> list[CellEdit]:
    """Return the fixes that were made before an import."""
    found = connection.execute(statement("jobs", "select_import_edits"), {"job_id": job_id})
    return [_edit(row, row.before) for row in found]


def known_identifiers(
    skus: list[str], barcode_keys: list[str], brand_id: str, connection: Connection
) -> tuple[set[str], set[str]]:
    """Return which of these SKUs and keys of barcodes the brand's variants have."""
    words = {"brand_id": brand_id, "skus": skus, "barcode_keys": barcode_keys}
    found = connection.execute(statement("jobs", "select_known_identifiers"), words).all()
    return {row.sku for row in found if row.sku}, {row.barcode_key for row in found if row.barcode_key}


def _conflict(others: list[CellEdit]) -> EditConflictError:
    first, more = others[0], len(others) - 1
    now = "nothing" if first.after is None else f'"{first.after[:_SHOWN]}"'
    and_more = f", and {count(more, 'more cell')}" if more else ""
    return EditConflictError(
        f"{first.made_by or 'Somebody'} has changed {first.cell} to {now} since you saw it{and_more}.",
        hint="Nothing was stored. Look at what it holds now; to write over it: over=True.",
        edits=others,
    )


def _select(
    brand_id: str, connection: Connection, *, draft_id: str | None = None, source_job_id: str | None = None
) -> list[DraftRecord]:
    words = {"brand_id": brand_id, "draft_id": draft_id, "source_job_id": source_job_id}
    found = connection.execute(statement("jobs", "select_drafts"), words).mappings()
    return [
        DraftRecord(
            **dict(row)
            | {
                "id": str(row["id"]),
                "mode": row["mode"] and Mode(row["mode"]),
                "hidden_rows": HiddenRows(row["hidden_rows"]),
                "source_job_id": row["source_job_id"] and str(row["source_job_id"]),
                "started_job_id": row["started_job_id"] and str(row["started_job_id"]),
                "created_by": row["created_by"] or "",
            }
        )
        for row in found
    ]


def _edit(row: Row[Any], before: str | None) -> CellEdit:
    return CellEdit(row.row_number, row.column_letter, before, row.after, row.made_by or "", row.made_at)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
