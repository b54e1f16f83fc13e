"""An import under way: the page shows what the database knows, whoever looks, and can stop it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest
from support import page_sheets as sheets
from support import page_visits as visits
from support import stored
from support.workers import execute, queued, until

from importkit.ui import deps

if TYPE_CHECKING:
    import importkit as ik

APP = Path(__file__).parents[2] / "streamlit_app.py"
GOOD = sheets.workbook(sheets.GOOD)
WAITS = "Waiting: nothing imports at the moment."


@pytest.fixture
def waiting(app: AppTest) -> AppTest:
    """Return the page with an import that waits, for there is no worker."""
    visits.upload(app, "good.xlsx", GOOD)
    return visits.press(app, "import")


def test_without_a_worker_the_page_says_how_to_start_one(waiting: AppTest, kit: ik.Workspace) -> None:
    assert bar(waiting) == WAITS
    assert waiting.code[-1].value == "importkit worker"
    assert str(kit.recent_imports()[0].status) == "PENDING"


def test_how_far_it_is_comes_from_the_database(waiting: AppTest, kit: ik.Workspace) -> None:
    execute(
        kit.engine,
        "UPDATE import_jobs SET status = 'PROCESSING', progress = CAST(:progress AS jsonb)",
        progress='{"phase": "STAGING", "rows_done": 7, "rows_total": 20, "seconds": 1.5}',
    )

    waiting.run()

    assert bar(waiting) == "Step 4 of 5: copying to the database, 7 of 20 rows, 5 a second, about 3 s left"


def test_a_viewer_may_watch_it_and_not_cancel_it(waiting: AppTest, kit: ik.Workspace) -> None:
    (cancel,) = [button.key for button in waiting.button if str(button.key).startswith("cancel-")]
    visits.make_viewer(kit)

    waiting.run()

    assert cancel not in [button.key for button in waiting.button]
    assert bar(waiting) == WAITS


def test_a_closed_tab_loses_nothing(waiting: AppTest, kit: ik.Workspace) -> None:
    job = kit.recent_imports()[0]
    another_tab = AppTest.from_file(str(APP), default_timeout=300).run()
    assert bar(another_tab) == WAITS

    visits.show_job(another_tab, job)

    assert bar(another_tab) == WAITS


def test_an_import_says_how_many_are_before_it(waiting: AppTest, kit: ik.Workspace) -> None:
    second = kit.start(GOOD, filename="second.xlsx")

    visits.show_job(waiting, second)

    assert bar(waiting) == "Waiting: 1 import is ahead."


def test_an_import_can_be_cancelled_and_opened_again(waiting: AppTest, kit: ik.Workspace) -> None:
    job = kit.recent_imports()[0]

    visits.press(waiting, f"cancel-{job.id}")

    assert r"Nothing was written\: the import was cancelled\." in visits.words(waiting)
    assert (str(kit.job(job.id).status), stored.counts(kit.engine)) == ("FAILED", {})
    visits.press(waiting, "open-again")
    assert visits.button(waiting, "import").label == "Import 2 products"


def test_pressing_import_again_leads_to_the_same_job(waiting: AppTest, kit: ik.Workspace) -> None:
    job = kit.recent_imports()[0]
    waiting.switch_page("importkit/ui/pages/draft.py").run()

    assert "import" not in [button.key for button in waiting.button]
    assert visits.links(waiting)["Show the import"] == f"job={job.id}"
    assert queued(kit.engine) == ["todo"]


def test_with_the_database_of_this_machine_the_page_imports_by_itself(
    app: AppTest, kit: ik.Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = replace(kit, settings=replace(kit.settings, database_url=None))
    monkeypatch.setattr(deps, "workspace", lambda *_: here)
    visits.upload(app, "good.xlsx", GOOD)

    visits.import_(app)

    assert r"**2 products imported\.**" in visits.words(app)
    assert len(app.warning) == 0


def test_an_import_found_waiting_is_begun_by_the_page(
    waiting: AppTest, kit: ik.Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = replace(kit, settings=replace(kit.settings, database_url=None))
    monkeypatch.setattr(deps, "workspace", lambda *_: here)
    deps.worker.clear()

    visits.show_recent(waiting)

    until(lambda: kit.recent_imports()[0].has_ended)
    assert "2 products imported" in visits.words(waiting.run())


def bar(app: AppTest) -> str:
    """Return what stands on the progress bar."""
    return str(app.get("progress")[0].proto.text)
