"""One row of a checked sheet: its cells, the names it refers to, and what would be written of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from importkit import schema, shape
from importkit.checks import check_frames
from importkit.findings import Findings, Severity
from importkit.frames import columns_of, typed
from importkit.model import CellKind
from importkit.schema import Kind
from importkit.values.separators import FIELD, ITEM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from importkit.model import ResolvedSheet, SheetColumn

#: What clears a field, as people type it.
CLEAR = "[clear]"
_LISTS = (Kind.LIST, Kind.MATERIALS, Kind.MATERIAL_NAMES)
_WHOLE = {Kind.MATERIAL_NAMES: Kind.MATERIALS}


@dataclass(frozen=True)
class Reference:
    """A name that a row refers to.

    Attributes:
        column: The canonical column that it stands in.
        attribute: The attribute that a value belongs to.
        path: The category that a text was taken for.
    """

    column: str
    name: str
    kind: shape.EntityKind
    attribute: str | None = None
    path: str | None = None


def cells_of(resolved: ResolvedSheet, row: int, findings: Findings) -> pd.DataFrame:
    """Return a line for each column of a row: stored, read, understood, and the worst finding of the cell."""
    records = [_cell(resolved, row, column, findings) for column in resolved.sheet.layout.columns]
    return typed("explained_cells", pd.DataFrame(records))


def _cell(resolved: ResolvedSheet, row: int, column: SheetColumn, findings: Findings) -> dict[str, Any]:
    sheet, canonical = resolved.sheet, column.canonical
    kind = CellKind(int(sheet.kinds.loc[row, column.letter]))  # type: ignore[arg-type]
    cell = f"{column.letter}{row}"
    found = findings.records
    at = found[
        (found["cell"] == cell)
        | ((found["row"] == row) & (found["cell"] == "") & (found["column"] == canonical))
    ]
    worst = next((one for one in Severity if (at["severity"] == one).any()), None)
    first = at[at["severity"] == worst].iloc[0] if worst else None
    return {
        "letter": column.letter,
        "cell": cell,
        "header": column.header or None,
        "column": canonical,
        "stored": None if kind is CellKind.BLANK else sheet.cells.loc[row, column.letter],
        "kind": kind.name.lower().replace("_", "-"),
        "read": _value(sheet.frame, row, canonical),
        "understood": _understood(resolved, row, canonical),
        "finding": None if first is None else first["code"],
        "severity": worst and str(worst),
        "message": None if first is None else first["message"],
    }


def _value(frame: pd.DataFrame, row: int, column: str | None) -> str | None:
    if column is None or column not in frame:
        return None
    value = frame.loc[row, column]
    return None if pd.isna(value) else str(value)  # type: ignore[arg-type]


def _understood(resolved: ResolvedSheet, row: int, canonical: str | None) -> str | list[str] | None:
    """Return what a cell means: a text, or the items of a list."""
    if canonical is None:
        return None
    checked, kind = resolved.checked, schema.columns()[canonical].kind
    marks = checked.clear_marks
    if ((marks["row_number"] == row) & (marks["column"] == canonical)).any():
        return CLEAR
    whole = schema.columns_of(_WHOLE[kind])[0].name if kind in _WHOLE else canonical
    text = _value(checked.frame, row, whole)
    if text is None or kind not in _LISTS:
        return text
    return [_item(item) for item in text.split(ITEM)]


def _item(item: str) -> str:
    """Return an item as people write it.

    >>> _item(f"Cotton{FIELD}95"), _item("Linen")
    ('Cotton: 95%', 'Linen')
    """
    name, _, amount = item.partition(FIELD)
    return f"{name}: {amount}%" if amount else name


@dataclass(frozen=True)
class StagedRow:
    """What a row alone would put into staging: the tables of its sheet, cut down to it."""

    resolved: ResolvedSheet
    row: int

    @classmethod
    def of(cls, resolved: ResolvedSheet, row: int) -> StagedRow:
        """Return what a row gives, whatever the size of the sheet."""
        owners = {
            f"staging_{level}_id": resolved.tables[table].filter(
                pc.equal(resolved.tables[table]["row_number"], row)
            )
            for level, table in zip(shape.BOTH, shape.STAGING[:2], strict=True)
        }
        ids = {name: table["staging_id"].to_pylist() for name, table in owners.items()}
        tables = dict(zip(shape.STAGING[:2], owners.values(), strict=True))
        for name in shape.STAGING[2:]:
            table = resolved.tables[name]
            owner = next(one for one in ids if one in table.column_names)
            own = pa.array(ids[owner], table[owner].type)
            tables[name] = table.filter(pc.is_in(table[owner], value_set=own))
        rows = resolved.rows
        group = rows.loc[rows["row_number"] == row, "group_id"].iloc[0]
        kept = rows[(rows["row_number"] == row) | (rows["group_id"] == group).fillna(value=False)]
        return cls(replace(resolved, tables=tables, rows=kept), row)

    @cached_property
    def _frames(self) -> dict[str, list[dict[Any, Any]]]:
        """Return the lines of each frame of the row."""
        found, nothing = self.resolved, Findings()
        frames = {
            "products": check_frames.products_frame(found, nothing),
            "variants": check_frames.variants_frame(found, nothing),
            "attributes": check_frames.attributes_frame(found),
            **{one.name: check_frames.list_frame(found, one) for one in shape.LISTS},
        }
        return {name: frame.to_dict("records") for name, frame in frames.items()}

    def _lines(self, name: str) -> list[dict[Any, Any]]:
        return self._frames[name]

    @cached_property
    def lines(self) -> pd.DataFrame:
        """Return a line for each value: level, field (a canonical column), value (a text or a list)."""
        found = [*self._scalars(), *self._items(), *self._cleared()]
        order = {name: place for place, name in enumerate(schema.columns())}
        found.sort(key=lambda line: (line[0], order.get(line[1], len(order))))
        return typed("explained_values", pd.DataFrame(found, columns=columns_of("explained_values")))

    def _scalars(self) -> Iterator[tuple[str, str, Any]]:
        for level in shape.BOTH:
            for line in self._lines(f"{level}s"):
                yield from _fields(str(level), line)
        for line in self._lines("attributes"):
            place = int(line[shape.ATTRIBUTES.place])
            for kind in (shape.ATTRIBUTES.entity.kind, shape.ATTRIBUTES.value_entity.kind):
                yield "variant", schema.own_column(kind, place), line[kind.value]

    def _items(self) -> Iterator[tuple[str, str, Any]]:
        """Yield lists, each with its items; of places, each place is a field."""
        for one in shape.LISTS:
            items: dict[tuple[str, int], list[str]] = {}
            for line in self._lines(one.name):
                place = int(line[one.place]) if one.place else 0
                items.setdefault((str(line["level"]), place), []).append(_name(one, line))
            for (level, place), names in items.items():
                yield level, schema.own_column(one.name, place), names

    def _cleared(self) -> Iterator[tuple[str, str, Any]]:
        """Yield what the row says to empty."""
        marks, rows = self.resolved.checked.clear_marks, self.resolved.rows
        is_parent = (rows.loc[rows["row_number"] == self.row, "role"] == "parent").all()
        for column in marks.loc[marks["row_number"] == self.row, "column"]:
            is_of_product = is_parent and schema.columns()[column].level != shape.Level.VARIANT
            yield "product" if is_of_product else "variant", column, CLEAR

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Return the names that the row refers to, each once."""
        return tuple(dict.fromkeys((*self._single(), *self._listed())))

    def _single(self) -> Iterable[Reference]:
        for line in self._lines("products"):
            for one in shape.REFERENCES:
                if not pd.isna(line[one.name]):
                    yield Reference(schema.own_column(one.name), line[one.name], one.entity.kind)
            if not pd.isna(line["category"]):
                yield self._category(int(line["row"]), line["category"])
        attribute, value = shape.ATTRIBUTES.entity.kind, shape.ATTRIBUTES.value_entity.kind
        for line in self._lines("attributes"):
            place = int(line[shape.ATTRIBUTES.place])
            yield Reference(schema.own_column(attribute, place), line[attribute.value], attribute)
            yield Reference(schema.own_column(value, place), line[value.value], value, line[attribute.value])

    def _category(self, row: int, path: str) -> Reference:
        kind = shape.EntityKind.CATEGORY
        column = schema.own_column(kind)
        typed = _value(self.resolved.checked.frame, row, column)
        return Reference(column, typed or path, kind, path=path)

    def _listed(self) -> Iterable[Reference]:
        for one in shape.LISTS:
            for line in self._lines(one.name):
                column = schema.own_column(one.name, int(line[one.place]) if one.place else 0)
                yield Reference(column, line[one.entity.kind.value], one.entity.kind)


def _fields(level: str, line: dict[Any, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield the values of a line of the products or variants, by the columns that they come from."""
    targets = {"title": "name", "image": "image_path"}
    units = {value.name for record in shape.RECORDS if record.is_one_field for value in record.values[1:]}  # noqa: PD011
    left_out = units | ({"product_handle"} if level == shape.Level.VARIANT else set())
    for name, value in line.items():
        column = "" if name in left_out else schema.own_column(targets.get(name, name))
        if column and not pd.isna(value):
            unit = line.get(f"{name}_unit")
            shown = _number(value) if isinstance(value, float) else str(value)
            yield level, column, shown if unit is None or pd.isna(unit) else f"{shown} {unit}"


def _name(one: shape.ListField, line: dict[Any, Any]) -> str:
    name = str(line[one.entity.kind.value])
    amount = line[one.amount.name] if one.amount else None
    return name if amount is None or pd.isna(amount) else f"{name}: {_number(amount)}%"


def _number(value: float) -> str:
    """Return a number without an exponent.

    >>> _number(230.0), _number(0.25), _number(12345678.5)
    ('230', '0.25', '12345678.5')
    """
    return f"{value:.4f}".rstrip("0").rstrip(".")
