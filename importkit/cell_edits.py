"""What is put into which cell: what people type, and what fixes propose."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from importkit.addresses import CellPosition


class NewCell(NamedTuple):
    """What a cell is to hold.

    Attributes:
        text: None to clear it.
        kind: Its `CellKind`.
    """

    text: str | None
    kind: int


#: What is put where.
Edits = dict["CellPosition", NewCell]
