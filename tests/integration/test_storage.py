"""Uploaded files: whole or not at all, by the job's name alone, in a folder and in a bucket alike."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from support.sftp_fixtures import ESCAPED

from importkit.errors import EnvironmentFailure, FileGoneError
from importkit.jobs.storage import Storage, without_password
from importkit.jobs.uploads import kept_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support.sftp_fixtures import SftpServer

JOB = "0197a1b2-0000-7000-8000-000000000001"
CONTENT = b"PK\x03\x04" + bytes(range(256)) * 5000


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """Return a storage that is empty: a folder that is not there yet, or a place in a bucket."""
    if request.param == "folder":
        return Storage(str(tmp_path / "new" / "files"))
    return Storage(f"{request.getfixturevalue('bucket')}/imports")


def test_a_file_comes_back_as_it_was_stored(storage: Storage) -> None:
    stored = storage.store(CONTENT, JOB)

    with storage.fetch(stored.uri, JOB, stored.sha256) as path:
        assert path.read_bytes() == CONTENT
    assert stored.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert stored.bytes == len(CONTENT)
    assert stored.uri.endswith(f"/{JOB}.xlsx")


def test_a_path_is_stored_as_its_bytes_are(storage: Storage, tmp_path: Path) -> None:
    upload = tmp_path / "CON.xlsx"
    upload.write_bytes(CONTENT)

    assert storage.store(upload, JOB) == storage.store(CONTENT, JOB)


def test_storing_again_replaces_the_file(storage: Storage) -> None:
    storage.store(CONTENT, JOB)
    stored = storage.store(b"another", JOB)

    with storage.fetch(stored.uri, JOB, stored.sha256) as path:
        assert path.read_bytes() == b"another"
    assert [file.job_id for file in storage.files()] == [JOB]


def test_a_deleted_file_is_gone_and_may_be_deleted_again(storage: Storage) -> None:
    stored = storage.store(CONTENT, JOB)

    storage.delete(stored.uri, JOB)
    storage.delete(stored.uri, JOB)

    with pytest.raises(FileGoneError, match="no longer kept"), storage.fetch(stored.uri, JOB, stored.sha256):
        pass
    assert list(storage.files()) == []


def test_a_storage_that_works_leaves_nothing_of_the_trial(storage: Storage) -> None:
    storage.try_out()

    assert list(storage.files()) == []


def test_a_file_that_somebody_changed_is_not_taken_for_the_upload(storage: Storage) -> None:
    stored = storage.store(CONTENT, JOB)
    storage.store(b"something else", JOB)

    with (
        pytest.raises(FileGoneError, match="not the one that was uploaded"),
        storage.fetch(stored.uri, JOB, stored.sha256),
    ):
        pass


ELSEWHERE: list[Callable[[Storage], str]] = [
    lambda storage: storage.uri(str(uuid4())),
    lambda _: "file:///etc/passwd",
    lambda _: f"http://169.254.169.254/{JOB}.xlsx",
    lambda storage: storage.uri(JOB).replace(JOB, f"../files/{JOB}"),
]


@pytest.mark.parametrize("uri", ELSEWHERE, ids=["another job", "any file", "any address", "a detour"])
def test_a_job_cannot_be_pointed_at_anything_but_its_own_file(
    storage: Storage, uri: Callable[[Storage], str]
) -> None:
    storage.store(CONTENT, JOB)

    with pytest.raises(FileGoneError, match="not in the storage"), storage.fetch(uri(storage), JOB):
        pass
    with pytest.raises(FileGoneError, match="not in the storage"):
        storage.delete(uri(storage), JOB)
    assert len(list(storage.files())) == 1


@pytest.mark.parametrize("job_id", ["../../etc/passwd", "", "CON", f"{JOB}/../x"])
def test_a_name_that_is_no_job_id_names_no_file(storage: Storage, job_id: str) -> None:
    with pytest.raises(ValueError, match="UUID"):
        storage.store(CONTENT, job_id)
    assert list(storage.files()) == []


def test_only_the_owner_of_the_folder_can_read_a_file(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path / "files"))
    storage.store(CONTENT, JOB)

    modes = [path.stat().st_mode & 0o777 for path in (tmp_path / "files", tmp_path / "files" / f"{JOB}.xlsx")]
    assert modes == [0o700, 0o600]


def test_what_is_not_ours_in_the_folder_is_left_out(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    (tmp_path / "notes.xlsx").write_bytes(b"mine")
    (tmp_path / f"{uuid4().hex}.xlsx.part").write_bytes(b"half")

    assert [(file.job_id, file.uri.endswith(".part")) for file in storage.files()] == [(None, True)]


FULL_DISK = """
import resource, sys
from pathlib import Path
from importkit.errors import EnvironmentFailure
from importkit.jobs.storage import Storage
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    Storage(sys.argv[1]).store(bytes(2_000_000), sys.argv[2])
except EnvironmentFailure as error:
    print(error.message)
