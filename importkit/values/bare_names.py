"""Names without what does not tell two names apart: case, punctuation, diacritics and legal forms."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from importkit.values.keys import name_key

_LEGAL_FORMS = """
    ab ag aps as asa bhd bv bvba co company corp corporation cv doo dooel eg ek eood gbr gmbh inc incorporated
    jsc kft kg kgaa lda limited llc llp lp ltd ltda mbh nv ohg oo ood oy oyj plc pllc pt pte pty private pvt
    rt sa sae sarl sas sasu sdn se sl slu snc soc sp spa spol sro srl ug z zoo zrt
"""
#: Words at the end of a name that only say what kind of firm it is, without their dots.
LEGAL_FORMS = frozenset(_LEGAL_FORMS.split())

#: What "&" stands for; the names "Wool & Silk" and "Wool and Silk" are equal.
_AND = frozenset(("and", "et", "und"))

#: Letters that Unicode does not take apart into a letter and its accent.
_ACCENTED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h"}
)
#: Accents of Latin, Greek and Cyrillic letters, and the vowel points of Hebrew and Arabic. The marks of other
#: scripts are letters: without its vowel signs a Thai or Hindi word is another word.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+")

#: A dot or a slash within an abbreviation (S.p.A., A/S) and the dot behind one; not those between digits.
_DOTTED = re.compile(r"(?<=\w)(?<!\d)\.(?=\w)|(?<=\d)\.(?=[^\W\d])|\.(?=\s|$)|(?<=\b[^\W\d])/(?=[^\W\d]\b)")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_DIGITS = re.compile(r"\d+")


class BareName(NamedTuple):
    """What is compared of a name.

    Attributes:
        words: Its words in plain letters, without what only says the kind of firm, and without "and".
        text: The words as one.
        digits: The groups of digits in it; names with other digits are other names ("Mill 2", "Mill 3").
    """

    words: tuple[str, ...]
    text: str
    digits: tuple[str, ...]

    @property
    def letters(self) -> int:
        """Return the number of its letters."""
        return len(self.text) - sum(map(len, self.digits))


def bare_name(name: str, *, of_firms: bool = True) -> BareName:
    """Return what is to be compared of a name.

    Args:
        name: The name.
        of_firms: Whether legal forms count for nothing; in the tag "Beauty Spa" they are words.

    >>> bare_name("WEBER-TEXTIL GmbH & Co. KG").words
    ('weber', 'textil')
    """
    words = _words(name)
    own = _without_legal_form(words) if of_firms else words
    kept = tuple(word for word in own if word not in _AND) or tuple(own)
    text = "".join(kept)
    digits = () if text.isalpha() else tuple(_DIGITS.findall(" ".join(kept)))
    return BareName(kept, text, digits)


def _words(name: str) -> list[str]:
    folded = name_key(name)
    if "." in folded or "/" in folded:
        folded = _DOTTED.sub("", folded)
    if folded.isascii():
        return _ASCII_WORD.findall(folded)
    apart = unicodedata.normalize("NFKD", folded.translate(_ACCENTED))
    plain = unicodedata.normalize("NFC", _MARKS.sub("", apart))
    return "".join(letter if _is_of_word(letter) else " " for letter in plain).split()


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter).startswith("M")


def _without_legal_form(words: list[str]) -> list[str]:
    end = len(words)
    while end > 1 and words[end - 1] in (LEGAL_FORMS if end == len(words) else LEGAL_FORMS | _AND):
        end -= 1
    return words[:end]
