"""XML as a stream of tags, by expat: exact about encodings and namespaces, a chunk in memory at a time.

Names lose their namespace here, since Excel, strict OOXML and other writers spell it differently. A document
type is refused before anything in it could expand; nothing legitimate in a workbook has one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

#: Namespaces of a worksheet's own elements: transitional and strict.
SPREADSHEET = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }
)

#: Raised by every function here for XML that is not well-formed.
ParseError = expat.ExpatError

_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_PLAIN_ENCODINGS = frozenset({b"utf-8", b"us-ascii", b"ascii"})


class DoctypeError(expat.ExpatError):
    """The XML has a document type."""


class _Root(Exception):  # noqa: N818  a signal: the first element was reached
    pass


def local(name: str) -> str:
    """Return a name without its namespace.

    >>> local("http://example.org/main row")
    'row'
    """
    return name.rsplit(" ", 1)[-1]


def parser() -> expat.XMLParserType:
    """Return a parser that knows namespaces and refuses document types."""
    made = expat.ParserCreate(namespace_separator=" ")
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse_doctype
    return made


def feed(
    reader: expat.XMLParserType,
    chunks: Iterable[bytes],
    *,
    after: Callable[[], bool] | None = None,
    ends: bool = True,
) -> None:
    """Parse the chunks; stop early once `after` says so. With `ends` the document ends with them.

    Raises:
        DoctypeError: There is a document type.
        expat.ExpatError: The XML is not well-formed.
    """
    for chunk in chunks:
        reader.Parse(chunk, False)  # noqa: FBT003  expat takes it by position only
        if after is not None and after():
            return
    if ends:
        reader.Parse(b"", True)  # noqa: FBT003  as above


def tags(chunks: Iterable[bytes]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each start tag's local name and attributes, by local name."""
    found: list[tuple[str, dict[str, str]]] = []
    reader = parser()
    reader.StartElementHandler = lambda name, given: found.append(
        (local(name), {local(key): value for key, value in given.items()})
    )
    for chunk in chunks:
        reader.Parse(chunk, False)  # noqa: FBT003  expat takes it by position only
        yield from found
        found.clear()
    reader.Parse(b"", True)  # noqa: FBT003  as above
    yield from found


def check_prolog(chunks: Iterable[bytes], longest: int) -> None:
    """Refuse a part that declares a document type before its first element, in whatever encoding.

    Raises:
        DoctypeError: It does, or its first element does not come within `longest` bytes.
    """
    reader = parser()
    reader.StartElementHandler = _stop_at_root
    seen = 0
    try:
        for chunk in chunks:
            reader.Parse(chunk, False)  # noqa: FBT003  expat takes it by position only
            seen += len(chunk)
            if seen > longest:
                _refuse_doctype()
    except DoctypeError:
        raise
    except (_Root, expat.ExpatError):
        # What is not well-formed is told by whoever needs the part.
        return


def looks_like_xml(chunk: bytes) -> bool:
    """Return whether a part begins as XML does, in UTF-8 or UTF-16."""
    return chunk.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def is_plain_text(chunk: bytes) -> bool:
    """Return whether XML that begins like this is UTF-8."""
    chunk = chunk.removeprefix(b"\xef\xbb\xbf")
    if not chunk.lstrip(b" \t\r\n").startswith(b"<") or b"\x00" in chunk[:64]:
        return False
    declared = _ENCODING.match(chunk[:256])
    return declared is None or declared.group(1).lower() in _PLAIN_ENCODINGS


def _refuse_doctype(*_: object) -> None:
    raise DoctypeError


def _stop_at_root(*_: object) -> None:
    raise _Root
