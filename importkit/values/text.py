"""Marks and shapes of plain text: the clear mark, handles, and what a spreadsheet did to an identifier."""

from __future__ import annotations

import re
import unicodedata

#: What a person writes in Enrich mode to empty a field.
CLEAR = "[clear]"

#: A number that a spreadsheet has shortened. A sign before the exponent, or decimals before the E are
#: asked for: `12E5` and `100E-12` may well be SKUs.
SCIENTIFIC = r"[+-]?[0-9]+(?:(?:[.,][0-9]+)?[eE]\+[0-9]+|[.,][0-9]+[eE]-?[0-9]+)"

_SLUG = re.compile(r"[a-z0-9-]+")
#: Letters without upper case, marks such as vowel signs, digits: what a slug may hold of any script.
_OF_SLUGS = frozenset({"Ll", "Lo", "Lm", "Mn", "Mc", "Nd"})
_LATIN_ACCENTS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
_HYPHENS = re.compile(r"-{2,}")


def is_clear(text: str) -> bool:
    """Return whether a text is the clear mark, in any case.

    >>> is_clear("[Clear]")
    True
    """
    return text.strip().casefold() == CLEAR


def is_slug(text: str) -> bool:
    r"""Return whether a handle has letters of any script, digits and hyphens only, and no capitals.

    >>> is_slug("blue-shirt-2"), is_slug("\u30b7\u30e3\u30c4-2"), is_slug("Blue Shirt")
    (True, True, False)
    """
    return _SLUG.fullmatch(text) is not None or (bool(text) and all(map(_is_of_slugs, text)))


def slug(text: str) -> str:
    r"""Return the slug of a text, Latin letters without their accents; empty when it has no letter or digit.

    >>> slug("Crème Brûlée, Größe 38"), slug("\u30b7\u30e3\u30c4 \uff08\u9752\uff09")
    ('creme-brulee-grosse-38', 'シャツ-青')
    """
    bare = _LATIN_ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold())
    letters = unicodedata.normalize("NFC", bare).lower()
    return _HYPHENS.sub("-", "".join(c if _is_of_slugs(c) else "-" for c in letters)).strip("-")


def _is_of_slugs(character: str) -> bool:
    return character == "-" or unicodedata.category(character) in _OF_SLUGS
