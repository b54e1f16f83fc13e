"""What an import changed, value by value, as the journal notes it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pandas as pd

from importkit import schema, shape
from importkit.db.statements import statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection, RowMapping

#: What is known of each value that was changed.
COLUMNS = ("level", "product_handle", "sku", "barcode", "field", "before", "after")

_REFERENCES = frozenset({"category", *(one.name for one in shape.REFERENCES)})
_LISTS = {one.name: one for one in shape.LISTS if not one.place}
_PLACES = tuple(one.place_field for one in shape.LISTS if one.place)
_WHOLE_RECORDS = frozenset(one.name for one in shape.RECORDS if one.is_one_field)
#: Kept with the key that it is compared by, which nobody typed.
_WITH_KEY = "barcode"


@dataclass(frozen=True, eq=False)
class NotedValues:
    """One page of the values that an import changed.

    Attributes:
        total: How many there are in all; none once the import is taken back, or its journal no longer kept.
        frame: A line for each: level (product or variant), product_handle, sku and barcode (of a variant),
            field (a column of the sheet), before and after. Lists are Python lists; None is blank.
    """

    total: int
    frame: pd.DataFrame


def read_noted_values(job_id: str, connection: Connection, *, page: int, size: int) -> NotedValues:
    """Return one page of what a job changed, for the user at work."""
    binds = {"job_id": job_id, "size": size, "start": (page - 1) * size}
    rows = connection.execute(statement("undo", "select_noted_values"), binds).mappings().all()
    ids = sorted({one for row in rows for one in chain(_ids(row, "before"), _ids(row, "after"))})
    named = connection.execute(statement("undo", "select_noted_names"), {"ids": ids}) if ids else ()
    names = {row.id: row.name for row in named}
    lines = [
        {
            **row,
            "field": schema.own_column(row["target"]) or row["target"],
            "before": _words(row["target"], row["before"], names),
            "after": _words(row["target"], row["after"], names),
        }
        for row in rows
    ]
    return NotedValues(rows[0]["total"] if rows else 0, pd.DataFrame(lines, columns=list(COLUMNS)))


def _ids(row: RowMapping, moment: str) -> Iterator[str]:
    """Yield the ids of the names that a value refers to."""
    target, value = row["target"], row[moment]
    if value is None:
        return
    if target in _REFERENCES:
        yield value
    elif _is_list(target):
        yield from (item if isinstance(item, str) else item[0] for item in value)


def _is_list(target: str) -> bool:
    return target in _LISTS or target.startswith(_PLACES)


def _words(target: str, value: Any, names: Mapping[str, str]) -> str | list[str] | None:  # noqa: ANN401  JSON
    """Return a value as a sheet has it."""
    if value is None:
        return None
    if target in _REFERENCES:
        return _name(value, names)
    if _is_list(target):
        return sorted(_item(item, names, has_amount=target in _LISTS) for item in value)
    if target in _WHOLE_RECORDS:
        return " ".join(map(_text, value))
    return _text(value[0] if target == _WITH_KEY else value)


def _item(item: Any, names: Mapping[str, str], *, has_amount: bool) -> str:  # noqa: ANN401  JSON
    if isinstance(item, str):
        return _name(item, names)
    name, amount = item
    share = f": {_text(amount)}%" if has_amount and amount is not None else ""
    return f"{_name(name, names)}{share}"


def _name(entity_id: str, names: Mapping[str, str]) -> str:
    return names.get(str(UUID(entity_id)), "a name that is gone")


def _text(value: object) -> str:
    """Return a text as it is, and a number without needless zeros."""
    return value if isinstance(value, str) else f"{Decimal(str(value)).normalize():f}"