"""


def test_a_full_disk_leaves_no_half_file_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    ended = subprocess.run(
        [sys.executable, "-c", FULL_DISK, folder, JOB], capture_output=True, text=True, check=True
    )

    assert ended.stdout == f"The storage {folder} could not keep the uploaded file: File too large.\n"
    assert list(folder.iterdir()) == []


def test_a_bucket_that_is_not_there_is_told_in_one_sentence(bucket: str) -> None:
    with pytest.raises(EnvironmentFailure) as raised:
        Storage(f"{bucket}-missing/imports").store(CONTENT, JOB)

    assert raised.value.message.startswith(f"The storage {bucket}-missing/imports could not keep the")
    assert "never-shown" not in raised.value.message
    assert "importkit doctor" in raised.value.hint


def test_an_upload_to_a_bucket_that_breaks_off_leaves_nothing(bucket: str, tmp_path: Path) -> None:
    storage = Storage(f"{bucket}/imports")
    with pytest.raises(EnvironmentFailure):
        storage.store(tmp_path, JOB)  # a folder cannot be read

    assert list(storage.files()) == []


def test_a_scheme_without_its_package_names_the_package() -> None:
    with pytest.raises(EnvironmentFailure) as raised:
        Storage("gs://bucket/imports").store(CONTENT, JOB)

    assert raised.value.hint == "Install it with: pip install 'fsspec[gs]'"


@pytest.mark.parametrize("scheme", ["sftp", "ssh", "SFTP"])
def test_an_sftp_server_is_no_place_for_uploads_and_is_not_even_asked(
    sftp: SftpServer, tmp_path: Path, scheme: str
) -> None:
    storage = Storage(f"{sftp.address.replace('sftp', scheme)}{tmp_path}")

    with pytest.raises(EnvironmentFailure) as raised:
        storage.store(CONTENT, JOB)

    assert raised.value.message.startswith(
        f"Uploaded files cannot be kept on an SFTP server ({scheme}://127."
    )
    assert "Set IMPORTKIT_FILES to a folder, or to an address such as s3://" in raised.value.hint
    assert ESCAPED not in f"{raised.value.message} {storage!r}"
    assert list(tmp_path.rglob("*.xlsx")) == []


def test_a_password_in_the_address_is_not_shown() -> None:
    assert without_password("sftp://me:secret@server/imports") == "sftp://server/imports"
    assert without_password("/var/lib/importkit") == "/var/lib/importkit"


@pytest.mark.parametrize(
    ("filename", "kept"),
    [
        pytest.param("../../etc/passwd.xlsx", "../../etc/passwd.xlsx", id="a path is a text like another"),
        pytest.param("a\x00b.xlsx", "a\ufffdb.xlsx", id="NUL"),
        pytest.param("a\x1b[31mb.xlsx", "a\ufffd[31mb.xlsx", id="an escape sequence"),
        pytest.param("a\udcffb.xlsx", "a\ufffdb.xlsx", id="a byte that is no UTF-8"),
        pytest.param("\N{PILE OF POO}" * 300 + ".xlsx", "\N{PILE OF POO}" * 249 + "….xlsx", id="very long"),
        pytest.param("x" * 300, "x" * 254 + "…", id="very long, without an ending"),
    ],
)
def test_a_name_is_kept_as_a_text_to_show(filename: str, kept: str) -> None:
    assert kept_name(filename) == kept
    assert len(kept) <= 255
