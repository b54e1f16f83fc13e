"""What became of an import, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.display import progress_words, short, undone_words
from importkit.grammar import count
from importkit.outcomes import JobOutcome, RowOutcome, later_words, nothing_written, product_phrases
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from importkit.jobs import Job

_NOTHING = {JobOutcome.CANCELLED, JobOutcome.INTERRUPTED}


def products(job: Job) -> str:
    """Return what became of the products of an import that has ended, as a line of a table says it."""
    if job.outcome in _NOTHING:
        return plain(nothing_written(job.error))
    lines = [_counts(job), *_later(job)]
    return "  \n".join(filter(None, lines))


def _counts(job: Job) -> str:
    phrases = [plain(words) for words in product_phrases(job.summary, job.mode, would=False)]
    if job.undone_at:
        return ", ".join(f"~~{words}~~" for words in phrases)
    if failed := int(job.summary.get("failed_products", 0)):
        state = "to fix" if job.has_exportable_failures else RowOutcome.HELD_BACK.phrase
        phrases.append(f"**{count(failed, 'product')} {state}**")
    elif job.has_exportable_failures:
        phrases.append(f"**{count(int(job.summary.get('failed_rows', 0)), 'row')} to fix**")
    return ", ".join(phrases) or "No products"


def _later(job: Job) -> list[str]:
    words = []
    if job.superseded_by:
        words.append(f"Corrected {later_words(short(job.superseded_by), job.failing_later)}")
    if job.undone_at:
        words.append(plain(undone_words(job.summary["undo"])))
    if corrections := job.summary.get("corrections"):
        words.append(f"Corrections: {plain(progress_words(corrections))}")
    return words
