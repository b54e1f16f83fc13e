"""What is worked out of a record that never changes, kept as long as somebody holds the record.

A page is drawn anew after each click; most clicks change nothing of a draft.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

_Record = TypeVar("_Record")
_Made = TypeVar("_Made")


def kept(make: Callable[[_Record], _Made]) -> Callable[[_Record], _Made]:
    """Let a function of a record be called once for each; what it returns must not hold the record."""
    found: WeakKeyDictionary[_Record, _Made] = WeakKeyDictionary()

    @wraps(make)
    def get(record: _Record) -> _Made:
        if record not in found:
            found[record] = make(record)
        return found[record]

    return get
