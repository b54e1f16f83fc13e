"""Which headers are known: canonical names, aliases, dialects, and what is known but not imported."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from importkit import schema
from importkit.values.keys import header_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Below this similarity of keys, a suggestion confuses more than it helps.
_ALIKE = 75


@dataclass(frozen=True)
class Vocabulary:
    """What headers mean in one dialect, by `header_key`.

    Attributes:
        names: Canonical name by key.
        ignored: Keys of headers that are known and not imported.
        ignored_prefixes: Beginnings of such keys.
    """

    names: Mapping[str, str]
    ignored: frozenset[str]
    ignored_prefixes: tuple[str, ...]

    def is_ignored(self, key: str) -> bool:
        """Return whether the header is known and not imported."""
        return key in self.ignored or (bool(key) and key.startswith(self.ignored_prefixes))


@cache
def vocabulary(dialect: str) -> Vocabulary:
    """Return what headers mean in a dialect; its own aliases win over the general ones."""
    peculiar, shared = schema.dialects()[dialect], schema.not_imported()
    names: dict[str, str] = {}
    for column in schema.columns().values():
        names.update(dict.fromkeys(map(header_key, column.aliases), column.name))
    names.update({header_key(name): name for name in schema.columns()})
    for name, aliases in peculiar.aliases.items():
        names.update(dict.fromkeys(map(header_key, aliases), name))
    prefixes = (*shared.prefixes, *peculiar.not_imported_prefixes)
    return Vocabulary(
        names=MappingProxyType(names),
        ignored=frozenset(map(header_key, (*shared.names, *peculiar.not_imported))),
        ignored_prefixes=tuple(header_key(prefix) for prefix in prefixes),
    )


def dialect_of(keys: Iterable[str]) -> str:
    """Return the dialect whose signature these header keys hold; the largest signature wins."""
    present = frozenset(keys)
    best, size = "plan", 0
    for dialect in schema.dialects().values():
        for headers in dialect.signature:
            if len(headers) > size and present.issuperset(map(header_key, headers)):
                best, size = dialect.name, len(headers)
    return best


def meant(header: str, taken: Iterable[str] = ()) -> str:
    """Return the canonical column whose name or alias is like this header, or a blank.

    Args:
        header: A header that is not known.
        taken: Columns that the sheet has already.
    """
    from rapidfuzz import fuzz, process

    known = vocabulary("plan").names
    found = process.extractOne(header_key(header), list(known), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    name = known[found[0]] if found else ""
    return "" if name in set(taken) else name


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A row that may be the header.

    Attributes:
        recognised: How many canonical columns it names.
        known: How many headers are known besides.
        filled: How many cells have a text.
    """

    row: int
    dialect: str
    recognised: int
    known: int
    filled: int

    @property
    def counts(self) -> bool:
        """Return whether it names enough columns to be a header, and not a row that happens to say "Size"."""
        return self.recognised >= 2 or 0 < self.filled <= 2 * self.recognised

    @property
    def score(self) -> tuple[int, int, int]:
        """Return how well it does; among equals the first row wins."""
        return self.recognised, self.known, -self.row


def best_header(rows: Mapping[int, Mapping[int, str]]) -> HeaderRow | None:
    """Return the row that recognises most columns, or None when no row can be the header."""
    candidates = [_weighed(number, cells.values()) for number, cells in rows.items()]
    return max((row for row in candidates if row.counts), key=lambda row: row.score, default=None)


def _weighed(number: int, texts: Iterable[str]) -> HeaderRow:
    keys = [key for key in map(header_key, texts) if key]
    dialect = dialect_of(keys)
    words = vocabulary(dialect)
    recognised = {words.names[key] for key in keys if key in words.names}
    known = sum(words.is_ignored(key) for key in keys if key not in words.names)
    return HeaderRow(number, dialect, len(recognised), known, len(keys))
