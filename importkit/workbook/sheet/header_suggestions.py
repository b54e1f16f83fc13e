"""Did you mean: which columns a header that is not known may mean, by its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from importkit import schema
from importkit.values.keys import header_key, header_words, without_note
from importkit.values.near_names import near_names
from importkit.workbook.sheet.headers import LONGEST_NAME, other_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: A longer text is a sentence, and means no column.
_LONGEST_MEANT = 60

#: How many letters a word needs for so many mistyped ones: "Tabs" are no tags, "Finish" is no finishing.
_EDITS = ((8, 2), (5, 1), (0, 0))

#: Words of a header that speaks of a variant, and not of its product.
_OF_VARIANT = frozenset({"variant", "variants", "variation", "variations"})

Words = tuple[str, ...]


class Likeness(IntEnum):
    """How a header is like a column, the best first."""

    SPELLED = 0  # it is listed for the column
    WORDS = 1  # it says the same words
    TYPING = 2  # it says them with a mistake in typing


@dataclass(frozen=True)
class Candidate:
    """A column that a header may mean."""

    likeness: Likeness
    name: str


@dataclass(frozen=True)
class _Index:
    """The canonical column by what people call it: the key of a spelling, its words, those that matter."""

    by_key: Mapping[str, str]
    by_words: Mapping[Words, str]
    by_core: Mapping[Words, str]


@lru_cache(maxsize=4_096)
def likely_columns(header: str) -> tuple[Candidate, ...]:
    """Return the columns that an unknown header may mean, the likeliest first; none for most headers.

    >>> [candidate.name for candidate in likely_columns("Product Name")]
    ['Product Title']
    >>> likely_columns("Size chart")
    ()
    """
    if len(header) > _LONGEST_MEANT:
        return ()
    found: dict[str, Candidate] = {}
    for likeness, name in _likenesses(header):
        if name and _is_possible(header, name):
            found.setdefault(name, Candidate(likeness, name))
    return tuple(found.values())


@lru_cache(maxsize=4_096)
def ranked_columns(header: str) -> tuple[str, ...]:
    """Return the columns that an unknown header may mean, also with two slips anywhere, the likeliest first.

    >>> ranked_columns("Manfuacturre"), ranked_columns("Size chart")
    (('Manufacturer',), ())
    """
    if len(header) > _LONGEST_MEANT:
        return ()
    likely = {candidate.name: candidate.likeness for candidate in likely_columns(header)}
    sure = [name for name, likeness in likely.items() if likeness is not Likeness.TYPING]
    keys = list(_index().by_key)
    typed = [_index().by_key[keys[place]] for place in near_names(header_key(header), keys)]
    return tuple(name for name in dict.fromkeys([*sure, *typed, *likely]) if _is_possible(header, name))


def is_spelled(header: str) -> bool:
    """Return whether exactly this header is listed as one that people write for a column."""
    return len(header) <= LONGEST_NAME and header_key(header) in _index().by_key


def _likenesses(header: str) -> Iterator[tuple[Likeness, str | None]]:
    known = _index()
    bare = without_note(header)
    words = _singular(header_words(bare))
    core = _core(words)
    yield Likeness.SPELLED, known.by_key.get(header_key(header))
    yield Likeness.SPELLED, known.by_key.get(header_key(bare))
    yield Likeness.WORDS, known.by_words.get(tuple(sorted(words)))
    yield Likeness.WORDS, known.by_core.get(core)
    yield (
        Likeness.TYPING,
        next((name for other, name in known.by_core.items() if _is_mistyped(core, other)), None),
    )


def _is_possible(header: str, name: str) -> bool:
    """Return whether a header may mean a column: a variant's title is no product's, kilograms no grams."""
    of_variant = not _OF_VARIANT.isdisjoint(header_words(header))
    return not (of_variant and schema.columns()[name].level == "product") and not other_unit(header, name)


@cache
def _index() -> _Index:
    by_key: dict[str, str] = {}
    by_words: dict[Words, str] = {}
    by_core: dict[Words, str] = {}
    for name, spelling in _spellings():
        words = _singular(header_words(without_note(spelling)))
        by_key.setdefault(header_key(spelling), name)
        by_words.setdefault(tuple(sorted(words)), name)
        by_core.setdefault(_core(words), name)
    return _Index(by_key, by_words, by_core)


def _spellings() -> Iterator[tuple[str, str]]:
    """Yield each canonical name with what people call it; columns that only another dialect writes last."""
    suggested = schema.suggestions().names
    own = {column.name for column in schema.own_columns()}
    for column in sorted(schema.columns().values(), key=lambda column: column.name not in own):
        for spelling in (column.name, *column.aliases, *suggested.get(column.name, ())):
            yield column.name, spelling


def _core(words: Words) -> Words:
    """Return the words that tell a column, in alphabetical order; all of them where none does."""
    return tuple(sorted(word for word in words if not _is_filler(word))) or tuple(sorted(words))


@lru_cache(maxsize=4_096)
def _is_filler(word: str) -> bool:
    fillers = schema.suggestions().fillers
    return word in fillers or any(_alike(word, filler) for filler in fillers)


def _is_mistyped(words: Words, others: Words) -> bool:
    """Return whether the words are the same but for mistakes in typing."""
    return len(words) == len(others) and all(
        word == other or _alike(word, other) for word, other in zip(words, others, strict=True)
    )


def _alike(word: str, other: str) -> bool:
    """Return whether two words are one, mistyped: by one or two letters, never the first one."""
    if word[:1] != other[:1]:  # most are told apart by this
        return False
    allowed = next(edits for letters, edits in _EDITS if min(len(word), len(other)) >= letters)
    if not allowed or abs(len(word) - len(other)) > allowed:
        return False
    return OSA.distance(word, other, score_cutoff=allowed) <= allowed


def _singular(words: Words) -> Words:
    return tuple(
        f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s") if len(word) > 2 else word
        for word in words
    )
