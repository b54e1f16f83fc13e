"""XML as a stream of tags, by expat: exact about encodings and namespaces, a chunk in memory at a time.

Names lose their namespace here, since Excel, strict OOXML and other writers spell it differently. A document
type is refused before anything in it could expand; nothing legitimate in a workbook has one. Elements that
nest without end and tags without end are refused as well, since expat would keep all of them in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Start = Callable[[str, dict[str, str]], None]
    End = Callable[[str], None]
    Characters = Callable[[str], None]

#: Namespaces of a worksheet's own elements: transitional and strict.
SPREADSHEET = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }
)

#: The parts of a workbook nest about twenty deep.
_DEEPEST = 256

#: How many elements a list of relationships, styles or the like may have.
_MOST_ELEMENTS = 500_000

#: A start tag or a comment beyond it is none that a program wrote; expat reads an unfinished one again with
#: each chunk, and keeps every attribute of it.
_LONGEST_TAG = 1024 * 1024

#: Bytes that are parsed between two looks at whether enough was read.
_FED_BYTES = 16 * 1024

_UNICODE = frozenset({"", "utf-8", "us-ascii", "ascii"})


class MarkupError(Exception):
    """The XML is not well-formed, or made to exhaust whoever reads it."""


class EndlessError(MarkupError):
    """There are more elements than were to be read."""


class DoctypeError(MarkupError):
    """The XML has a document type."""


class EncodingError(MarkupError):
    """The XML declares an encoding that no XML parser has to know, and expat does not."""


class _Root(Exception):  # noqa: N818  a signal: the first element was reached
    pass


class Reader:
    """A parser that knows namespaces, refuses document types and keeps within bounds.

    Attributes:
        encoding: What the XML declares, in lower case; blank where it declares none.
        left: How many elements may still come.
    """

    def __init__(
        self,
        start: Start | None = None,
        end: End | None = None,
        characters: Characters | None = None,
        *,
        most: int = _MOST_ELEMENTS,
    ) -> None:
        self.encoding = ""
        self._fed = self._depth = 0
        self.left = most
        self._start, self._end = start, end
        self._expat = expat.ParserCreate(namespace_separator=" ")
        self._expat.buffer_text = True
        self._expat.XmlDeclHandler = self._declaration
        self._expat.StartDoctypeDeclHandler = _refuse_doctype
        self._expat.StartElementHandler = self._open
        self._expat.EndElementHandler = self._close
        self._expat.CharacterDataHandler = characters

    @property
    def position(self) -> int:
        """Return where the tag begins that is being handled, counted in bytes of the input."""
        return self._expat.CurrentByteIndex

    def feed(self, chunk: bytes, *, ends: bool = False) -> None:
        """Parse the next piece of the document.

        Raises:
            DoctypeError: There is a document type.
            EncodingError: The encoding is unknown.
            MarkupError: The XML is not well-formed.
        """
        try:
            self._expat.Parse(chunk, ends)
        except expat.ExpatError as error:
            raise MarkupError(str(error)) from error
        except (ValueError, LookupError) as error:
            raise EncodingError(self.encoding) from error
        self._fed += len(chunk)
        if self._fed - self.position > _LONGEST_TAG:
            raise MarkupError("a tag without end")

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.encoding = (encoding or "").lower()

    def _open(self, name: str, given: dict[str, str]) -> None:
        self._depth += 1
        self.left -= 1
        if self._depth > _DEEPEST:
            raise MarkupError("elements within elements without end")
        if self.left < 0:
            raise EndlessError
        if self._start is not None:
            self._start(name, given)

    def _close(self, name: str) -> None:
        self._depth -= 1
        if self._end is not None:
            self._end(name)


def local(name: str) -> str:
    """Return a name without its namespace.

    >>> local("http://example.org/main row")
    'row'
    """
    return name.rsplit(" ", 1)[-1]


def feed(reader: Reader, chunks: Iterable[bytes], *, after: Callable[[], bool] | None = None) -> None:
    """Parse a document; stop early once `after` says so.

    Raises:
        MarkupError: The XML cannot be read.
    """
    for chunk in chunks:
        # One that may stop early is fed so little at once that hardly more is parsed than it needs.
        step = len(chunk) if after is None else _FED_BYTES
        for start in range(0, len(chunk), step or 1):
            reader.feed(chunk[start : start + step])
            if after is not None and after():
                return
    reader.feed(b"", ends=True)


def tags(chunks: Iterable[bytes], *, most: int = _MOST_ELEMENTS) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each start tag's local name and attributes, by local name; at most so many.

    Raises:
        MarkupError: The XML cannot be read.
    """
    found: list[tuple[str, dict[str, str]]] = []
    reader = Reader(
        lambda name, given: found.append((local(name), {local(key): value for key, value in given.items()})),
        most=most,
    )
    for chunk in chunks:
        reader.feed(chunk)
        yield from found
        found.clear()
    reader.feed(b"", ends=True)
    yield from found


def needs_full_parser(head: bytes, chunks: Iterable[bytes], longest: int) -> bool:
    """Return whether XML that begins like this is something else than UTF-8.

    Args:
        head: The beginning of the part.
        chunks: The whole part; it is read up to its first element.
        longest: How many bytes may come before that.

    Raises:
        DoctypeError: A document type is declared before the first element, in whatever encoding.
        MarkupError: The first element does not come.
    """
    reader = Reader(_stop_at_root)
    seen = 0
    try:
        for chunk in chunks:
            reader.feed(chunk)
            seen += len(chunk)
            if seen > longest:
                raise MarkupError("no element at all")
    except _Root:
        pass
    except EncodingError:
        # No parser knows the encoding; nearly all of them hold ASCII as it is, UTF-16 with zeros between.
        if b"<!DOCTYPE" in head.replace(b"\0", b"").upper():
            raise DoctypeError from None
        return True
    return reader.encoding not in _UNICODE or not _is_utf8(head)


def looks_like_xml(chunk: bytes) -> bool:
    """Return whether a part begins as XML does, in UTF-8 or UTF-16."""
    return chunk.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def _is_utf8(head: bytes) -> bool:
    text = head.removeprefix(b"\xef\xbb\xbf")
    return text.lstrip(b" \t\r\n").startswith(b"<") and b"\x00" not in text[:64]


def _refuse_doctype(*_: object) -> None:
    raise DoctypeError


def _stop_at_root(*_: object) -> None:
    raise _Root
