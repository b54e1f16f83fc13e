"""Drafts and what was fixed on them, for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from importkit.display.notebook_report import MOST_LINES, NotebookReport, NotebookTable
from importkit.display.safe_text import short
from importkit.display.verdicts import Tone
from importkit.grammar import count

if TYPE_CHECKING:
    from collections.abc import Sequence

_DRAFTS = ("Draft", "Last touched", "Mode", "Sheet", "By", "File")
_EDITS = ("Cell", "Before", "After", "By", "When")
_BLANK = "(blank)"


def drafts_report(drafts: Sequence[Any]) -> NotebookReport:
    """Return drafts as a table, the one that was touched last first."""
    if not drafts:
        return NotebookReport(
            "There are no drafts.", steps=[("kit.draft(sheet)", "keeps a workbook to be mended cell by cell")]
        )
    rows = [
        (
            short(draft.id),
            f"{draft.touched_at:%Y-%m-%d %H:%M}",
            str(draft.mode or ""),
            draft.sheet or "",
            draft.created_by,
            draft.filename,
        )
        for draft in drafts[:MOST_LINES]
    ]
    step = (f'kit.open_draft("{drafts[0].id}")', "opens it; it goes a day after it was last touched")
    table = NotebookTable(_DRAFTS, rows, rest=".frame", total=len(drafts))
    return NotebookReport(f"{count(len(drafts), 'draft')}.", tone=Tone.MIXED, tables=[table], steps=[step])


def edits_report(edits: Sequence[Any]) -> NotebookReport:
    """Return what was fixed before an import as a table."""
    if not edits:
        return NotebookReport("No cell was fixed on a draft before this import.")
    rows = [
        (
            edit.cell,
            _BLANK if edit.before is None else edit.before,
            _BLANK if edit.after is None else edit.after,
            edit.made_by,
            f"{edit.made_at:%Y-%m-%d %H:%M}",
        )
        for edit in edits[:MOST_LINES]
    ]
    table = NotebookTable(_EDITS, rows, rest=".frame", total=len(edits))
    step = ("kit.edits(job_id).frame", "has every one of them")
    return NotebookReport(
        f"{count(len(edits), 'cell')} fixed before the import.", tables=[table], steps=[step]
    )
