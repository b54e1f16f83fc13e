"""The catalogue: every code a finding can have, with its words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

import yaml

from importkit.errors import UnknownFindingCodeError
from importkit.findings.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of one code.

    Attributes:
        message: Template over the facts of a case: value, column, row and whatever the rule adds.
        hint: Template of the next step, over the same facts.
        why: Why it matters, for `importkit explain` and the documentation.
        fix: How to mend it, in general.
        example: A cell that has it, and the same cell mended.
    """

    code: str
    severity: Severity
    title: str
    message: str
    hint: str
    why: str
    fix: str
    example: str


@cache
def catalogue() -> Mapping[str, Entry]:
    """Return every entry by its code, in the order of the file."""
    text = (files("importkit.findings") / "catalogue.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(text, Loader=loader)  # noqa: S506  both are safe loaders
    return MappingProxyType({code: _entry(code, **words) for code, words in raw.items()})


def _entry(code: str, severity: str, **words: str) -> Entry:
    return Entry(code=code, severity=Severity(severity), **words)


def entry(code: str) -> Entry:
    """Return one entry.

    Raises:
        UnknownFindingCodeError: There is no such code; the message offers the nearest.
    """
    entries = catalogue()
    if code not in entries:
        from rapidfuzz import process

        near = [match for match, _, _ in process.extract(code, list(entries), limit=3, score_cutoff=50)]
        hint = f"Did you mean {' or '.join(near)}?" if near else "importkit explain lists every code."
        raise UnknownFindingCodeError(f"There is no finding {code!r}.", hint=hint)
    return entries[code]
