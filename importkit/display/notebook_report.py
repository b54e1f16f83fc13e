"""A record for notebooks: what it is, how much, what is wrong first, and what to do next in Python.

A display says what there is to say as a `NotebookReport`, once; it becomes text, HTML and Markdown here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from importkit.display.html import causes_html, html_text, list_html, table_html, verdict_html
from importkit.display.markdown import causes_markdown, code_markdown, escaped, table_markdown
from importkit.display.safe_text import one_line
from importkit.display.static_text import plain_text
from importkit.display.summary import CauseList, Summary
from importkit.display.terminal import causes_text, lines
from importkit.display.text_tables import table_text
from importkit.display.verdicts import Tone, Verdict
from importkit.grammar import count
from importkit.rich_display import Displays

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import RenderableType

#: As many bytes as the HTML of a record may take, and lines of each table that are shown until it does.
_MOST_BYTES = 48_000
MOST_LINES = 50
_LINES_SHOWN = (MOST_LINES, 20, 8, 3)
#: Characters of a cell of a table.
_LONGEST = 80


@dataclass(frozen=True)
class NotebookTable:
    """A table of plain texts.

    Attributes:
        title: What stands above it.
        rest: The call that has the lines which are not shown.
        total: How many lines there are, where `rows` has only the first ones.
    """

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = ""
    rest: str = ""
    total: int = 0


@dataclass(frozen=True)
class NotebookReport:
    """What there is to say about a record, in the order in which it is read.

    Attributes:
        lead: The sentence that matters most.
        facts: What it is and how much, in one line.
        tone: How the sentence looks.
        details: Further sentences.
        summary: The report whose causes are shown.
        tables: Tables of what it holds.
        steps: What to do next: calls, each with what it does.
    """

    lead: str
    facts: str = ""
    tone: Tone = Tone.GOOD
    details: Sequence[str] = ()
    summary: Summary | None = None
    tables: Sequence[NotebookTable] = ()
    steps: Sequence[tuple[str, str]] = ()


def displays(report: Callable[[Any], NotebookReport]) -> Displays:
    """Return the displays of records that a function makes reports of."""
    return Displays(
        text=lambda record: report_text(report(record)),
        html=lambda record: report_html(report(record)),
        markdown=lambda record: report_markdown(report(record)),
    )


def report_text(report: NotebookReport) -> str:
    """Return a report as plain text."""
    parts: list[RenderableType] = [Text(one_line(report.lead))]
    parts += [Text(one_line(line)) for line in (report.facts, *report.details) if line]
    if report.summary:
        parts += causes_text(report.summary, advised=report.summary.advice, listing=".findings")
    for table in report.tables:
        shown, left = _cut(table, _LINES_SHOWN[1])
        parts += [Text(), *([Text(f"{shown.title}:")] if shown.title else [])]
        parts += [table_text(shown.headers, shown.rows), *map(Text, left)]
    if report.steps:
        steps = (
            Text(f"{one_line(call)}  {one_line(why)}", no_wrap=True, overflow="ignore")
            for call, why in report.steps
        )
        parts += [Text(), Text("Next:"), lines(steps)]
    return plain_text(Group(*parts))


def report_html(report: NotebookReport) -> str:
    """Return a report as HTML, of a size that a notebook can be saved with."""
    html = ""
    for most in _LINES_SHOWN:
        html = f'<div class="tex2jax_ignore mathjax_ignore">{"".join(_html_parts(report, most))}</div>'
        if len(html.encode()) <= _MOST_BYTES:
            break
    return html


def report_markdown(report: NotebookReport) -> str:
    """Return a report as Markdown."""
    parts = [
        f"**{escaped(report.lead)}**",
        *(escaped(line) for line in (report.facts, *report.details) if line),
    ]
    if report.summary and (causes := (*report.summary.causes, *report.summary.found.notes)):
        parts.append(causes_markdown(causes))
    for table in report.tables:
        shown, left = _cut(table, _LINES_SHOWN[1])
        parts += [f"{escaped(shown.title)}:"] if shown.title else []
        parts += [table_markdown(shown.headers, shown.rows), *map(escaped, left)]
    steps = "\n".join(f"- {code_markdown(call)} {escaped(why)}" for call, why in report.steps)
    return "\n\n".join([*parts, steps] if steps else parts)


def _html_parts(report: NotebookReport, most: int) -> Iterator[str]:
    verdict = Verdict(report.lead, report.tone)
    summary = replace(report.summary, verdict=verdict) if report.summary else Summary(verdict, CauseList())
    hidden = ("", summary.advice)  # the advice stands below the verdict already
    lines = (line for line in (report.facts, *report.details) if line not in hidden)
    yield verdict_html(summary, "<br>".join(map(html_text, lines)))
    if report.summary:
        shown, left = summary.first(most)
        yield causes_html(shown)
        yield f"<p>and {count(left, 'more cause')}</p>" if left else ""
    for table in report.tables:
        yield _table_html(table, most)
    yield list_html(f"<code>{html_text(call)}</code> {html_text(why)}" for call, why in report.steps)


def _table_html(table: NotebookTable, most: int) -> str:
    shown, left = _cut(table, most)
    html = table_html(map(html_text, shown.headers), shown.rows)
    rest = "".join(f"<p><small>{html_text(line)}</small></p>" for line in left)
    title = html_text(shown.title)
    return (f"<p><b>{title}</b></p>" if title else "") + html + rest


def _cut(table: NotebookTable, most: int) -> tuple[NotebookTable, list[str]]:
    """Return the first lines of a table, long texts shortened, and how many others there are."""
    rows = [[short_cell(text) for text in row] for row in table.rows[:most]]
    more = max(table.total, len(table.rows)) - len(rows)
    return replace(table, rows=rows), [f"{count(more, 'more line')}: {table.rest}"] if more > 0 else []


def short_cell(text: str) -> str:
    """Return a text as a cell of a table in a notebook shows it: a long word would push the others aside."""
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"
