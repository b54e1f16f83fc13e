"""Cells that show a picture or a link, and the web address that their formula spells out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.addresses import CellPosition

_PICTURE = "_localImage"
#: Google's sheets keep in here what Excel does not know.
_FOREIGN = re.compile(r'__xludf\.DUMMYFUNCTION\(\s*"((?:[^"]|"")*+)"\s*\)', re.IGNORECASE)
_TEXT = re.compile(r'"(?:[^"]|"")*+"')
_IMAGE = re.compile(r"(?<![\w.])(?:_xlfn\.)?IMAGE\s*\(", re.IGNORECASE)
_ALONE = re.compile(r"\s*=?\s*(?:IFERROR\s*\(\s*)?(?:_xlfn\.)?IMAGE\s*\(", re.IGNORECASE)
#: The address stands alone: one that is put together of several texts is known to Excel only.
_ADDRESS = re.compile(
    r'\s*=?\s*(?:IFERROR\s*\(\s*)?(?:_xlfn\.)?(?:HYPERLINK|IMAGE)\s*\(\s*"((?:[^"]|"")++)"\s*[,;)]',
    re.IGNORECASE,
)


def address_of(formula: str) -> str | None:
    """Return the web address that a formula of a link or a picture spells out, or None.

    >>> address_of('IFERROR(__xludf.DUMMYFUNCTION("IMAGE(""https://a.b/1.jpg"")"),"")')
    'https://a.b/1.jpg'
    >>> address_of('IMAGE("https://a.b/"&A2)') is None
    True
    """
    found = _ADDRESS.match(_own(formula))
    return found[1].replace('""', '"').strip() if found else None


def shows_picture(formula: str, *, has_value: bool) -> bool:
    """Return whether a formula shows a picture; one that only may do so shows its value, if there is one.

    >>> shows_picture("_xlfn.IMAGE(A2)", has_value=True), shows_picture('"IMAGE("&A2', has_value=False)
    (True, False)
    """
    own = _own(formula)
    return _ALONE.match(own) is not None or (
        not has_value and _IMAGE.search(_TEXT.sub('""', own)) is not None
    )


def placed_pictures(rich: Mapping[CellPosition, int], kinds: Mapping[int, str]) -> set[CellPosition]:
    """Return the cells that hold a picture, among those with a rich value; one of no known kind is a picture.

    Args:
        rich: The number of the rich value of each such cell.
        kinds: The kinds of rich values that are known, by this number.
    """
    return {place for place, number in rich.items() if "image" in kinds.get(number, _PICTURE).casefold()}


def _own(formula: str) -> str:
    """Return a formula as its own program knows it."""
    foreign = _FOREIGN.search(formula)
    return foreign[1].replace('""', '"') if foreign else formula
