"""What became of an import, of its products and of its rows: the outcomes that there are, and their words.

Every face says them with these words: the command line, the page, notebooks and notifications; JSON has the
tokens. A product is what is counted; rows and cells are addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from importkit.grammar import agree, count, listed, number
from importkit.model import JobStatus, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

#: The error of a job that somebody stopped; the database writes the same.
CANCELLED_ERROR = "cancelled"


class _Outcome(StrEnum):
    """A token for machines, with its words for people."""

    @property
    def words(self) -> str:
        """Return the outcome as a badge or a cell of a table says it.

        >>> JobOutcome.PARTLY_IMPORTED.words
        'Partly imported'
        """
        return self.value.replace("_", " ").capitalize()

    @property
    def phrase(self) -> str:
        """Return the outcome within a sentence."""
        return self.value.replace("_", " ")


class JobOutcome(_Outcome):
    """What became of an import."""

    WAITING = "waiting"
    IMPORTING = "importing"
    IMPORTED = "imported"
    PARTLY_IMPORTED = "partly_imported"
    NOTHING_IMPORTED = "nothing_imported"
    ALREADY_THERE = "already_there"
    CORRECTED_LATER = "corrected_later"
    UNDONE = "undone"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    DISMISSED = "dismissed"


class RowOutcome(_Outcome):
    """What became of a row, or of a product."""

    CREATED = "created"
    UPDATED = "updated"
    ALREADY_THERE = "already_there"
    FAILED = "failed"
    HELD_BACK = "held_back"
    SKIPPED = "skipped"


#: What the database calls the outcome of a row that went in.
STORED = {
    "created": RowOutcome.CREATED,
    "updated": RowOutcome.UPDATED,
    "unchanged": RowOutcome.ALREADY_THERE,
}

_OF_STATUS = {
    JobStatus.DISMISSED: JobOutcome.DISMISSED,
    JobStatus.PENDING: JobOutcome.WAITING,
    JobStatus.PROCESSING: JobOutcome.IMPORTING,
}

#: The counts that tell whether anything was written.
_WRITTEN = ("products_created", "products_updated", "variants_created", "variants_updated")


def outcome_of(
    status: JobStatus,
    summary: Mapping[str, Any],
    *,
    error: str = "",
    superseded_by: str | None = None,
    undone_at: datetime | None = None,
) -> JobOutcome:
    """Return what became of an import; of several things that are so, what happened last.

    Args:
        status: Where its job stands.
        summary: The counts of what became of its rows; empty until it has ended.
        error: Why the system ended it.
        superseded_by: The job that took its failures over.
        undone_at: When it was taken back.
    """
    if undone_at is not None:
        return JobOutcome.UNDONE
    if superseded_by is not None:
        return JobOutcome.CORRECTED_LATER
    if status in _OF_STATUS:
        return _OF_STATUS[status]
    if status is JobStatus.FAILED:
        return JobOutcome.CANCELLED if error == CANCELLED_ERROR else JobOutcome.INTERRUPTED
    return _of_counts(summary)


def _of_counts(summary: Mapping[str, Any]) -> JobOutcome:
    failed = summary.get("failed_rows", 0) or summary.get("failed_products", 0)
    if writes(summary):
        return JobOutcome.PARTLY_IMPORTED if failed else JobOutcome.IMPORTED
    return JobOutcome.NOTHING_IMPORTED if failed else JobOutcome.ALREADY_THERE


def writes(summary: Mapping[str, Any]) -> bool:
    """Return whether an import has written anything, or would, by its counts."""
    return any(summary.get(name, 0) for name in _WRITTEN)


def product_counts(summary: Mapping[str, Any], mode: Mode) -> str:
    """Return how many products had which outcome.

    >>> product_counts({"products_created": 21, "products_unchanged": 1, "failed_products": 3}, Mode.CREATE)
    '21 products imported, 1 already there, 3 held back'
    >>> product_counts({"failed_products": 3}, Mode.CREATE), product_counts({"failed_rows": 1}, Mode.CREATE)
    ('3 products held back', 'no products')
    """
    phrases = list(product_phrases(summary, mode, would=False))
    if failed := int(summary.get("failed_products", 0)):
        held = failed_products_phrase(failed, mode, would=False)
        phrases.append(held if phrases else f"{count(failed, 'product')} {RowOutcome.HELD_BACK.phrase}")
    return ", ".join(phrases) or "no products"


def row_counts(summary: Mapping[str, Any]) -> str:
    """Return the sum that always holds: every row read is accounted for.

    >>> row_counts({"total_rows": 3, "successful_rows": 1, "unchanged_rows": 1, "failed_rows": 1})
    '3 = 1 written + 1 already there + 1 failed'
    """
    words = (
        ("successful_rows", "written"),
        ("unchanged_rows", RowOutcome.ALREADY_THERE.phrase),
        ("failed_rows", RowOutcome.FAILED.phrase),
    )
    parts = " + ".join(f"{number(summary.get(name, 0))} {word}" for name, word in words)
    return f"{number(summary.get('total_rows', 0))} = {parts}"


def later_words(job: str, failing: int | None) -> str:
    """Return where the failures of an import went on, and how many products fail there.

    >>> later_words("7d1c84a2", 3), later_words("7d1c84a2", 0), later_words("7d1c84a2", None)
    ('in job 7d1c84a2, where 3 products fail', 'in job 7d1c84a2, where none fails', 'in job 7d1c84a2')
    """
    if failing is None:
        return f"in job {job}"
    return f"in job {job}, where {_failing(failing)}"


def _failing(products: int) -> str:
    if not products:
        return "none fails"
    return f"{count(products, 'product')} {agree(products, 'fails', 'fail')}"


def nothing_written(error: str) -> str:
    """Return what an import that did not reach its end has to say."""
    if error == CANCELLED_ERROR:
        return "Nothing was written: the import was cancelled."
    return f"Nothing was written: {error}"


#: What an import does with the products of a sheet that are right.
DONE = {Mode.CREATE: JobOutcome.IMPORTED.phrase, Mode.ENRICH: RowOutcome.UPDATED.phrase}


def product_phrases(summary: Mapping[str, Any], mode: Mode, *, would: bool) -> Iterator[str]:
    """Yield what became, or would become, of the products without an error."""
    written = list(_PHRASES[mode](summary, "would be " * would))
    unchanged = int(summary.get("products_unchanged", 0))
    yield from written
    # A product counts as unchanged when only its variants were updated.
    if unchanged and not (written and mode is Mode.ENRICH):
        there = f"{agree(unchanged, 'is ', 'are ') * would}{RowOutcome.ALREADY_THERE.phrase}"
        yield f"{number(unchanged) if written else count(unchanged, 'product')} {there}"


def failed_products_phrase(failed: int, mode: Mode, *, would: bool) -> str:
    """Return how many products are held back; enriching, variants are named before them."""
    many = count(failed, "product") if mode is Mode.ENRICH else number(failed)
    return f"{many} {'would be ' * would}{RowOutcome.HELD_BACK.phrase}"


def _created(summary: Mapping[str, Any], be: str) -> Iterator[str]:
    products, variants = (int(summary.get(f"{noun}_created", 0)) for noun in ("products", "variants"))
    if products:
        yield f"{count(products, 'product')} {be}{DONE[Mode.CREATE]}"
    elif variants:
        yield f"{count(variants, 'variant')} {be}added to products that are there"


def _updated(summary: Mapping[str, Any], be: str) -> Iterator[str]:
    figures = [(int(summary.get(f"{noun}s_updated", 0)), noun) for noun in ("product", "variant")]
    if phrases := [count(many, noun) for many, noun in figures if many]:
        yield f"{listed(phrases)} {be}{DONE[Mode.ENRICH]}"


_PHRASES = {Mode.CREATE: _created, Mode.ENRICH: _updated}


@dataclass(frozen=True)
class CorrectionOutcome:
    """What became of the failed rows of an earlier job, once its corrections were imported.

    Rows are Excel's numbers in the workbook that was imported now; those deleted or removed are of the
    earlier one.

    Attributes:
        of_job: The earlier job.
        fixed_rows: Failed then, and do not fail now.
        still_failing_rows: Failed then and fail now.
        newly_failing_rows: Fail now, and did not fail then or were not there.
        removed_rows: Failed then, and are not in the workbook that was imported now.
        deleted_rows: Stood beside the products then, and are not there any more, as it should be.
        continued_in: The job that had taken the earlier one's failures over before, when one had.
        is_compared: False when the earlier job's failed rows are no longer kept: nothing can be told of them.
    """

    of_job: str
    fixed_rows: tuple[int, ...] = ()
    still_failing_rows: tuple[int, ...] = ()
    newly_failing_rows: tuple[int, ...] = ()
    removed_rows: tuple[int, ...] = ()
    deleted_rows: tuple[int, ...] = ()
    continued_in: str | None = None
    is_compared: bool = True

    @property
    def fixed(self) -> int:
        """Return how many rows failed then and do not fail now, those included that were to be deleted."""
        return len(self.fixed_rows) + len(self.deleted_rows)

    @property
    def still_failing(self) -> int:
        """Return how many rows failed then and fail now."""
        return len(self.still_failing_rows)

    @property
    def newly_failing(self) -> int:
        """Return how many rows fail now only."""
        return len(self.newly_failing_rows)

    @property
    def removed(self) -> int:
        """Return how many rows failed then and are not in the workbook."""
        return len(self.removed_rows)

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the counts as JSON knows them; null where nothing could be compared."""
        counted = ("fixed", "still_failing", "newly_failing", "removed")
        counts = {name: getattr(self, name) if self.is_compared else None for name in counted}
        return {"of_job": self.of_job, **counts, "continued_in": self.continued_in}
