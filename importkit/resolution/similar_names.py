"""Names of one sheet that look alike, where no brand's catalog is at hand to compare them with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from importkit import schema
from importkit.findings import Findings
from importkit.values.similarity import COMPARED_KINDS, KINDS_OF_FIRMS, similar_within

if TYPE_CHECKING:
    from importkit.model import Sheet
    from importkit.resolution.engine import Engine

#: The column of a sheet that has names and percentages apart.
_NAMES_APART = {"Materials Percentages": "Materials"}


def similar_in_sheet(engine: Engine, sheet: Sheet) -> Findings:
    """Return entity.similar for each name that looks like one that the sheet uses more, or first."""
    engine.give("named_column", _named_columns())
    names = engine.frame("entity_names")
    cases = [_similar_cases(str(kind), of_kind) for kind, of_kind in names.groupby("kind", sort=True)]
    found = pd.concat(cases) if cases else pd.DataFrame()
    if found.empty:
        return Findings()
    there = sheet.layout.letters
    column = found["column"].where(found["column"].isin(list(there)), found["column"].map(_NAMES_APART))
    handles = engine.frame("name_products").set_index("row_number")["product_handle"]
    return Findings.of("entity.similar", found.assign(column=column)).located(
        sheet.layout.sheet, there, handles
    )


def _similar_cases(kind: str, names: pd.DataFrame) -> pd.DataFrame:
    """Return the cases of one kind of name; the names come in the order of their use."""
    nearest = similar_within(names["name"], of_firms=kind in KINDS_OF_FIRMS)
    if not nearest:  # as in most sheets
        return pd.DataFrame()
    rows = names.set_index("name")["row"]
    alike = names[names["name"].isin(list(nearest))]
    suggestion = alike["name"].map(nearest)
    return pd.DataFrame(
        {
            "row": alike["row"],
            "column": alike["column"],
            "value": alike["name"],
            "entity": kind.replace("_", " "),
            "suggestion": suggestion,
            "place": " in row " + suggestion.map(rows).astype("str"),
        }
    )


def _named_columns() -> pa.Table:
    named = [column for column in schema.columns().values() if column.entity in COMPARED_KINDS]
    return pa.table(
        {"column_name": [column.name for column in named], "kind": [column.entity for column in named]}
    )
