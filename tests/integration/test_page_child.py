"""An upload is checked in a child of the page, within the time and the memory of a worker's attempt."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import psutil
import pytest
from support import page_sheets as sheets
from support import workers
from support.fork_server import fork_children

import importkit as ik
from importkit.errors import EnvironmentFailure, OtherModeError, UnreadableWorkbookError
from importkit.model import HiddenRows, Mode
from importkit.ui import check_supervisor
from importkit.ui.check_process import KnownDraft, NewDraft
from importkit.workbook import product_sheet
from importkit.workspace import draft_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from importkit.progress import Progress

pytestmark = pytest.mark.db


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., NewDraft]:
    def request(content: bytes, *, mode: Mode | None = None) -> NewDraft:
        path = tmp_path / "upload.xlsx"
        path.write_bytes(content)
        return NewDraft(path, "shirts.xlsx", mode, HiddenRows.IMPORT)

    return request


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork the children that check, where a test is not about how they start and end."""
    fork_children(monkeypatch)


def limited(kit: ik.Workspace, **limits: int) -> ik.Workspace:
    settings = replace(kit.settings, worker=replace(kit.settings.worker, **limits))
    return ik.Workspace(kit.engine, kit.brand, kit.email, settings)


def children() -> list[psutil.Process]:
    """Return the children of this process that check an upload."""
    found = []
    for process in psutil.Process().children():
        try:
            if "importkit.ui.check_process" in " ".join(process.cmdline()):
                found.append(process)
        except psutil.Error:  # it ended this moment
            continue
    return found


def test_what_is_wrong_and_what_would_be_done_is_found(
    kit: ik.Workspace, ask: Callable[..., NewDraft]
) -> None:
    seen: list[Progress] = []

    draft = check_supervisor.checked(ask(sheets.workbook(sheets.ONE_BAD)), kit, seen.append)

    assert (draft.mode, draft.check.counts["rows"], draft.check.counts["failed_products"]) == (
        Mode.CREATE,
        3,
        1,
    )
    assert [finding.code for finding in draft.check.findings.errors] == ["number.invalid"]
    assert draft.plan is not None
    assert draft.plan.summary["products_created"] == 1
    assert len(seen) >= 4
    assert children() == []


@pytest.mark.usefixtures("forked")
def test_a_draft_is_opened_again_without_reading_its_workbook_here(
    kit: ik.Workspace, ask: Callable[..., NewDraft], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = check_supervisor.checked(ask(sheets.workbook(sheets.ONE_BAD, hidden=[4])), kit).edit({"D4": 900})

    monkeypatch.setattr(draft_files, "read_file", lambda _: pytest.fail("The page read a workbook."))
    monkeypatch.setattr(product_sheet, "read_raw", lambda *_, **__: pytest.fail("The page read a workbook."))
    again = check_supervisor.checked(KnownDraft(made.id), kit)

    assert (again.edits, again.check.counts["failed_products"]) == (made.edits, 0)
    assert again.with_hidden_rows("skip").check.counts["products"] == 1


@pytest.mark.usefixtures("forked")
def test_a_workbook_without_a_header_is_a_draft_of_nothing(
    kit: ik.Workspace, ask: Callable[..., NewDraft]
) -> None:
    draft = check_supervisor.checked(ask(sheets.workbook([("one", "two")], header=("some", "notes"))), kit)

    assert (draft.file.book, draft.plan) == (None, None)
    assert [finding.code for finding in draft.check.findings] == ["header.not-found"]


@pytest.mark.usefixtures("forked")
def test_a_file_that_is_no_workbook_gets_its_own_sentence(
    kit: ik.Workspace, ask: Callable[..., NewDraft]
) -> None:
    with pytest.raises(UnreadableWorkbookError, match=r'"shirts.xlsx" is ') as raised:
        check_supervisor.checked(ask(b"%PDF-1.7 no workbook"), kit)

    assert raised.value.hint or raised.value.message


@pytest.mark.usefixtures("forked")
def test_corrections_for_another_mode_are_refused(
    kit: ik.Workspace, shirts: str, ask: Callable[..., NewDraft], tmp_path: Path
) -> None:
    corrections = kit.corrections(shirts, tmp_path / "corrections.xlsx").read_bytes()

    assert check_supervisor.checked(ask(corrections), kit).has_own_mode
    with pytest.raises(OtherModeError):
        check_supervisor.checked(ask(corrections, mode=Mode.ENRICH), kit)


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({"attempt_bytes": 1024 * 1024}, "Checking the workbook needed more than 1 MB of memory."),
        ({"attempt_s": 0}, "Checking the workbook took longer than 0 seconds."),
    ],
)
def test_a_child_that_takes_too_much_is_killed(
    kit: ik.Workspace, ask: Callable[..., NewDraft], limits: dict[str, int], sentence: str
) -> None:
    with pytest.raises(EnvironmentFailure) as raised:
        check_supervisor.checked(ask(sheets.workbook(sheets.GOOD)), limited(kit, **limits))

    assert raised.value.message == sentence
    assert raised.value.hint.startswith("Split the sheet")
    assert children() == []


def test_a_child_that_dies_is_one_sentence(kit: ik.Workspace, ask: Callable[..., NewDraft]) -> None:
    killer = threading.Thread(target=kill_the_next_child)
    killer.start()
    with pytest.raises(EnvironmentFailure) as raised:
        check_supervisor.checked(ask(sheets.workbook(sheets.GOOD)), kit)
    killer.join()

    assert raised.value.message == "The process that read the workbook ended unexpectedly (signal 9)."
    assert raised.value.hint == "Try it again."


def kill_the_next_child() -> None:
    workers.until(lambda: children() != [])
    os.kill(children()[0].pid, signal.SIGKILL)


def test_a_page_that_is_left_leaves_no_child(kit: ik.Workspace, ask: Callable[..., NewDraft]) -> None:
    def leave(progress: Progress) -> None:  # as Streamlit does at the next widget
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_supervisor.checked(ask(sheets.workbook(sheets.GOOD)), kit, leave)

    assert children() == []


FIRST_FIX = """
import sys
from pathlib import Path
import importkit as ik
from importkit.model import HiddenRows
from importkit.ui import check_supervisor
from importkit.ui.check_process import NewDraft

kit = ik.connect(sys.argv[1])
draft = check_supervisor.checked(NewDraft(Path(sys.argv[2]), "shirts.xlsx", None, HiddenRows.IMPORT), kit)
stages = ("validation", "resolution", "staging", "production")
print(sorted(stage for stage in stages if f"importkit.{stage}" in sys.modules), "pandera" in sys.modules)
"""


def test_the_first_fix_finds_everything_loaded(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "shirts.xlsx").write_bytes(sheets.workbook(sheets.ONE_BAD))

    ran = subprocess.run(
        [sys.executable, "-c", FIRST_FIX, database_url, str(tmp_path / "shirts.xlsx")],
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.split("\n")[0] == "['production', 'resolution', 'staging', 'validation'] True"
