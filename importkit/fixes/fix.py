"""A fix: another value for a cell, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importkit.addresses import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from importkit.addresses import CellPosition
    from importkit.cell_edits import Edits, NewCell
    from importkit.values.category_paths import Taxonomy


@dataclass(frozen=True)
class Fix:
    """What one cell should hold instead.

    Attributes:
        place: Its row and the number of its column.
        column: The canonical name, or the header.
        code: The finding that it mends.
        value: What the cell holds; None where it is blank.
        cell: What it should hold.
        rank: 1 for the likeliest of several for this cell and code.
        why: Why it should, in one sentence.
        is_safe: Whether nothing else can be meant.
        group: What the fixes of other cells share that are to be made with it; a blank for none.
    """

    place: CellPosition
    column: str
    code: str
    value: str | None
    cell: NewCell
    rank: int
    why: str
    is_safe: bool = False
    group: str = ""

    @property
    def address(self) -> str:
        """Return the address of the cell."""
        return f"{column_letters(self.place[1])}{self.place[0]}"


@dataclass(frozen=True)
class FixFacts:
    """What fixes have to know beside the sheet and its findings.

    Attributes:
        taxonomy: The categories; None where they are not at hand, and then the findings' suggestions count.
        possible_columns: The columns that an unknown header may mean, by letter.
        merges: Ranges merged within a column: its number, the first and the last row.
    """

    taxonomy: Taxonomy | None = None
    possible_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    merges: tuple[tuple[int, int, int], ...] = ()


def chosen_fixes(fixes: Iterable[Fix], *, suggested: bool) -> list[Fix]:
    """Return one fix for each cell: a safe one, else the likeliest if suggested ones are wanted, too.

    Fixes of one group, such as all cells of a handle, are taken together or not at all.
    """
    wanted = [fix for fix in fixes if fix.is_safe or (suggested and fix.rank == 1)]
    wanted.sort(key=lambda fix: not fix.is_safe)
    taken: dict[CellPosition, Fix] = {}
    left_out: set[str] = set()
    for fix in wanted:
        if taken.setdefault(fix.place, fix) is not fix and fix.group:
            left_out.add(fix.group)
    return sorted((fix for fix in taken.values() if fix.group not in left_out), key=lambda fix: fix.place)


def edits_of(fixes: Iterable[Fix]) -> Edits:
    """Return what is put where."""
    return {fix.place: fix.cell for fix in fixes}
