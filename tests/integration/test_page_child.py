"""An upload is checked in a child of the page, within the time and the memory of a worker's attempt."""

from __future__ import annotations

import os
import signal
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
from importkit.ui.check_process import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from importkit.progress import Progress

pytestmark = pytest.mark.db


@pytest.fixture
def shop(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


@pytest.fixture
def ask(shop: ik.Workspace, tmp_path: Path) -> Callable[..., Request]:
    def request(content: bytes, *, mode: Mode | None = None) -> Request:
        path = tmp_path / "upload.xlsx"
        path.write_bytes(content)
        return Request(path, "shirts.xlsx", mode, HiddenRows.IMPORT, shop.brand.slug, shop.email)

    return request


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork the children that check, where a test is not about how they start and end."""
    fork_children(monkeypatch)


def limited(shop: ik.Workspace, **limits: int) -> ik.Workspace:
    settings = replace(shop.settings, worker=replace(shop.settings.worker, **limits))
    return ik.Workspace(shop.engine, shop.brand, shop.email, settings)


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
    shop: ik.Workspace, ask: Callable[..., Request]
) -> None:
    seen: list[Progress] = []

    found = check_supervisor.check(ask(sheets.workbook(sheets.ONE_BAD)), shop, seen.append)

    assert (found.mode, found.rows, found.products, found.failed_products) == (Mode.CREATE, 3, 2, 1)
    assert [finding.code for finding in found.findings.errors] == ["number.invalid"]
    assert found.preview is not None
    assert found.preview.summary["products_created"] == 1
    assert len(seen) >= 4
    assert children() == []


@pytest.mark.usefixtures("forked")
def test_a_file_that_is_no_workbook_gets_its_own_sentence(
    shop: ik.Workspace, ask: Callable[..., Request]
) -> None:
    with pytest.raises(UnreadableWorkbookError, match=r'"shirts.xlsx" is ') as raised:
        check_supervisor.check(ask(b"%PDF-1.7 no workbook"), shop)

    assert raised.value.hint or raised.value.message


@pytest.mark.usefixtures("forked")
def test_corrections_for_another_mode_are_refused(
    shop: ik.Workspace, shirts: str, ask: Callable[..., Request], tmp_path: Path
) -> None:
    corrections = shop.corrections(shirts, tmp_path / "corrections.xlsx").read_bytes()

    assert check_supervisor.check(ask(corrections), shop).is_correction
    with pytest.raises(OtherModeError):
        check_supervisor.check(ask(corrections, mode=Mode.ENRICH), shop)


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({"attempt_bytes": 1024 * 1024}, "Checking the workbook needed more than 1 MB of memory."),
        ({"attempt_s": 0}, "Checking the workbook took longer than 0 seconds."),
    ],
)
def test_a_child_that_takes_too_much_is_killed(
    shop: ik.Workspace, ask: Callable[..., Request], limits: dict[str, int], sentence: str
) -> None:
    with pytest.raises(EnvironmentFailure) as raised:
        check_supervisor.check(ask(sheets.workbook(sheets.GOOD)), limited(shop, **limits))

    assert raised.value.message == sentence
    assert raised.value.hint.startswith("Split the sheet")
    assert children() == []


def test_a_child_that_dies_is_one_sentence(shop: ik.Workspace, ask: Callable[..., Request]) -> None:
    killer = threading.Thread(target=kill_the_next_child)
    killer.start()
    with pytest.raises(EnvironmentFailure) as raised:
        check_supervisor.check(ask(sheets.workbook(sheets.GOOD)), shop)
    killer.join()

    assert raised.value.message == "The process that read the workbook ended unexpectedly (signal 9)."
    assert raised.value.hint == "Try it again."


def kill_the_next_child() -> None:
    workers.until(lambda: children() != [])
    os.kill(children()[0].pid, signal.SIGKILL)


def test_a_page_that_is_left_leaves_no_child(shop: ik.Workspace, ask: Callable[..., Request]) -> None:
    def leave(progress: Progress) -> None:  # as Streamlit does at the next widget
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_supervisor.check(ask(sheets.workbook(sheets.GOOD)), shop, leave)

    assert children() == []
