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
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def is_clear(text: str) -> bool:
    """Return whether a text is the clear mark, in any case.

    >>> is_clear("[Clear]")
    True
    """
    return text.strip().casefold() == CLEAR


def is_slug(text: str) -> bool:
    """Return whether a handle has lower-case letters, digits and hyphens only.

    >>> is_slug("blue-shirt-2"), is_slug("Blue Shirt")
    (True, False)
    """
    return _SLUG.fullmatch(text) is not None


def slug(text: str) -> str:
    """Return the slug of a text; empty when none of its letters has a Latin base.

    >>> slug("Crème Brûlée, Größe 38")
    'creme-brulee-grosse-38'
    """
    letters = unicodedata.normalize("NFKD", text).casefold()
    return _NO_SLUG.sub("-", "".join(c for c in letters if not unicodedata.combining(c))).strip("-")
