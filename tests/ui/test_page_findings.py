"""Findings on the page: grouped, one by one, narrowed down, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import page_sheets as sheets
from support import page_visits as visits

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    import importkit as ik


@pytest.fixture
def heavy(app: AppTest) -> AppTest:
    """Return the page after a check of forty sheets of which each weight is wrong, and two materials."""
    rows = [(f"shirt-{number}", "Shirt", f"S-{number}", f"{number} heavy", None) for number in range(40)]
    rows[0] = (*rows[0][:4], "Cotton: 80% | Wool: 40%")
    rows[1] = (*rows[1][:4], "Cotton: 80% | Wool: 50%")
    visits.upload(app, "heavy.xlsx", sheets.workbook(rows))
    return app.segmented_control(key="view").select("Problems").run()


def test_equal_findings_are_told_as_one(heavy: AppTest) -> None:
    words = visits.words(heavy)

    assert words.count("Not a number") == 1
    assert "40 cells" in words
    assert "Column D, Grams Weight" in words
    assert "and 37 more like these" in words


def test_one_by_one_shows_each_with_its_cell(heavy: AppTest) -> None:
    heavy.segmented_control(key="check-view").select("One by one").run()

    assert listed(heavy)[:4] == ["D2", "E2", "D3", "E3"]
    assert "`D2` **Grams Weight** · “0 heavy”" in visits.words(heavy)
    assert "1 to 25 of 42 problems" in visits.words(heavy)


def test_a_problem_of_the_list_is_the_one_that_is_mended_next(heavy: AppTest) -> None:
    heavy.segmented_control(key="check-view").select("One by one").run()

    visits.press(heavy, "check-fix-D3-2")
    assert heavy.selectbox(key="problem").value == "D3"
    heavy.selectbox(key="problem").select("D9").run()
    visits.press(heavy, "check-fix-D3-2")

    assert heavy.selectbox(key="problem").value == "D3"


def test_what_cannot_be_mended_in_the_form_leads_to_where_it_can(app: AppTest, kit: ik.Workspace) -> None:
    header = (*sheets.HEADER, "Manufaturer")
    rows = [(*row, "Mill") for row in sheets.GOOD]
    for view in ("Grouped", "One by one"):
        draft = kit.draft(sheets.workbook(rows, header=header), filename=f"{view}.xlsx")
        app.query_params["id"] = draft.id
        app.switch_page("importkit/ui/pages/draft.py").run()
        app.segmented_control(key="view").select("Problems").run()
        app.segmented_control(key="check-view").select(view).run()

        visits.press_labelled(app, "Fix column F")

        assert app.segmented_control(key="view").value == "Columns"
        assert not app.exception
        assert not app.error


def test_the_first_of_several_equal_cells_has_a_way_to_it(heavy: AppTest, kit: ik.Workspace) -> None:
    rows = [(f"shirt-{number}", "Shirt", "S-1", 80, None) for number in range(2)]
    draft = kit.draft(sheets.workbook(rows), filename="twice.xlsx")
    heavy.query_params["id"] = draft.id
    heavy.switch_page("importkit/ui/pages/draft.py").run()
    heavy.segmented_control(key="view").select("Problems").run()

    visits.press_labelled(heavy, "Fix C2")

    assert heavy.selectbox(key="problem").value == "C2"


def test_a_cell_that_was_chosen_in_another_draft_is_none_of_this_one(
    heavy: AppTest, kit: ik.Workspace
) -> None:
    heavy.segmented_control(key="check-view").select("One by one").run()
    visits.press(heavy, "check-fix-D9-9")
    assert heavy.selectbox(key="problem").value == "D9"
    heavy.segmented_control(key="view").select("Sheet").run()
    short = kit.draft(sheets.workbook(sheets.ONE_BAD), filename="short.xlsx")
    heavy.query_params["id"] = short.id
    heavy.switch_page("importkit/ui/pages/draft.py").run()

    heavy.segmented_control(key="view").select("Problems").run()

    assert heavy.selectbox(key="problem").options == [
        'D4 · Grams Weight: "heavy" in Grams Weight is not a number.'
    ]
    assert not heavy.exception
    assert not heavy.error


def listed(app: AppTest) -> list[str]:
    """Return the cells that have a button of their own in the list of problems."""
    labels = [button.label for button in app.button if str(button.key).startswith("check-fix-")]
    return [label.removeprefix("Fix ") for label in labels]


def test_one_by_one_can_be_narrowed_to_a_column(heavy: AppTest) -> None:
    heavy.segmented_control(key="check-view").select("One by one").run()

    heavy.selectbox(key="check-column").select("Materials Percentages").run()

    assert listed(heavy) == ["E2", "E3"]


def test_one_by_one_can_be_narrowed_to_a_kind(heavy: AppTest) -> None:
    heavy.segmented_control(key="check-view").select("One by one").run()

    heavy.selectbox(key="check-code").select("materials.over-100").run()

    assert listed(heavy) == ["E2", "E3"]


def test_narrowing_on_the_last_page_starts_again_at_the_first(heavy: AppTest) -> None:
    heavy.segmented_control(key="check-view").select("One by one").run()
    heavy.get("pagination")[0].set_value(2).run()

    heavy.selectbox(key="check-column").select("Materials Percentages").run()

    assert listed(heavy) == ["E2", "E3"]
    assert not heavy.exception


def test_every_finding_there_is_can_be_looked_up(app: AppTest) -> None:
    app.switch_page("importkit/ui/pages/glossary.py").run()

    app.text_input(key="search").set_value("scientific barcode").run()

    assert not app.exception
    assert [expander.label for expander in app.expander] == [
        r"**Barcode in scientific notation** · barcode\.scientific"
    ]


def test_the_verdict_in_products_comes_before_everything_else(heavy: AppTest) -> None:
    (verdict,) = [line for line in visits.words(heavy).splitlines() if "Neither" in line or "None of" in line]

    assert "None of the 40 products would be imported: 40 numbers cannot be read and 2 lists" in (
        verdict.replace("\\", "").replace("\N{NO-BREAK SPACE}", " ")
    )


def test_what_calls_for_nothing_is_folded_into_one_line(app: AppTest) -> None:
    header = (*sheets.HEADER, "Status", "Image Status")
    visits.upload(app, "notes.xlsx", sheets.workbook([(*sheets.GOOD[0], "draft", "ok")], header=header))
    app.segmented_control(key="view").select("Problems").run()

    assert notes(app)[0].startswith("Not imported\\: 2 columns")
    assert "Column not imported" in visits.words(app)


def notes(app: AppTest) -> list[str]:
    """Return the lines that can be opened, but those that tell why."""
    return [expander.label for expander in app.expander if expander.label != "Why this matters"]


def test_a_sheet_without_rows_is_neither_praised_nor_imported(app: AppTest) -> None:
    visits.upload(app, "empty.xlsx", sheets.workbook([]))

    assert "This sheet has no rows yet." in visits.words(app)
    assert "import" not in [button.key for button in app.button]
    assert not app.success
