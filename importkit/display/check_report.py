"""A check for notebooks: what it is and how much, what is wrong first, and what to do next in Python."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from importkit import schema
from importkit.display.html import causes_html, list_html, verdict_html
from importkit.display.markdown import causes_markdown, escaped
from importkit.display.oddity_words import oddity_words
from importkit.display.python_hints import with_python_hints
from importkit.display.safe_text import one_line
from importkit.display.static_text import plain_text
from importkit.display.summary import Summary, summarize_check
from importkit.display.terminal import causes_text, verdict_text
from importkit.findings import Severity, entry
from importkit.findings.catalogue import FixKind
from importkit.grammar import count, listed

if TYPE_CHECKING:
    from importkit.display.protocols import CheckRecord

_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

#: As many bytes as a check may take, and so many causes are shown until it takes no more.
_MOST_BYTES = 48_000
_CAUSES_SHOWN = (1_000, 20, 8, 3, 1)


def check_html(check: CheckRecord) -> str:
    """Return what is wrong with a workbook, for a notebook."""
    summary = _summary(check)
    facts = f"<b>{escape(one_line(check.filename))}</b> {escape('; '.join(_facts(check)))}"
    steps = list_html(f"<code>{escape(call)}</code> {escape(why)}" for call, why in _steps(check))
    odd = f"<p><small>{escape(paragraph)}</small></p>" if (paragraph := _oddities(check)) else ""
    ends = verdict_html(summary, facts), odd + steps
    html = ""
    for most in _CAUSES_SHOWN:
        shown, left = summary.first(most)
        more = f"<p>and {count(left, 'more cause')}</p>" if left else ""
        html = (
            f'<div class="tex2jax_ignore mathjax_ignore">{ends[0]}{causes_html(shown)}{more}{ends[1]}</div>'
        )
        if len(html.encode()) <= _MOST_BYTES:
            break
    return html


def check_plain(check: CheckRecord) -> str:
    """Return what is wrong with a workbook as plain text, for `repr`."""
    summary = _summary(check)
    facts = Text(one_line(f"{check.filename}: {'; '.join(_facts(check))}".removesuffix(": ")))
    causes = causes_text(summary, advised=summary.advice, listing=".findings")
    steps = [Text(f"  {call}  {why}", no_wrap=True, overflow="ignore") for call, why in _steps(check)]
    lead = [Text(), Text("Next:")] if steps else []
    odd = [Text(), Text(paragraph)] if (paragraph := _oddities(check)) else []
    return plain_text(Group(*verdict_text(summary), facts, *causes, *odd, *lead, *steps))


def check_markdown(check: CheckRecord) -> str:
    """Return what is wrong with a workbook as Markdown."""
    summary = _summary(check)
    parts = [
        f"**{escaped(summary.verdict.words)}**",
        escaped(f"{check.filename}: {'; '.join(_facts(check))}"),
    ]
    if summary.causes or summary.found.notes:
        parts.append(causes_markdown((*summary.causes, *summary.found.notes)))
    if paragraph := _oddities(check):
        parts.append(escaped(paragraph))
    steps = "\n".join(f"- `{call}` {escaped(why)}" for call, why in _steps(check))
    return "\n\n".join([*parts, steps] if steps else parts)


def _oddities(check: CheckRecord) -> str:
    return oddity_words(check.oddities, listing="check.oddities")


def _summary(check: CheckRecord) -> Summary:
    return summarize_check(check, findings=with_python_hints(check.findings))


def _facts(check: CheckRecord) -> list[str]:
    """Return what kind of sheet it is, how large, how much of it is imported, and how much was found."""
    counts, resolved = check.counts, check.resolved
    found = [
        count(counts[f"{severity}s"], noun) for severity, noun in _NOUNS.items() if counts[f"{severity}s"]
    ]
    if resolved is None:
        return [listed(found)]
    layout = resolved.sheet.layout
    imported = sum(column.canonical is not None for column in layout.columns)
    return [
        f'{schema.dialects()[layout.dialect].title}, sheet "{layout.sheet}", mode {check.mode.lower()}',
        f"{count(counts['rows'], 'row')}, {count(counts['products'], 'product')}",
        f"{imported} of {count(len(layout.columns), 'column')} known",
        listed(found) or "no findings",
    ]


def _steps(check: CheckRecord) -> list[tuple[str, str]]:
    """Return what to do next, each as a call with what it does."""
    if check.resolved is None or not check.counts["rows"]:
        return []
    located = check.findings.records
    bad = located[located["severity"].isin([Severity.ERROR, Severity.WARNING]) & located["row"].notna()]
    steps = []
    if len(bad):
        worst = bad[bad["severity"] == bad["severity"].min()]  # error comes before warning
        row = int(worst["row"].iloc[0])
        steps.append(("check.sheet()", "shows the sheet with what is wrong in colour"))
        steps.append((f"check.explain({row})", f"says what became of row {row}, and why"))
    kinds = {entry(str(code)).fix_kind for code in bad["code"].unique()}
    if FixKind.SAFE in kinds:
        steps.append(("check.fix()", "mends what can only be meant"))
    if FixKind.SUGGESTED in kinds:
        steps.append(("check.suggestions", "lists what may be meant"))
    if check.counts["errors"]:
        steps.append(("check.book.edit({…})", "mends cells; ik.check takes what it returns"))
    if check.counts["failed_products"] < check.counts["products"]:
        steps.append(("ik.connect().plan(check.book)", "says what an import would do"))
    return steps
