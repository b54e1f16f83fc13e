"""Hints for those who are in Python: a command for a shell becomes the call that does the same."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from importkit.commands import split
from importkit.findings import Findings

if TYPE_CHECKING:
    from collections.abc import Callable

_MARK = ": importkit "


def in_python(hint: str) -> str:
    """Return a hint that names the call, where there is one, in place of a command.

    >>> in_python("Map it once with: importkit catalog map category --brand acme Slim 'Clothing > Jeans'")
    "Map it once with: ik.connect(brand='acme').map_value('category', 'Slim', 'Clothing > Jeans')"
    >>> in_python("Type a number.")
    'Type a number.'
    """
    words, command = split(hint)
    if not command:
        return hint
    given = shlex.split(command)[1:]
    call = next((make(given) for start, make in _CALLS.items() if tuple(given[: len(start)]) == start), None)
    return f"{words} {call}" if call else hint


def with_python_hints(findings: Findings) -> Findings:
    """Return findings whose hints speak to those who are in Python."""
    hints = findings.records["hint"]
    commands = [hint for hint in hints.unique() if _MARK in hint]
    if not commands:
        return findings
    calls = {hint: in_python(hint) for hint in commands}
    return Findings(findings.records.assign(hint=hints.replace(calls)))


def _workspace(given: list[str]) -> tuple[str, list[str]]:
    """Return the call that connects to the brand of a command, and the other words of it."""
    rest = [word for word in given if word != "--"]
    if "--brand" not in rest:
        return "ik.connect()", rest
    at = rest.index("--brand")
    return f"ik.connect(brand={rest[at + 1]!r})", rest[:at] + rest[at + 2 :]


def _map_value(given: list[str]) -> str:
    kit, words = _workspace(given[2:])
    return f"{kit}.map_value({', '.join(map(repr, words))})"


def _dismiss(given: list[str]) -> str:
    kit, words = _workspace(given[2:])
    return f"{kit}.dismiss({', '.join(map(repr, words))})"


_CALLS: dict[tuple[str, ...], Callable[[list[str]], str]] = {
    ("catalog", "map"): _map_value,
    ("jobs", "dismiss"): _dismiss,
}
