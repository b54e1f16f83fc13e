"""Names that look like one which the catalog has already.

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
    from collections.abc import Iterable, Mapping

MINIMAL_LETTERS = 6
MINIMAL_RATIO = 92

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
        length = len(bare.text)
        # ratio = 100 * (1 - edits / (length + other)), and the edits are at least the difference in length.
        slack = (100 - MINIMAL_RATIO) / 100
        shortest, longest = (
            int(length * (1 - slack) / (1 + slack)),
            int(length * (1 + slack) / (1 - slack)) + 1,
        )
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
