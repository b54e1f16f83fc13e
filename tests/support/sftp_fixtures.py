"""A real SFTP server on this machine, with a password and a host key of its own."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import asyncssh
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: With a character that has to be escaped in an address.
PASSWORD, ESCAPED = "never@shown", "never%40shown"
#: The name of a file that the server lets nobody read.
LOCKED = "locked.xlsx"


@dataclass(frozen=True)
class SftpServer:
    """A server that runs.

    Attributes:
        address: With user and password; a path follows.
        host_key: As a line of a file of known hosts.
    """

    address: str
    host_key: str


_CONNECTIONS: set[asyncssh.SSHServerConnection] = set()


class _Login(asyncssh.SSHServer):
    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        _CONNECTIONS.add(conn)

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == ("ana", PASSWORD)


class _Files(asyncssh.SFTPServer):
    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        if path.endswith(f"/{LOCKED}".encode()):
            raise asyncssh.SFTPPermissionDenied("never told")
        return super().open(path, pflags, attrs)


@pytest.fixture(scope="session")
def sftp_server() -> Iterator[SftpServer]:
    """Return the server; one for all tests."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    key = asyncssh.generate_private_key("ssh-ed25519")
    started = asyncssh.listen(
        "127.0.0.1", 0, server_factory=_Login, server_host_keys=[key], sftp_factory=_Files
    )
    server = asyncio.run_coroutine_threadsafe(_ready(started), loop).result()
    port = server.get_port()
    public = key.export_public_key().decode().strip()
    yield SftpServer(f"sftp://ana:{ESCAPED}@127.0.0.1:{port}", f"[127.0.0.1]:{port} {public}\n")
    asyncio.run_coroutine_threadsafe(_stopped(server), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a user of this machine who has met no server yet."""
    folder = tmp_path / "home"
    (folder / ".ssh").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return folder


@pytest.fixture
def sftp(sftp_server: SftpServer, home: Path) -> SftpServer:
    """Return the server, of which the user has noted the key."""
    (home / ".ssh" / "known_hosts").write_text(sftp_server.host_key)
    return sftp_server


async def _ready(starting: object) -> asyncssh.SSHAcceptor:
    return await starting  # type: ignore[misc]


async def _stopped(server: asyncssh.SSHAcceptor) -> None:
    server.close()
    await server.wait_closed()
    for connection in _CONNECTIONS:
        connection.abort()
        await connection.wait_closed()
    await asyncio.sleep(0)  # the loop closes their sockets in its next round
