"""Which headers are known: canonical names, aliases, dialects, and what is known but not imported."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from importkit import schema
from importkit.corrections_format import ADDED_COLUMNS
from importkit.schema import Kind
from importkit.values.keys import header_key, header_words, note_words, without_note
from importkit.values.weights import GRAM, parse_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: A longer text is no name of a column.
LONGEST_NAME = 255
#: What a note may say beside a unit.
_OF_UNITS = frozenset({"in", "unit", "net"})
#: What a corrections workbook has beside the uploaded columns: nothing is said of these.
_ADDED = frozenset(map(header_key, ADDED_COLUMNS))
#: No sheet that is read has more columns.
_MOST_NAMES = 2_000


@dataclass(frozen=True)
class Vocabulary:
    """What headers mean in one dialect; a note in brackets belongs to no name.

    Attributes:
        names: Canonical name by the key of a header.
        ignored: Keys of headers that are known and not imported.
        ignored_words: Words that make a header one of those, outside its note.
        ignored_marks: Words that do so in the note, too.
        ignored_beginnings: The first words of such headers.
    """

    names: Mapping[str, str]
    ignored: frozenset[str]
    ignored_words: frozenset[str]
    ignored_marks: frozenset[str]
    ignored_beginnings: tuple[tuple[str, ...], ...]

    def named(self, header: str) -> str | None:
        """Return the canonical column that goes by exactly this header."""
        return self.names.get(header_key(header)) if len(header) <= LONGEST_NAME else None

    def canonical(self, header: str) -> str | None:
        """Return the canonical column that a header names, with its note or without it.

        A note that tells another unit than the column's own makes it another column; weights have units.
        """
        if len(header) > LONGEST_NAME:
            return None
        if (name := self.named(header)) or header_key(header) in self.ignored or self._is_marked(header):
            return name
        name = self.named(without_note(header))
        return None if name is None or (other_unit(header, name) and not weight_unit(header, name)) else name

    def is_ignored(self, header: str) -> bool:
        """Return whether the header is known and not imported."""
        if len(header) > LONGEST_NAME:
            return False
        bare = without_note(header)
        words = header_words(bare)
        return (
            not self.ignored.isdisjoint((header_key(header), header_key(bare), _without_filler(words)))
            or not self.ignored_words.isdisjoint(words)
            or any(words[: len(beginning)] == beginning for beginning in self.ignored_beginnings)
            or self._is_marked(header)
        )

    def _is_marked(self, header: str) -> bool:
        return not self.ignored_marks.isdisjoint(header_words(header))


def is_added(header: str) -> bool:
    """Return whether importkit's own corrections workbook adds this column."""
    return len(header) <= LONGEST_NAME and header_key(header) in _ADDED


def _without_filler(words: tuple[str, ...]) -> str:
    """Return the key of a header without a first word that tells nothing: a "Product Status" is a status."""
    return "".join(words[1:] if words[:1] and words[0] in schema.suggestions().fillers else words)


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
    return Vocabulary(
        names=MappingProxyType(names),
        ignored=frozenset(map(header_key, (*shared.names, *peculiar.not_imported))),
        ignored_words=frozenset(shared.words),
        ignored_marks=frozenset(shared.marks),
        ignored_beginnings=tuple(map(header_words, shared.beginnings)),
    )


def other_unit(header: str, name: str) -> str:
    """Return the unit that the note of a header tells, where it is another one than the column's own.

    >>> other_unit("Weight (kg)", "Grams Weight"), other_unit("Weight (in g)", "Grams Weight")
    ('kg', '')
    >>> other_unit("Weight (g/m2)", "Grams Weight")
    'm2'
    """
    own = schema.columns()[name].units
    others = [word for word in note_words(header) if _is_unit(word) and word not in own] if own else []
    return others[0] if others else ""


def weight_unit(header: str, name: str | None) -> str:
    """Return the unit of weight, one that is not grams, which the note of a header tells; a blank for none.

    The note says nothing else: "(max 30 kg)" may be a limit for weights in grams.

    >>> weight_unit("Weight (in LBS)", "Grams Weight"), weight_unit("Weight (kg/m2)", "Grams Weight")
    ('lb', '')
    """
    if name is None or schema.columns()[name].kind is not Kind.WEIGHT:
        return ""
    units = [parse_unit(word) for word in note_words(header) if word not in _OF_UNITS]
    return (units[0] or "") if len(units) == 1 and units[0] != GRAM else ""


def _is_unit(word: str) -> bool:
    return word in schema.units() or parse_unit(word) is not None


def dialect_of(headers: Iterable[str]) -> str:
    """Return the dialect whose signature these headers hold; the largest signature wins."""
    present = {header_key(text) for header in headers for text in (header, without_note(header))}
    best, size = "plan", 0
    for dialect in schema.dialects().values():
        for signature in dialect.signature:
            if len(signature) > size and present.issuperset(map(header_key, signature)):
                best, size = dialect.name, len(signature)
    return best


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
        """Return whether it names enough columns to be a header, and no row that happens to say "Title"."""
        enough = self.recognised + self.known >= 2 or self.filled <= 2 * self.recognised
        return self.recognised > 0 and enough

    @property
    def score(self) -> tuple[int, int, int]:
        """Return how well it does; among equals the first row wins."""
        return self.recognised, self.known, -self.row


def best_header(rows: Mapping[int, Mapping[int, str]]) -> HeaderRow | None:
    """Return the row that recognises most columns, or None when no row can be the header."""
    candidates = [_scored_header(number, cells.values()) for number, cells in rows.items()]
    return max((row for row in candidates if row.counts), key=lambda row: row.score, default=None)


def _scored_header(number: int, texts: Iterable[str]) -> HeaderRow:
    headers = [text for text in texts if len(text) > LONGEST_NAME or header_key(text)]
    names = [text for text in headers[:_MOST_NAMES] if len(text) <= LONGEST_NAME]
    dialect = dialect_of(names)
    matches = [_match(dialect, name) for name in names]
    known = sum(name is None and is_known for name, is_known in matches)
    return HeaderRow(number, dialect, len({name for name, _ in matches} - {None}), known, len(headers))


@lru_cache(maxsize=4_096)
def _match(dialect: str, header: str) -> tuple[str | None, bool]:
    """Return the canonical column that a header names, and whether it is known at all."""
    words = vocabulary(dialect)
    name = words.canonical(header)
    return name, name is not None or words.is_ignored(header) or is_added(header)
