"""The shared strings of a workbook, and what a reader of them needs to know before it reserves memory."""

from __future__ import annotations

import html
import re
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from importkit.errors import UnsafeWorkbookError
from importkit.grammar import count
from importkit.workbook.archive import markup
from importkit.workbook.archive.canonical_markup import most_elements, plain
from importkit.workbook.archive.minimal_archive import Source, written
from importkit.workbook.archive.part import damaged
from importkit.workbook.sheet.xml_chunks import UnusualMarkupError, without_prefix
from importkit.workbook.sheet.xml_patterns import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from importkit.workbook.archive.package import Package

_START = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'

#: Texts that a workbook may have at least, and for each compressed byte: different ones take more.
_FLOOR = 2_000_000

#: Bytes that a text takes at least: `<si/>`.
_LEAST_TEXT = 5

_LONGEST_HEAD = 64 * 1024
_LONGEST_TEXT = 16 * 1024 * 1024

_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?sst(?=[\s/>])[^<>]*?(/?)>")
_TEXT = re.compile(rb"<t(?=[ >])[^<>]*+(?<!/)>([^<]*+)")
_READING = re.compile(rb"<rPh(?=[ >]).*?</rPh>", re.DOTALL)
_COUNT = re.compile(r"\s*\+?([0-9]+)\s*")


@dataclass(frozen=True)
class Strings:
    """The shared strings.

    Attributes:
        source: In plain markup, and with no more said of their number than is true.
        lengths: Bytes that each text takes at most.
    """

    source: Source
    lengths: NDArray[np.int64]


def shared_strings(package: Package, part: str | None) -> Strings | None:
    """Return the shared strings, or None when there are none.

    Raises:
        UnreadableWorkbookError: The part is broken.
        UnsafeWorkbookError: There are more texts than the file can hold.
    """
    if part is None or not package.has(part):
        return None
    most = max(_FLOOR, package.parts[part.lower()].compressed)
    source = Source(package.stream, package.parts[part.lower()])
    if part.lower() not in package.odd:
        with suppress(UnusualMarkupError):
            return _counted(package.label, source, most)
    try:
        return _counted(package.label, plain(package, part), most)
    except UnusualMarkupError as error:
        raise damaged(package.label, f"its part {part} cannot be read") from error


def shared_texts(package: Package, part: str | None, wanted: set[int], longest: int) -> dict[int, str]:
    """Return some of the shared strings by their numbers, and no more of each than `longest` characters.

    Raises:
        UnreadableWorkbookError: The part is broken.
    """
    if not wanted or part is None or not package.has(part):
        return {}
    if part.lower() not in package.odd:
        with suppress(UnusualMarkupError):
            return _picked(package.chunks(part), wanted, longest)
    strings = _SharedStrings(wanted, longest)
    most = most_elements(package, part)
    reader = markup.Reader(strings.start, strings.end, strings.characters, most=most)
    with package.reading(part, "its texts cannot be read"):
        markup.feed(reader, package.chunks(part), after=lambda: strings.index > max(wanted))
    return {index: "".join(pieces)[:longest] for index, pieces in strings.texts.items()}


def _picked(chunks: Iterable[bytes], wanted: set[int], longest: int) -> dict[int, str]:
    texts: dict[int, str] = {}
    count, last = 0, max(wanted)
    for piece in _pieces(_head(chunks)[1]):
        if not TEXTS.matches(piece):
            raise UnusualMarkupError
        items = piece.split(b"<si")[1:]
        for index in wanted.intersection(range(count, count + len(items))):
            runs = _TEXT.findall(_READING.sub(b"", items[index - count]))
            texts[index] = html.unescape(b"".join(runs).decode("utf-8", "replace"))[:longest]
        count += len(items)
        if count > last:
            break
    return texts


class _SharedStrings:
    """Collects the wanted ones of the shared strings, without their phonetic readings."""

    def __init__(self, wanted: set[int], longest: int) -> None:
        self.texts: dict[int, list[str]] = {index: [] for index in wanted}
        self.index = 0
        self._longest = longest
        self._within = ""

    def start(self, name: str, _: Mapping[str, str]) -> None:
        tag = markup.local(name)
        if tag == "rPh" or (tag == "t" and self._within != "rPh"):
            self._within = tag

    def end(self, name: str) -> None:
        tag = markup.local(name)
        if tag == self._within:
            self._within = ""
        if tag == "si":
            self.index += 1

    def characters(self, text: str) -> None:
        pieces = self.texts.get(self.index) if self._within == "t" else None
        if pieces is not None and len(pieces) < self._longest:
            pieces.append(text[: self._longest])


def _counted(label: str, source: Source, most: int) -> Strings:
    announced, items = _head(source.chunks())
    counted, lengths = 0, [np.zeros(0, np.int64)]
    for piece in _pieces(items):
        texts = piece.split(b"<si")[1:]
        counted += len(texts)
        lengths.append(np.fromiter(map(len, texts), np.int64, len(texts)))
        if counted > most:
            raise UnsafeWorkbookError(
                f"{label} lists more than {count(most, 'text')}, far more than a file of its size can hold; "
                "copy the product sheet into a new workbook."
            )
        if not TEXTS.matches(piece):
            raise UnusualMarkupError
    if announced > source.part.size // _LEAST_TEXT:
        raise damaged(label, "its list of texts says that it is longer than it is")
    if 0 <= announced <= counted:
        return Strings(source, np.concatenate(lengths))
    rewritten = chain((_START,), _pieces(_head(source.chunks())[1]), (b"</sst>",))
    return Strings(written(source.part.name, rewritten), np.concatenate(lengths))


class _RootFound(Exception):  # noqa: N818  a signal: the first element begins
    pass


def _head(chunks: Iterable[bytes]) -> tuple[int, Iterator[bytes]]:
    """Return how many texts the root element announces, and the XML after its tag."""
    given: dict[str, str] = {}
    position = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal position
        space, _, tag = name.rpartition(" ")
        if tag == "sst" and space in markup.SPREADSHEET:
            given.update(attributes)
            position = reader.position
            raise _RootFound
        raise UnusualMarkupError

    reader = markup.Reader(start)
    rest, text = iter(chunks), b""
    try:
        for chunk in rest:
            text += chunk
            reader.feed(chunk)
            if len(text) > _LONGEST_HEAD:
                break
    except _RootFound:
        if root := _ROOT.match(text, position):
            items = (b"</sst>",) if root[2] else chain((text[root.end() :],), rest)
            return _announced_count(given), without_prefix(items, root[1] or b"")
    except markup.MarkupError:
        pass
    raise UnusualMarkupError


def _announced_count(given: Mapping[str, str]) -> int:
    """Return how many texts are announced, or -1 for what is no number."""
    count = _COUNT.fullmatch(given.get("uniqueCount", "0"))
    return int(count[1][:20]) if count else -1


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the XML of the texts, cut between them."""
    kept = b""
    for chunk in chunks:
        kept += chunk
        if (end := kept.find(b"</sst")) >= 0:
            yield kept[:end].partition(b"<extLst")[0]
            return
        cut = kept.rfind(b"<si")
        if cut > 0:
            yield kept[:cut]
            kept = kept[cut:]
        if len(kept) > _LONGEST_TEXT:
            raise UnusualMarkupError
    raise UnusualMarkupError
