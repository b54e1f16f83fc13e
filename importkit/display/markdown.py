"""Records as Markdown, for pages that show neither HTML with styles nor a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importkit.display.python_hints import with_python_hints
from importkit.display.safe_text import one_line
from importkit.display.summary import summarize_refusal
from importkit.findings import Severity
from importkit.grammar import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from importkit.display.causes import Cause
    from importkit.findings import Findings

#: What Markdown, or HTML within it, would take for more than a character.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~$&:@-])")
_LETTERS = {Severity.ERROR: "🔴 error", Severity.WARNING: "🟠 warning", Severity.INFO: "🔵 info"}


def findings_markdown(findings: Findings) -> str:
    """Return findings by what is wrong, without a word on the sheet that they are of."""
    if not len(findings):
        return "No findings."
    found = summarize_refusal(with_python_hints(findings))
    return causes_markdown((*found.causes, *found.found.notes))


def causes_markdown(causes: Sequence[Cause]) -> str:
    """Return each cause as a line of a table, the worst first."""
    rows = (
        (_LETTERS[cause.severity], cause.title, number(cause.count), _where(cause), _todo(cause))
        for cause in causes
    )
    return table_markdown(("", "What is wrong", "Cells", "Where", "What to do"), rows)


def table_markdown(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return plain texts as a table."""
    head = [escaped(header) for header in headers]
    lines = [head, ["---"] * len(head), *([escaped(text) for text in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def escaped(text: str) -> str:
    r"""Return text of others as one line in which nothing is markup.

    >>> print(escaped("a|b *c* <d>"))
    a\|b \*c\* \<d\>
    """
    return _SPECIAL.sub(r"\\\1", one_line(str(text)))


def code_markdown(call: str) -> str:
    """Return a call as code, whatever backticks are in it.

    >>> print(code_markdown("kit.job('x')"), code_markdown("f('`')"))
    `kit.job('x')` `` f('`') ``
    """
    line = one_line(call)
    longest = max(map(len, re.findall("`+", line)), default=0)
    return f"{'`' * (longest + 1)} {line} {'`' * (longest + 1)}" if longest else f"`{line}`"


def _todo(cause: Cause) -> str:
    """Return what to do: about all cases where that is one thing, else about the most frequent."""
    return cause.todo or next((case.hint for case in cause.cases if case.hint), "")


def _where(cause: Cause) -> str:
    return "; ".join(str(place) for place in cause.places[:3])
