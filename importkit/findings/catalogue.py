"""The catalogue: every code a finding can have, with its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from importkit.arguments import shown, text
from importkit.errors import UnknownFindingCodeError
from importkit.findings.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping


class Per(StrEnum):
    """What a cause counts: each finding, or what several findings share once."""

    FINDING = "finding"
    VALUE = "value"
    ROW = "row"
    PRODUCT = "product"


class FixKind(StrEnum):
    """What kind of fix there is for the findings of a code."""

    SAFE = "safe"  # nothing else can be meant
    SUGGESTED = "suggested"  # somebody has to say that it is meant
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CauseWords:
    """How a report counts the findings of a code in one phrase.

    Attributes:
        one: The phrase for one case; `{column}` is its column.
        many: The phrase for several, `{count}` of them; the same as for one when blank.
        per: What is counted.
        is_by_column: Whether each column is a cause of its own.
        lead: What several phrases of notes may share, such as "Not imported".
        is_alone: Whether it is found in rows that belong to no product and fail alone.
        fix_all: How to mend all cases at once, with `{letter}` and `{cell}`.
        beside: What `fix_all` has to add, by another code that the sheet has findings of.
        columns: Words for certain columns.
    """

    one: str
    many: str = ""
    per: Per = Per.FINDING
    is_by_column: bool = False
    lead: str = ""
    is_alone: bool = False
    fix_all: str = ""
    beside: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, CauseWords] = field(default_factory=dict)

    def of_column(self, column: str) -> CauseWords:
        """Return the words for a column."""
        return self.columns.get(column, self)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of one code.

    Attributes:
        message: Template over the facts of a case: value, column, row and whatever the rule adds.
        hint: Template of the next step, over the same facts.
        why: Why it matters, for `importkit explain` and the documentation.
        fix: How to mend it, in general.
        example: A cell that has it, and the same cell mended.
        cause: How a report counts the cases in one phrase.
        fix_kind: Whether its cells can be mended by themselves, see `importkit/fixes`.
    """

    code: str
    severity: Severity
    title: str
    message: str
    hint: str
    why: str
    fix: str
    example: str
    cause: CauseWords
    fix_kind: FixKind

    @property
    def anchor(self) -> str:
        """Return the anchor of the code in the documentation: its dot becomes a hyphen, and stays so."""
        return self.code.replace(".", "-")

    @property
    def documentation(self) -> str:
        """Return where the documentation explains the code: a path in the repository, and the anchor."""
        return f"importkit/findings/README.md#{self.anchor}"


@cache
def catalogue() -> Mapping[str, Entry]:
    """Return every entry by its code, in the order of the file."""
    text = (files("importkit.findings") / "catalogue.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(text, Loader=loader)  # noqa: S506  both are safe loaders
    return MappingProxyType({code: _entry(code, **words) for code, words in raw.items()})


def _entry(
    code: str, severity: str, cause: Mapping[str, Any] | None = None, fix_kind: str = "none", **words: str
) -> Entry:
    default = {"one": words["title"], "many": f"{words['title']} ({{count}} times)"}
    return Entry(
        code=code,
        severity=Severity(severity),
        cause=_cause(**(cause or default)),
        fix_kind=FixKind(fix_kind),
        **words,
    )


def _cause(
    *,
    per: str = "finding",
    by: str = "",
    alone: bool = False,
    columns: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
    **words: Any,  # noqa: ANN401  texts, and the mapping of `beside`
) -> CauseWords:
    of_columns = {column: _cause(per=per, **own) for column, own in columns.items()}
    return CauseWords(per=Per(per), is_by_column=by == "column", is_alone=alone, columns=of_columns, **words)


def entries_of(named: str) -> list[Entry]:
    """Return what a code names, in any case: one entry, or all of a family that is named up to its dot.

    Raises:
        UnknownFindingCodeError: There is no such code and no such family.

    >>> [one.code for one in entries_of("BARCODE.TAKEN")], len(entries_of("number.")) > 3
    (['barcode.taken'], True)
    """
    start = text(named, argument="code", what="the code of a finding").strip().lower()
    family = [one for code, one in catalogue().items() if start.endswith(".") and code.startswith(start)]
    return family or [entry(start)]


def entry(code: str) -> Entry:
    """Return one entry.

    Args:
        code: Its code, in any case.

    Raises:
        UnknownFindingCodeError: There is no such code; the message offers the nearest.
    """
    entries = catalogue()
    named = text(code, argument="code", what="the code of a finding").lower()
    if named in entries:
        return entries[named]
    from rapidfuzz import process

    near = [match for match, _, _ in process.extract(named, list(entries), limit=3, score_cutoff=50)]
    hint = f"Did you mean {' or '.join(near)}?" if near else "To see them all: importkit explain"
    raise UnknownFindingCodeError(f"There is no finding with the code {shown(code)}.", hint=hint)
