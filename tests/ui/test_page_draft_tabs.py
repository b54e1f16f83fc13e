"""What the tabs of a draft show, and what can be done there."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from support import page_sheets as sheets
from support import page_visits as visits

from importkit.ui.parts import downloads

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    import importkit as ik

HEADER = (*sheets.HEADER, "Category", "Remarks")
COAT = "Clothing > Coats > Wool Coat"
#: A weight and two categories are wrong, a name is misspelt, and the last column is not known.
ROWS = (
    ("coat", "Coat", "C-1", "heavy", None, COAT, "warm"),
    ("hat", "Hat", "H-1", 80, None, COAT, "small"),
    ("scarf", "Scarf", "S-1", 120, "Organic Cotton: 100%", None, "long"),
    ("glove", "Glove", "G-1", 60, "Organic Coton: 100%", None, None),
)


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """Return what the page offers to download, by the labels; Streamlit makes it outside of any page."""
    found = {}
    offer = downloads.offer

    def noted(label: str, make: Callable[[], bytes], filename: str, *, key: str) -> None:
        found[label] = make
        offer(label, make, filename, key=key)

    monkeypatch.setattr(downloads, "offer", noted)
    return found


def look_at(app: AppTest, tab: str) -> str:
    """Show a tab and return its words."""
    app.segmented_control(key="view").select(tab).run()
    assert not app.exception
    return visits.words(app)


def test_each_tab_mends_what_it_shows(
    offered: dict[str, Callable[[], bytes]], app: AppTest, kit: ik.Workspace
) -> None:
    made = kit.draft(sheets.workbook(ROWS, header=HEADER), filename="autumn.xlsx")
    app.query_params["id"] = made.id
    app.switch_page("importkit/ui/pages/draft.py").run()

    app.text_input[0].set_value("900")
    visits.press_labelled(app, "Save and next")
    visits.press_labelled(app, "How was row 2 read?")
    assert "row 2" in visits.words(app)
    assert len(app.table) >= 1

    assert app.expander[0].label == r"Unknown category\: take 2 suggestions"
    marked = openpyxl.load_workbook(io.BytesIO(offered["With errors marked"]()))["Products"]
    red = {cell.coordinate for row in marked for cell in row if cell.fill.start_color.rgb == "FFFFE0E0"}
    assert red == {"F2", "F3"}
    visits.press(app, "fix-category.not-found")
    assert visits.button(app, "import").label == "Import 4 products"
    fixed = openpyxl.load_workbook(io.BytesIO(offered["Fixed sheet"]()))["Products"]
    assert (fixed["D2"].value, fixed["F2"].value, fixed["F3"].value) == (900, f"{COAT}s", f"{COAT}s")

    assert "**Organic Coton** is new. Is it Organic Cotton?" in look_at(app, "New names")
    visits.press_labelled(app, "Take Organic Cotton")
    assert kit.open_draft(made.id).book.cells["E"][5] == "Organic Cotton: 100%"

    assert "1 column not imported" in look_at(app, "Columns")
    app.selectbox[0].select("Tags").run()
    assert "7 imported columns" in visits.words(app)
    assert "4 names would be new" in visits.words(app)


def test_the_page_of_the_sheet_is_the_one_in_the_address(app: AppTest, kit: ik.Workspace) -> None:
    rows = [(f"shirt-{number}", "Shirt", f"S-{number}", "heavy", None) for number in range(30)]
    app.query_params["id"] = kit.draft(sheets.workbook(rows), filename="long.xlsx").id
    app.query_params["sheet-page"] = "2"
    app.switch_page("importkit/ui/pages/draft.py").run()

    assert app.dataframe[0].value["SKU"].tolist() == [f"S-{number}" for number in range(25, 30)]
    assert "26 to 30 of 30 rows" in visits.words(app)
