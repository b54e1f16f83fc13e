"""What was taken back of an import, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.grammar import count

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The sorts of things, and what going back means for each.
UNDO_THINGS = {
    "products": "Products removed",
    "variants": "Variants removed",
    "values": "Values put back",
    "names": "Names removed",
}


def undone_words(undone: Mapping[str, Mapping[str, int]]) -> str:
    """Return what a job's summary says of its undo.

    >>> none = {"products": 0, "variants": 0, "values": 0, "names": 0}
    >>> undone_words({"reversed": none | {"products": 2, "variants": 1}, "kept": none | {"values": 3}})
    '2 products, 1 variant taken back; 3 values kept'
    """
    phrases = [
        f"{_counted(undone[outcome])} {words}"
        for outcome, words in (("reversed", "taken back"), ("kept", "kept"))
        if any(undone[outcome].values())
    ]
    return "; ".join(phrases) or "there was nothing to do"


def _counted(tally: Mapping[str, int]) -> str:
    # In an order of its own: the database keeps the counts in another one.
    return ", ".join(
        count(tally[things], things.removesuffix("s")) for things in UNDO_THINGS if tally[things]
    )
