"""Where a file stands in its repository: the same on every machine, whatever the working directory."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


def place_of(file: str) -> str:
    """Return the path of a file in its repository, with slashes; else in the working directory."""
    path = Path(os.path.abspath(file))  # noqa: PTH100  a link stands where it is, not where it leads
    root = _root(path.parent) or Path.cwd()
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return Path(file).as_posix()


@cache
def _root(folder: Path) -> Path | None:
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)
