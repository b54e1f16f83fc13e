"""An import, the corrections of it, and what both say of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import page_sheets as sheets
from support import page_visits as visits

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    import importkit as ik


@pytest.fixture
def story(shop: ik.Workspace, tmp_path: Path) -> tuple[ik.Job, ik.Job]:
    """Return an import with a failed row, and that of its corrections."""
    first = shop.import_file(sheets.workbook(sheets.ONE_BAD), filename="shirts.xlsx")
    written = shop.corrections(first.job_id, tmp_path / "corrections.xlsx").read_bytes()
    second = shop.import_file(sheets.mended(written, "D2", 900), filename="fixed.xlsx")
    return shop.job(first.job_id), shop.job(second.job_id)


def test_recent_imports_tell_one_story(app: AppTest, story: tuple[ik.Job, ik.Job]) -> None:
    older, newer = story

    app.run()

    assert not app.exception
    assert f"in job {newer.id[:8]}, where none fails" in visits.words(app)
    assert (
        f"Corrections: 1 fixed, 0 still failing, 0 newly failing, 0 removed (of job {older.id[:8]})"
        in visits.words(app)
    )
    assert list(app.get("download_button")) != []  # the template and the sample
    assert not any(str(button.key).startswith(("corrections-", "dismiss-")) for button in app.button)


def test_the_older_import_leads_to_the_later_one(app: AppTest, story: tuple[ik.Job, ik.Job]) -> None:
    older, newer = story
    visits.show_job(app, older)
    assert f"Corrected later in job {newer.id[:8]}, where none fails" in visits.words(app)

    visits.press(app, "continued")

    assert app.query_params["job"] == newer.id
    assert visits.figures(app)["Products created"] == "1"


def test_the_later_import_leads_back_to_the_one_it_corrects(
    app: AppTest, story: tuple[ik.Job, ik.Job]
) -> None:
    older, newer = story
    visits.show_job(app, newer)
    assert "1 fixed, 0 still failing, 0 newly failing, 0 removed" in visits.words(app)

    visits.press(app, "corrected")

    assert app.query_params["job"] == older.id
