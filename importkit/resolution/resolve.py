"""From checked rows to products and variants, ready to be staged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from importkit import shape
from importkit.model import ResolvedSheet
from importkit.resolution.engine import engine
from importkit.resolution.inputs import load_inputs
from importkit.resolution.rules import find
from importkit.resolution.similar_names import similar_in_sheet

if TYPE_CHECKING:
    import pandas as pd

    from importkit.findings import Findings
    from importkit.model import BrandContext, CheckedSheet
    from importkit.resolution.engine import Engine

#: Rows into groups, lists into items, and what a child row has of its own.
_GROUPING = (
    "join_words",
    "name_rows",
    "number_text",
    "strays",
    "grouped_rows",
    "products",
    "lines",
    "list_cells",
    "spellings",
    "list_items",
    "list_contents",
    "row_lists",
    "items",
    "product_values",
    "first_value_rows",
    "cleared_products",
    "cleared_variants",
    "diff_lists",
    "diff_numbers",
    "diff_products",
    "likely_separate_products",
    "attribute_names",
    "attribute_pairs",
)

_JUDGING = ("group_errors", "row_errors")


def resolve(checked: CheckedSheet, brand: BrandContext, *, with_tables: bool = True) -> ResolvedSheet:
    """Return the sheet as products and variants, with what is wrong between its rows.

    Rows of failed products are there too: they are staged, so that they can be shown and corrected.

    Args:
        checked: The sheet, its cells read.
        brand: What is known of its brand.
        with_tables: False where the products themselves are of no interest, only what is wrong with them.
    """
    with engine(len(checked.frame)) as db:
        sheet = load_inputs(db, checked, brand)
        db.run(_GROUPING)
        findings = find(db, checked, brand, sheet)
        db.give("fault", _failed_rows(findings))
        db.run(_JUDGING)
        if brand.is_offline:
            findings = (findings + similar_in_sheet(db, checked.sheet)).sorted()
        tables = {name: db.kept_table(name) for name in shape.STAGING if with_tables}
        rows, attributes = _rows(db), db.table("given_attributes")
    assert rows["row_number"].to_list() == sorted(checked.sheet.frame.index)  # noqa: S101  no row is lost or doubled
    return ResolvedSheet(checked, tables, rows, findings, attributes)


def _failed_rows(findings: Findings) -> pa.Table:
    errors = findings.errors.records
    rows = pa.array(errors["row"], pa.int64(), from_pandas=True)
    texts = {
        name: pa.array(errors[column], from_pandas=True).cast(pa.large_string())
        for name, column in (("field", "column"), ("cell", "cell"), ("code", "code"), ("message", "message"))
    }
    return pa.table({"number": range(len(errors)), "row": rows, **texts})


def _rows(db: Engine) -> pd.DataFrame:
    return db.frame("row_outcomes").astype(
        {"row_number": "int64", "group_id": "Int64", "blocked_by_row": "Int64"}
    )
