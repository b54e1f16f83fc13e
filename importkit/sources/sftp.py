"""Sources behind SFTP: only a server whose host key is known to this machine is talked to.

fsspec's own file system trusts whoever answers first, or, told otherwise, nobody: it reads no file of known
hosts. It also keeps its connections, which a server ends when they are idle; here each use has its own.
"""

from __future__ import annotations

import base64
import hashlib
import stat
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import SplitResult, unquote, urlsplit

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from importkit.errors import EnvironmentFailure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.sources.source import Source

#: Where OpenSSH keeps which key a server has.
_KNOWN_HOSTS = ("/etc/ssh/ssh_known_hosts", "~/.ssh/known_hosts")
#: Seconds for each step of signing in, and for an answer afterwards.
_SIGN_IN_S, _ANSWER_S = 15, 60
_PORT = 22


class _UnknownHostKeyError(Exception):
    """No file of known hosts has a key of the server."""


class _RefuseUnknown(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]  # paramiko has no types
    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> NoReturn:
        del client, hostname
        digest = base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")
        raise _UnknownHostKeyError(f"{key.get_name()} SHA256:{digest}")


class _KnownHostFileSystem(SFTPFileSystem):  # type: ignore[misc]  # fsspec has no types
    cachable = False

    def _connect(self) -> None:
        self.client = paramiko.SSHClient()
        try:
            for path in map(Path, _KNOWN_HOSTS):
                if path.expanduser().is_file():
                    self.client.load_system_host_keys(str(path.expanduser()))
            self.client.set_missing_host_key_policy(_RefuseUnknown())
            self.client.connect(
                self.host,
                timeout=_SIGN_IN_S,
                banner_timeout=_SIGN_IN_S,
                auth_timeout=_SIGN_IN_S,
                **self.ssh_kwargs,
            )
            self.ftp = self.client.open_sftp()
            self.ftp.get_channel().settimeout(_ANSWER_S)
        except BaseException:
            self.client.close()
            raise


@contextmanager
def connected(source: Source) -> Iterator[tuple[SFTPFileSystem, str]]:
    """Yield the file system of a source and its folder there, for as long as the block lasts.

    Raises:
        EnvironmentFailure: The server is not known, is another one than it was, or does not let importkit in.
    """
    where = urlsplit(source.address)
    try:
        files = _KnownHostFileSystem(
            where.hostname or "",
            port=where.port or _PORT,
            username=_decoded(where.username),
            password=_decoded(where.password),
        )
    except _UnknownHostKeyError as error:
        raise _unknown(source, where, str(error)) from None
    except paramiko.BadHostKeyException:
        raise _changed(source, where) from None
    except paramiko.AuthenticationException:
        raise EnvironmentFailure(
            f"The server of the source {source.name} does not let importkit in.",
            hint="Whoever runs importkit looks at the user and the password in its address (an @ in "
            "them is written %40), or at the key in ~/.ssh.",
        ) from None
    try:
        yield files, unquote(where.path)
    finally:
        files.client.close()


def is_linked(files: SFTPFileSystem, root: str, relative: str) -> bool:
    """Return whether a file, or a folder on the way to it, is a link: reading would follow it."""
    path = PurePosixPath(relative)
    way = (path, *path.parents[:-1])
    return any(stat.S_ISLNK(files.ftp.lstat(f"{root}/{step}").st_mode) for step in way)


def _decoded(text: str | None) -> str | None:
    return None if text is None else unquote(text)


def _unknown(source: Source, where: SplitResult, key: str) -> EnvironmentFailure:
    return EnvironmentFailure(
        f"The server of the source {source.name} is not known to this machine, so importkit did not sign in.",
        hint=f"Its key is {key}. Whoever runs importkit asks the owner of {where.hostname} whether "
        "that is right, and then notes it, as the user that importkit runs as: "
        f"ssh-keyscan -p {where.port or _PORT} {where.hostname} >> ~/.ssh/known_hosts",
    )


def _changed(source: Source, where: SplitResult) -> EnvironmentFailure:
    port = where.port or _PORT
    name = str(where.hostname) if port == _PORT else f"[{where.hostname}]:{port}"
    return EnvironmentFailure(
        f"The server of the source {source.name} has another key than before: it may be another server, so "
        "importkit did not sign in.",
        hint=f"Whoever runs importkit asks the owner of {where.hostname}. If the change is meant: "
        f"ssh-keygen -R '{name}', and then the new key is noted as the first one was.",
    )
