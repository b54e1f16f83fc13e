"""The rules that look at more than one cell, each a statement that selects the cases of one finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit import schema
from importkit.findings import Findings, Severity
from importkit.grammar import count, number
from importkit.resolution.category_matching import unknown_categories

if TYPE_CHECKING:
    import pyarrow as pa

    from importkit.model import BrandContext, CheckedSheet, Sheet
    from importkit.resolution.engine import Engine

#: The code of a finding, and the statement that selects its cases.
_RULES = (
    ("row.stray", "stray_cases"),
    ("row.orphan", "orphans"),
    ("handle.scattered", "scattered_handles"),
    ("handle.duplicate", "reused_handles"),
    ("handle.missing", "missing_handles"),
    ("value.ignored", "ignored_values"),
    ("product.conflicting-values", "conflicting_values"),
    ("row.image-only", "image_rows"),
    ("image.gallery", "gallery_images"),
    ("value.required", "untitled_products"),
    ("value.required", "unidentified_variants"),
    ("sku.duplicate", "repeated_skus"),
    ("barcode.duplicate", "repeated_barcodes"),
    ("attribute.incomplete", "half_attributes"),
    ("attribute.repeated", "repeated_attributes"),
    ("attribute.same-values", "equal_variants"),
    ("override.hides", "hidden_values"),
)


def find(engine: Engine, checked: CheckedSheet, brand: BrandContext, sheet: pa.Table) -> Findings:
    """Return every finding so far, located, with the product's handle, in the order of the sheet."""
    layout = checked.sheet.layout
    products = engine.frame("name_products").set_index("row_number")["product_handle"]
    severity = Severity(schema.dialects()[layout.dialect].unmapped_category)
    cases = [(code, engine.frame(name)) for code, name in _RULES]
    found = [
        Findings.of(code, _cases(_with_counts(given), checked.sheet, products))
        for code, given in cases
        if len(given)
    ]
    of_cells = checked.findings + unknown_categories(sheet, brand, severity)
    return (
        Findings.all((_without_strays(of_cells, engine), *found))
        .located(layout.sheet, layout.letters, products)
        .with_headers(layout.own_headers)
        .sorted()
    )


def _without_strays(findings: Findings, engine: Engine) -> Findings:
    """Return the findings but those of cells in stray rows: what is wrong there is the row."""
    frame = findings.records
    strays = engine.frame("stray_cases")["row"]
    return Findings(frame[~frame["row"].isin(strays) | (frame["column"] == "")].reset_index(drop=True))


def _with_counts(cases: pd.DataFrame) -> pd.DataFrame:
    """Return the cases of handle.scattered with how many products are apart; others as they are."""
    if "apart" not in cases:
        return cases
    apart = [
        f"; rows of {number(int(apart))} of the {count(int(products), 'product')} are apart in this sheet"
        if pd.notna(apart)
        else ""
        for apart, products in zip(cases["apart"], cases["products"], strict=True)
    ]
    return cases.assign(apart=apart)


def _cases(cases: pd.DataFrame, sheet: Sheet, products: pd.Series[str]) -> pd.DataFrame:
    """Return the cases in columns that the sheet has, with the text of the cell and the product's handle."""
    # A column that is missing altogether is one finding of its own.
    present = cases[cases["column"].isin(list(sheet.layout.letters))].reset_index(drop=True)
    named = present.assign(product_handle=present["row"].map(products))
    return named if "value" in named else named.assign(value=_cell_texts(named, sheet.frame))


def _cell_texts(cases: pd.DataFrame, frame: pd.DataFrame) -> pd.Series[str]:
    """Return the text that the user sees in each case's cell."""
    shown = pd.Series("", index=cases.index, dtype="str")
    for column, rows in cases.groupby("column")["row"]:
        if column in frame:
            shown[rows.index] = frame[column].reindex(rows).fillna("").to_numpy()
    return shown
