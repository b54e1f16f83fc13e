"""Corrections of an ENRICH import on the page: nobody has to say again what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import enrich_mistakes as enriching
from support import page_sheets as sheets
from support import page_visits as visits

from importkit.model import Mode

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    import importkit as ik


@pytest.fixture
def corrected(kit: ik.Workspace, tmp_path: Path) -> bytes:
    """Return the corrections of an import that enriches, fixed in their red cells."""
    kit.import_file(enriching.created(), filename="tees.xlsx")
    result = kit.import_file(enriching.enriching(), filename="enrich.xlsx", mode=Mode.ENRICH)
    path = kit.corrections(result.job_id, tmp_path / "corrections.xlsx")
    return enriching.corrected(path.read_bytes())


@pytest.mark.usefixtures("worker")
def test_twenty_corrections_are_imported_without_naming_a_mode(
    app: AppTest, kit: ik.Workspace, corrected: bytes
) -> None:
    visits.upload(app, "corrections.xlsx", corrected)
    assert "corrections workbook for the mode Enrich" in visits.words(app)

    visits.import_(app)

    job = kit.recent_imports()[0]
    assert (job.mode, job.summary["failed_rows"]) == (Mode.ENRICH, 0)
    assert "20 fixed, 0 still failing, 0 newly failing, 0 removed" in visits.words(app)
    assert "Enrich · " in visits.words(app)


def test_the_page_refuses_a_mode_that_was_chosen_against_the_workbook(
    app: AppTest, kit: ik.Workspace, shirts: str, tmp_path: Path
) -> None:
    written = kit.corrections(shirts, tmp_path / "corrections.xlsx").read_bytes()
    app.radio(key="mode").set_value(Mode.ENRICH).run()

    visits.upload(app, "corrections.xlsx", written)

    assert "holds corrections for the mode create, and enrich was asked for" in app.error[0].value.replace(
        "\\", ""
    )
    app.radio(key="mode").set_value(Mode.CREATE).run()
    visits.upload(app, "corrections.xlsx", written)
    assert "corrections workbook for the mode Create" in visits.words(app)


def test_a_choice_made_for_one_workbook_does_not_count_for_the_next(
    app: AppTest, kit: ik.Workspace, shirts: str, tmp_path: Path
) -> None:
    written = kit.corrections(shirts, tmp_path / "corrections.xlsx").read_bytes()
    app.radio(key="mode").set_value(Mode.ENRICH).run()
    visits.upload(app, "shirts.xlsx", sheets.workbook(sheets.GOOD))

    visits.show_recent(app)
    visits.upload(app, "corrections.xlsx", written)

    assert "corrections workbook for the mode Create" in visits.words(app)


def test_recent_imports_name_their_mode(app: AppTest, kit: ik.Workspace) -> None:
    kit.import_file(sheets.workbook(sheets.GOOD), filename="shirts.xlsx")
    kit.import_file(sheets.workbook(sheets.GOOD), filename="again.xlsx", mode=Mode.ENRICH)

    app.run()

    reported = visits.words(app)
    assert "Create · " in reported
    assert "Enrich · " in reported
