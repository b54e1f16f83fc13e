"""Records for notebooks. Every text is escaped; colours work on light and dark pages."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from importkit.display.corrections import progress_words, removed_words
from importkit.display.tellings import Telling, address, tellings
from importkit.display.words import count, number, one_line
from importkit.findings import Findings, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from importkit.display.records import CheckRecord, ImportRecord, JobRecord

_COLOURS = {Severity.ERROR: "#d1242f", Severity.WARNING: "#bf8700", Severity.INFO: "#0969da"}
_LEFT = "text-align:left;vertical-align:top"


def findings_html(findings: Findings) -> str:
    """Return findings as a table, one line for each code, the worst first."""
    if not len(findings):
        return "<p>No findings.</p>"
    rows = "".join(_telling_row(telling) for telling in tellings(findings))
    return _table(("", "What is wrong", "Where", "Example", "What to do"), rows)


def check_html(check: CheckRecord) -> str:
    """Return what is wrong with a workbook."""
    read = f"{count(check.rows, 'row')}, {count(check.products, 'product')}"
    failed = f"{count(check.failed_rows, 'row')} would not be imported"
    return f"<p><b>{_text(check.filename)}</b>: {read}; {failed}.</p>{findings_html(check.findings)}"


def import_html(result: ImportRecord) -> str:
    """Return what became of an import."""
    facts = f"mode {_text(result.mode)}, job <code>{_text(result.job_id)}</code>"
    title = f"<p><b>{_text(result.status)}</b>, {facts}</p>"
    return (
        title + _corrections(result.summary) + summary_html(result.summary) + findings_html(result.findings)
    )


def job_html(job: JobRecord) -> str:
    """Return one job."""
    when = f"{job.created_at:%Y-%m-%d %H:%M}"
    facts = f"{_text(job.status)}, mode {_text(job.mode)}, {when}, job <code>{_text(job.id)}</code>"
    if job.superseded_by:
        facts += f", continued in job <code>{_text(job.superseded_by)}</code>"
    if job.undone_at:
        facts += f", undone {job.undone_at:%Y-%m-%d %H:%M}"
    counts = _corrections(job.summary) + summary_html(job.summary) if job.summary else ""
    return f"<p><b>{_text(job.filename)}</b>: {facts}</p>{counts}"


def table_html(names: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return plain texts as a table."""
    cells = ("".join(f"<td style={_LEFT!r}>{_text(text)}</td>" for text in row) for row in rows)
    return _table(names, "".join(f"<tr>{row}</tr>" for row in cells))


def _telling_row(telling: Telling) -> str:
    badge = f'<b style="color:{_COLOURS[telling.severity]}">{telling.severity}</b>'
    what = f"{_text(telling.title)}<br><code>{_text(telling.code)}</code>"
    where = "<br>".join(_text(place) for place in telling.where)
    examples = [f"{_text(address(finding))} {_text(finding.message)}" for finding in telling.examples]
    hints = [telling.hint] if telling.hint else [finding.hint for finding in telling.examples]
    cells = (badge, what, where, _lines([*examples, _text(telling.rest)]), _lines(map(_text, hints)))
    return f"<tr>{''.join(f'<td style={_LEFT!r}>{cell}</td>' for cell in cells)}</tr>"


def _corrections(summary: dict[str, Any]) -> str:
    if not (corrections := summary.get("corrections")):
        return ""
    told = f"{progress_words(corrections)}. {removed_words(corrections)}".strip()
    return f"<p>Corrections: {_text(told)}</p>"


def summary_html(summary: dict[str, object]) -> str:
    """Return the counts of an import."""
    figures = [
        (name.replace("_", " "), number(value)) for name, value in summary.items() if isinstance(value, int)
    ]
    rows = (f"<tr><td style={_LEFT!r}>{_text(name)}</td><td>{value}</td></tr>" for name, value in figures)
    return _table(("", ""), "".join(rows))


def _table(names: Iterable[str], rows: str) -> str:
    head = "".join(f"<th style={_LEFT!r}>{name}</th>" for name in names)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _lines(parts: Iterable[str]) -> str:
    return "<br>".join(part for part in parts if part)


def _text(text: str) -> str:
    return escape(one_line(str(text)))
