"""The catalogue of findings, for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from importkit.display.notebook_report import NotebookReport, NotebookTable
from importkit.display.terminal import pairs
from importkit.display.verdicts import Tone
from importkit.findings import Severity, catalogue
from importkit.findings.catalogue import FixKind
from importkit.grammar import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from importkit.findings import Entry

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_MEANINGS = {
    Severity.ERROR: "error: the whole product is not imported until it is fixed",
    Severity.WARNING: "warning: imported, but look at it",
    Severity.INFO: "note: nothing to do",
}
#: What importkit can do about it by itself.
_COMMANDS = {
    FixKind.SAFE: ["importkit fix mends it where one value alone can be meant"],
    FixKind.SUGGESTED: ["importkit fix --suggested takes what is likeliest"],
    FixKind.NONE: [],
}
#: The same for those who are in Python.
_CALLS = {
    FixKind.SAFE: [("check.fix()", "mends it where one value alone can be meant")],
    FixKind.SUGGESTED: [("check.suggestions", "lists what may be meant")],
    FixKind.NONE: [],
}
_TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.MIXED, Severity.INFO: Tone.GOOD}


def explain_one(entry: Entry) -> RenderableType:
    """Return one entry of the catalogue with its reason, its cure and an example."""
    title = Text.assemble((entry.title, "bold"), (f"  {entry.code}", "dim"))
    before, _, after = entry.example.partition(" → ")
    facts = [
        (Text("Severity", "bold"), Text(_MEANINGS[entry.severity], _COLOURS[entry.severity])),
        (Text("Why", "bold"), Text(entry.why)),
        (Text("Fix", "bold"), Text(entry.fix)),
        *((Text("Command", "bold"), Text(text)) for text in _COMMANDS[entry.fix_kind]),
        (Text("Before", "bold"), Text(before)),
        (Text("After", "bold"), Text(after)),
        (Text("Page", "bold"), Text(entry.documentation)),
    ]
    return Group(title, Text(), pairs(facts))


def explain_all(entries: Iterable[Entry] | None = None) -> RenderableType:
    """Return codes with their titles, all of them where none are given, in the order of the catalogue."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Code", no_wrap=True)
    table.add_column("Severity", no_wrap=True)
    table.add_column("Title", overflow="fold")
    for entry in catalogue().values() if entries is None else entries:
        table.add_row(entry.code, Text(str(entry.severity), _COLOURS[entry.severity]), Text(entry.title))
    return Group(table, Text(), Text("importkit explain CODE says why, and how to fix it.", "dim"))


def codes_report(codes: Sequence[Entry]) -> NotebookReport:
    """Return codes for a notebook: one with its words, several with their titles."""
    if len(codes) != 1:
        rows = [(one.code, str(one.severity), one.title) for one in codes]
        step = ("ik.explain(code)", "says why, and how to fix it")
        table = NotebookTable(("Code", "Severity", "Title"), rows, rest=".frame")
        return NotebookReport(f"{count(len(codes), 'code')} of findings.", tables=[table], steps=[step])
    (one,) = codes
    before, _, after = one.example.partition(" → ")
    facts = (("Severity", _MEANINGS[one.severity]), ("Why", one.why), ("Fix", one.fix))
    example = (("Before", before), ("After", after), ("Page", one.documentation))
    return NotebookReport(
        f"{one.title} ({one.code})",
        tone=_TONES[one.severity],
        details=[f"{name}: {text}" for name, text in (*facts, *example)],
        steps=_CALLS[one.fix_kind],
    )
