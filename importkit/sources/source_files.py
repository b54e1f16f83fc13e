"""The files of a source: what is there, and one of them brought here.

Only files within the source count: a link is skipped, and so is whatever lies outside. What a driver says of
a failure may hold a password, so only its kind is told.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from importkit import distribution
from importkit.errors import EnvironmentFailure, FileGoneError, ImportkitError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from fsspec import AbstractFileSystem

    from importkit.sources.source import Source

#: How deep folders are looked into, and how many files are listed, the newest first.
_DEPTH, _MOST = 5, 1_000


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a source, as it was when it was listed.

    Attributes:
        path: Where it is within the source.
        changed: When it was written; None where the source does not know.
    """

    path: str
    size: int
    changed: datetime | None

    @property
    def name(self) -> str:
        """Return its name without the folders."""
        return PurePosixPath(self.path).name


def list_files(source: Source) -> tuple[SourceFile, ...]:
    """Return the workbooks of a source, the newest first.

    Raises:
        EnvironmentFailure: The source does not answer.
    """
    with _translated_errors(source, "listed"), _opened(source) as (files, root):
        files.invalidate_cache()
        found: dict[str, Any] = files.find(root, maxdepth=_DEPTH, detail=True)
        if _has_folders(files):
            files.ls(root)  # `find` leaves out what it cannot list, and an ended connection lists nothing
        inside = [_file(files, root, path, info) for path, info in found.items()]
    listed = [file for file in inside if file is not None and _matches(source, file.path)]
    oldest = datetime.min.replace(tzinfo=UTC)
    return tuple(sorted(listed, key=lambda file: file.changed or oldest, reverse=True)[:_MOST])


def fetch_file(source: Source, file: SourceFile, target: Path, *, max_bytes: int) -> None:
    """Bring a file here, as it was when it was listed.

    Raises:
        UsageError: It lies outside of the source, or is larger than a workbook may be.
        FileGoneError: It is gone, or has changed since it was listed.
        EnvironmentFailure: It cannot be read.
    """
    _require_inside(source, file.path)
    if file.size > max_bytes:
        raise UsageError(f"{file.name} is larger than a workbook may be.", hint="Split it into several.")
    with _translated_errors(source, "read"), _opened(source) as (files, root):
        _require_unchanged(source, files, root, file)
        _get(source, files, f"{root}/{file.path}", target)
        _require_unchanged(source, files, root, file)
    if target.stat().st_size != file.size:
        raise _changed(source, file)


@contextmanager
def _opened(source: Source) -> Iterator[tuple[AbstractFileSystem, str]]:
    """Yield the file system of a source, and its folder there."""
    from fsspec.core import url_to_fs

    if _is_sftp(source):
        with _sftp().connected(source) as (files, root):
            yield files, root.rstrip("/")
        return
    files, root = url_to_fs(source.address)
    yield files, root.rstrip("/")


def _is_sftp(source: Source) -> bool:
    return source.address.startswith(("sftp://", "ssh://"))


def _sftp() -> ModuleType:
    """Return what talks SFTP, which needs a package of its own."""
    from importkit.sources import sftp

    return sftp


def _get(source: Source, files: AbstractFileSystem, path: str, target: Path) -> None:
    try:
        files.get_file(path, str(target))
    except PermissionError:
        raise EnvironmentFailure(
            f"The source {source.name} does not let importkit read {PurePosixPath(path).name}.",
            hint="Whoever put it there can allow it.",
        ) from None


def _file(files: AbstractFileSystem, root: str, path: str, info: dict[str, Any]) -> SourceFile | None:
    """Return what a listing tells of a file; None for what is no file of the source."""
    if info.get("type") != "file" or info.get("islink") or not path.startswith(f"{root}/"):
        return None
    relative = path.removeprefix(f"{root}/")
    if not _is_inside(relative) or (_is_local(files) and _is_linked(root, relative)):
        return None
    return SourceFile(relative, int(info.get("size") or 0), _moment(info))


def _has_folders(files: AbstractFileSystem) -> bool:
    """Return whether a folder without files is another thing than none: in a bucket it is not."""
    return not {"file", "sftp"}.isdisjoint(_protocols(files))


def _is_local(files: AbstractFileSystem) -> bool:
    return "file" in _protocols(files)


def _protocols(files: AbstractFileSystem) -> tuple[str, ...]:
    return (files.protocol,) if isinstance(files.protocol, str) else tuple(files.protocol)


def _is_linked(root: str, relative: str) -> bool:
    """Return whether a folder on the way to a file is a link."""
    return os.path.realpath(f"{root}/{relative}") != f"{os.path.realpath(root).rstrip('/')}/{relative}"


def _moment(info: dict[str, Any]) -> datetime | None:
    changed = info.get("LastModified") or info.get("mtime") or info.get("last_modified")
    if isinstance(changed, int | float):
        return datetime.fromtimestamp(changed, UTC)
    if isinstance(changed, datetime):
        return changed if changed.tzinfo else changed.replace(tzinfo=UTC)
    return None


def _matches(source: Source, path: str) -> bool:
    name = PurePosixPath(path).name
    return fnmatch(name, source.pattern) and not name.startswith(("~$", "."))


def _is_inside(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return bool(path) and not path.startswith("/") and not {"", ".", ".."} & set(parts)


def _require_inside(source: Source, path: str) -> None:
    if not _is_inside(path) or not _matches(source, path):
        raise UsageError(
            f"That is no workbook of the source {source.name}.", hint="Choose one from its list."
        )


def _require_unchanged(source: Source, files: AbstractFileSystem, root: str, file: SourceFile) -> None:
    path = f"{root}/{file.path}"
    files.invalidate_cache()
    try:
        # An SFTP server describes what a link leads to, and a listing there leads into none.
        is_linked = _is_sftp(source) and _sftp().is_linked(files, root, file.path)
        now = None if is_linked else _file(files, root, path, files.info(path))
    except FileNotFoundError:
        raise FileGoneError(f"{file.name} is no longer in the source {source.name}.") from None
    if now != file:
        raise _changed(source, file)


def _changed(source: Source, file: SourceFile) -> FileGoneError:
    return FileGoneError(
        f"{file.name} has changed since the source {source.name} was listed.", hint="Look at the list again."
    )


@contextmanager
def _translated_errors(source: Source, done: str) -> Iterator[None]:
    """Tell what a driver raises, whatever that is, without its words: they may hold a password."""
    try:
        yield
    except ImportkitError:
        raise
    except ImportError:
        sentence, hint = distribution.missing_package(source.address)
        raise EnvironmentFailure(sentence, hint=hint) from None
    except Exception as error:  # noqa: BLE001  each driver has its own
        raise EnvironmentFailure(
            f"The source {source.name} could not be {done} ({type(error).__name__}).",
            hint=f"Whoever runs importkit knows its address, {source.shown_address}, and how to reach it.",
        ) from None
