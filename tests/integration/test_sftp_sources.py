"""What only an SFTP server can do wrong; the rest is in `test_sources`, beside folders."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import asyncssh
import pytest
from support import page_sheets as sheets
from support.sftp_fixtures import ESCAPED, LOCKED, PASSWORD

from importkit import sources as stage
from importkit.errors import EnvironmentFailure
from importkit.sources import Source

if TYPE_CHECKING:
    from pathlib import Path

    from support.sftp_fixtures import SftpServer


def source(server: SftpServer, path: object) -> Source:
    return Source("drop", f"{server.address}{path}")


def refusal(of: Source) -> str:
    """Return what is said of a source that cannot be listed."""
    with pytest.raises(EnvironmentFailure) as raised:
        stage.list_files(of)
    reported = f"{raised.value} {raised.value.hint} {of!r} {raised.value.__cause__}"
    assert PASSWORD not in reported
    assert ESCAPED not in reported
    assert "shown" not in reported
    return f"{raised.value} {raised.value.hint}"


def test_a_server_that_nobody_has_met_gets_no_password(
    sftp_server: SftpServer, home: Path, tmp_path: Path
) -> None:
    reported = refusal(source(sftp_server, tmp_path))

    assert (
        "The server of the source drop is not known to this machine, so importkit did not sign in."
        in reported
    )
    port = sftp_server.address.rpartition(":")[2]
    assert f"ssh-keyscan -p {port} 127.0.0.1 >> ~/.ssh/known_hosts" in reported
    assert asyncssh.import_public_key(sftp_server.host_key.partition(" ")[2]).get_fingerprint() in reported


def test_a_server_with_another_key_than_before_gets_no_password(
    sftp_server: SftpServer, home: Path, tmp_path: Path
) -> None:
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
    name = sftp_server.host_key.partition(" ")[0]
    (home / ".ssh" / "known_hosts").write_text(f"{name} {other}")

    reported = refusal(source(sftp_server, tmp_path))

    assert "The server of the source drop has another key than before" in reported
    assert f"ssh-keygen -R '{name}'" in reported


def test_a_wrong_password_a_missing_folder_and_a_silent_server_are_told(
    sftp: SftpServer, tmp_path: Path
) -> None:
    wrong = Source("drop", sftp.address.replace(ESCAPED, "never-shown") + str(tmp_path))
    assert "The server of the source drop does not let importkit in." in refusal(wrong)
    assert "could not be listed (FileNotFoundError)" in refusal(source(sftp, tmp_path / "none"))
    nobody = Source("drop", f"sftp://ana:{ESCAPED}@127.0.0.1:1/drop")
    assert "could not be listed (NoValidConnectionsError)" in refusal(nobody)
    misspelt = Source("drop", "sftp://ana:never/shown@127.0.0.1/drop")
    assert "The source drop could not be listed" in refusal(misspelt)


def test_a_file_that_the_server_keeps_to_itself_is_told(sftp: SftpServer, tmp_path: Path) -> None:
    (tmp_path / LOCKED).write_bytes(sheets.workbook(sheets.GOOD))
    of = source(sftp, tmp_path)
    (locked,) = stage.list_files(of)

    with pytest.raises(EnvironmentFailure, match=r"drop does not let importkit read locked\.xlsx") as raised:
        stage.fetch_file(of, locked, tmp_path / "x.xlsx", max_bytes=1_000_000)

    assert "never told" not in f"{raised.value} {raised.value.hint}"


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "importkit.sources.sftp", raising=False)
    monkeypatch.delattr(stage, "sftp", raising=False)
    monkeypatch.setitem(sys.modules, "paramiko", None)  # as if it were not installed

    assert "pip install 'importkit-products[sftp]'" in refusal(Source("drop", "sftp://host/drop"))
