"""What an import would do stands on the page before it is asked for, and the import keeps to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from support import page_sheets as sheets
from support import page_visits as visits
from support import stored

from importkit.model import Mode

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    import importkit as ik

HEAVIER = sheets.workbook([(None, None, "LS-M", 195, None), (None, None, "WC-M", 950, None)])
WEIGHTS = "SELECT weight FROM variant_weight ORDER BY weight"


@pytest.fixture
def enriching(app: AppTest, kit: ik.Workspace) -> AppTest:
    """Return the page with a sheet that makes two stored variants heavier."""
    kit.import_file(sheets.workbook(sheets.GOOD), filename="shirts.xlsx")
    app.radio(key="mode").set_value(Mode.ENRICH).run()
    return visits.upload(app, "heavier.xlsx", HEAVIER)


def test_new_products_are_counted_before_they_are_imported(app: AppTest) -> None:
    visits.upload(app, "shirts.xlsx", sheets.workbook(sheets.GOOD))

    reported = "The import would create 2 products and 3 variants. 3 names would be new in the catalog."
    assert reported in visits.words(app)


def test_every_change_is_shown_before_and_after(enriching: AppTest) -> None:
    assert visits.words(enriching).count("2 variants") == 1  # what the verdict says is not said again
    enriching.segmented_control(key="view").select("Changes").run()
    assert enriching.dataframe[0].value.to_numpy().tolist() == [
        ["linen-shirt", "LS-M", "Grams Weight", "190 g", "195 g"],
        ["wool-coat", "WC-M", "Grams Weight", "900 g (the product's)", "950 g"],
    ]
    products = enriching.dataframe[1].value
    assert products[["outcome", "product"]].to_numpy().tolist() == [
        [["Update"], "linen-shirt"],
        [["Update"], "wool-coat"],
    ]


def test_a_variant_that_is_not_there_is_found_before_the_import(app: AppTest) -> None:
    app.radio(key="mode").set_value(Mode.ENRICH).run()

    visits.upload(app, "heavier.xlsx", HEAVIER)

    assert "2 errors" in visits.words(app)
    assert "Neither of the 2 products would be updated" in visits.words(app)
    app.segmented_control(key="view").select("Changes").run()
    products = app.dataframe[0].value
    assert products[["outcome", "product", "row"]].to_numpy().tolist() == [
        [["To fix"], "LS-M", 2],
        [["To fix"], "WC-M", 3],
    ]


@pytest.mark.usefixtures("worker")
def test_nothing_is_imported_when_the_products_have_changed_meanwhile(
    enriching: AppTest, kit: ik.Workspace
) -> None:
    with kit.engine.begin() as connection:
        connection.execute(sa.text("UPDATE variant_weight SET weight = 191"))

    visits.import_(enriching)

    assert "have changed since the plan was made" in visits.words(enriching)
    assert [row["weight"] for row in stored.rows(kit.engine, WEIGHTS)] == [191]
    visits.press(enriching, "open-again")
    assert enriching.segmented_control(key="view").value == "Sheet"
    enriching.segmented_control(key="view").select("Changes").run()
    assert enriching.dataframe[0].value["Before"].tolist()[0] == "191 g"

    visits.import_(enriching)

    assert [row["weight"] for row in stored.rows(kit.engine, WEIGHTS)] == [195, 950]
    enriching.segmented_control(key="tab").select("Changes").run()
    table = enriching.dataframe[0].value
    assert table.iloc[0].to_dict() == {
        "Product": "linen-shirt",
        "Variant": "LS-M",
        "Field": "Grams Weight",
        "Before": "191 g",
        "After": "195 g",
    }


def test_a_sheet_that_lacks_a_column_is_not_said_to_be_right(app: AppTest) -> None:
    app.radio(key="mode").set_value(Mode.ENRICH).run()

    visits.upload(
        app, "shirts.xlsx", sheets.workbook([("Shirt", 200)], header=("Product Title", "Grams Weight"))
    )

    assert "the sheet has neither a SKU nor a Barcode column" in visits.words(app)
    assert "**What is left to fix is in no cell.**" in visits.words(app)
    assert "Nothing is left to fix." not in visits.words(app)
