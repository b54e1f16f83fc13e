"""Imports of the past: the list, the details of one, and giving up its failures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import page_sheets as sheets
from support import page_visits as visits
from support import stored

from importkit.findings import Severity
from importkit.outcomes import RowOutcome
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    import importkit as ik


@pytest.fixture
def failed(kit: ik.Workspace, shirts: str) -> ik.Job:
    """Return a job with one failed row."""
    return kit.job(shirts)


def test_recent_imports_say_how_they_went(app: AppTest, failed: ik.Job) -> None:
    app.run()

    assert visits.links(app)["shirts\\.xlsx"] == f"job={failed.id}"
    assert "1 product imported, **1 product to fix**" in visits.words(app)
    assert "**1 import waits for you: 1 product to fix.**" in visits.words(app)


def test_all_imports_are_behind_the_newest_ten(app: AppTest, kit: ik.Workspace) -> None:
    for number in range(11):
        kit.import_file(sheets.workbook(sheets.GOOD), filename=f"sheet-{number}.xlsx")

    app.run()

    assert "1 to 10 of 11 imports" in visits.words(app)
    assert ("sheet\\-10\\.xlsx" in visits.links(app), "sheet\\-0\\.xlsx" in visits.links(app)) == (
        True,
        False,
    )
    app.get("pagination")[0].set_value(2).run()
    assert "sheet\\-0\\.xlsx" in visits.links(app)
    app.text_input(key="find").set_value("T-10").run()
    assert "sheet\\-10\\.xlsx" in visits.links(app)
    assert "1 import" in visits.words(app).splitlines()
    app.text_input(key="find").set_value("none has this").run()
    assert "No import has “none has this” in its file name or its user." in visits.words(app)


def test_a_clean_import_offers_no_corrections(app: AppTest, kit: ik.Workspace) -> None:
    kit.import_file(sheets.workbook(sheets.GOOD), filename="good.xlsx")

    visits.show_job(app, kit.recent_imports()[0])

    assert list(app.get("download_button")) == []
    assert "dismiss" not in " ".join(str(button.key) for button in app.button)


def test_details_lead_to_the_summary_of_that_import(app: AppTest, failed: ik.Job) -> None:
    visits.show_job(app, failed)

    assert "**1 product imported, 1 held back" in visits.words(app)
    assert "Rows: 3 = 2 written + 0 already there + 1 failed" in visits.words(app)
    assert [branch.label for branch in app.expander] == ["Why this matters"]

    app.pills(key="job-severity").set_value(Severity.INFO).run()
    assert [branch.label for branch in app.expander] == ["1 kind of note", "Why this matters"]


def test_the_preview_shows_every_row_with_what_became_of_it(app: AppTest, failed: ik.Job) -> None:
    visits.show_job(app, failed)
    app.segmented_control(key="tab").select("Rows").run()

    rows = app.dataframe[0].value
    assert [status for (status,) in rows["status"]] == ["Created", "Created", "Failed"]
    assert list(rows["row"]) == [2, 3, 4]
    assert rows["wrong"].iloc[2].startswith("D4: ")


def test_the_preview_can_be_narrowed_to_the_failed_rows(app: AppTest, failed: ik.Job) -> None:
    visits.show_job(app, failed)

    app.segmented_control(key="tab").select("Rows").run()
    counted = [option.content for option in app.pills(key="row-outcome").proto.options]
    app.pills(key="row-outcome").set_value(RowOutcome.FAILED).run()

    assert counted == ["Failed 1", "Created 2"]
    assert list(app.dataframe[0].value["sku"]) == ["WC-M"]


def test_a_long_preview_comes_page_by_page(app: AppTest, kit: ik.Workspace) -> None:
    rows = [(f"shirt-{number}", "Shirt", f"S-{number}", 100, None) for number in range(60)]
    kit.import_file(sheets.workbook(rows), filename="long.xlsx")
    visits.show_job(app, kit.recent_imports()[0])
    assert list(app.dataframe[0].value["row"]) == list(range(2, 27))

    app.get("pagination")[0].set_value(3).run()

    assert list(app.dataframe[0].value["row"]) == list(range(52, 62))
    assert "51 to 60 of 60 rows" in visits.words(app)


def test_new_names_of_the_catalog_are_listed(app: AppTest, failed: ik.Job) -> None:
    visits.show_job(app, failed)

    app.segmented_control(key="tab").select("New names").run()

    assert app.dataframe[0].value.to_dict("records") == [{"Type": "Material", "Name": "Linen"}]


def test_failures_are_dismissed_only_after_a_second_press(
    app: AppTest, kit: ik.Workspace, failed: ik.Job
) -> None:
    visits.show_job(app, failed)

    visits.press(app, f"dismiss-{failed.id}")
    assert str(kit.job(failed.id).status) == "COMPLETED_WITH_FAILURES"
    visits.press(app, "confirm-dismiss")

    assert str(kit.job(failed.id).status) == "DISMISSED"
    assert stored.counts(kit.engine)["products"] == 1


def test_keeping_the_failures_changes_nothing(app: AppTest, kit: ik.Workspace, failed: ik.Job) -> None:
    visits.show_job(app, failed)
    visits.press(app, f"dismiss-{failed.id}")

    visits.press(app, "keep")

    assert str(kit.job(failed.id).status) == "COMPLETED_WITH_FAILURES"


def test_an_import_is_undone_only_after_a_second_press(
    app: AppTest, kit: ik.Workspace, failed: ik.Job
) -> None:
    visits.show_job(app, failed)

    visits.press(app, "undo")
    assert visits.figures(app)["Products removed"] == "1"
    assert stored.counts(kit.engine)["products"] == 1
    visits.press(app, "confirm-undo")

    assert stored.counts(kit.engine) == {}
    assert visits.words(app).count("1 product, 2 variants, 1 name taken back") == 1
    assert "undo" not in [button.key for button in app.button]
    assert "~~1 product imported~~  \n1 product, 2 variants, 1 name taken back" in visits.words(
        visits.show_recent(app)
    )


def test_what_would_stay_is_shown_and_leaving_it_changes_nothing(
    app: AppTest, kit: ik.Workspace, failed: ik.Job
) -> None:
    with kit.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE products SET name = '<b>Mine</b>'")
    visits.show_job(app, failed)

    visits.press(app, "undo")
    shown = [frame.value for frame in app.dataframe if "Why" in frame.value]
    visits.press(app, "leave")

    assert shown[0].to_dict("records")[0] == {
        "What": "product linen-shirt and its 2 variants",
        "Why": "edited later",
    }
    assert "Products removed" not in visits.figures(app)  # there is none
    assert kit.job(failed.id).undone_at is None
    assert stored.counts(kit.engine)["product_variants"] == 2


def test_a_viewer_is_offered_nothing_that_would_be_refused(
    app: AppTest, kit: ik.Workspace, failed: ik.Job
) -> None:
    visits.show_job(app, failed)
    offered = {button.key for button in app.button}
    visits.make_viewer(kit)

    app.run()

    assert offered - {button.key for button in app.button} == {"undo", "fix-here", f"dismiss-{failed.id}"}


def test_a_viewer_is_told_who_may_upload_a_workbook_and_who_may_import_one(
    app: AppTest, kit: ik.Workspace
) -> None:
    draft = kit.draft(sheets.workbook(sheets.GOOD), filename="good.xlsx")
    visits.make_viewer(kit)

    app.run()
    uploader = app.file_uploader[0]
    assert (uploader.disabled, "ask one of its owners" in uploader.help) == (True, True)
    app.query_params["id"] = draft.id
    app.switch_page("importkit/ui/pages/draft.py").run()

    button = visits.button(app, "import")
    assert (button.disabled, "ask one of its owners" in button.help) == (True, True)


@pytest.mark.parametrize("name", ["<script>a\x00</script>.xlsx", "../../etc/passwd.xlsx", "**\x1b[2J**.xlsx"])
def test_any_file_name_is_shown_as_text(app: AppTest, kit: ik.Workspace, name: str) -> None:
    kit.import_file(sheets.workbook(sheets.GOOD), filename=name)

    app.run()

    shown = visits.words(app) + " ".join(visits.links(app))
    assert plain(kit.recent_imports()[0].filename) in shown
    assert not {"\x00", "\x1b"} & set(shown)
    assert "<script>" not in shown
