"""Uploaded files, kept until retention: in a folder, or wherever fsspec reaches.

A file is named by its job alone, never by the name that the user knows it by. It is there whole or not at
all: a folder gets it under a temporary name first, an object store shows an object when it is complete.
Whose file it is is not read from the job's record: only the file in this storage with the job's own name is
ever opened, so that nobody can point a job at something else.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any
from uuid import UUID, uuid4

from importkit import distribution
from importkit.errors import EnvironmentFailure, FileGoneError
from importkit.source_file import sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsspec import AbstractFileSystem

_SUFFIX, _PART = ".xlsx", ".part"
_CHUNK_BYTES = 1024 * 1024
#: An SFTP server cannot put one file in the place of another at once, and fsspec signs in to whoever answers.
_NOT_FOR_UPLOADS = ("sftp://", "ssh://")
_HINT = "IMPORTKIT_FILES names where uploaded files are kept. To see whether it can be used: importkit doctor"


@dataclass(frozen=True)
class StoredFile:
    """An uploaded file that is kept.

    Attributes:
        uri: Where it is.
        sha256: Its hash, in hexadecimal digits.
        bytes: Its size.
    """

    uri: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class KeptFile:
    """A file that was found in the storage.

    Attributes:
        job_id: The job that it is named by; None for what an interrupted upload left.
    """

    uri: str
    job_id: str | None


@dataclass(frozen=True)
class Storage:
    """Where uploaded files are kept.

    Attributes:
        root: A folder, or a URL that fsspec knows, such as s3://bucket/imports.
    """

    root: str = field(repr=False)  # it may hold a password

    def store(self, source: Path | bytes, job_id: str) -> StoredFile:
        """Keep a file under the name of its job, in place of what an earlier call kept.

        Raises:
            EnvironmentFailure: It cannot be kept; nothing of it is left.
        """
        target = self._path(job_id)
        with self._translated_errors("keep the uploaded file"), _opened(source) as content:
            if self._is_folder:
                sha256, size = _write_folder(content, Path(target))
            else:
                sha256, size = _write_object(content, self._files.open(target, "wb", autocommit=False))
        return StoredFile(self.uri(job_id), sha256, size)

    @contextmanager
    def fetch(self, uri: str, job_id: str, sha256: str | None = None) -> Iterator[Path]:
        """Yield a path to read a job's file from, for as long as the block lasts.

        Raises:
            FileGoneError: It is no longer kept, is kept elsewhere, or is not what was uploaded.
            EnvironmentFailure: The storage does not answer.
        """
        self._require_own(uri, job_id)
        with tempfile.TemporaryDirectory(prefix="importkit-") as folder:
            path = Path(self._path(job_id)) if self._is_folder else Path(folder) / f"upload{_SUFFIX}"
            with self._translated_errors("read the uploaded file"):
                try:
                    if not self._is_folder:
                        self._files.get_file(self._path(job_id), str(path))
                    found = _hash_of(path) if sha256 else None
                except FileNotFoundError as error:
                    raise FileGoneError(f"The uploaded file of job {job_id} is no longer kept.") from error
            if found != sha256:
                raise FileGoneError(f"The stored file of job {job_id} is not the one that was uploaded.")
            yield path

    def delete(self, uri: str, job_id: str) -> None:
        """Delete a job's file; one that is gone already is fine.

        Raises:
            FileGoneError: It is kept elsewhere.
            EnvironmentFailure: The storage does not answer.
        """
        self._require_own(uri, job_id)
        self.remove(KeptFile(uri, job_id))

    def remove(self, file: KeptFile) -> None:
        """Delete a file that `files` found; one that is gone already is fine.

        Raises:
            EnvironmentFailure: The storage does not answer.
        """
        with self._translated_errors("delete an uploaded file"):
            try:
                self._files.rm_file(_path_in(file.uri))
            except FileNotFoundError:
                return

    def files(self) -> Iterator[KeptFile]:
        """Yield every file of ours in the storage, those that an interrupted upload left included."""
        with self._translated_errors("list the uploaded files"):
            self._files.invalidate_cache()
            found: dict[str, Any] = self._files.find(self._folder, maxdepth=1, detail=True)
        for path in found:
            name = PurePosixPath(path).name
            job_id = _job_of(name)
            if job_id or name.endswith(_SUFFIX + _PART):
                yield KeptFile(self._files.unstrip_protocol(path), job_id)

    def changed(self, file: KeptFile) -> datetime | None:
        """Return when a file was written; None when it is gone."""
        with self._translated_errors("look at an uploaded file"):
            try:
                moment: datetime = self._files.modified(_path_in(file.uri))
            except FileNotFoundError:
                return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def try_out(self) -> None:
        """Write, read and delete a small file.

        Raises:
            EnvironmentFailure: One of them does not work.
        """
        job_id = str(uuid4())
        stored = self.store(b"importkit", job_id)
        with self.fetch(stored.uri, job_id, stored.sha256):
            pass
        self.delete(stored.uri, job_id)

    def uri(self, job_id: str) -> str:
        """Return where the file of a job is."""
        return str(self._files.unstrip_protocol(self._path(job_id)))

    def _path(self, job_id: str) -> str:
        return f"{self._folder}/{UUID(job_id)}{_SUFFIX}"

    def _require_own(self, uri: str, job_id: str) -> None:
        if uri != self.uri(job_id):
            raise FileGoneError(
                f"The uploaded file of job {job_id} is not in the storage that is in use.", hint=_HINT
            )

    @property
    def _is_folder(self) -> bool:
        return "file" in self._files.protocol

    @cached_property
    def _place(self) -> tuple[AbstractFileSystem, str]:
        from fsspec.core import url_to_fs

        if self.root.casefold().startswith(_NOT_FOR_UPLOADS):
            raise EnvironmentFailure(
                f"Uploaded files cannot be kept on an SFTP server ({without_password(self.root)}).",
                hint="Set IMPORTKIT_FILES to a folder, or to an address such as s3://bucket/imports. "
                "An SFTP server can be a source of workbooks.",
            )
        with self._translated_errors("use the storage"):
            files, folder = url_to_fs(self.root)
            return files, str(folder).rstrip("/")

    @property
    def _files(self) -> AbstractFileSystem:
        return self._place[0]

    @property
    def _folder(self) -> str:
        return self._place[1]

    @contextmanager
    def _translated_errors(self, doing: str) -> Iterator[None]:
        """Turn the errors of any file system into one sentence."""
        try:
            yield
        except EnvironmentFailure:
            raise
        except ImportError as error:
            sentence, hint = distribution.missing_package(self.root)
            raise EnvironmentFailure(sentence, hint=hint) from error
        except Exception as error:  # each file system has errors of its own
            raise EnvironmentFailure(
                f"The storage {without_password(self.root)} could not {doing}: {_reason(error)}.", hint=_HINT
            ) from error


def _path_in(uri: str) -> str:
    """Return what a file system calls the file of an address."""
    from fsspec.core import strip_protocol

    return str(strip_protocol(uri))


def without_password(root: str) -> str:
    """Return a storage's address without what may be a password in it."""
    scheme, separator, rest = root.rpartition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{separator}{host.rpartition('@')[2]}{slash}{path}" if separator else root


