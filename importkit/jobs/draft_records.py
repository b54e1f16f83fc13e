"""Drafts and their edits as they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit.addresses import column_number

if TYPE_CHECKING:
    from datetime import datetime

    from importkit.addresses import CellPosition
    from importkit.cell_edits import NewCell
    from importkit.model import HiddenRows, Mode


@dataclass(frozen=True)
class DraftRecord:
    """A draft as it is stored.

    Attributes:
        sheet: The sheet that was chosen; None for the one that an import takes.
        mode: The mode that was chosen; None for the workbook's own, else CREATE.
        source_job_id: The job whose failed rows it holds.
        started_job_id: The job that imports it.
        version: Moves on with each change.
    """

    id: str
    filename: str
    file_uri: str
    file_sha256: str
    sheet: str | None
    mode: Mode | None
    hidden_rows: HiddenRows
    source_job_id: str | None
    started_job_id: str | None
    version: int
    created_by: str
    created_at: datetime
    touched_at: datetime


@dataclass(frozen=True)
class CellEdit:
    """A cell of a draft that somebody gave another value.

    Attributes:
        before: What the sheet held that was uploaded; None for a blank cell.
        after: What it holds now.
        made_by: Who gave it that.
    """

    row: int
    letter: str
    before: str | None
    after: str | None
    made_by: str
    made_at: datetime

    @property
    def cell(self) -> str:
        """Return the address."""
        return f"{self.letter}{self.row}"


@dataclass(frozen=True)
class StoredEdit(CellEdit):
    """An edit with what it takes to make it.

    Attributes:
        original: The cell as it was uploaded.
        current: The cell as it is to be.
    """

    original: NewCell
    current: NewCell

    @property
    def place(self) -> CellPosition:
        """Return the row and column number."""
        return self.row, column_number(self.letter)
