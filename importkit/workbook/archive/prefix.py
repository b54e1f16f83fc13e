"""Tags without their prefix: .NET programs write `<x:row>` where Excel writes `<row>`."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*):worksheet[\s>]")


def without_prefix(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a worksheet's XML without the prefix that its root has, if it has one.

    In XML without comments and CDATA a `<` always begins a tag, so that replacing bytes is exact.

    >>> b"".join(without_prefix([b"<x:worksheet><x:r", b"ow/></x:worksheet>"]))
    b'<worksheet><row/></worksheet>'
    """
    rest = iter(chunks)
    first = next(rest, b"")
    root = _ROOT.search(first)
    if root is None:
        yield first
        yield from rest
        return
    kept = b""
    for chunk in chain((first,), rest):
        kept += chunk
        cut = kept.rfind(b"<")
        yield _bare(kept[:cut], root[1]) if cut > 0 else b""
        kept = kept[max(cut, 0) :]
    yield _bare(kept, root[1])


def _bare(text: bytes, prefix: bytes) -> bytes:
    return text.replace(b"<%s:" % prefix, b"<").replace(b"</%s:" % prefix, b"</")
