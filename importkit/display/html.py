"""Records for notebooks. Every text is escaped; colours work on light and dark pages."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from importkit.display.python_hints import with_python_hints
from importkit.display.safe_text import one_line
from importkit.display.summary import Summary, summarize_refusal
from importkit.display.verdicts import Tone
from importkit.findings import Severity
from importkit.grammar import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from importkit.display.causes import Cause
    from importkit.findings import Findings

# White on these has a contrast of 4.5 and more, whatever the page behind them is.
_BADGES = {Severity.ERROR: "#b42318", Severity.WARNING: "#8a5a00", Severity.INFO: "#0b63ce"}
_TONES = {Tone.GOOD: "#1a7f37", Tone.MIXED: "#bf8700", Tone.BAD: "#d1242f"}
# marimo has no space between cells and no marks before the items of a list of its own.
_LEFT = "text-align:left;vertical-align:top;padding:4px 8px"
_WHOLE = f"{_LEFT};white-space:nowrap"
#: A text of a few words, and one word such as a SKU or a handle, stand on one line.
_SHORT, _LONGEST_WORD = 24, 50
#: A longer word may be broken here, so that one of hundreds of digits does not push the other columns aside.
_LONG_WORD = re.compile(r"\S{40}(?=\S{11})")
_RIGHT = "text-align:right;vertical-align:top;padding:4px 8px"
_LIST = "margin:4px 0;padding-left:1.6em;list-style:disc"
_BADGE = "color:#fff;border-radius:4px;padding:1px 6px;font-size:85%;white-space:nowrap"


def findings_html(findings: Findings) -> str:
    """Return findings by what is wrong, without a word on the sheet that they are of."""
    if not len(findings):
        return "<p>No findings.</p>"
    causes = causes_html(summarize_refusal(with_python_hints(findings)))
    return f'<div class="tex2jax_ignore mathjax_ignore">{causes}</div>'


def verdict_html(summary: Summary, below: str) -> str:
    """Return what becomes of the products, beside a bar in the colour of the verdict.

    Args:
        summary: The report.
        below: What stands below it, as HTML.
    """
    bar = f"border-left:4px solid {_TONES[summary.verdict.tone]};padding:2px 0 2px 12px;margin:8px 0"
    advice = f"<br>→ {_text(summary.advice)}" if summary.advice else ""
    lead = f"<b style='font-size:115%'>{_text(summary.verdict.words)}</b>{advice}"
    return f'<div style="{bar}">{lead}<br><span style="opacity:.85">{below}</span></div>'


def causes_html(summary: Summary, *, listing: str = ".findings.frame") -> str:
    """Return each cause as a line of a table, the worst first; what calls for nothing is folded in.

    Args:
        summary: The report.
        listing: What lists every finding.
    """
    parts = [_causes_table(summary.causes)] if summary.causes else []
    if summary.notes:  # else each of them is told elsewhere
        table = _causes_table(summary.found.notes)
        parts.append(f"<details><summary>{_text(summary.notes)}</summary>{table}</details>")
    if summary.is_cut:
        parts.append(f"<p><small>All of them: <code>{_text(listing)}</code></small></p>")
    return "".join(parts)


def html_text(text: str) -> str:
    """Return text of others as one line of HTML."""
    return _text(text)


def severity_badge(severity: Severity) -> str:
    """Return a severity as a badge that is readable on any page."""
    return f'<span style="background:{_BADGES[severity]};{_BADGE}">{severity}</span>'


def note_html(lead: str, lines: Iterable[str], *, is_bad: bool) -> str:
    """Return a sentence with others below it, beside a bar in its colour."""
    colour = _TONES[Tone.BAD if is_bad else Tone.GOOD]
    bar = f"border-left:4px solid {colour};padding:2px 0 2px 12px;margin:8px 0"
    below = "".join(f'<br><span style="opacity:.85">{_text(line)}</span>' for line in lines)
    return f"<div style=\"{bar}\"><b style='font-size:115%'>{_text(lead)}</b>{below}</div>"


def table_html(names: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return plain texts as a table."""
    cells = ("".join(f"<td style={_style(text)!r}>{_text(text)}</td>" for text in row) for row in rows)
    return _table(names, "".join(f"<tr>{row}</tr>" for row in cells))


def _style(text: str) -> str:
    is_whole = len(text) <= (_LONGEST_WORD if len(text.split()) == 1 else _SHORT)
    return _WHOLE if is_whole and len(text) > 1 else _LEFT


def list_html(items: Iterable[str]) -> str:
    """Return pieces of HTML as a list, and nothing for none."""
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul style={_LIST!r}>{lines}</ul>" if lines else ""


def _causes_table(shown: Iterable[Cause]) -> str:
    rows = "".join(_cause_row(cause) for cause in shown)
    return _table(("", "What is wrong", "Products", "Cells", "Where, and what to do"), rows)


def _cause_row(cause: Cause) -> str:
    badge = severity_badge(cause.severity)
    what = f"{_text(cause.title)}<br><code style='white-space:nowrap'>{_text(cause.code)}</code>"
    lines = [*map(_text, cause.where), *_case_lines(cause), _text(cause.rest)]
    lines += [_hint(hint) for hint in (cause.hint, cause.fix_all)]
    figures = (number(cause.products) if cause.products else "", number(cause.count))
    cells = (badge, what, *figures, _lines(lines))
    styles = (_LEFT, _LEFT, _RIGHT, _RIGHT, _LEFT)
    shown = (f"<td style={style!r}>{cell}</td>" for style, cell in zip(styles, cells, strict=True))
    return f"<tr>{''.join(shown)}</tr>"


def _case_lines(cause: Cause) -> Iterator[str]:
    """Yield each case, and what to do about it where the next one asks for something else."""
    for case, following in zip(cause.cases, (*cause.cases[1:], None), strict=True):
        address = f"<b>{_text(case.address)}</b>" if case.address else ""
        yield " ".join((address, _text(case.sentence), _text(case.where)))
        if following is None or following.hint != case.hint:
            yield _hint(case.hint)


def _hint(hint: str) -> str:
    return f'<span style="opacity:.85">→ {_text(hint)}</span>' if hint else ""


def _table(names: Iterable[str], rows: str) -> str:
    head = "".join(f"<th style={_WHOLE!r}>{name}</th>" for name in names)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _lines(parts: Iterable[str]) -> str:
    return "<br>".join(part for part in parts if part.strip())


def _text(text: str) -> str:
    line = _LONG_WORD.sub(r"\g<0>\0", one_line(str(text)))  # which has no such sign itself
    return escape(line).replace("\0", "<wbr>")
