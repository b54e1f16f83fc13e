"""Checks, imports and jobs for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from importkit.display.corrections_outcome import progress_words, removed_words
from importkit.display.oddity_words import oddity_words
from importkit.display.safe_text import one_line, short
from importkit.display.summary import summarize_check, summarize_import, summarize_job, summarize_refusal
from importkit.display.terminal import causes_text, command_text, lines, pairs, verdict_text
from importkit.display.undo_report import undone_words
from importkit.display.verdicts import sheet_words
from importkit.findings import Findings
from importkit.grammar import count, listed, number
from importkit.outcomes import JobOutcome, RowOutcome, later_words, row_counts
from importkit.shape import EntityKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from importkit.display.cases import SheetFacts
    from importkit.display.protocols import CheckRecord, ImportRecord, JobRecord

_COLOURS = {
    JobOutcome.IMPORTED: "green",
    JobOutcome.ALREADY_THERE: "green",
    JobOutcome.PARTLY_IMPORTED: "yellow",
    JobOutcome.NOTHING_IMPORTED: "red",
    JobOutcome.INTERRUPTED: "red",
    JobOutcome.CORRECTED_LATER: "dim",
    JobOutcome.UNDONE: "dim",
    JobOutcome.CANCELLED: "dim",
    JobOutcome.DISMISSED: "dim",
}

#: The outcomes of products that are counted in a table.
COUNTED = (RowOutcome.CREATED, RowOutcome.UPDATED, RowOutcome.ALREADY_THERE, RowOutcome.HELD_BACK)


def check_text(
    check: CheckRecord, *, filename: str = "", every: bool = False, facts: SheetFacts | None = None
) -> RenderableType:
    """Return what is wrong with a workbook, and what would become of it.

    Args:
        check: The check.
        filename: The name the user gave, such as a path; the workbook's own when blank.
        every: Show every single finding.
        facts: What is known of its sheet, where that is not at hand any more.
    """
    summary = summarize_check(check, every=every, facts=facts)
    title = _check_title(check, filename or check.filename)
    parts = [*verdict_text(summary), title, *causes_text(summary, advised=summary.advice, every=every)]
    odd = oddity_words(check.oddities, every=every, listing="--all")
    return Group(*parts, *([Text(), Text(odd)] if odd else []))


def import_text(
    result: ImportRecord,
    *,
    filename: str,
    commands: Sequence[tuple[str, str]] = (),
    every: bool = False,
    listing: str = "--all",
) -> RenderableType:
    """Return what became of an import, and what to do next.

    Args:
        result: The import.
        filename: The name the user knows the file by.
        commands: What to do next: a sentence and the command for it.
        every: Show every single finding.
        listing: The command that lists every finding without importing anything.
    """
    summary = summarize_import(result, every=every)
    title = Text.assemble((one_line(filename), "bold"), "  ", _outcome(result.outcome), f"  {result.mode}")
    parts: list[RenderableType] = [*verdict_text(summary), title, Text(f"job {result.job_id}", "dim")]
    parts += [
        Text(),
        *summary_parts(result.summary),
        *causes_text(summary, advised=summary.advice, every=every, listing=listing),
    ]
    if commands:
        parts += [Text(), steps_text(commands)]
    return Group(*parts)


def jobs_text(jobs: Sequence[JobRecord]) -> RenderableType:
    """Return recent imports as a table, newest first, and below it how they hang together."""
    related = list(_related_jobs(jobs))
    parts: list[RenderableType] = [_jobs_table(jobs)]
    if related:
        parts += [Text(), pairs(related, indent=0)]
    return Group(*parts)


def _jobs_table(jobs: Iterable[JobRecord]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("Job", "Started", "Mode", "Outcome"):
        table.add_column(name, no_wrap=True)
    for name in ("Products", RowOutcome.FAILED.words):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("File", overflow="fold")
    for job in jobs:
        failed = job.summary.get("failed_products")
        table.add_row(
            short(job.id),
            f"{job.created_at:%d %b %H:%M}",
            str(job.mode),
            _outcome(job.outcome),
            _figure(products_of(job.summary)),
            Text(_figure(failed), "red" if failed and not job.superseded_by else ""),
            Text(one_line(job.filename)),
        )
    return table


def refusal_text(findings: Findings, *, filename: str, every: bool = False) -> RenderableType:
    """Return why a sheet cannot be imported at all."""
    summary = summarize_refusal(findings, every=every)
    title = Text(one_line(filename), "bold")
    return Group(*verdict_text(summary), title, *causes_text(summary, advised=summary.advice, every=every))


def unreadable_text(filename: str, why: str) -> RenderableType:
    """Return why a workbook could not be checked at all, where its report would stand."""
    return Group(Text(one_line(filename), "bold"), lines([Text(one_line(why), "red")]))


def job_text(job: JobRecord, findings: Findings | None = None, *, every: bool = False) -> RenderableType:
    """Return one job with what became of its rows, and what was found.

    Args:
        job: The job.
        findings: What was found in its workbook.
        every: Show every single finding.
    """
    title = Text.assemble((one_line(job.filename), "bold"), "  ", _outcome(job.outcome), f"  {job.mode}")
    if not job.summary:
        return Group(title, pairs(_job_facts(job)))
    summary = summarize_job(job.summary, job.mode, Findings() if findings is None else findings, every=every)
    parts: list[RenderableType] = [*verdict_text(summary), title, pairs(_job_facts(job)), Text()]
    return Group(
        *parts, *summary_parts(job.summary), *causes_text(summary, advised=summary.advice, every=every)
    )


def steps_text(commands: Sequence[tuple[str, str]]) -> RenderableType:
    """Return what to do next: sentences, each with its command to copy."""
    parts: list[RenderableType] = [Text("What to do next", "bold")]
    for why, command in commands:
        parts += [lines([why]), command_text(command)]
    return Group(*parts)


def _related_jobs(jobs: Iterable[JobRecord]) -> Iterator[tuple[str, str]]:
    """Yield, for the jobs that have to do with the corrections of others, what that is."""
    for job in jobs:
        if corrections := job.summary.get("corrections"):
            yield short(job.id), progress_words(corrections)
        if job.superseded_by:
            later = later_words(short(job.superseded_by), job.failing_later)
            yield short(job.id), f"{JobOutcome.CORRECTED_LATER.phrase} {later}"
        if job.undone_at:
            yield short(job.id), f"{JobOutcome.UNDONE.phrase}: {undone_words(job.summary['undo'])}"


def _job_facts(job: JobRecord) -> Iterator[tuple[str, str]]:
    yield "Job", job.id
    yield "Started", f"{job.created_at:%Y-%m-%d %H:%M:%S %Z} by {one_line(job.created_by) or 'unknown'}"
    if job.finished_at:
        yield "Ended", f"{job.finished_at:%Y-%m-%d %H:%M:%S %Z}"
    if job.error:
        yield "Error", one_line(job.error)
    if job.superseded_by:
        yield JobOutcome.CORRECTED_LATER.words, later_words(job.superseded_by, job.failing_later)
    if job.undone_at:
        yield (
            JobOutcome.UNDONE.words,
            f"{job.undone_at:%Y-%m-%d %H:%M:%S %Z}: {undone_words(job.summary['undo'])}",
        )


def summary_parts(summary: dict[str, Any]) -> list[RenderableType]:
    """Return the counts of an import: a table, the sum of the rows, and what is new in the catalog."""
    facts = [("Rows", rows_words(summary))]
    if created := summary.get("entities_created"):
        facts.append(("New in the catalog", entities_words(created)))
    if corrections := summary.get("corrections"):
        facts.append(("Corrections", progress_words(corrections)))
        if removed := removed_words(corrections):
            facts.append(("Removed", removed))
    return [_outcomes(summary), Text(), pairs(facts)]


def _outcomes(summary: dict[str, Any]) -> Table:
    table = Table(box=None, padding=(0, 3, 0, 2), header_style="bold")
    table.add_column("")
    for outcome in COUNTED:
        table.add_column(outcome.phrase, justify="right")
    for noun in ("products", "variants"):
        figures = [summary.get(f"{noun}_{outcome}", 0) for outcome in ("created", "updated", "unchanged")]
        failed = summary.get("failed_products", 0) if noun == "products" else ""
        last = Text(_figure(failed), "red" if failed else "")
        table.add_row(noun.capitalize(), *map(_figure, figures), last)
    return table


def rows_words(summary: dict[str, Any]) -> str:
    """Return the sum of the rows, and what stood apart."""
    others = ("blank_rows", "blank"), ("skipped_rows", RowOutcome.SKIPPED.phrase)
    apart = [f"{number(summary[name])} {word}" for name, word in others if summary.get(name)]
    text = row_counts(summary)
    return f"{text} ({listed(apart)} apart)" if apart else text


def entities_words(created: list[dict[str, Any]]) -> str:
    kinds: dict[str, int] = {}
    for entity in created:
        kinds[entity["type"]] = kinds.get(entity["type"], 0) + 1
    return listed(count(many, EntityKind(kind).noun, EntityKind(kind).plural) for kind, many in kinds.items())


def _check_title(check: CheckRecord, filename: str) -> Text:
    """Return the file, and what kind of sheet it holds."""
    read = sheet_words(check)
    return Text.assemble((one_line(filename), "bold"), (f"  {read}" if read else "", "dim"))


def _outcome(outcome: JobOutcome) -> Text:
    return Text(outcome.words, _COLOURS.get(outcome, "bold"))


def products_of(summary: dict[str, Any]) -> int | None:
    """Return how many products an import was about; None where it has not ended."""
    counted = ("products_created", "products_updated", "products_unchanged", "failed_products")
    return sum(summary.get(name, 0) for name in counted) if summary else None


def _figure(value: int | str | None) -> str:
    return number(value) if isinstance(value, int) else value or ""
