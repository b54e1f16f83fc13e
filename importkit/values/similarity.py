"""Names that look alike, though they are not the same name.

Similar means: equal without punctuation, diacritics and legal forms; or of six letters or more, 92 percent
alike, with the same digits ("Mill 2" is not "Mill 3"), and alike word by word: every two words that differ
begin with the same letter and are 85 percent alike ("Prato Mill" is not "Porto Mill"), and no word is added
but and, in, on, of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from importkit import shape
from importkit.values.bare_names import BareName, bare_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Kinds of names that are compared; of the others two that look alike may well be two ("SS26", "X" and "XL").
COMPARED_KINDS = frozenset(str(entity.kind) for entity in shape.ENTITIES if entity.is_compared)
#: Kinds in which legal forms count for nothing.
KINDS_OF_FIRMS = frozenset(str(entity.kind) for entity in shape.ENTITIES if entity.is_firm)

MINIMAL_LETTERS = 6
MINIMAL_RATIO = 92
MINIMAL_RATIO_OF_WORDS = 85

#: Words that one of two names may have more. A bare name has no "and".
_ADDED = frozenset(("in", "on", "of"))
#: As many words of one name may be a single one in the other: "Make Up Bag", "Makeup Bag".
_MOST_MERGED = 3
#: Roman numerals and sizes tell apart as digits do: XIV and XXIV, XXL and XXXL.
_NUMERAL = re.compile(r"[ivx]+|x+[sl]")
_SHORTEST_WORD = 3

#: Texts compared with all others in one go; it bounds the memory.
_AT_ONCE = 500

#: The likeness of two names that are equal without what does not tell them apart.
_EQUAL = 100.0

#: What is the same in names that are equal: text and digits.
_Key: TypeAlias = tuple[str, tuple[str, ...]]


class _Pair(NamedTuple):
    """Two names that look alike, by what is compared of them, and how much, of 100."""

    one: _Key
    other: _Key
    likeness: float


def similar_names(new: Iterable[str], existing: Iterable[str], *, of_firms: bool = True) -> Mapping[str, str]:
    """Return, for each new name that looks like existing ones, the one it looks like most.

    Args:
        new: The new names.
        existing: The names that are there; of several that are as much alike it is the first.
        of_firms: Whether these are names of firms, in which legal forms count for nothing.

    >>> similar_names(["Weber Textil", "Linen"], ["WEBER-TEXTIL GmbH & Co. KG", "Cotton"])
    {'Weber Textil': 'WEBER-TEXTIL GmbH & Co. KG'}
    """
    names, known = _Names(new, of_firms=of_firms), _Names(existing, of_firms=of_firms)
    equal = (_Pair(key, key, _EQUAL) for key in names.spelled if key in known.spelled)
    nearest = _nearest((*equal, *_pairs(names, known)), known)
    return {
        name: known.spelled[nearest[key]][0]
        for key, spelled in names.spelled.items()
        if key in nearest
        for name in spelled
    }


def similar_within(names: Iterable[str], *, of_firms: bool = True) -> Mapping[str, str]:
    """Return, for each name that looks like names before it, the one it looks like most.

    >>> similar_within(["Ring Size", "Colour", "RING-SIZE", "Colour Name"])
    {'RING-SIZE': 'Ring Size'}
    """
    every = _Names(names, of_firms=of_firms)
    pairs = (
        pair
        if every.place[pair.other] < every.place[pair.one]
        else _Pair(pair.other, pair.one, pair.likeness)
        for pair in _pairs(every, every)
    )
    nearest = _nearest(pairs, every)
    found = {every.spelled[key][0]: every.spelled[other][0] for key, other in nearest.items()}
    for first, *equal in every.spelled.values():
        found |= dict.fromkeys(equal, first)
    return found


def similar_groups(names: Iterable[str], *, of_firms: bool = True) -> list[list[str]]:
    """Return the names that look alike in groups, each name in one group at most; those that stand alone not.

    In a group every name looks like every other; one that looks like some of a group only is no part of it.

    >>> similar_groups(["Weber Textil", "Linen", "WEBER-TEXTIL GmbH & Co. KG", "Weber Textile"])
    [['Weber Textil', 'WEBER-TEXTIL GmbH & Co. KG', 'Weber Textile']]
    """
    every = _Names(names, of_firms=of_firms)
    alike: defaultdict[_Key, set[_Key]] = defaultdict(set)
    for one, other, _ in _pairs(every, every):
        alike[one].add(other)
        alike[other].add(one)
    group_of: dict[_Key, list[_Key]] = {}
    groups: list[list[_Key]] = []
    for key in every.spelled:
        before = sorted(
            (other for other in alike.get(key, ()) if other in group_of), key=every.place.__getitem__
        )
        group = next((group_of[other] for other in before if alike[key].issuperset(group_of[other])), None)
        if group is None:
            groups.append(group := [])
        group.append(key)
        group_of[key] = group
    whole = ([name for key in group for name in every.spelled[key]] for group in groups)
    return [group for group in whole if len(group) > 1]


#: Texts by their length, by what else two names have in common: their digits and the initials of their words.
_Buckets: TypeAlias = "Mapping[tuple[tuple[str, ...], str], Mapping[int, Sequence[str]]]"


class _Names:
    """Names by what is compared of them, and arranged so that one meets few of the others.

    Attributes:
        spelled: The names that are equal by what is compared, in their order.
        bare: What is compared of each.
        place: The place of each in the order of first names.
        drawers: Those that are long enough, by the initials of their words.
        merged: The same, by their initials when two or three neighbours among the words are one.
    """

    def __init__(self, names: Iterable[str], *, of_firms: bool) -> None:
        self.spelled: dict[_Key, list[str]] = {}
        self.bare: dict[_Key, BareName] = {}
        for name in names:
            bare = bare_name(name, of_firms=of_firms)
            if bare.text:  # nothing but punctuation looks like nothing
                self.spelled.setdefault((bare.text, bare.digits), []).append(name)
                self.bare.setdefault((bare.text, bare.digits), bare)
        self.place = {key: place for place, key in enumerate(self.spelled)}
        long = [bare for bare in self.bare.values() if bare.letters >= MINIMAL_LETTERS]
        self.buckets = _buckets((_initials(bare), bare) for bare in long)
        self.merged = _buckets((merged, bare) for bare in long for merged in _merged(_initials(bare)))


def _buckets(long: Iterable[tuple[str, BareName]]) -> _Buckets:
    buckets: defaultdict[tuple[tuple[str, ...], str], defaultdict[int, list[str]]]
    buckets = defaultdict(lambda: defaultdict(list))
    for initials, bare in long:
        buckets[bare.digits, initials][len(bare.text)].append(bare.text)
    return buckets


def _initials(bare: BareName) -> str:
    """Return the first letters of the words that count; those of names that look alike are the same."""
    return "".join([word[0] for word in bare.words if word not in _ADDED])


def _merged(initials: str) -> set[str]:
    """Return the initials that remain where several neighbours are one word."""
    return {
        initials[: at + 1] + initials[at + many :]
        for many in range(2, _MOST_MERGED + 1)
        for at in range(len(initials) - many + 1)
    }


def _nearest(pairs: Iterable[_Pair], known: _Names) -> Mapping[_Key, _Key]:
    """Return for the first of each pair the one it looks like most, of equal ones the first that is known."""
    best: dict[_Key, tuple[float, int, _Key]] = {}
    for one, other, likeness in pairs:
        rank = (-likeness, known.place[other], other)
        if one not in best or rank < best[one]:
            best[one] = rank
    return {key: rank[-1] for key, rank in best.items()}


def _pairs(names: _Names, others: _Names) -> Iterator[_Pair]:
    """Yield what looks alike without being equal; of names with themselves each pair at least once."""
    meetings = [(names.buckets, others.buckets), (names.merged, others.buckets)]
    if names is not others:
        meetings.append((names.buckets, others.merged))
    for buckets, other_drawers in meetings:
        for digits, text, candidate, likeness in _near(buckets, other_drawers):
            one, other = (text, digits), (candidate, digits)
            if one != other and _is_word_by_word(names.bare[one].words, others.bare[other].words):
                yield _Pair(one, other, likeness)


def _near(buckets: _Buckets, others: _Buckets) -> Iterator[tuple[tuple[str, ...], str, str, float]]:
    """Yield digits, text and text of those in equal drawers that are alike enough as a whole."""
    for key in (key for key in buckets if key in others):
        for length, texts in buckets[key].items():
            shortest, longest = _lengths(length)
            # Each pair of one list is met once: with texts of the same length, and with longer ones.
            lengths = range(length if buckets is others else shortest, longest + 1)
            candidates = [text for other in lengths for text in others[key].get(other, ())]
            for text, candidate, likeness in _alike_as_a_whole(texts, candidates):
                yield key[0], text, candidate, likeness


def _alike_as_a_whole(texts: Sequence[str], candidates: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    if texts == candidates and len(texts) == 1:
        return
    for start in range(0, len(texts) if candidates else 0, _AT_ONCE):
        some = texts[start : start + _AT_ONCE]
        ratios = process.cdist(some, candidates, scorer=fuzz.ratio, score_cutoff=MINIMAL_RATIO)
        for row, column in zip(*ratios.nonzero(), strict=True):
            yield some[row], candidates[column], float(ratios[row, column])


def _lengths(length: int) -> tuple[int, int]:
    """Return the shortest and the longest text that can be alike enough to one of that length."""
    # ratio = 100 * (1 - edits / (length + other)), and the edits are at least the difference in length.
    slack = (100 - MINIMAL_RATIO) / 100
    return int(length * (1 - slack) / (1 + slack)), int(length * (1 + slack) / (1 - slack)) + 1


def _is_word_by_word(words: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether the words of two names can be paired, in order, so that each pair is alike."""

    @cache
    def is_paired(at: int, other_at: int) -> bool:
        """Return whether what follows from here can be paired."""
        if at == len(words) and other_at == len(others):
            return True
        if words[at : at + 1] and words[at] in _ADDED and is_paired(at + 1, other_at):
            return True
        if others[other_at : other_at + 1] and others[other_at] in _ADDED and is_paired(at, other_at + 1):
            return True
        return any(
            _is_alike(words[at : at + some], others[other_at : other_at + many])
            and is_paired(at + some, other_at + many)
            for some, many in _STEPS
            if at + some <= len(words) and other_at + many <= len(others)
        )

    return is_paired(0, 0)


