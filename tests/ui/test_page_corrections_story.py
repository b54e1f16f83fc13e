"""An import, the corrections of it, and what both say of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import page_sheets as sheets
from support import page_visits as visits
from support.filled_databases import import_shirts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest
    from support.filled_databases import Filled

    import importkit as ik


def correct_shirts(kit: ik.Workspace) -> tuple[str, str]:
    first = import_shirts(kit)
    written = kit.corrections(first, kit.settings.data_dir / "corrections.xlsx").read_bytes()
    return first, kit.import_file(sheets.mended(written, "D2", 900), filename="fixed.xlsx").job_id


@pytest.fixture
def template(filled: Callable[..., Filled]) -> str:
    return filled(correct_shirts).template


@pytest.fixture
def story(
    kit: ik.Workspace, database_url: str, filled: Callable[..., Filled], uploads: Path
) -> tuple[ik.Job, ik.Job]:
    """Return an import with a failed row, and that of its corrections."""
    filled(correct_shirts).hand_over_files(database_url, uploads)
    first, second = filled(correct_shirts).result
    return kit.job(first), kit.job(second)


def test_recent_imports_tell_one_story(app: AppTest, story: tuple[ik.Job, ik.Job]) -> None:
    older, newer = story

    app.run()

    assert not app.exception
    assert f"in job {newer.id[:8]}, where none fails" in visits.words(app)
    assert (
        f"Corrections: 1 fixed, 0 still failing, 0 newly failing, 0 removed (of job {older.id[:8]})"
        in visits.words(app).replace("\\", "")
    )
    offered = [button.proto.label for button in app.get("download_button")]
    assert offered == ["Empty template", "All products as a sheet", "Sample with mistakes"]


def test_the_older_import_leads_to_the_later_one(app: AppTest, story: tuple[ik.Job, ik.Job]) -> None:
    older, newer = story
    visits.show_job(app, older)
    assert f"Corrected later in job {newer.id[:8]}, where none fails" in visits.words(app)

    assert visits.links(app)["Show the later import"] == f"job={newer.id}"


def test_the_later_import_leads_back_to_the_one_it_corrects(
    app: AppTest, story: tuple[ik.Job, ik.Job]
) -> None:
    older, newer = story
    visits.show_job(app, newer)
    assert "1 fixed, 0 still failing, 0 newly failing, 0 removed" in visits.words(app)

    assert visits.links(app)["Show the import they are of"] == f"job={older.id}"
