"""Weights whose header tells their unit: "Weight (kg)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from importkit import schema
from importkit.addresses import column_letters
from importkit.findings import Findings
from importkit.schema import Kind
from importkit.values.weights import parse_unit
from importkit.workbook.sheet.headers import weight_unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from importkit.workbook.sheet.table import Table

_UNIT = schema.columns_of(Kind.WEIGHT_UNIT)[0].name


def with_header_units(
    columns: Mapping[str, pa.Array], table: Table, rows: NDArray[np.int64]
) -> tuple[dict[str, pa.Array], Findings]:
    """Return the data rows of each column, what the header of the weights tells in the column of units.

    A cell of the sheet's own column of units that says another one is an error.
    """
    headers = {number: table.headers.get(number, "") for number in table.names}
    units = {number: weight_unit(header, table.names[number]) for number, header in headers.items()}
    number = next((number for number, unit in units.items() if unit), None)
    if number is None:
        return dict(columns), Findings()
    weighed = pc.is_valid(columns[table.names[number]])
    header_unit = pc.if_else(weighed, pa.scalar(units[number], pa.large_string()), None)
    own = columns.get(_UNIT)
    if own is None:
        return {**columns, _UNIT: header_unit}, Findings()
    cases = _conflicts(pc.if_else(weighed, own, None), units[number], number, table, rows)
    return {**columns, _UNIT: pc.coalesce(own, header_unit)}, Findings.of("column.conflict", cases)


def _conflicts(
    own: pa.Array, unit: str, weights: int, table: Table, rows: NDArray[np.int64]
) -> list[dict[str, object]]:
    """Return a case for each cell that says another unit than the header of the weights."""
    others = [text for text in own.unique().to_pylist() if text and parse_unit(text) not in {None, unit}]
    differs = pc.is_in(own, value_set=pa.array(others, pa.large_string()))
    letters = table.layout.letters[_UNIT]
    return [
        {
            "row": int(table.numbers[rows[place]]),
            "column": _UNIT,
            "cell": f"{letters}{table.numbers[rows[place]]}",
            "value": own[place].as_py(),
            "other": unit,
            "other_cell": f"{column_letters(weights)}{table.layout.header_row}",
        }
        for place in np.flatnonzero(differs.to_numpy(zero_copy_only=False))
    ]