#: How many words of one name and of the other may be a pair.
_STEPS = (
    (1, 1),
    *((1, many) for many in range(2, _MOST_MERGED + 1)),
    *((some, 1) for some in range(2, _MOST_MERGED + 1)),
)


def _is_alike(words: Sequence[str], others: Sequence[str]) -> bool:
    one, other = "".join(words), "".join(others)
    if one == other:
        return True
    if one[0] != other[0] or (_NUMERAL.fullmatch(one) and _NUMERAL.fullmatch(other)):
        return False
    if len(words) > 1 or len(others) > 1:
        return fuzz.ratio(one, other) >= MINIMAL_RATIO
    return _word_ratio(one, other) >= MINIMAL_RATIO_OF_WORDS


def _word_ratio(one: str, other: str) -> float:
    """Return how much two words are alike, of 100: two letters swapped are one edit, as is a letter more."""
    if len(one) == len(other) and sorted(one) == sorted(other) and OSA.distance(one, other) == 1:
        return 100 * (1 - 1 / (len(one) + len(other)))
    return fuzz.ratio(_without_doubled_first_letter(one), _without_doubled_first_letter(other))


def _without_doubled_first_letter(word: str) -> str:
    """Return a word with its first letter once: none begins with a letter twice, it is a slip (sSze)."""
    is_twice = len(word) > _SHORTEST_WORD and word[0] == word[1] != word[2]
    return word[1:] if is_twice and not _NUMERAL.fullmatch(word) else word
