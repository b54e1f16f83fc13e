"""Drafts and what was fixed on them, for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from importkit.display.notebook_report import MOST_LINES, NotebookReport, NotebookTable
from importkit.display.python_hints import with_python_hints
from importkit.display.safe_text import short
from importkit.display.summary import summarize_check
from importkit.display.verdicts import Tone
from importkit.grammar import count, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

_DRAFTS = ("Draft", "Last touched", "Mode", "Sheet", "By", "File")
_EDITS = ("Cell", "Before", "After", "By", "When")
_BLANK = "(blank)"
#: What to do with a draft.
_STEPS = (
    ("draft.check", "says what is wrong with it"),
    ('draft.edit({"N6": 1200})', "stores new values of cells"),
    ("draft.fix()", "stores the fixes that can only be meant"),
    ("draft.start()", "imports it"),
)


def draft_report(draft: Any) -> NotebookReport:  # noqa: ANN401  an upload that is mended
    """Return what a draft is, what was fixed on it, and what is wrong where that was found out already.

    To find it out takes a database and seconds, so that no display does.
    """
    record, book, check = draft.record, draft.file.book, vars(draft).get("check")
    facts = [f"{_called(draft)}, mode {str(draft.mode).lower()}, by {record.created_by}"]
    if draft.left_out:
        facts.append(f"{count(len(draft.left_out), 'product')} left out")
    if record.started_job_id:
        lead, tone = f"{draft.filename} is imported as it was mended.", Tone.GOOD
        steps = [(f'kit.job("{short(record.started_job_id)}")', "says what became of it")]
    elif book is None:
        lead, tone = f"{draft.filename} has no header row, so there is nothing to mend yet.", Tone.BAD
        steps = [("draft.with_sheet(name)", f"reads another sheet: {listed(draft.sheets, 5)}")]
    else:
        lead, tone = (
            f"{draft.filename} is a draft of {count(book.sheet.total_rows, 'row')}.",
            Tone.MIXED,
        )
        steps = list(_STEPS) if check is None else list(_STEPS[1:])
    steps.append((f'kit.open_draft("{draft.id}")', "opens it again, until a day after it was last touched"))
    summary = summarize_check(check, findings=with_python_hints(check.findings)) if check else None
    if summary and not record.started_job_id:
        lead, tone = f"{draft.filename}: {summary.verdict.words}", summary.verdict.tone
    tables = [_edits_table(draft.stored_edits, "draft.edits", "Fixed so far")] if draft.stored_edits else []
    return NotebookReport(lead, "; ".join(facts), tone, summary=summary, tables=tables, steps=steps)


def _called(draft: Any) -> str:  # noqa: ANN401  an upload that is mended
    """Return which sheet of which draft it is."""
    sheet = f', sheet "{draft.sheet}"' if draft.sheet else ""
    return f"Draft {short(draft.id)}{sheet}"


def _edits_table(edits: Sequence[Any], rest: str, title: str = "") -> NotebookTable:
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
    return NotebookTable(_EDITS, rows, title, rest, total=len(edits))


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
        return NotebookReport("No cell of the draft was fixed.")
    table = _edits_table(edits, ".frame")
    step = (".frame", "has every one of them")
    return NotebookReport(f"{count(len(edits), 'cell')} of the draft fixed.", tables=[table], steps=[step])
