"""A sheet is mended on the page, cell by cell, and then imported."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import event
from support import page_sheets as sheets
from support import page_visits as visits
from support import stored

from importkit import db
from importkit.ui import deps, draft_deps

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    import importkit as ik

TWO_BAD = (
    *sheets.ONE_BAD[:2],
    ("wool-coat", "", "WC-M", "heavy", None),
    ("belt", "Belt", "B", "heavy", None),
)


def open_draft(app: AppTest, draft_id: str) -> AppTest:
    """Open a draft by its address."""
    app.query_params["id"] = draft_id
    app.switch_page("importkit/ui/pages/draft.py").run()
    assert not app.exception
    return app


def problem(app: AppTest) -> str:
    return str(app.selectbox(key="problem").value)


def save(app: AppTest, value: str, label: str = "Save and next") -> AppTest:
    """Type a new value for the chosen cell and save it."""
    app.text_input[0].set_value(value)
    return visits.press_labelled(app, label)


@pytest.mark.usefixtures("worker")
def test_cells_are_fixed_one_after_the_other_and_the_sheet_imported(app: AppTest, kit: ik.Workspace) -> None:
    visits.upload(app, "shirts.xlsx", sheets.workbook(TWO_BAD))
    draft_id = app.query_params["id"]
    assert (problem(app), app.selectbox(key="problem").label) == ("B4", "3 cells to fix")

    save(app, "Wool coat")
    assert (problem(app), app.toast[0].value) == ("D4", "Saved B4")
    save(app, "900", "The same for all 2 like it")
    assert "**Nothing is left to fix.**" in visits.words(app)

    app.run()
    assert visits.button(app, "import").label == "Import 3 products"
    visits.import_(app)
    job = kit.job(app.query_params["job"])
    assert (job.summary["failed_products"], job.summary["products_created"]) == (0, 3)
    assert [edit.cell for edit in kit.edits(job.id)] == ["B4", "D4", "D5"]
    assert stored.counts(kit.engine)["products"] == 3
    assert "This draft was imported" in visits.words(open_draft(app, draft_id))


def test_the_failed_rows_of_an_import_are_fixed_here(app: AppTest, kit: ik.Workspace) -> None:
    result = kit.import_file(sheets.workbook(sheets.ONE_BAD), filename="shirts.xlsx")
    visits.show_job(app, kit.job(result.job_id))
    visits.press(app, "fix-here")
    assert problem(app) == "D2"
    assert app.button_group(key="mode-CREATE").disabled
    visits.show_job(app, kit.job(result.job_id))
    visits.press(app, "fix-here")
    assert len(kit.drafts()) == 1


def test_a_sheet_for_the_wrong_mode_is_switched_where_it_is(app: AppTest, kit: ik.Workspace) -> None:
    kit.import_file(sheets.workbook(sheets.GOOD))
    rows = [(None, None, "LS-S", 200, None), (None, None, "WC-M", 950, None)]
    draft = kit.draft(sheets.workbook(rows), filename="weights.xlsx")
    open_draft(app, draft.id)
    assert "Both variants are there already" in visits.words(app)
    visits.press(app, "enrich")
    assert str(kit.open_draft(draft.id).mode) == "ENRICH"
    assert visits.button(app, "import").label == "Update 2 products"


def test_a_sheet_that_is_read_in_another_way_begins_with_its_worst_problem(
    app: AppTest, kit: ik.Workspace
) -> None:
    kit.import_file(sheets.workbook(sheets.GOOD))
    rows = [("LS-S", "[clear]", 200), ("LS-M", None, 200), ("none", None, 950)]
    header = ("SKU", "Tags", "Grams Weight")
    open_draft(app, kit.draft(sheets.workbook(rows, header=header), filename="weights.xlsx").id)
    assert problem(app) == "B2"
    visits.press(app, "enrich")
    assert "B2" in app.selectbox(key="problem").options[1]
    assert problem(app) == "A4"


def test_the_list_says_of_the_chosen_cell_what_is_wrong_now(app: AppTest, kit: ik.Workspace) -> None:
    rows = [(f"shirt-{number}", "Shirt", "S-1", 80, None) for number in range(3)]
    draft = kit.draft(sheets.workbook(rows), filename="thrice.xlsx")
    open_draft(app, draft.id)
    assert "row 3 and row 4" in app.selectbox(key="problem").options[0]
    draft.edit({"C4": "S-2"})
    app.run()
    chosen = app.selectbox(key="problem").proto
    assert chosen.set_value
    assert "also by row 3" in chosen.raw_value


def test_an_edit_is_taken_back_and_a_product_left_out(app: AppTest, kit: ik.Workspace) -> None:
    draft = kit.draft(sheets.workbook(sheets.ONE_BAD), filename="shirts.xlsx")
    save(open_draft(app, draft.id), "900")
    visits.press(app, "take-back")
    assert (list(kit.open_draft(draft.id).edits), problem(app)) == ([], "D4")
    visits.press_labelled(app, "Leave the product out")
    assert kit.open_draft(draft.id).left_out == {"wool-coat"}
    assert visits.button(app, "import").label == "Import 1 product"
    visits.press(app, "take-in-wool-coat")
    assert problem(app) == "D4"


def test_what_somebody_else_put_there_is_shown_before_it_is_written_over(
    app: AppTest, kit: ik.Workspace
) -> None:
    draft = kit.draft(sheets.workbook(sheets.ONE_BAD), filename="shirts.xlsx")
    open_draft(app, draft.id)
    kit.open_draft(draft.id).edit({"D4": "heavier"})
    save(app, "900")
    assert 'has changed D4 to "heavier"' in app.warning[0].value.replace("\\", "")
    assert [edit.after for edit in kit.open_draft(draft.id).edits] == ["heavier"]
    visits.press_labelled(app, "Write 900 over it")
    assert [edit.after for edit in kit.open_draft(draft.id).edits] == ["900"]


def test_there_is_nothing_to_press_where_there_is_nothing_to_do(app: AppTest, kit: ik.Workspace) -> None:
    empty = kit.draft(sheets.workbook([]), filename="empty.xlsx")
    open_draft(app, empty.id)
    assert "This sheet has no rows yet." in visits.words(app)
    kit.import_file(sheets.workbook(sheets.GOOD))
    known = kit.draft(sheets.workbook(sheets.GOOD), filename="known.xlsx")
    open_draft(app, known.id)
    assert r"both products are there already" in visits.words(app)
    assert "import" not in [button.key for button in app.button]
    open_draft(app, str(uuid4()))
    assert app.title[0].value == "This draft is not there (any more)."


def test_where_only_warnings_are_left_nothing_has_to_be_fixed(app: AppTest, kit: ik.Workspace) -> None:
    rows = (*sheets.GOOD[:2], ("wool-coat", "Wool coat", "WC-M", 900, "Wool: 80%"))
    open_draft(app, kit.draft(sheets.workbook(rows), filename="warned.xlsx").id)
    assert "**Nothing has to be fixed.**" in visits.words(app)
    assert (problem(app), app.selectbox(key="problem").label) == ("E4", "Cells with warnings")
    assert [button.label for button in app.button if button.proto.type == "primary"] == ["Import 2 products"]


def test_one_button_of_a_draft_is_the_first_to_press(app: AppTest, kit: ik.Workspace) -> None:
    open_draft(app, kit.draft(sheets.workbook(sheets.ONE_BAD), filename="one-bad.xlsx").id)
    primary = [button.label for button in app.button if button.proto.type == "primary"]
    assert primary == ["Save and next"]


def test_a_sheet_without_problems_is_shown_as_a_whole(app: AppTest, kit: ik.Workspace) -> None:
    open_draft(app, kit.draft(sheets.workbook(sheets.GOOD), filename="good.xlsx").id)
    assert app.dataframe[0].value["SKU"].tolist() == ["LS-S", "LS-M", "WC-M"]


def test_a_viewer_sees_what_is_wrong_and_changes_nothing(
    app: AppTest, kit: ik.Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = kit.draft(sheets.workbook(sheets.ONE_BAD), filename="shirts.xlsx")
    db.add_member(kit.engine, "default", "vera@shop.example", "viewer")
    viewing = deps.workspace("vera@shop.example")
    monkeypatch.setattr(deps, "workspace", lambda *_: viewing)
    open_draft(app, draft.id)
    assert problem(app) == "D4"
    assert [button.label for button in app.button if not button.disabled] == ["How was row 4 read?"]


def open_again(app: AppTest) -> None:
    """Leave the recent imports and come back: what a source has is asked for as the page is opened."""
    app.switch_page("importkit/ui/pages/catalog.py").run()
    visits.show_recent(app)


def test_a_workbook_of_a_source_is_opened_from_the_list_of_imports(
    app: AppTest, kit: ik.Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "spring.xlsx").write_bytes(sheets.workbook(sheets.ONE_BAD))
    (drop / "broken.xlsx").write_bytes(b"no workbook")
    (tmp_path / "sources.yaml").write_text(f"sources: [{{name: drop, address: {drop}}}]")
    with_sources = replace(kit, settings=replace(kit.settings, sources=tmp_path / "sources.yaml"))
    monkeypatch.setattr(deps, "workspace", lambda *_: with_sources)
    app.run()
    assert ":small[New]" in visits.words(app).splitlines()

    visits.press(app, "open-spring.xlsx")
    assert problem(app) == "D4"
    visits.press(app, "import")
    assert kit.recent_imports()[0].created_by.endswith(", source:drop")

    visits.show_recent(app)
    assert "Waiting" in visits.links(app)
    visits.press(app, "open-broken.xlsx")
    assert "broken" in app.error[0].value
    (drop / "spring.xlsx").write_bytes(sheets.workbook(sheets.GOOD))
    open_again(app)
    assert "Waiting, changed since" in visits.links(app)
    assert app.button(key="open-spring.xlsx").label == "Open"
    drop.rename(tmp_path / "gone")
    open_again(app)
    assert "The source drop could not be listed" in "\n".join(one.value for one in app.error)


def test_what_the_brand_has_of_a_draft_is_asked_for_once_until_it_has_something(
    app: AppTest, kit: ik.Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "shirts.xlsx"
    path.write_bytes(sheets.workbook(TWO_BAD))
    draft = kit.draft(path)
    asked: list[str] = []
    event.listen(kit.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    identifiers = "-- Which of these identifiers"

    open_draft(app, draft.id).run().run()
    assert sum(identifiers in one for one in asked) == 1

    kit.open_draft(draft.id).edit({"D4": 900})
    app.run()
    assert sum(identifiers in one for one in asked) == 1
    assert app.selectbox(key="problem").label == "2 cells to fix"

    kit.import_file(sheets.workbook(TWO_BAD), filename="earlier.xlsx")
    kit.open_draft(draft.id).edit({"D5": 900})
    app.run()
    assert sum(identifiers in one for one in asked) == 2
    assert "variants are there already" in "\n".join(one.value for one in app.markdown)


def test_no_button_of_an_older_version_is_one_of_the_next(
    app: AppTest, kit: ik.Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "shirts.xlsx"
    path.write_bytes(sheets.workbook(TWO_BAD))
    draft = kit.draft(path).edit({"D4": 900})
    open_draft(app, draft.id)
    before = {visits.button(app, key).key for key in ("take-back", "import")}

    kit.open_draft(draft.id).edit({"D5": 700})
    app.run()

    after = {visits.button(app, key).key for key in ("take-back", "import")}
    assert not before & after


def test_a_session_holds_no_draft_that_the_server_has_let_go_of(
    app: AppTest, kit: ik.Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "shirts.xlsx"
    path.write_bytes(sheets.workbook(TWO_BAD))
    open_draft(app, kit.draft(path).edit({"D4": 900}).id)
    visits.press_labelled(app, "How was row 4 read?")
    held = draft_deps._open_drafts()._held
    (draft,) = [weakref.ref(one.draft) for one in held.values() if one.draft is not None]

    held.clear()
    gc.collect()

    assert draft() is None
    app.selectbox(key="problem").select("D5").run()
    save(app, "700")
    assert app.toast[0].value == "Saved D5"
