"""Findings for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from importkit.display.tellings import Telling, address, tellings
from importkit.display.words import count, number, one_line
from importkit.findings import Findings, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from importkit.findings import Finding

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def findings_text(findings: Findings, *, every: bool = False) -> RenderableType:
    """Return findings grouped by what is wrong, the worst first.

    Args:
        findings: What to show.
        every: Show every single finding; otherwise many equal ones are told as one, with their number.
    """
    told = tellings(findings, every=every)
    parts = [part for telling in told for part in (_telling_text(telling), Text())]
    return Group(*parts[:-1], *_how_to_see_all(told))


def counts_text(findings: Findings) -> Text:
    """Return how many errors, warnings and notes there are, in one line."""
    found = [(severity, len(findings.only(severity))) for severity in Severity]
    if not len(findings):
        return Text("no findings", "bold green")
    return Text(", ").join(
        Text(count(many, _NOUNS[severity]), f"bold {_COLOURS[severity]}") for severity, many in found if many
    )


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
    return Text(f"→ {one_line(hint)}", "green")


def _telling_text(telling: Telling) -> Group:
    parts: list[RenderableType] = [_heading(telling)]
    if not telling.is_whole:
        parts.append(lines(one_line(place) for place in telling.where))
    parts.append(pairs(_examples(telling)))
    if telling.rest:
        parts.append(lines([Text(telling.rest, "dim")]))
    # A note asks for nothing; what its hint adds is in `importkit explain`.
    if telling.hint and telling.severity is not Severity.INFO:
        parts.append(pairs([(Text("→", "green"), Text(one_line(telling.hint), "green"))]))
    return Group(*parts)


def _heading(telling: Telling) -> Text:
    colour = _COLOURS[telling.severity]
    many = f", {number(telling.count)} times" if telling.count > 1 else ""
    return Text.assemble(
        (_NOUNS[telling.severity].upper(), f"bold {colour}"),
        ("  ", ""),
        (f"{telling.title}{many}", "bold"),
        (f"  {telling.code}", "dim"),
    )


def _examples(telling: Telling) -> Iterator[tuple[Text, Text]]:
    for finding in telling.examples:
        yield Text(address(finding), "bold"), _sentence(finding)
        if not telling.hint and finding.hint:
            yield Text(), next_step(finding.hint)


def _sentence(finding: Finding) -> Text:
    return Text(one_line(finding.message))


def _how_to_see_all(told: list[Telling]) -> list[Text]:
    if all(telling.is_whole for telling in told):
        return []
    return [Text(), Text("Equal findings are told once; --all lists every one of them.", "dim")]
