"""Importing from places that the administrator named: what is listed, brought here, and refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import fsspec
import pytest
from support import page_sheets as sheets
from support import workers

from importkit import sources as stage
from importkit.errors import EnvironmentFailure, FileGoneError, UnreadableWorkbookError, UsageError
from importkit.model import Mode
from importkit.sources import Source, SourceFile
from importkit.workspace import sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.sftp_fixtures import SftpServer

    import importkit as ik

pytestmark = pytest.mark.db

GOOD = sheets.workbook(sheets.GOOD)
BYTES = 1_000_000


@pytest.fixture(params=["folder", "sftp"])
def drop(request: pytest.FixtureRequest, tmp_path: Path) -> Source:
    """Return a folder with two workbooks, and with what is none of it; or the same behind an SFTP server."""
    root = tmp_path / "drop"
    (root / "spring").mkdir(parents=True)
    for name in ("first.xlsx", "spring/second.xlsx", "~$first.xlsx", "notes.txt"):
        (root / name).write_bytes(GOOD)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.xlsx").write_bytes(GOOD)
    (root / "link.xlsx").symlink_to(outside / "secret.xlsx")
    (root / "folder").symlink_to(outside)
    if request.param == "folder":
        return Source("drop", str(root))
    server: SftpServer = request.getfixturevalue("sftp")
    return Source("drop", f"{server.address}{root}")


def listed(source: Source) -> dict[str, SourceFile]:
    return {file.path: file for file in stage.list_files(source)}


def test_workbooks_are_listed_and_links_are_not(drop: Source) -> None:
    found = listed(drop)

    assert set(found) == {"first.xlsx", "spring/second.xlsx"}
    assert found["first.xlsx"].size == len(GOOD)
    assert found["first.xlsx"].changed is not None


@pytest.mark.parametrize(
    "path",
    [
        "../outside/secret.xlsx",
        "spring/../../outside/secret.xlsx",
        "/etc/x.xlsx",
        "..\\x.xlsx",
        "notes.txt",
        "",
    ],
)
def test_what_lies_outside_is_not_brought_here(drop: Source, tmp_path: Path, path: str) -> None:
    with pytest.raises(UsageError, match="no workbook of the source drop"):
        stage.fetch_file(drop, SourceFile(path, len(GOOD), None), tmp_path / "x.xlsx", max_bytes=BYTES)

    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize("path", ["link.xlsx", "folder/secret.xlsx"])
def test_a_link_is_not_followed(drop: Source, tmp_path: Path, path: str) -> None:
    with pytest.raises(FileGoneError, match="has changed"):
        stage.fetch_file(drop, SourceFile(path, len(GOOD), None), tmp_path / "x.xlsx", max_bytes=BYTES)


def test_only_the_file_that_was_listed_is_brought_here(drop: Source, tmp_path: Path) -> None:
    first, target = listed(drop)["first.xlsx"], tmp_path / "x.xlsx"
    stage.fetch_file(drop, first, target, max_bytes=BYTES)
    assert target.read_bytes() == GOOD
    with pytest.raises(UsageError, match="larger than a workbook may be"):
        stage.fetch_file(drop, first, target, max_bytes=10)

    (tmp_path / "drop" / "first.xlsx").write_bytes(GOOD + b"more")
    with pytest.raises(FileGoneError, match=r"first\.xlsx has changed since the source drop was listed"):
        stage.fetch_file(drop, first, target, max_bytes=BYTES)
    (tmp_path / "drop" / "first.xlsx").unlink()
    with pytest.raises(FileGoneError, match=r"first\.xlsx is no longer in the source drop"):
        stage.fetch_file(drop, first, target, max_bytes=BYTES)


def test_no_credentials_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("drop", "memory://me:never-told@host/drop?key=never-told")

    def fail(*_: object, **__: object) -> None:
        raise OSError(f"no route to {source.address}")

    monkeypatch.setattr(fsspec.get_filesystem_class("memory"), "find", fail)
    with pytest.raises(EnvironmentFailure, match="could not be listed") as raised:
        stage.list_files(source)

    reported = (
        f"{raised.value} {raised.value.hint} {source!r} {source.shown_address} {raised.value.__cause__}"
    )
    assert "never-told" not in reported


def test_a_bucket_is_a_source(bucket: str, tmp_path: Path) -> None:
    files = fsspec.filesystem("s3")
    files.pipe_file(f"{bucket}/drop/first.xlsx", GOOD)
    files.pipe_file(f"{bucket}/other/second.xlsx", GOOD)
    source = Source("bucket", f"{bucket}/drop")

    (first,) = stage.list_files(source)
    stage.fetch_file(source, first, tmp_path / "x.xlsx", max_bytes=BYTES)

    assert (first.path, (tmp_path / "x.xlsx").read_bytes() == GOOD) == ("first.xlsx", True)
    with pytest.raises(UsageError, match="no workbook of the source bucket"):
        stage.fetch_file(
            source, replace(first, path="../other/second.xlsx"), tmp_path / "y.xlsx", max_bytes=BYTES
        )
    files.pipe_file(f"{bucket}/drop/first.xlsx", GOOD + b"more")
    with pytest.raises(FileGoneError, match="has changed"):
        stage.fetch_file(source, first, tmp_path / "x.xlsx", max_bytes=BYTES)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("sources: 5", "has no list of sources"),
        ("[", "cannot be read"),
        ("sources: [{name: a}]", "Source 1 has no address"),
        ("sources: [{name: a, address: /x, colour: red}]", "unknown key: colour"),
        ("sources: [{name: A b, address: /x}]", "name that cannot be used"),
        ("sources: [{name: a, address: /x}, {name: a, address: /y}]", "Two sources are called a"),
        ("sources: [{name: a, address: /x, mode: enrch}]", "mode cannot be"),
        ("sources: [5]", "Source 1 is no mapping"),
    ],
)
def test_a_file_that_names_no_sources_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(text)

    with pytest.raises(UsageError, match=sentence):
        stage.load(path)


@pytest.fixture
def kit(database_url: str, drop: Source, tmp_path: Path) -> Iterator[ik.Workspace]:
    (tmp_path / "sources.yaml").write_text(
        f"sources:\n- {{name: drop, address: {drop.address}, mode: Enrich}}\n"
        "- {name: theirs, address: /theirs, brand: acme}\n"
    )
    with workers.workspace(database_url, tmp_path) as opened:
        yield replace(opened, settings=replace(opened.settings, sources=tmp_path / "sources.yaml"))


def test_what_became_of_a_file_is_noted(kit: ik.Workspace, drop: Source, tmp_path: Path) -> None:
    (source,) = sources.of_brand(kit)
    assert (source.name, source.mode) == ("drop", Mode.ENRICH)
    with pytest.raises(UsageError, match="There is no source theirs"):
        sources.named(kit, "theirs")
    target = tmp_path / "x.xlsx"
    file = next(noted.file for noted in sources.files(kit, source) if noted.file.path == "first.xlsx")

    sources.fetch(kit, source, file, target)
    job = kit.start(target, filename=file.name)
    sources.note(kit, source, file, job_id=job.id)

    def noted() -> tuple[str | None, str | None, bool, str | None]:
        (found,) = [one for one in sources.files(kit, source) if one.file.path == "first.xlsx"]
        return found.job_id, found.outcome, found.is_changed, found.error

    assert noted() == (job.id, "waiting", False, None)
    kit.cancel(job.id)
    assert noted() == (job.id, "cancelled", False, None)
    (tmp_path / "drop" / "first.xlsx").write_bytes(GOOD + b"more")
    assert noted() == (job.id, "cancelled", True, None)


def test_a_draft_of_a_file_notes_its_import_and_says_where_it_came_from(
    kit: ik.Workspace, drop: Source, tmp_path: Path
) -> None:
    (source,) = sources.of_brand(kit)
    (tmp_path / "drop" / "broken.xlsx").write_bytes(b"no workbook")
    files = {noted.file.path: noted.file for noted in sources.files(kit, source)}

    draft = sources.draft_of_file(kit, source, files["spring/second.xlsx"])
    assert (draft.filename, draft.mode) == ("second.xlsx", Mode.ENRICH)
    job = kit.open_draft(draft.id).start()  # in another tab, or by somebody else
    assert job.created_by == "local@localhost, source:drop"
    with pytest.raises(UnreadableWorkbookError):
        sources.draft_of_file(kit, source, files["broken.xlsx"])
    (tmp_path / "drop" / "first.xlsx").unlink()
    with pytest.raises(FileGoneError):
        sources.draft_of_file(kit, source, files["first.xlsx"])

    noted = {one.file.path: one for one in sources.files(kit, source)}
    assert set(noted) == {"spring/second.xlsx", "broken.xlsx"}
    assert (noted["spring/second.xlsx"].job_id, noted["spring/second.xlsx"].is_changed) == (job.id, False)
    assert noted["broken.xlsx"].error
    assert kit.start(GOOD).created_by == "local@localhost"
