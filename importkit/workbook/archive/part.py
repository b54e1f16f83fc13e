"""The parts of an archive: inflated in bounded pieces, measured, and never believed.

A header may lie about sizes and checksums, so both are taken while inflating.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from importkit.display.safe_text import one_line
from importkit.errors import UnreadableWorkbookError, UnsafeWorkbookError
from importkit.grammar import count
from importkit.workbook.archive import markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from importkit.model import Limits

#: Bytes that are inflated at a time.
CHUNK = 256 * 1024

#: Pictures, document properties and the data of other programs; our own property is in custom.xml.
_NEVER_READ = re.compile(r"(^|/)(media|customxml|docprops/(?!custom\.xml$))")

#: A real part's first element comes after a line or two.
_LONGEST_PROLOG = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the package.

    Attributes:
        name: As the archive spells it, with forward slashes.
        start: Where its compressed bytes begin.
    """

    name: str
    start: int
    compressed: int
    size: int
    crc: int
    deflated: bool


def damaged(label: str, what: str) -> UnreadableWorkbookError:
    """Return the exception for a workbook that is broken inside."""
    return UnreadableWorkbookError(
        f"{label} is damaged ({one_line(what)}); open it in Excel or LibreOffice, let it repair it, "
        "and save it again."
    )


def inflate(stream: IO[bytes], part: Part, size: int = CHUNK) -> Iterator[bytes]:
    """Yield a part's bytes, never more than `size` at a time.

    Raises:
        zlib.error: The compressed bytes are broken.
    """
    engine = zlib.decompressobj(-15) if part.deflated else None
    position, left = part.start, part.compressed
    while left:
        stream.seek(position)  # parts may be read in turns
        packed = stream.read(min(64 * 1024, left))
        if not packed:
            return
        position, left = position + len(packed), left - len(packed)
        if engine is None:
            yield packed
            continue
        while packed:
            if grown := engine.decompress(packed, size):
                yield grown
            packed = engine.unconsumed_tail
    if engine is not None and (rest := engine.flush()):
        yield rest


def document_type(label: str, part: str) -> UnsafeWorkbookError:
    """Return the exception for a part that declares a document type."""
    return UnsafeWorkbookError(
        f"{label} declares a document type in its part {one_line(part)}, which no spreadsheet program writes "
        "and which can exhaust a reader; save the sheet again from Excel or LibreOffice."
    )


def needs_full_parser(stream: IO[bytes], part: Part, label: str) -> bool:
    """Check how a part begins, and return whether it is XML that only a full parser reads right.

    Raises:
        UnreadableWorkbookError: It cannot be unpacked.
        UnsafeWorkbookError: It declares a document type, and is none of the parts that nothing reads.
    """
    try:
        head = next(inflate(stream, part, 64 * 1024), b"")
        if not markup.looks_like_xml(head):
            return False
        return markup.needs_full_parser(head, inflate(stream, part, 64 * 1024), _LONGEST_PROLOG)
    except zlib.error as error:
        raise damaged(label, f"its part {part.name} cannot be unpacked") from error
    except markup.DoctypeError:
        if _is_left_alone(part.name):
            return True
        raise document_type(label, part.name) from None
    except markup.MarkupError:
        return True  # whoever needs the part tells that it is broken


def _is_left_alone(name: str) -> bool:
    """Return whether this is a picture, a document property or another part that no reader of tables opens.

    A part that is opened nevertheless, since a relationship leads to it, is read by a parser that refuses
    document types itself.
    """
    lower = name.lower()
    return not lower.endswith((".xml", ".rels")) or bool(_NEVER_READ.search(lower))


def measure(stream: IO[bytes], parts: Mapping[str, Part], label: str, limits: Limits) -> set[str]:
    """Inflate every part once; return the names of those with comments, CDATA or instructions."""
    odd: set[str] = set()
    total = 0
    for part in parts.values():  # what a header admits need not be measured; one that lies is found out below
        _check_growth(label, part, limits, part.size, 0)
    for name, part in parts.items():
        try:
            size, is_odd = _measure_part(stream, part, label, limits, total)
        except zlib.error as error:
            raise damaged(label, f"its part {part.name} cannot be unpacked") from error
        total += size
        if is_odd:
            odd.add(name)
    return odd


def _measure_part(stream: IO[bytes], part: Part, label: str, limits: Limits, before: int) -> tuple[int, bool]:
    size = crc = instructions = 0
    is_odd = False
    last = b""
    for chunk in inflate(stream, part):
        size += len(chunk)
        crc = zlib.crc32(chunk, crc)
        _check_growth(label, part, limits, size, before)
        # Ordinary parts have no <! at all, and <? only at the start; a mark may lie across two chunks.
        is_odd = is_odd or b"<!" in chunk or (last == b"<" and chunk.startswith(b"!"))
        instructions += chunk.count(b"<?") + (last == b"<" and chunk.startswith(b"?"))
        last = chunk[-1:]
    if (size, crc) != (part.size, part.crc):
        raise damaged(label, f"its part {part.name} fails its checksum")
    return size, is_odd or instructions > 1


def _check_growth(label: str, part: Part, limits: Limits, size: int, before: int) -> None:
    if size > limits.ratio_floor_bytes and size > limits.max_ratio * part.compressed:
        raise UnsafeWorkbookError(
            f"{label} unpacks its part {one_line(part.name)} to more than "
            f"{count(limits.max_ratio, 'time')} its size, as only files made to exhaust a reader do; "
            "copy the product sheet into a new workbook."
        )
    if before + size > limits.max_inflated_bytes:
        raise UnsafeWorkbookError(
            f"{label} unpacks to more than {limits.max_inflated_bytes / 1024**2:,.0f} MB; "
            "split it into several workbooks."
        )
