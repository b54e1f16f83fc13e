"""Which categories a path that is none may mean: those that end in the same word."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from importkit.values.keys import PATH_SEPARATOR, name_key
from importkit.values.near_names import near_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from importkit.values.category_paths import Taxonomy

_MOST = 3
#: A last word of so many letters may be misspelt, by so many edits (letters swapped are one), if its first
#: letter is right and enough of it remains: of six letters, two others make another word (gnomes, gloves).
_MISSPELT_LETTERS = 6
_EDITS = 2
_REMAINING_RATIO = 70

#: Paths and words looked at for one sheet, about two seconds. Only a sheet with a large taxonomy of another
#: kind needs more; its last categories are told without a suggestion.
_COMPARISONS = 3_000_000

_PARTS = re.compile("[>|»]")
_AND = re.compile(r"\s*[&/,+]\s*|\s+and\s+")
_NO_LETTER = re.compile(r"[\W_]+")
_POSSESSIVE = re.compile(r"(?:['\u2019]s|['\u2019])$")
_PLURALS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("shes", "sh"),
    ("ches", "ch"),
    ("xes", "x"),
    ("ss", "ss"),
    ("s", ""),
)
_SHORTEST_PLURAL = 4


class _Candidate(NamedTuple):
    """A path of the taxonomy.

    Attributes:
        every: Its words, in the singular.
        last: Those of its last part.
    """

    path: str
    depth: int
    every: frozenset[str]
    last: frozenset[str]


def suggestions(categories: Sequence[str], taxonomy: Taxonomy) -> list[list[str]]:
    """Return up to three paths for each category, the likeliest first.

    Each is about the category's last word; where none is, each ends in a word of at most two edits from it.
    Paths that have more words of the category come first, then those that say less else, then those that are
    not as deep, then the order of the taxonomy.
    """
    known, compared, found = _known(tuple(taxonomy.paths.values())), 0, []
    for category in categories:
        meant = known.suggest(category) if compared <= _COMPARISONS else _Meant([], 0)
        compared += meant.compared
        found.append(meant.paths)
    return found


def candidates(categories: Sequence[str], taxonomy: Taxonomy) -> list[list[str]]:
    """Return up to three paths that each category may mean, the likeliest first: mistyped anywhere, too.

    Beside what `suggestions` finds by the last word, a path or its last part with two slips at most counts,
    also in its first letter.
    """
    paths = tuple(taxonomy.paths.values())
    keys, found = _keys(paths), []
    for category, near in zip(categories, suggestions(categories, taxonomy), strict=True):
        mistyped = [paths[place % len(paths)] for place in near_names(" ".join(_words(category)), keys)]
        found.append(list(dict.fromkeys([*mistyped, *near]))[:_MOST])
    return found


class _Meant(NamedTuple):
    """What a category may mean, and how many paths and words were looked at for it."""

    paths: list[str]
    compared: int


#: A sheet that is mended is looked at after each fix, with the same taxonomy.
@lru_cache(maxsize=2)
def _known(paths: tuple[str, ...]) -> _Known:
    return _Known(paths)


@lru_cache(maxsize=2)
def _keys(paths: tuple[str, ...]) -> list[str]:
    """Return how each path is compared, then how each last part is."""
    ends = (path.rpartition(PATH_SEPARATOR)[2] for path in paths)
    return [" ".join(_words(text)) for text in (*paths, *ends)]


class _Known:
    """The paths of a taxonomy by the words that they are about.

    A path is about the last word of its last part, and about those before an "and" (Shirts & Blouses). The
    words before them only describe it: Collar Stays are no collars.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_last: defaultdict[str, list[_Candidate]] = defaultdict(list)
        self._by_last_singular: defaultdict[str, list[_Candidate]] = defaultdict(list)
        self._by_earlier: defaultdict[str, list[_Candidate]] = defaultdict(list)
        for path in paths:
            self._add(path)

    def _add(self, path: str) -> None:
        parts = path.split(PATH_SEPARATOR)
        *earlier, last = [_words(item) for item in _AND.split(parts[-1])]
        every = frozenset(_singular(word) for word in _words(path))
        own = frozenset(_singular(word) for words in (*earlier, last) for word in words)
        candidate = _Candidate(path, len(parts), every, own)
        if last:
            self._by_last[last[-1]].append(candidate)
            self._by_last_singular[_singular(last[-1])].append(candidate)
        for word in {form for words in earlier if words for form in (words[-1], _singular(words[-1]))}:
            self._by_earlier[word].append(candidate)

    def suggest(self, category: str) -> _Meant:
        """Return what a category may mean."""
        words = _words(category)
        if not words:
            return _Meant([], 0)
        found, compared = self._same(words[-1]), 0
        if not found:
            found, compared = list(self._misspelt(words[-1])), len(self._by_last)
        meant = frozenset(map(_singular, words))
        found.sort(key=lambda one: _rank(one[0], one[1], meant))
        return _Meant([candidate.path for _, candidate in found[:_MOST]], compared + len(found))

    def _same(self, word: str) -> list[tuple[int, _Candidate]]:
        earlier = self._by_earlier.get(word, ())
        return [(0, candidate) for candidate in (*earlier, *self._by_last_singular.get(_singular(word), ()))]

    def _misspelt(self, word: str) -> Iterator[tuple[int, _Candidate]]:
        if len(word) < _MISSPELT_LETTERS:
            return
        known = [last for last in self._by_last if last[0] == word[0] and len(last) >= _MISSPELT_LETTERS]
        for last, edits, _ in process.extract(
            word, known, scorer=OSA.distance, score_cutoff=_EDITS, limit=None
        ):
            if fuzz.ratio(word, last) >= _REMAINING_RATIO:
                yield from ((edits, candidate) for candidate in self._by_last[last])


def _rank(edits: int, candidate: _Candidate, meant: frozenset[str]) -> tuple[int, int, int, int]:
    return edits, -len(meant & candidate.every), len(candidate.last - meant), candidate.depth


def _words(text: str) -> list[str]:
    """Return the words of a path in plain letters; a single letter belongs to the next word (T Shirts)."""
    return [word for part in _PARTS.split(name_key(text)) for word in _words_of_part(_AND.sub(" ", part))]


def _words_of_part(text: str) -> list[str]:
    words: list[str] = []
    letter = ""
    for each in text.split():
        word = letter + _NO_LETTER.sub("", _POSSESSIVE.sub("", each))
        letter = word if len(word) == 1 and word.isalpha() else ""
        if word and not letter:
            words.append(word)
    return [*words, letter] if letter else words


def _singular(word: str) -> str:
    for ending, single in _PLURALS:
        if word.endswith(ending) and len(word) >= _SHORTEST_PLURAL:
            return word.removesuffix(ending) + single
    return word
