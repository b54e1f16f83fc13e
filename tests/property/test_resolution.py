"""Whatever stands in a sheet, its rows are grouped, judged and accounted for."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from support import oracle
from support.clear_marks import without_marks
from support.hypothesis_profiles import one_example_in

from importkit.findings import Findings
from importkit.model import BrandContext, CheckedSheet, Layout, Mode, Sheet, SheetColumn
from importkit.resolution import resolve
from importkit.values.category_paths import Taxonomy
from importkit.values.keys import name_key

COLUMNS = [
    "Product Handle", "Product Title", "Manufacturer", "SKU", "Barcode", "Category", "Tags", "Image",
    "Variant Image", "Attribute 1", "Attribute Value 1", "Attribute 2", "Attribute Value 2", "Kilograms CO2",
    "Liters Water Used", "Grams Weight", "Materials Percentages", "Weaving",
]  # fmt: skip
KNOWN = BrandContext(Taxonomy({"a": "A", "a > b": "A > B"}), frozenset({"b"}))

texts = st.one_of(
    st.none(),
    st.sampled_from(
        ["a", "A", "b", "a > b", "1", "1.0", "a\x1eb", "b\x1ea", "a\x1f50\x1eb", "1 g", "[clear]"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=4),
)
rows = st.lists(st.tuples(*[texts] * len(COLUMNS)), max_size=7)
marks = st.sets(st.tuples(st.integers(2, 8), st.sampled_from(COLUMNS)), max_size=3)
few_sheets = one_example_in(5)


def checked_sheet(cells, bad, mode, dialect):
    index = pd.RangeIndex(2, 2 + len(cells), name="row_number")
    shown = pd.DataFrame(cells, columns=COLUMNS, index=index, dtype="str")
    within = sorted((row, column) for row, column in bad if row in index)
    frame = shown.copy()
    for row, column in within:
        frame.loc[row, column] = None
    findings = Findings.of(
        "cell.error", [{"row": row, "column": column, "value": "#N/A"} for row, column in within]
    )
    letters = [get_column_letter(position) for position in range(1, len(COLUMNS) + 1)]
    layout = Layout("Products", 1, dialect, tuple(map(SheetColumn, letters, COLUMNS, COLUMNS)))
    cells = shown.set_axis(letters, axis="columns")
    book = Sheet("products.xlsx", layout, shown, cells, cells.notna().astype("uint8"), findings)
    bad_cells = pd.DataFrame(within, columns=["row_number", "column"])
    frame, clear_marks = without_marks(frame, mode)
    return CheckedSheet(book, mode, frame, bad_cells, findings, clear_marks)


sheets = st.builds(
    checked_sheet, rows, marks, st.sampled_from(Mode), st.sampled_from(["plan", "passport", "shopify"])
)


@pytest.mark.slow
@few_sheets
@given(sheets)
def test_a_sheet_is_accounted_for_judged_and_staged(checked):
    resolved = resolve(checked, KNOWN)

    every_row_is_accounted_for_once_and_fails_with_its_group_alone(checked, resolved)
    a_cell_has_one_error_and_every_error_has_a_cell(resolved)
    staged_rows_belong_to_products_and_variants_of_the_sheet(resolved)


def every_row_is_accounted_for_once_and_fails_with_its_group_alone(checked, resolved):
    account = resolved.rows
    assert account["row_number"].to_list() == list(checked.frame.index)
    with_error = set(resolved.findings.errors.frame["row"])
    strays = account[account["role"] == "stray"]
    assert strays["group_id"].isna().all()
    assert set(strays["row_status"]) <= {"FAILED"}
    assert set(strays["row_number"]) <= with_error
    account = account[account["role"] != "stray"]
    failing = set(account["group_id"][account["row_number"].isin(with_error)])
    assert set(account["group_id"][account["row_status"] == "FAILED"]) == failing
    assert len(account[["group_id", "row_status"]].drop_duplicates()) == len(account["group_id"].unique())
    innocent = (account["row_status"] == "FAILED") & ~account["row_number"].isin(with_error)
    assert account["blocked_by_row"].notna().to_list() == innocent.to_list()


def a_cell_has_one_error_and_every_error_has_a_cell(resolved):
    errors = resolved.findings.errors.frame
    assert (errors["cell"] != "").all()
    assert not errors["cell"].duplicated().any()


def staged_rows_belong_to_products_and_variants_of_the_sheet(resolved):
    homes = {
        "staging_product_id": set(resolved.rows["staging_product_id"].dropna()),
        "staging_variant_id": set(resolved.rows["staging_variant_id"].dropna()),
    }
    for name, table in resolved.tables.items():
        key = next((column for column in homes if column in table.column_names), "staging_id")
        assert set(table[key].to_pylist()) <= homes.get(key, homes["staging_product_id"]), name
        if "staging_id" in table.column_names:
            assert len(set(table["staging_id"].to_pylist())) == table.num_rows, name
    assert set(resolved.tables["staging_products"]["staging_id"].to_pylist()) == homes["staging_product_id"]
    assert (
        set(resolved.tables["staging_product_variants"]["staging_id"].to_pylist())
        == homes["staging_variant_id"]
    )


handles = st.sampled_from([None, None, "a", "A ", "b", "c"])
titles = st.sampled_from([None, None, "x", "X", "y", "Total"])
few = st.sampled_from([None, "1", "0"])
narrow_row = st.fixed_dictionaries(
    {
        "Product Handle": handles,
        "Product Title": titles,
        "SKU": few,
        "Grams Weight": few,
        "Liters Water Used": few,
    }
)
narrow_rows = st.lists(st.one_of(st.none(), narrow_row), max_size=12)


def narrow_sheet(rows, mode=Mode.CREATE):
    """Return a checked sheet of these rows from row 2 on; None is a blank row."""
    numbered = {
        number: row for number, row in enumerate(rows, start=2) if row is not None and any(row.values())
    }
    cells = [tuple(row.get(name) for name in COLUMNS) for row in numbered.values()]
    checked = checked_sheet(cells, set(), mode, "plan")
    index = pd.Index(list(numbered), name="row_number", dtype="int64")
    book = replace(
        checked.sheet,
        frame=checked.sheet.frame.set_axis(index),
        cells=checked.sheet.cells.set_axis(index),
        kinds=checked.sheet.kinds.set_axis(index),
        after_blank=tuple(row for above, row in pairwise(numbered) if row > above + 1),
    )
    return replace(checked, sheet=book, frame=checked.frame.set_axis(index))


@few_sheets
@given(narrow_rows, st.sampled_from(Mode))
def test_grouping_is_what_walking_down_the_sheet_gives(rows, mode):
    resolved = resolve(narrow_sheet(rows, mode), KNOWN)
    found = resolved.rows["group_id"].astype("object").where(resolved.rows["group_id"].notna(), None)
    assert dict(zip(resolved.rows["row_number"], found, strict=True)) == walked(rows, mode)


def walked(rows, mode):
    """Return the parent of each row, None for a stray one, the slow way: row after row, as a person would."""
    numbered = {number: row for number, row in enumerate(rows, start=2) if row and any(row.values())}
    strays = oracle.strays(list(numbered.items()))
    own = {number: row for number, row in numbered.items() if number not in strays}
    title_of, start_of, starts, start, key = {}, {}, {}, None, None
    for row in own.values():
        if row["Product Handle"] and row["Product Title"]:
            title_of.setdefault(name_key(row["Product Handle"]), name_key(row["Product Title"]))
    for number, row in own.items():
        handle, title = row["Product Handle"], row["Product Title"]
        if handle is not None and name_key(handle) != key:
            key = name_key(handle)
            known = start_of.setdefault(key, number)
            start = number if title and name_key(title) != title_of[key] else known
        starts[number] = start or number
    parents = {number: parent_of(number, own, starts, mode) for number in set(starts.values())}
    return {number: None if number in strays else parents[starts[number]] for number in numbered}


def parent_of(start, own, starts, mode):
    rows = {number: row for number, row in own.items() if starts[number] == start and row["Product Handle"]}
    if not rows or (mode is Mode.ENRICH and not own[start]["SKU"]):
        return start
    return next((number for number, row in rows.items() if row["Product Title"]), start)


PRODUCTS = [
    dict(
        zip(
            ("Product Handle", "Product Title", "SKU", "Attribute 1", "Attribute Value 1", "Grams Weight"),
            row,
            strict=True,
        )
    )
    for row in [
        ("a", "x", "1", "Size", "S", "1 g"),
        ("a", None, "2", None, "M", None),
        ("a", None, "3", None, "L", "2 g"),
        ("b", "y", "4", None, None, "3 g"),
        ("b", None, "5", None, None, None),
        (None, "a note", None, None, None, None),
    ]
]


@cache
def staged_in_order(mode):
    return staged(resolve(narrow_sheet(PRODUCTS, mode), KNOWN))


@pytest.mark.slow
@one_example_in(10)
@given(st.permutations(PRODUCTS), st.sampled_from(Mode))
def test_the_order_of_a_products_rows_does_not_matter(rows, mode):
    """The row with the title is its parent wherever it stands; another product may lie between its rows."""
    assert staged(resolve(narrow_sheet(rows, mode), KNOWN)) == staged_in_order(mode)


def staged(seen):
    """Return what is staged, without ids and places, and what is wrong, by code."""
    products = {
        line["staging_id"]: line["handle_key"] for line in seen.tables["staging_products"].to_pylist()
    }
    variants = {
        line["staging_id"]: line["sku"] for line in seen.tables["staging_product_variants"].to_pylist()
    }
    homes = {"staging_product_id": products, "staging_variant_id": variants}
    left_out = {"staging_id", "row_number", "errors"}
    lines = {
        name: sorted(
            str(
                {
                    key: homes[key][value] if key in homes else value
                    for key, value in line.items()
                    if key not in left_out
                }
            )
            for line in table.to_pylist()
        )
        for name, table in seen.tables.items()
    }
    errors = seen.findings.errors.frame
    return lines, sorted(zip(errors["code"], errors["value"], strict=True))
