"""The rules that look at more than one cell, each a statement that selects the cases of one finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from importkit import schema
from importkit.findings import Findings, Severity
from importkit.grammar import count, number
from importkit.resolution.category_matching import unknown_categories
from importkit.resolution.mistyped_handles import with_one_error_each

if TYPE_CHECKING:
    import pyarrow as pa

    from importkit.model import BrandContext, CheckedSheet, Layout, Sheet
    from importkit.resolution.engine import Engine

_ATTRIBUTES = tuple(f"Attribute {word}{place}" for word in ("", "Value ") for place in (1, 2, 3))

#: The code of a finding, the statement that selects its cases, and the columns that these are told in, where
#: they are few: in a sheet that has none of them the statement need not run.
_RULES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("row.stray", "stray_cases", ()),
    ("row.orphan", "orphans", ()),
    ("handle.scattered", "scattered_handles", ()),
    ("handle.duplicate", "reused_handles", ()),
    ("handle.missing", "missing_handles", ()),
    ("value.ignored", "ignored_values", ()),
    ("product.conflicting-values", "conflicting_values", ()),
    ("row.image-only", "image_rows", ("Image",)),
    ("image.gallery", "gallery_images", ("Image",)),
    ("value.required", "untitled_products", ("Product Title",)),
    ("value.required", "unidentified_variants", ("SKU", "Barcode")),
    ("sku.duplicate", "repeated_skus", ("SKU",)),
    ("barcode.duplicate", "repeated_barcodes", ("Barcode",)),
    ("attribute.incomplete", "half_attributes", _ATTRIBUTES),
    ("attribute.repeated", "repeated_attributes", _ATTRIBUTES),
    ("attribute.same-values", "equal_variants", _ATTRIBUTES),
    ("override.hides", "hidden_values", ("Kilograms CO2", "Liters Water Used")),
)


#: Facts of cases that name other columns than the finding's own.
_OF_COLUMNS = ("missing", "given", "other_columns", "differing")


def find(engine: Engine, checked: CheckedSheet, brand: BrandContext, sheet: pa.Table) -> Findings:
    """Return every finding so far, located, with the product's handle, in the order of the sheet."""
    layout = checked.sheet.layout
    products = engine.frame("name_products").set_index("row_number")["product_handle"]
    severity = Severity(schema.dialects()[layout.dialect].unmapped_category)
    asked = {
        name: engine.cases(name)
        for _, name, columns in _RULES
        if not columns or not layout.letters.keys().isdisjoint(columns)
    }
    all_cases = {name: table.to_pandas() for name, table in asked.items() if table.num_rows}  # most have none
    cases = with_one_error_each(all_cases, products)
    found = [
        Findings.of(code, _cases(_with_counts(cases[name]), checked.sheet, products))
        for code, name, _ in _RULES
        if name in cases
    ]
    of_cells = checked.findings + unknown_categories(sheet, brand, severity)
    return (
        Findings.all((_without_strays(of_cells, cases.get("stray_cases")), *found))
        .located(layout.sheet, layout.letters, products)
        .with_headers(layout.own_headers)
        .sorted()
    )


def _without_strays(findings: Findings, strays: pd.DataFrame | None) -> Findings:
    """Return the findings but those of cells in stray rows: what is wrong there is the row."""
    if strays is None:
        return findings
    frame = findings.records
    return Findings(frame[~frame["row"].isin(strays["row"]) | (frame["column"] == "")].reset_index(drop=True))


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
    own = _in_own_headers(present, sheet.layout)
    named = present.assign(product_handle=present["row"].map(products), **own)
    return named if "value" in named else named.assign(value=_cell_texts(named, sheet.frame))


def _in_own_headers(cases: pd.DataFrame, layout: Layout) -> dict[str, list[str]]:
    """Return the facts of cases that name columns, in the words of the sheet."""
    facts = [name for name in _OF_COLUMNS if name in cases]
    own = {
        column.canonical: layout.own_headers[column.letter]
        for column in layout.columns
        if column.canonical and column.letter in layout.own_headers
    }
    if not facts or not own:
        return {}
    names = "|".join(map(re.escape, sorted(own, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
    return {
        fact: [pattern.sub(lambda found: own[found[0]], text) for text in cases[fact].tolist()]
        for fact in facts
    }


def _cell_texts(cases: pd.DataFrame, frame: pd.DataFrame) -> pd.Series[str]:
    """Return the text that the user sees in each case's cell."""
    shown = pd.Series("", index=cases.index, dtype="str")
    for column, rows in cases.groupby("column")["row"]:
        if column in frame:
            shown[rows.index] = frame[column].reindex(rows).fillna("").to_numpy()
    return shown
