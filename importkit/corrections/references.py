"""Findings whose messages name rows and cells of the corrections workbook, not of the uploaded one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING

import pandas as pd

from importkit.errors import UnknownFindingCodeError
from importkit.findings.catalogue import entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: What follows a row or cell that is not in this workbook.
ELSEWHERE = " of the uploaded sheet"

#: Facts of the templates that name rows ("7", "row 7, row 9 and 12 more"), cells ("C17", "C17:C20") and
#: columns ("B and D").
_ROWS = re.compile(r"(?:.*_)?rows?")
_CELLS = re.compile(r"(?:.*_)?cells?|range")
_LETTERS = re.compile(r"letters?")
#: Facts that the finding itself keeps as the message has them: they tell where another fact begins or ends.
_KNOWN = ("row", "column", "value")

_NUMBER = re.compile(r"\b[0-9]+\b(?! more)")
_ADDRESS = re.compile(r"\b([A-Z]{1,3})([0-9]+)\b")
_LETTER = re.compile(r"\b[A-Z]{1,3}\b")


@dataclass(frozen=True)
class References:
    """Where the rows and columns of the uploaded sheet stand in the corrections workbook.

    Attributes:
        rows: The row here by the uploaded one.
        columns: The letter here by the uploaded one.
    """

    rows: Mapping[int, int]
    columns: Mapping[str, str]

    def renumbered(self, findings: pd.DataFrame) -> pd.DataFrame:
        """Return findings with the rows and cells of their messages and hints as they are here."""
        renumbered_findings = findings.copy(deep=False)
        for field in ("message", "hint"):
            naming = [
                code for code in renumbered_findings["code"].unique() if _references(_template(code, field))
            ]
            concerned = renumbered_findings["code"].isin(naming)
            lines = (
                renumbered_findings.loc[concerned, ["code", *_KNOWN, field]]
                .astype("object")
                .to_numpy()
                .tolist()
            )
            texts = [self._text(_template(code, field), known, text) for code, *known, text in lines]
            renumbered_findings[field] = renumbered_findings[field].mask(
                concerned, pd.Series(texts, renumbered_findings.index[concerned], dtype="str")
            )
        return renumbered_findings

    def _text(self, template: str, known: list[object], text: str) -> str:
        """Return a text made from the template anew; as it is when it was not made from it."""
        given = dict(zip(_KNOWN, map(str, known), strict=True))
        facts = _facts(template, text, given)
        if facts is None:
            facts = _facts(template, text, {})
        if facts is None:
            return text
        return template.format_map({name: self._here(name, fact) for name, fact in facts.items()})

    def _here(self, name: str, fact: str) -> str:
        if _ROWS.fullmatch(name):
            return _NUMBER.sub(self._row, fact)
        if _CELLS.fullmatch(name):
            return _ADDRESS.sub(self._cell, fact)
        return _LETTER.sub(self._letter, fact) if _LETTERS.fullmatch(name) else fact

    def _row(self, found: re.Match[str]) -> str:
        here = self.rows.get(int(found[0]))
        return f"{found[0]}{ELSEWHERE}" if here is None else str(here)

    def _cell(self, found: re.Match[str]) -> str:
        row, column = self.rows.get(int(found[2])), self.columns.get(found[1])
        return f"{found[0]}{ELSEWHERE}" if row is None or column is None else f"{column}{row}"

    def _letter(self, found: re.Match[str]) -> str:
        return self.columns.get(found[0], found[0])


def _template(code: str, field: str) -> str:
    try:
        return str(getattr(entry(code), field))
    except UnknownFindingCodeError:  # of an earlier version
        return ""


def _references(template: str) -> bool:
    names = {name for _, name, _, _ in Formatter().parse(template) if name}
    return any(kind.fullmatch(name) for name in names for kind in (_ROWS, _CELLS, _LETTERS))


def _facts(template: str, text: str, given: Mapping[str, str]) -> dict[str, str] | None:
    """Return the facts that a text was made of, None when it was made otherwise.

    >>> _facts("{value} is in {other_row}.", "A is in B is in 7.", {"value": "A is in B"})
    {'value': 'A is in B', 'other_row': '7'}
    """
    facts = dict(given)
    place, open_fact = 0, ""
    for fixed, name in _pieces(template, given):
        start = text.find(fixed, place) if open_fact else place
        if not text.startswith(fixed, start) or start < 0:
            return None
        if open_fact:
            facts[open_fact] = text[place:start]
        place, open_fact = start + len(fixed), name
    if open_fact:
        facts[open_fact] = text[place:]
    return facts if open_fact or place == len(text) else None


def _pieces(template: str, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the fixed text before each unknown fact, with the name of the fact; last what follows them."""
    fixed = ""
    for literal, name, _, _ in Formatter().parse(template):
        fixed += literal + given.get(name or "", "")
        if name and name not in given:
            yield fixed, name
            fixed = ""
    if fixed:
        yield fixed, ""
