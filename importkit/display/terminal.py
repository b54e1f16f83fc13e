"""Findings for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from importkit.commands import split
from importkit.display.safe_text import one_line, without_controls
from importkit.display.summary import summarize_refusal
from importkit.display.text_listing import ListedLine, Listing
from importkit.display.verdicts import Tone
from importkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from importkit.display.causes import Cause
    from importkit.display.summary import Summary
    from importkit.findings import Findings

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_TONES = {Tone.GOOD: "bold green", Tone.MIXED: "bold yellow", Tone.BAD: "bold red"}


_LISTS = "lists every finding with its cell."


def verdict_text(summary: Summary) -> list[RenderableType]:
    """Return what becomes of the products, and what to do about the one cause of everything."""
    parts: list[RenderableType] = [Text(summary.verdict.words, _TONES[summary.verdict.tone])]
    return [*parts, *_advice(summary.advice)] if summary.advice else parts


def findings_text(findings: Findings, *, every: bool = False) -> RenderableType:
    """Return findings by what is wrong, without a word on the sheet that they are of."""
    summary = summarize_refusal(findings, every=every)
    return Group(*causes_text(summary, advised="", every=every)[1:])


def causes_text(
    summary: Summary, *, advised: str, every: bool = False, listing: str = "--all"
) -> list[RenderableType]:
    """Return each cause with where it is, the worst first, and what calls for nothing in one line.

    Args:
        summary: The report.
        advised: What is said already of what to do.
        every: Whether the cases are all there is; notes are listed, too.
        listing: The command that lists every finding.
    """
    shown = summary.causes + (summary.found.notes if every else ())
    parts: list[RenderableType] = []
    for cause in shown:
        parts += [Text(), _cause_text(cause, advised=advised)]
    if summary.is_cut and not every:
        notes = [Text(summary.notes)] if summary.notes else []
        parts += [Text(), *notes, _all_findings_line(listing)]
    return parts


def _all_findings_line(listing: str) -> Text:
    # Wrapped, a command could not be copied.
    text = (
        f"Every finding with its cell: {listing}"
        if listing.startswith("importkit")
        else f"{listing} {_LISTS}"
    )
    return Text(text, "dim", no_wrap=True, overflow="ignore")


def lines(texts: Iterable[Text | str], indent: int = 2) -> Padding:
    """Return lines that keep their indent when they wrap."""
    shown = (Text(text) if isinstance(text, str) else text for text in texts)
    return Padding(Group(*shown), (0, 0, 0, indent), expand=False)


def pairs(rows: Iterable[tuple[str | Text, str | Text]], indent: int = 2) -> Padding:
    """Return two columns, the second of which wraps."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for left, right in rows:
        grid.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in (left, right)))
    return Padding(grid, (0, 0, 0, indent), expand=False)


def next_step(hint: str) -> Text:
    """Return a hint, marked as what to do."""
    return Text(*_step(hint))


def _step(hint: str) -> tuple[str, str]:
    return f"→ {one_line(split(hint)[0])}", "green"


def command_text(command: str) -> Text:
    """Return a command on a line of its own: wrapped, it could not be copied; print it with crop=False."""
    return Text(f"    {without_controls(command)}", "bold cyan", no_wrap=True, overflow="ignore")


def _advice(hint: str, indent: int = 0) -> Iterator[RenderableType]:
    """Yield what to do, with an arrow in front that wrapped lines keep clear of, and the command for it."""
    words, command = split(hint)
    yield pairs([(Text("→", "green"), Text(one_line(words), "green"))], indent)
    if command:
        yield command_text(command)


def _cause_text(cause: Cause, *, advised: str) -> Group:
    parts: list[RenderableType] = [_heading(cause)]
    if cause.where:
        parts.append(lines(one_line(place) for place in cause.where))
    parts.append(Listing(list(_cases(cause))))
    parts += _commands(cause)
    if cause.rest:
        parts.append(lines([Text(cause.rest, "dim")]))
    # A note asks for nothing; what its hint adds is in `importkit explain`.
    if cause.todo and cause.todo != advised and cause.severity is not Severity.INFO:
        parts += _advice(cause.todo, indent=2)
    return Group(*parts)


def _heading(cause: Cause) -> Text:
    colour = _COLOURS[cause.severity]
    return Text.assemble(
        (_NOUNS[cause.severity].upper(), f"bold {colour}"),
        ("  ", ""),
        (cause.title, "bold"),
        (f": {cause.extent}" if cause.extent else "", ""),
        (f"  {cause.code}", "dim"),
    )


def _cases(cause: Cause) -> Iterator[ListedLine]:
    for case in cause.cases:
        yield ListedLine(case.address, case.sentence, aside=case.where)
        if case.hint and cause.severity is not Severity.INFO:
            yield ListedLine("", *_step(case.hint))


def _commands(cause: Cause) -> list[Text]:
    """Return the commands that the hints of the cases end with, each once."""
    if cause.severity is Severity.INFO:
        return []
    found = (split(case.hint)[1] for case in cause.cases)
    return [command_text(command) for command in dict.fromkeys(found) if command]
