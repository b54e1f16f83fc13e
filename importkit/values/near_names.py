"""Names that a mistyped one may be: those at most two slips away, the nearest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A letter left out, doubled, swapped with its neighbour or taken for one beside it is one slip.
_SLIPS = 2
#: A shorter name with two slips is another name.
_SHORTEST = 5


def near_names(name: str, known: Sequence[str]) -> list[int]:
    """Return which known names a mistyped one may be, by their places, the likeliest first.

    Args:
        name: The name, as it is compared: in small letters.
        known: The names that there are, as they are compared.

    >>> near_names("handbgas", ["hats", "handbags", "sandbags"])
    [1, 2]
    """
    if len(name) < _SHORTEST:
        return []
    found = process.extract(name, known, scorer=OSA.distance, score_cutoff=_SLIPS, limit=None)
    ranked = sorted(found, key=lambda each: (each[1], -fuzz.ratio(name, each[0]), each[2]))
    return [int(place) for _, _, place in ranked]
