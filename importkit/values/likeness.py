"""Names that look alike, though they are not the same name.

Similar means: equal without punctuation, diacritics and legal forms; or of six letters or more, 92 percent
alike, and with the same digits ("Mill 2" is not "Mill 3").
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from importkit.values.keys import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MINIMAL_LETTERS = 6
MINIMAL_RATIO = 92

#: Texts compared with all others in one go; it bounds the memory.
_AT_ONCE = 500

_LEGAL_FORMS = """
    ab ag aps as asa bhd bv bvba co company corp corporation cv doo dooel eg ek eood gbr gmbh inc incorporated
    jsc kft kg kgaa lda limited llc llp lp ltd ltda mbh nv ohg oo ood oy oyj plc pllc pt pte pty private pvt
    rt sa sae sarl sas sasu sdn se sl slu snc soc sp spa spol sro srl ug z zoo zrt
"""
#: Words at the end of a name that only say what kind of firm it is, without their dots.
LEGAL_FORMS = frozenset(_LEGAL_FORMS.split())

#: Left over between legal forms: "Weber & Co. KG", "Weber und Co".
_JOINERS = frozenset(("and", "et", "und"))
#: Letters that Unicode does not take apart into a letter and its accent.
_ACCENTED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h"}
)
_DOTTED = re.compile(r"(?<=\w)\.(?=\w)|\.(?=\s|$)|(?<=\b\w)/(?=\w\b)")
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Bare:
    """A name without what does not tell two names apart."""

    text: str
    digits: str

    @property
    def letters(self) -> int:
        return sum(map(str.isalpha, self.text))


def similar_names(new: Iterable[str], existing: Iterable[str]) -> Mapping[str, str]:
    """Return, for each new name that looks like an existing one, that one.

    >>> similar_names(["Weber Textil", "Linen"], ["WEBER-TEXTIL GmbH & Co. KG", "Cotton"])
    {'Weber Textil': 'WEBER-TEXTIL GmbH & Co. KG'}
    """
    known = _Known(existing)
    found = ((name, known.nearest(name)) for name in new)
    return {name: other for name, other in found if other is not None}


def similar_groups(names: Iterable[str]) -> list[list[str]]:
    """Return the names that look alike in groups, each name in one group at most; those that stand alone not.

    Likeness carries on: a name that looks like any of a group belongs to it.

    >>> similar_groups(["Weber Textil", "Linen", "WEBER-TEXTIL GmbH & Co. KG", "Weber Textile"])
    [['Weber Textil', 'WEBER-TEXTIL GmbH & Co. KG', 'Weber Textile']]
    """
    by_text: dict[str, list[str]] = {}
    bare_names: dict[str, _Bare] = {}
    for name in names:
        bare = _bare(name)
        by_text.setdefault(bare.text, []).append(name)
        bare_names[bare.text] = bare
    by_text.pop("", None)  # nothing but punctuation looks like nothing
    leaders = _linked(by_text, _similar_pairs([bare_names[text] for text in by_text]))
    groups: dict[str, list[str]] = {}
    for text, alike in by_text.items():
        groups.setdefault(leaders[text], []).extend(alike)
    return [group for group in groups.values() if len(group) > 1]


def _linked(texts: Iterable[str], pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return for each text the one that its group goes by."""
    leader = {text: text for text in texts}
    members = {text: [text] for text in leader}
    for one, other in pairs:
        kept, joining = leader[one], leader[other]
        if kept != joining:
            moved = members.pop(joining)
            members[kept].extend(moved)
            leader.update(dict.fromkeys(moved, kept))
    return leader


def _similar_pairs(names: Iterable[_Bare]) -> Iterator[tuple[str, str]]:
    """Yield the texts of different names that are long enough, with the same digits and 92 percent alike."""
    drawers: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for bare in names:
        if bare.letters >= MINIMAL_LETTERS:
            drawers[bare.digits, len(bare.text)].append(bare.text)
    for (digits, length), drawer in drawers.items():
        # Each pair is met once: a text is compared with those of its own length, and with longer ones.
        others = [
            text
            for other in range(length, _lengths(length)[1] + 1)
            for text in drawers.get((digits, other), ())
        ]
        for start in range(0, len(drawer), _AT_ONCE):
            yield from _alike(drawer[start : start + _AT_ONCE], others)


def _alike(texts: list[str], others: list[str]) -> Iterator[tuple[str, str]]:
    ratios = process.cdist(texts, others, scorer=fuzz.ratio, score_cutoff=MINIMAL_RATIO)
    for row, column in zip(*ratios.nonzero(), strict=True):
        yield texts[row], others[column]


def _lengths(length: int) -> tuple[int, int]:
    """Return the shortest and the longest text that can be alike enough to one of that length."""
    # ratio = 100 * (1 - edits / (length + other)), and the edits are at least the difference in length.
    slack = (100 - MINIMAL_RATIO) / 100
    return int(length * (1 - slack) / (1 + slack)), int(length * (1 + slack) / (1 - slack)) + 1


class _Known:
    """Existing names, arranged so that a new one meets few of them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_text: dict[str, str] = {}
        # A ratio of 92 leaves little room in length, and digits must be equal: a drawer for each pair.
        self._drawers: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for name in names:
            bare = _bare(name)
            if bare.text and bare.text not in self._by_text:
                self._by_text[bare.text] = name
                self._drawers[bare.digits, len(bare.text)].append(bare.text)

    def nearest(self, name: str) -> str | None:
        """Return the existing name that `name` looks like most, or None."""
        bare = _bare(name)
        if bare.text in self._by_text:
            return self._by_text[bare.text]
        if bare.letters < MINIMAL_LETTERS:
            return None
        found = process.extractOne(
            bare.text, self._candidates(bare), scorer=fuzz.ratio, score_cutoff=MINIMAL_RATIO
        )
        return self._by_text[found[0]] if found else None

    def _candidates(self, bare: _Bare) -> list[str]:
        shortest, longest = _lengths(len(bare.text))
        return [
            text
            for other in range(shortest, longest + 1)
            for text in self._drawers.get((bare.digits, other), ())
        ]


def _bare(name: str) -> _Bare:
    folded = name_key(name).translate(_ACCENTED)
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter)
    )
    words = _WORD.findall(_DOTTED.sub("", plain))
    own = _without_legal_form(words)
    return _Bare("".join(own), " ".join(_DIGITS.findall(" ".join(own))))


def _without_legal_form(words: list[str]) -> list[str]:
    end = len(words)
    while end > 1 and words[end - 1] in (LEGAL_FORMS if end == len(words) else LEGAL_FORMS | _JOINERS):
        end -= 1
    return words[:end]
