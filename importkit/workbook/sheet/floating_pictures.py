"""Pictures that float over the cells in which their web addresses should stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from importkit import schema
from importkit.addresses import column_letters
from importkit.findings import Findings
from importkit.model import CellKind
from importkit.schema import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from importkit.addresses import CellPosition
    from importkit.workbook.sheet.table import Table


def floating_findings(table: Table, rows: NDArray[np.int64], places: Iterable[CellPosition]) -> Findings:
    """Return a warning for each blank cell for a picture's address over which a picture floats."""
    found = [Findings()]
    for number, name in table.names.items():
        if schema.columns()[name].kind is not Kind.URL:
            continue
        blank = table.numbers[rows[table.columns[number].kinds[rows] == CellKind.BLANK]]
        under = blank[np.isin(blank, [row for row, column in places if column == number])]
        letters = column_letters(number)
        cases = [{"row": row, "column": name, "cell": f"{letters}{row}"} for row in under.tolist()]
        found.append(Findings.of("image.floating", cases))
    return Findings.all(found)
