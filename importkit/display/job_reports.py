"""Jobs, imports and their rows for notebooks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from importkit.display.corrections_outcome import progress_words, removed_words
from importkit.display.notebook_report import NotebookReport, NotebookTable
from importkit.display.python_hints import with_python_hints
from importkit.display.safe_text import short
from importkit.display.summary import summarize_job
from importkit.display.terminal_jobs import COUNTED, entities_words, products_of, rows_words
from importkit.display.undo_report import undone_words
from importkit.display.verdicts import Tone
from importkit.findings import Findings
from importkit.grammar import agree, count, number
from importkit.outcomes import JobOutcome, RowOutcome, later_words, nothing_written, writes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from importkit.display.protocols import ImportRecord, JobRecord, PreviewRecord

_JOBS = ("Job", "Asked for", "Mode", "Outcome", "Products", "Not imported", "File")
_ROWS = ("Row", "Product", "Variant", "Outcome", "What is wrong")
_WAITS = "waiting"


def import_report(result: ImportRecord) -> NotebookReport:
    """Return what became of an import."""
    summary = summarize_job(result.summary, result.mode, with_python_hints(result.findings))
    return NotebookReport(
        lead=summary.verdict.words,
        tone=summary.verdict.tone,
        facts=f"{result.outcome.words}, mode {result.mode}, job {short(result.job_id)}",
        details=[text for text in (summary.advice, *_details(result.summary)) if text],
        summary=summary,
        tables=[counts_table(result.summary)],
        steps=list(
            _steps(result.job_id, result.summary, has_failures=bool(result.summary.get("failed_rows")))
        ),
    )


def job_report(job: JobRecord) -> NotebookReport:
    """Return one job: what became of it, or how it stands."""
    by = f" by {job.created_by}" if job.created_by else ""
    facts = [
        job.filename,
        job.outcome.words,
        f"mode {job.mode}",
        f"{_moment(job.created_at)}{by}",
        f"job {short(job.id)}",
    ]
    lead, tone = _lead(job)
    return NotebookReport(
        lead=lead,
        tone=tone,
        facts=", ".join(facts),
        details=[*_later(job), *(_details(job.summary) if job.summary else ())],
        tables=[counts_table(job.summary)] if job.summary else [],
        steps=list(_job_steps(job)),
    )


def jobs_report(jobs: Sequence[JobRecord]) -> NotebookReport:
    """Return imports as a table, the newest first."""
    if not jobs:
        step = ("kit.import_file(sheet)", "imports a workbook; kit.plan(sheet) says before what it would do")
        return NotebookReport("There are no imports yet.", tone=Tone.MIXED, steps=[step])
    rows = [
        (
            short(job.id),
            _moment(job.created_at),
            str(job.mode),
            job.outcome.words,
            _figure(products_of(job.summary)),
            _figure(job.summary.get("failed_products")),
            job.filename,
        )
        for job in jobs
    ]
    open_jobs = [job for job in jobs if job.has_exportable_failures]
    what = f"{number(len(open_jobs))} of them with" if open_jobs else "none with"
    steps = [(f'kit.job("{short(jobs[0].id)}")', "says more of one, by its first letters")]
    steps += [corrections_step(job.id) for job in open_jobs[:1]]
    tone = Tone.MIXED if open_jobs else Tone.GOOD
    table = NotebookTable(_JOBS, rows, rest=".frame")
    return NotebookReport(
        f"{count(len(jobs), 'import')}, {what} failures to correct.", tone=tone, tables=[table], steps=steps
    )


def import_list_report(page: Any) -> NotebookReport:  # noqa: ANN401  a page of imports
    """Return one page of all imports, and how many products wait in them."""
    report = jobs_report(page.jobs)
    if not page.jobs:
        return report
    waiting = count(page.failed_products, "product") if page.failed_products else "no product"
    waits = agree(page.failed_products or 1, "waits", "wait")
    lead = f"{count(page.total, 'import')}, in which {waiting} {waits} to be corrected."
    steps = [*report.steps]
    if page.total > len(page.jobs):
        steps.append(("kit.imports(page=2)", "has the next ones, by date; text= finds some by their names"))
    return replace(report, lead=lead, steps=steps)


def preview_report(page: PreviewRecord) -> NotebookReport:
    """Return one page of the rows of a job."""
    if not page.rows:
        return NotebookReport("There are no such rows.", tone=Tone.MIXED)
    rows = [
        (
            str(row.row_number),
            row.product_handle or row.name or "",
            row.sku or row.barcode or "",
            row.outcome.words if row.outcome else _WAITS,
            error_words(row.errors),
        )
        for row in page.rows
    ]
    failed = sum(row.outcome in {RowOutcome.FAILED, RowOutcome.HELD_BACK} for row in page.rows)
    which = f"Page {page.page} of {page.pages}"
    lead = f"{which}: {count(len(rows), 'row')} of {number(page.total)}, {number(failed)} not imported."
    steps = []
    if page.page < page.pages:
        steps.append((f"kit.preview(job_id, page={page.page + 1})", "has the next page"))
    if failed:
        steps.append(('kit.preview(job_id, status="failed")', "has those that were not imported"))
    tone = Tone.MIXED if failed else Tone.GOOD
    table = NotebookTable(_ROWS, rows, rest=".frame has the whole page")
    return NotebookReport(lead, tone=tone, tables=[table], steps=steps)


def counts_table(summary: Mapping[str, Any]) -> NotebookTable:
    """Return how many products and variants had which outcome."""
    rows = []
    for noun in ("products", "variants"):
        figures = [summary.get(f"{noun}_{outcome}", 0) for outcome in ("created", "updated", "unchanged")]
        held = [number(summary.get("failed_products", 0)) if noun == "products" else ""]
        rows.append((noun.capitalize(), *map(number, figures), *held))
    return NotebookTable(("", *(outcome.phrase for outcome in COUNTED)), rows)


def corrections_step(job_id: str) -> tuple[str, str]:
    """Return the call that writes what failed in a job."""
    call = f'kit.corrections("{short(job_id)}", "corrections.xlsx")'
    return call, "writes what failed, to be mended and imported"


def error_words(errors: Sequence[Mapping[str, Any]]) -> str:
    """Return the first error of a row with its cell, and how many others it has."""
    if not errors:
        return ""
    first = errors[0]
    words = f"{first.get('cell') or ''} {first.get('message') or ''}".strip()
    return f"{words} (and {len(errors) - 1} more)" if len(errors) > 1 else words


def _lead(job: JobRecord) -> tuple[str, Tone]:
    if job.error:
        return nothing_written(job.error), Tone.BAD
    if not job.summary:
        return f"{job.outcome.words}.", Tone.MIXED
    verdict = summarize_job(job.summary, job.mode, Findings()).verdict
    return verdict.words, verdict.tone


def _later(job: JobRecord) -> Iterator[str]:
    if job.superseded_by:
        where = later_words(short(job.superseded_by), job.failing_later)
        yield f"{JobOutcome.CORRECTED_LATER.words} {where}."
    if job.undone_at:
        yield f"{JobOutcome.UNDONE.words} {_moment(job.undone_at)}: {undone_words(job.summary['undo'])}."


def _details(summary: dict[str, Any]) -> Iterator[str]:
    yield f"Rows: {rows_words(summary)}"
    if created := summary.get("entities_created"):
        yield f"New in the catalog: {entities_words(created)}"
    if corrections := summary.get("corrections"):
        yield f"Corrections: {progress_words(corrections)}. {removed_words(corrections)}".strip()


def _job_steps(job: JobRecord) -> Iterator[tuple[str, str]]:
    if not job.summary and not job.error and job.finished_at is None:
        yield "job.watch()", "shows how far it is until it has ended"
    elif job.summary and not job.undone_at:
        yield from _steps(job.id, job.summary, has_failures=job.has_exportable_failures)
    elif job.error:
        yield "kit.import_file(sheet)", "tries it again; nothing of this try was written"


def _steps(job_id: str, summary: Mapping[str, Any], *, has_failures: bool) -> Iterator[tuple[str, str]]:
    name = short(job_id)
    if has_failures:
        yield corrections_step(job_id)
    yield f'kit.preview("{name}")', "says what became of each row"
    if writes(summary):
        yield f'kit.undo("{name}", dry_run=True)', "says what taking it back would do"


def _moment(moment: Any) -> str:  # noqa: ANN401  a datetime
    return f"{moment:%Y-%m-%d %H:%M}"


def _figure(value: int | None) -> str:
    return "" if value is None else number(value)