def _job_of(name: str) -> str | None:
    try:
        return str(UUID(name.removesuffix(_SUFFIX))) if name.endswith(_SUFFIX) else None
    except ValueError:
        return None


@contextmanager
def _opened(source: Path | bytes) -> Iterator[IO[bytes]]:
    if isinstance(source, bytes):
        yield BytesIO(source)
        return
    with source.open("rb") as content:
        yield content


def _write_folder(content: IO[bytes], target: Path) -> tuple[str, int]:
    """Write a file under a temporary name, make sure that the disk has it, and move it to its place."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(f"{uuid4().hex}{_SUFFIX}{_PART}")
    try:
        with part.open("xb") as written:
            part.chmod(0o600)
            sha256 = _copy(content, written)
            written.flush()
            os.fsync(written.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return sha256


def _write_object(content: IO[bytes], written: Any) -> tuple[str, int]:  # noqa: ANN401  fsspec's files have no common type
    try:
        sha256 = _copy(content, written)
        written.close()
    except BaseException:
        written.discard()
        raise
    written.commit()
    return sha256


def _copy(content: IO[bytes], written: IO[bytes]) -> tuple[str, int]:
    """Copy a file and return its hash and size."""
    sha256, size = hashlib.sha256(), 0
    while chunk := content.read(_CHUNK_BYTES):
        written.write(chunk)
        sha256.update(chunk)
        size += len(chunk)
    return sha256.hexdigest(), size


def _hash_of(path: Path) -> str:
    with path.open("rb") as content:
        return sha256_of(content)


def _reason(error: Exception) -> str:
    """Return what went wrong; of a full disk, how full it is."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"{type(error).__name__}: {str(error).strip().splitlines()[0] if str(error).strip() else ''}"
