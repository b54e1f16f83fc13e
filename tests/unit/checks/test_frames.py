"""The frames of a check: each as its model says, by row numbers, handles and SKUs."""

from __future__ import annotations

import io

import pandas as pd
import pytest

import importkit as ik
from importkit import shape
from importkit.comparison_frames import COMPARISONS
from importkit.explained_frames import EXPLAINED
from importkit.frames import FRAMES, name_of
from importkit.model import Mode
from importkit.record_frames import RECORDS
from importkit.workbook.sample import make_sample


def frame_of(check: ik.Check, name: str) -> pd.DataFrame:
    return check.findings.frame if name == "findings" else getattr(check, name)


#: Frames of what is no check.
OF_OTHERS = {"changes", "files", *COMPARISONS, *EXPLAINED, *RECORDS}


def values(frame: pd.DataFrame, *columns: str) -> list[list[object]]:
    return frame[list(columns)].astype("object").where(frame.notna(), None).to_numpy().tolist()


@pytest.fixture(scope="module", params=["passport", "shopify"])
def sample(request: pytest.FixtureRequest) -> bytes:
    file = io.BytesIO()
    make_sample(20, mistakes=0.5, dialect=request.param).write(file)
    return file.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(Mode))
def test_each_frame_is_as_its_model_says(sample: bytes, mode: Mode) -> None:
    check = ik.check(sample, mode=mode)

    for name in FRAMES.keys() - OF_OTHERS:
        assert FRAMES[name].validate(frame_of(check, name)) is not None
    assert len(check.rows) >= check.counts["rows"]
    assert (check.rows["status"] == "would_fail").sum() == check.counts["failed_rows"] > 0
    assert len(check.products) == check.counts["products"]
    assert (check.products["status"] == "would_fail").sum() == check.counts["failed_products"]
    assert set(check.tags["product_handle"]) <= set(check.products["product_handle"])


def test_a_sheet_without_a_header_has_frames_without_lines() -> None:
    file = io.BytesIO()
    pd.DataFrame({"Nothing": ["known", "here"]}).to_excel(file, index=False)
    check = ik.check(file.getvalue())

    assert check.counts["errors"] == 1
    assert check.counts["rows"] == check.counts["products"] == 0
    for name in FRAMES.keys() - OF_OTHERS:
        assert len(FRAMES[name].validate(frame_of(check, name))) == (name == "findings")


@pytest.mark.slow
def test_frames_of_books_and_of_several_checks_are_as_their_models_say(sample: bytes) -> None:
    book = ik.read(sample)
    address = f"{book.cells.columns[0]}{book.cells.index[0]}"

    assert len(FRAMES["changes"].validate(book.edit({address: None}).changes)) == 1
    assert FRAMES["changes"].validate(book.changes).empty
    assert (
        FRAMES["files"].validate(ik.check([sample, b"no workbook"]).files)["status"].iloc[1] == "unreadable"
    )


def test_every_column_is_described() -> None:
    for name, model in FRAMES.items():
        assert all(column.description for column in model.columns.values()), name
    assert {name_of(one) for one in shape.LISTS} < set(FRAMES)
    assert "materials: level, product_handle, sku" in repr(FRAMES)


def test_rows_say_whose_they_are_and_what_holds_them_back(check: ik.Check) -> None:
    columns = ("row", "product_handle", "sku", "role", "parent_row", "status", "blocked_by_row", "errors")

    assert values(check.rows, *columns) == [
        [2, "linen-shirt", "S-1", "parent", 2, "would_import", None, 0],
        [3, "linen-shirt", "S-2", "child", 2, "would_import", None, 0],
        [4, "wool-cap", "C-1", "parent", 4, "would_fail", None, 1],
        [5, "wool-cap", "C-2", "child", 4, "would_fail", 4, 0],
        [6, None, None, "skipped", None, "skipped", None, 0],
    ]
    assert check.rows["status"].max() == "would_fail"


def test_products_have_numbers_and_names(check: ik.Check) -> None:
    columns = (
        "product_handle",
        "row",
        "title",
        "manufacturer",
        "season",
        "weight",
        "weight_unit",
        "carbon_kg_co2e",
    )

    assert values(check.products, *columns, "rows", "variants", "errors") == [
        ["linen-shirt", 2, "Linen Shirt", "Acme", "SS26", 230.0, "g", 1.5, 2, 2, 0],
        ["wool-cap", 4, "Wool Cap", "Bolt", None, None, None, None, 2, 2, 1],
    ]


def test_variants_have_what_is_their_own(check: ik.Check) -> None:
    assert values(check.variants, "sku", "barcode", "row", "weight", "status") == [
        ["S-1", "4006381333931", 2, None, "would_import"],
        ["S-2", None, 3, 250.0, "would_import"],
        ["C-1", None, 4, None, "would_fail"],
        ["C-2", None, 5, None, "would_fail"],
    ]
    assert values(check.attributes, "sku", "attribute", "attribute_value")[1] == ["S-2", "Color", "Blue"]


def test_lists_have_a_line_for_each_item(check: ik.Check) -> None:
    assert values(check.tags, "product_handle", "row", "tag") == [
        ["linen-shirt", 2, "new"],
        ["linen-shirt", 2, "linen"],
    ]
    assert values(check.materials, "level", "product_handle", "sku", "material", "percentage") == [
        ["product", "linen-shirt", None, "Linen", 90.0],
        ["product", "linen-shirt", None, "Wool", 10.0],
        ["variant", "linen-shirt", "S-2", "Linen", 100.0],
        ["product", "wool-cap", None, "Wool", None],
    ]
    assert values(check.journey, "sort_index", "step_type", "facility") == [
        [1, "weaving", "Mill A"],
        [1, "weaving", "Mill B"],
    ]
    assert values(check.eco_claims, "product_handle", "eco_claim") == [["linen-shirt", "Fair"]]


def test_cells_tell_what_is_stored_and_what_is_read(check: ik.Check) -> None:
    cells = check.cells[check.cells["letter"].isin(["J", "K", "O"])]

    assert values(cells, "row", "letter", "column", "stored", "kind", "read") == [
        [2, "J", "Grams Weight", "230", "number", "230"],
        [2, "K", "Kilograms CO2", "1,5", "text", "1,5"],
        [2, "O", None, "A7", "text", None],
        [3, "J", "Grams Weight", "250", "number", "250"],
        [4, "J", "Grams Weight", "x", "text", "x"],
    ]


def test_a_frame_is_a_copy(check: ik.Check) -> None:
    taken = check.rows
    taken.loc[0, "sku"] = "mine"

    assert check.rows.loc[0, "sku"] == "S-1"
    assert check.rows is not taken


def test_without_handles_variants_go_by_their_sku() -> None:
    file = io.BytesIO()
    pd.DataFrame({"SKU": ["A", "B"], "Tags": ["x", "x"], "Eco Claims": ["Fair", None]}).to_excel(
        file, index=False
    )
    check = ik.check(file.getvalue(), mode="enrich")

    assert values(check.variants, "product_handle", "sku", "row") == [[None, "A", 2], [None, "B", 3]]
    assert check.products["product_handle"].isna().all()
