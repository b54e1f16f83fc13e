"""Somebody is told of an import with failures, over real HTTP; no import ever fails for that."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from support import page_sheets as sheets
from support import workers

import importkit as ik
from importkit import db
from importkit.jobs import notifications
from importkit.jobs.notifications import Notification
from importkit.jobs.retention import delete_expired
from importkit.model import JobStatus, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.db


class Inbox(ThreadingHTTPServer):
    """A web hook that keeps what it is sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Hook)
        self.messages: list[dict[str, Any]] = []
        self.answer = 200

    @property
    def url(self) -> str:
        return f"json://me:hidden-token@127.0.0.1:{self.server_port}/hook"


class Hook(BaseHTTPRequestHandler):
    server: Inbox

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.messages.append(json.loads(body))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    server = Inbox()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def kit(database_url: str, inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[ik.Workspace]:
    monkeypatch.setenv("IMPORTKIT_NOTIFY", inbox.url)
    monkeypatch.setenv("IMPORTKIT_PAGE_URL", "https://imports.example.com/")
    with ik.connect(database_url) as workspace:
        yield workspace


def test_an_import_with_failures_tells_who_what_how_many_and_where(kit: ik.Workspace, inbox: Inbox) -> None:
    result = kit.import_file(sheets.workbook(sheets.ONE_BAD), filename="shirts.xlsx")

    (message,) = inbox.messages
    assert message["title"] == "Partly imported, 1 product to correct: shirts.xlsx"
    assert message["message"].splitlines() == [
        "local@localhost started the import of shirts.xlsx into default (mode create).",
        "1 product imported, 1 held back; rows: 3 = 2 written + 0 already there + 1 failed.",
        f"https://imports.example.com/result?job={result.job_id}",
    ]


def test_the_page_of_another_brand_is_no_place_to_look(
    kit: ik.Workspace, database_url: str, inbox: Inbox
) -> None:
    db.add_brand(kit.engine, "acme", "Acme", "local@localhost")
    with ik.connect(database_url, brand="acme") as acme:
        job_id = acme.import_file(sheets.workbook(sheets.ONE_BAD), filename="shirts.xlsx").job_id

    (message,) = inbox.messages
    assert message["message"].splitlines()[-1] == f"importkit jobs corrections {job_id[:8]} --brand acme"


def test_a_clean_import_tells_nobody(kit: ik.Workspace, inbox: Inbox) -> None:
    kit.import_file(sheets.workbook(sheets.GOOD), filename="shirts.xlsx")

    assert inbox.messages == []


def test_nobody_is_told_by_default(database_url: str, inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IMPORTKIT_NOTIFY", raising=False)
    with ik.connect(database_url) as kit:
        kit.import_file(sheets.workbook(sheets.ONE_BAD), filename="shirts.xlsx")

    assert inbox.messages == []


WRONG = [
    pytest.param("json://127.0.0.1:9/closed", id="nobody listens"),
    pytest.param("nonsense", id="no address"),
    pytest.param("nosuchservice://x", id="no such service"),
]


@pytest.mark.parametrize("url", WRONG)
def test_a_message_that_cannot_be_sent_fails_no_import(
    kit: ik.Workspace, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    kit = replace(kit, settings=replace(kit.settings, notify=url))

    result = kit.import_file(sheets.workbook(sheets.ONE_BAD), filename="shirts.xlsx")

    assert str(result.status) == "COMPLETED_WITH_FAILURES"
    reported = [record for record in caplog.records if record.name == "importkit.jobs.notifications"]
    assert [record.levelno for record in reported] == [logging.WARNING]


def test_a_service_that_refuses_is_logged_without_its_token(
    kit: ik.Workspace, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.answer = 500

    kit.import_file(sheets.workbook(sheets.ONE_BAD), filename="shirts.xlsx")

    ours = [record.getMessage() for record in caplog.records if record.name.startswith("importkit")]
    assert len(inbox.messages) == 1
    assert any("not everybody could be told" in line for line in ours)
    assert not any("hidden-token" in line for line in ours)
    assert "hidden-token" not in repr(kit.settings)


def test_a_failure_of_the_system_is_told_and_a_cancelled_import_is_not(
    kit: ik.Workspace, inbox: Inbox
) -> None:
    job_id, who = "0197a1b2-0000-7000-8000-000000000001", "ana@a.example"
    news = Notification(job_id, "a.xlsx", "acme", who, Mode.ENRICH, JobStatus.FAILED)
    without_page = replace(kit.settings, page_url="")

    assert notifications.notify_of_end(replace(news, error="The disk is full."), without_page)
    assert not notifications.notify_of_end(replace(news, error="cancelled"), without_page)

    (message,) = inbox.messages
    assert message["title"] == "Interrupted: a.xlsx"
    assert message["message"].splitlines() == [
        "ana@a.example started the import of a.xlsx into acme (mode enrich).",
        "Nothing was written: The disk is full.",
        "importkit jobs show 0197a1b2 --brand acme",
    ]


def test_the_doctor_knows_a_service_that_is_none(kit: ik.Workspace) -> None:
    assert notifications.problem(kit.settings) == ""
    assert "no service" in notifications.problem(replace(kit.settings, notify="nosuchservice://x"))


# ---- imports in the background


@pytest.fixture
def queueing(database_url: str, tmp_path: Path, inbox: Inbox) -> Iterator[ik.Workspace]:
    """Return a workspace whose imports are run by workers alone, which tell the inbox."""
    with workers.workspace(database_url, tmp_path, email="local@localhost") as workspace:
        yield workspace


def test_an_import_by_a_worker_tells_of_its_failures_once(
    queueing: ik.Workspace, inbox: Inbox, tmp_path: Path
) -> None:
    bad = queueing.start(sheets.workbook(sheets.ONE_BAD), filename="shirts.xlsx")
    plan = queueing.plan(sheets.workbook(sheets.GOOD)).token
    outdated = queueing.start(sheets.workbook(sheets.GOOD[:1]), filename="other.xlsx", plan=plan)
    good = queueing.start(sheets.workbook(sheets.GOOD), filename="good.xlsx")
    lost = queueing.start(sheets.workbook(sheets.GOOD), filename="lost.xlsx")
    (tmp_path / "files" / f"{lost.id}.xlsx").unlink()

    with workers.running_worker(queueing.engine, tmp_path, IMPORTKIT_NOTIFY=inbox.url) as worker:
        for job in (bad, outdated, good, lost):
            workers.ended(queueing, job.id)
        workers.until(lambda: workers.queued(queueing.engine) == [])
        workers.stop(worker)

    reported = {message["title"]: message["message"].splitlines() for message in inbox.messages}
    assert [message["title"] for message in inbox.messages] == [
        "Partly imported, 1 product to correct: shirts.xlsx",
        "Interrupted: other.xlsx",
        "Interrupted: lost.xlsx",
    ]
    assert reported["Partly imported, 1 product to correct: shirts.xlsx"] == [
        "local@localhost started the import of shirts.xlsx into default (mode create).",
        "1 product imported, 1 held back; rows: 3 = 2 written + 0 already there + 1 failed.",
        f"importkit jobs corrections {bad.id[:8]} --brand default",
    ]
    assert "is no longer kept" in reported["Interrupted: lost.xlsx"][1]


def test_a_job_that_was_interrupted_too_often_is_told_once(
    queueing: ik.Workspace, inbox: Inbox, tmp_path: Path
) -> None:
    job = queueing.start(sheets.workbook(sheets.GOOD), filename="good.xlsx")
    workers.execute(queueing.engine, "UPDATE import_jobs SET status = 'PROCESSING', attempt = 2")

    with workers.running_worker(queueing.engine, tmp_path, IMPORTKIT_NOTIFY=inbox.url):
        workers.ended(queueing, job.id)
        workers.until(lambda: workers.queued(queueing.engine) == [])

    assert [message["title"] for message in inbox.messages] == ["Interrupted: good.xlsx"]


def test_a_dead_import_that_a_cleanup_ends_is_told_once(kit: ik.Workspace, inbox: Inbox) -> None:
    kit.import_file(sheets.workbook(sheets.GOOD), filename="good.xlsx")
    workers.execute(
        kit.engine,
        "UPDATE import_jobs SET status = 'PROCESSING', attempt = 2, finished_at = NULL, progress = NULL,"
        " created_at = now() - interval '1 hour', started_at = now() - interval '1 hour'",
    )

    for _ in range(2):
        delete_expired(kit.engine, kit.settings)

    assert [message["title"] for message in inbox.messages] == ["Interrupted: good.xlsx"]


def test_a_message_that_cannot_be_sent_fails_no_import_in_the_background(
    queueing: ik.Workspace, tmp_path: Path
) -> None:
    job = queueing.start(sheets.workbook(sheets.ONE_BAD), filename="shirts.xlsx")

    with workers.running_worker(queueing.engine, tmp_path, IMPORTKIT_NOTIFY="json://127.0.0.1:9/closed"):
        assert str(workers.ended(queueing, job.id).status) == "COMPLETED_WITH_FAILURES"
        workers.until(lambda: workers.queued(queueing.engine) == [])
