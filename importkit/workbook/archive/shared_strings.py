"""What the list of shared strings says of itself, held against what is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importkit.workbook.archive.parts import damaged

if TYPE_CHECKING:
    from importkit.workbook.archive.container import Package

#: The root stands within this many bytes, whatever comments come before it.
_LONGEST_HEAD = 64 * 1024

_ROOT = re.compile(rb"<(?:[^\s<>/:]+:)?sst(?=[\s/>])([^<>]*)>")
_COUNT = re.compile(rb"""\suniqueCount\s*=\s*["']\s*\+?([0-9]+)""")

#: Bytes that a text takes at least: `<si/>`.
_LEAST_TEXT = 5


def require_true_count(package: Package, part: str | None) -> None:
    """Make sure that there may be as many shared strings as the list says.

    The value reader reserves memory for that many before it reads the first.

    Raises:
        UnreadableWorkbookError: There are fewer.
    """
    if part is None or not package.has(part):
        return
    head = b""
    for chunk in package.chunks(part):
        head += chunk
        if len(head) >= _LONGEST_HEAD or _ROOT.search(head):
            break
    root = _ROOT.search(head.replace(b"\0", b""))  # UTF-16 has a zero byte beside each letter
    told = _COUNT.search(root[1]) if root else None
    if told and (len(told[1]) > 10 or int(told[1]) * _LEAST_TEXT > package.parts[part.lower()].size):
        raise damaged(package.label, "its list of texts says that it is longer than it is")
