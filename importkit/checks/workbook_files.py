"""Where workbooks are: files, folders with their folders, and patterns such as `samples/**/*.xlsx`."""

from __future__ import annotations

import glob
import os
import re
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from importkit.arguments import shown
from importkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Lock files that Excel leaves beside an open workbook.
_LOCK = "~$"
_SUFFIX = ".xlsx"
_WILD = re.compile(r"[*?\[]")


def in_folder(folder: str | Path) -> list[str]:
    """Return the workbooks in a folder and the folders in it, by path.

    Lock files are left out, and whatever has a name that begins with a dot: a version control's own, the
    environments of tools, and what macOS leaves beside a file.

    Raises:
        UsageError: There is none.
    """
    found = sorted(_walk(str(folder)), key=lambda file: Path(file).parts)
    if not found:
        raise UsageError(f"There is no workbook (.xlsx) in the folder {shown(str(folder))}.")
    return found


def of_pattern(pattern: str) -> list[str]:
    """Return the workbooks that a pattern names, by path; `**` stands for any folders.

    A pattern that does not end with a suffix names workbooks only, and whatever is in a folder that it names.

    Raises:
        UsageError: There is none.
    """
    has_suffix = not _WILD.search(PurePath(pattern).suffix or "*")
    found: set[str] = set()
    for path in glob.glob(pattern, recursive=True):  # noqa: PTH207  paths as they were given
        if Path(path).is_dir():
            found.update(_walk(path))
        elif not _is_lock(path) and (has_suffix or _is_workbook(path)):
            found.add(path)
    if not found:
        raise UsageError(
            f"No workbook matches {shown(pattern)}.", hint="** stands for folders within folders."
        )
    return sorted(found, key=lambda file: Path(file).parts)


def files_of(named: str) -> tuple[list[str], bool]:
    """Return the files that are named by a path, and whether that names them by a folder or a pattern.

    Raises:
        UsageError: There is no workbook in that folder, or of that pattern.
    """
    path = Path(named)
    if path.is_dir():
        return in_folder(named), True
    if _WILD.search(named) and not path.exists():
        return of_pattern(named), True
    return [named], False


def is_matched(file: str, patterns: Iterable[str]) -> bool:
    """Return whether one of these patterns names a file, its name alone, or a folder above it.

    >>> is_matched("legacy/2019/a.xlsx", ["legacy"]), is_matched("new/a.xlsx", ["legacy", "b*.xlsx"])
    (True, False)
    """
    path = PurePath(os.path.normpath(file))
    names = {path.name, path.as_posix()}
    for parent in path.parents:
        names |= {parent.name, parent.as_posix()}
    wanted = [pattern.replace("\\", "/").removeprefix("./").rstrip("/") for pattern in patterns]
    return any(fnmatchcase(name, pattern) for name in names if name for pattern in wanted)


def _walk(folder: str) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if _is_workbook(name) and not _is_lock(name) and not name.startswith("."):
                yield str(Path(parent) / name)


def _is_workbook(path: str) -> bool:
    return path.lower().endswith(_SUFFIX)


def _is_lock(path: str) -> bool:
    return Path(path).name.startswith(_LOCK)
