"""Drafts, and what was fixed on them, as lists that show themselves and have a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit.frames import typed
from importkit.jobs.draft_records import CellEdit, DraftRecord
from importkit.rich_display import RecordList

if TYPE_CHECKING:
    from typing import Any


class Drafts(RecordList[DraftRecord]):
    """Drafts of a brand, the one that was touched last first."""

    __slots__ = ()

    @property
    def frame(self) -> pd.DataFrame:
        """Return a line for each: draft_id, file, sheet, mode, source_job_id, who and when."""
        facts = ("sheet", "source_job_id", "created_by", "created_at", "touched_at")
        lines: list[dict[str, Any]] = [
            {"draft_id": one.id, "file": one.filename, "mode": str(one.mode) if one.mode else None}
            | {name: getattr(one, name) or None for name in facts}
            for one in self
        ]
        return typed("drafts", pd.DataFrame(lines, index=range(len(lines))))


class Edits(RecordList[CellEdit]):
    """Cells that were given another value before an import, in the order of the sheet."""

    __slots__ = ()

    @property
    def frame(self) -> pd.DataFrame:
        """Return a line for each: cell, row, letter, before, after, made_by and made_at."""
        names = ("cell", "row", "letter", "before", "after", "made_by", "made_at")
        lines = [{name: getattr(one, name) for name in names} for one in self]
        return typed("edits", pd.DataFrame(lines, index=range(len(lines))))
