"""Which product a row of a sheet joined, and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit.grammar import listed, number
from importkit.model import RowStatus

if TYPE_CHECKING:
    from importkit.findings import Findings
    from importkit.model import ResolvedSheet

_HANDLE = "Product Handle"


@dataclass(frozen=True)
class RowGroup:
    """The product that a row belongs to.

    Attributes:
        product_handle: The handle that the product goes by; None for a row of no product, or without handles.
        why: How the row came to it, in a sentence.
        rows: The rows of the product.
        parent_row: The one of them that speaks for the product.
        role: What this row is in it: parent, child, image, orphan or stray.
        status: would_import or would_fail.
        blocked_by_row: The row whose error holds this one back, where it has none itself.
    """

    product_handle: str | None
    why: str
    rows: tuple[int, ...]
    parent_row: int | None
    role: str
    status: str
    blocked_by_row: int | None

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON knows it."""
        return asdict(self) | {"rows": list(self.rows)}


def group_of(resolved: ResolvedSheet, row: int, findings: Findings) -> RowGroup:
    """Return the product that a row joined."""
    rows = resolved.rows
    own = rows[rows["row_number"] == row].iloc[0]
    group = None if pd.isna(own["group_id"]) else int(own["group_id"])
    members = rows.loc[rows["group_id"] == group, "row_number"] if group is not None else pd.Series([row])
    return RowGroup(
        product_handle=_text(own["product_handle"]),
        why=_why(resolved, row, group, str(own["role"]), findings),
        rows=tuple(int(member) for member in members),
        parent_row=group,
        role=str(own["role"]),
        status="would_fail" if own["row_status"] == RowStatus.FAILED else "would_import",
        blocked_by_row=None if pd.isna(own["blocked_by_row"]) else int(own["blocked_by_row"]),
    )


def _why(resolved: ResolvedSheet, row: int, group: int | None, role: str, findings: Findings) -> str:
    found = findings.where(row=row)
    if role == "stray":
        return " ".join(finding.message for finding in found if finding.code == "row.stray")
    handles = resolved.sheet.frame.get(_HANDLE, pd.Series(dtype="str"))
    own, above = _text(handles.get(row)), handles[handles.index < row].dropna()
    if own is None:
        return _without_handle(above, role, found)
    if role == "image":
        return f'It has the handle "{own}" and a picture, and nothing of a variant.'
    if group == row:
        return _as_parent(resolved, row, own, found)
    rows = resolved.rows
    members = rows.loc[(rows["group_id"] == group) & (rows["row_number"] < row), "row_number"]
    with_handle = members[members.isin(above.index)]
    if len(with_handle) and not _is_next(resolved, int(with_handle.iloc[-1]), row):
        earlier = number(int(with_handle.iloc[-1]))
        return f'It has the handle "{own}" of row {earlier}, further up, and joins its product.'
    return f'It has the handle "{own}", and row {number(int(group or row))} speaks for that product.'


def _without_handle(above: pd.Series[str], role: str, found: Findings) -> str:
    if role == "orphan":
        return " ".join(f.message for f in found if f.code == "row.orphan") or "No row above it has a handle."
    if not len(above):
        return "It has no handle, and no row above it has one: it stands alone."
    nearest = f'row {number(int(above.index[-1]))} ("{above.iloc[-1]}")'
    return f"It has no handle: it joins the nearest row above that has one, {nearest}."


def _as_parent(resolved: ResolvedSheet, row: int, own: str, found: Findings) -> str:
    rows = resolved.rows
    first = int(rows.loc[rows["group_id"] == row, "row_number"].min())
    if first < row:
        return f'It is the first row with the handle "{own}" that has a title, so it speaks for the product.'
    if any(finding.code == "handle.duplicate" for finding in found):
        return f'It has the handle "{own}" of a row further up, but another title: it starts another product.'
    return f'It has the handle "{own}", and so starts a product.'


def _is_next(resolved: ResolvedSheet, before: int, row: int) -> bool:
    """Return whether all rows from one to another are of one product."""
    rows = resolved.rows
    between = rows.loc[rows["row_number"].between(before, row), "group_id"]
    return len(set(between.dropna())) == 1


def _text(value: object) -> str | None:
    return None if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]


def row_words(rows: tuple[int, ...]) -> str:
    """Return the rows of a product as a sentence has them.

    >>> row_words((4,)), row_words((4, 5, 6)), row_words((4, 7))
    ('row 4', 'rows 4 to 6', 'rows 4 and 7')
    """
    if len(rows) == 1:
        return f"row {number(rows[0])}"
    if rows[-1] - rows[0] == len(rows) - 1:
        return f"rows {number(rows[0])} to {number(rows[-1])}"
    return f"rows {listed([number(row) for row in rows], 8)}"
