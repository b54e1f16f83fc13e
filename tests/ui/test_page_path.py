"""From the upload to the corrections and back, as a visitor walks it."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from support import page_sheets as sheets
from support import page_visits as visits
from support import stored

from importkit.model import Mode
from importkit.ui import deps

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    import importkit as ik


def test_nothing_is_written_before_import_is_pressed(app: AppTest, kit: ik.Workspace) -> None:
    visits.upload(app, "shirts.xlsx", sheets.workbook(sheets.GOOD))

    assert "2 products would be imported" in visits.words(app)
    assert kit.recent_imports() == []
    assert stored.counts(kit.engine) == {}


@pytest.mark.usefixtures("worker")
def test_an_import_ends_on_its_summary(app: AppTest, kit: ik.Workspace) -> None:
    visits.upload(app, "shirts.xlsx", sheets.workbook(sheets.GOOD))

    visits.import_(app)

    assert r"**2 products imported\.**" in visits.words(app)
    assert "Rows: 3 = 3 written + 0 already there + 0 failed" in visits.words(app)
    assert stored.counts(kit.engine)["products"] == 2


def test_the_check_counts_what_is_good_and_what_is_not(app: AppTest) -> None:
    visits.upload(app, "shirts.xlsx", sheets.workbook(sheets.ONE_BAD))

    shown = visits.words(app)
    reported = ("1 product would be imported, 1 would be held back", "1 error")
    assert [words in shown for words in reported] == [True, True]
    assert ("already there" in shown, "warning" in shown) == (False, False)
    assert visits.button(app, "import").label == "Import 1 product"
    app.segmented_control(key="view").select("Problems").run()
    assert "Not a number" in visits.words(app)


@pytest.mark.usefixtures("worker")
def test_a_bad_product_stays_out_and_comes_back_as_corrections(app: AppTest, kit: ik.Workspace) -> None:
    visits.upload(app, "shirts.xlsx", sheets.workbook(sheets.ONE_BAD))

    visits.import_(app)

    job = kit.recent_imports()[0]
    assert app.get("download_button")[0].proto.label == "Download corrections"
    products = openpyxl.load_workbook(io.BytesIO(deps.corrections(job.id)))["Products"]
    assert [cell.value for cell in products["A"]] == ["Product Handle", "wool-coat"]
    assert [cell.coordinate for cell in products[2] if cell.fill.fill_type] == ["D2"]


@pytest.mark.usefixtures("worker")
def test_mended_corrections_close_the_loop(app: AppTest, kit: ik.Workspace) -> None:
    visits.upload(app, "shirts.xlsx", sheets.workbook(sheets.ONE_BAD))
    visits.import_(app)
    corrections = sheets.mended(deps.corrections(kit.recent_imports()[0].id), "D2", 900)

    app = visits.another_tab()
    visits.upload(app, "corrections.xlsx", corrections)
    assert "This is a corrections workbook" in visits.words(app)
    visits.import_(app)

    assert r"**1 product imported\.**" in visits.words(app)
    assert stored.counts(kit.engine)["products"] == 2


def test_the_sample_can_be_tried_without_a_file_of_ones_own(app: AppTest, kit: ik.Workspace) -> None:
    visits.press(app, "try-sample")

    assert "would be held back" in visits.words(app)
    assert kit.recent_imports() == []


def test_hidden_rows_can_be_left_out(app: AppTest) -> None:
    visits.upload(app, "shirts.xlsx", sheets.workbook(sheets.GOOD, hidden=[4]))
    assert "2 products would be imported" in visits.words(app)

    app.segmented_control(key="hidden-rows-import").set_value("skip").run()

    assert "1 product would be imported" in visits.words(app)
    assert not app.exception


@pytest.mark.usefixtures("worker")
def test_hidden_rows_left_out_are_not_imported(app: AppTest, kit: ik.Workspace) -> None:
    visits.upload(app, "shirts.xlsx", sheets.workbook(sheets.GOOD, hidden=[4]))
    app.segmented_control(key="hidden-rows-import").set_value("skip").run()

    visits.import_(app)

    assert stored.rows(kit.engine, "SELECT product_handle FROM products") == [
        {"product_handle": "linen-shirt"}
    ]


def test_the_choice_of_hidden_rows_appears_only_when_there_are_any(app: AppTest) -> None:
    visits.upload(app, "shirts.xlsx", sheets.workbook(sheets.GOOD))

    assert [one for one in app.button_group if str(one.key).startswith("hidden-rows")] == []


@pytest.mark.usefixtures("worker")
def test_enriching_changes_what_is_stored(app: AppTest, kit: ik.Workspace) -> None:
    kit.import_file(sheets.workbook(sheets.GOOD), filename="shirts.xlsx")
    app.radio(key="mode").set_value(Mode.ENRICH).run()
    heavier = [(None, None, "LS-M", 195, None), (None, None, "WC-M", 950, None)]
    visits.upload(app, "heavier.xlsx", sheets.workbook(heavier))
    assert visits.button(app, "import").label == "Update 2 products"

    visits.import_(app)

    assert r"**2 variants updated\.**" in visits.words(app)
    assert stored.rows(kit.engine, "SELECT weight FROM variant_weight ORDER BY 1") == [
        {"weight": Decimal("195.00")},
        {"weight": Decimal("950.00")},
    ]
