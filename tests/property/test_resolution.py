"""Whatever stands in a sheet, its rows are grouped, judged and accounted for."""

from __future__ import annotations

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from importkit.findings import Findings
from importkit.model import Book, CheckedSheet, Known, Layout, Mode, SheetColumn
from importkit.resolution import resolve
from importkit.values.categories import Taxonomy
from importkit.values.keys import name_key

COLUMNS = [
    "Product Handle", "Product Title", "Manufacturer", "SKU", "Barcode", "Category", "Tags", "Image",
    "Variant Image", "Attribute 1", "Attribute Value 1", "Attribute 2", "Attribute Value 2", "Kilograms CO2",
    "Liters Water Used", "Grams Weight", "Materials Percentages", "Weaving",
]  # fmt: skip
KNOWN = Known(Taxonomy({"a": "A", "a > b": "A > B"}), frozenset({"b"}))

texts = st.one_of(
    st.none(),
    st.sampled_from(
        ["a", "A", "b", "a > b", "1", "1.0", "a\x1eb", "b\x1ea", "a\x1f50\x1eb", "1 g", "[clear]"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=4),
)
rows = st.lists(st.tuples(*[texts] * len(COLUMNS)), max_size=7)
marks = st.sets(st.tuples(st.integers(2, 8), st.sampled_from(COLUMNS)), max_size=3)
settled = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


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
    book = Book("products.xlsx", layout, shown, shown, shown.notna().astype("uint8"), findings)
    return CheckedSheet(book, mode, frame, pd.DataFrame(within, columns=["row_number", "column"]), findings)


sheets = st.builds(
    checked_sheet, rows, marks, st.sampled_from(Mode), st.sampled_from(["plan", "passport", "shopify"])
)


@settled
@given(sheets)
def test_every_row_is_accounted_for_once_and_fails_with_its_group_alone(checked):
    resolved = resolve(checked, KNOWN)

    account = resolved.rows
    assert account["row_number"].to_list() == list(checked.frame.index)
    with_error = set(resolved.findings.errors.frame["row"])
    failing = set(account["group_id"][account["row_number"].isin(with_error)])
    assert set(account["group_id"][account["row_status"] == "FAILED"]) == failing
    assert len(account[["group_id", "row_status"]].drop_duplicates()) == len(account["group_id"].unique())
    innocent = (account["row_status"] == "FAILED") & ~account["row_number"].isin(with_error)
    assert account["blocked_by_row"].notna().to_list() == innocent.to_list()


@settled
@given(sheets)
def test_a_cell_has_one_error_and_every_error_has_a_cell(checked):
    errors = resolve(checked, KNOWN).findings.errors.frame
    assert (errors["cell"] != "").all()
    assert not errors["cell"].duplicated().any()


@settled
@given(sheets)
def test_staged_rows_belong_to_products_and_variants_of_the_sheet(checked):
    resolved = resolve(checked, KNOWN)
    homes = {
        "staging_product_id": set(resolved.rows["staging_product_id"]),
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
titles = st.sampled_from([None, "x", "X", "y"])


@settled
@given(st.lists(st.tuples(handles, titles), max_size=12))
def test_grouping_is_what_walking_down_the_sheet_gives(pairs):
    cells = [(handle, title, *[None] * (len(COLUMNS) - 2)) for handle, title in pairs]
    resolved = resolve(checked_sheet(cells, set(), Mode.CREATE, "plan"), KNOWN)
    assert resolved.rows["group_id"].to_list() == walked(pairs)


def walked(pairs):
    """Return each row's group the slow way: row after row, as a person would."""
    groups, first_of = [], {}
    key, group = None, None
    for row, (handle, title) in enumerate(pairs, start=2):
        if handle is not None and name_key(handle) != key:
            key = name_key(handle)
            first_row, first_title = first_of.setdefault(key, (row, title))
            is_other = None not in (title, first_title) and name_key(title) != name_key(first_title)
            group = row if is_other else first_row
        groups.append(row if group is None else group)
    return groups
