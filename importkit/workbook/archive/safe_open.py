"""The file as a ZIP of parts, made safe before any parser sees it.

Nothing here believes a header: sizes, ratios and checksums are measured while inflating, chunk by chunk.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from importkit.display.safe_text import one_line
from importkit.errors import UnreadableWorkbookError, UnsafeWorkbookError
from importkit.grammar import agree, count, number
from importkit.workbook.archive import signature
from importkit.workbook.archive.package import Package
from importkit.workbook.archive.part import Part, damaged, measure, needs_full_parser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importkit.model import Limits

#: A directory entry takes 46 bytes and its name; a directory far above that hides entries.
_DIRECTORY_BYTES_PER_ENTRY = 1024

_ENCRYPTED = 0x1


@contextmanager
def opened(source: str | Path | bytes, label: str, limits: Limits) -> Iterator[IO[bytes]]:
    """Open the file for reading, if it is one and not too large.

    Raises:
        UnreadableWorkbookError: There is no such file, or it cannot be opened.
        UnsafeWorkbookError: It is too large.
    """
    if isinstance(source, bytes):
        _check_size(len(source), label, limits)
        yield io.BytesIO(source)
        return
    try:
        status = Path(source).stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableWorkbookError(f"{label} is no file; give the path of an .xlsx workbook.")
        _check_size(status.st_size, label, limits)
        stream = Path(source).open("rb")  # noqa: SIM115  closed by the with below; opening alone may fail
    except FileNotFoundError:
        raise UnreadableWorkbookError(f"There is no file {label}; check its name and folder.") from None
    except OSError as error:
        raise UnreadableWorkbookError(
            f"{label} cannot be opened ({error.strerror}); check that you may read it."
        ) from error
    with stream:
        yield stream


def open_package(stream: IO[bytes], label: str, limits: Limits) -> Package:
    """Return the parts of the file, measured and safe to read.

    Raises:
        UnreadableWorkbookError: The file is no .xlsx workbook, or it is damaged.
        UnsafeWorkbookError: It is made to exhaust or attack whoever reads it.
    """
    signature.refuse_other_files(stream, label)
    _check_directory(stream, label, limits)
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, struct.error, NotImplementedError, ValueError, OverflowError) as error:
        raise signature.truncated(label) from error
    _check_count(len(entries), label, limits)
    parts = [_part(stream, entry, label) for entry in entries if not entry.is_dir()]
    by_name = _by_name(parts, label)
    _check_overlaps(parts, label)
    # The beginnings of all parts come before the whole of any: a document type is told at once.
    odd = {name for name, part in by_name.items() if needs_full_parser(stream, part, label)}
    package = Package(label, stream, limits, by_name, frozenset(odd))
    signature.refuse_other_packages(package)
    return replace(package, odd=package.odd | measure(stream, by_name, label, limits))


def _check_size(size: int, label: str, limits: Limits) -> None:
    if size > limits.max_bytes:
        raise UnsafeWorkbookError(
            f"{label} has {size / 1024**2:,.0f} MB, and {limits.max_bytes / 1024**2:,.0f} MB are possible; "
            "split it into several workbooks."
        )


def _check_count(entries: int, label: str, limits: Limits) -> None:
    if entries > limits.max_entries:
        are = agree(limits.max_entries, "is", "are")
        raise UnsafeWorkbookError(
            f"{label} consists of {count(entries, 'part')}, and {number(limits.max_entries)} {are} possible; "
            "copy the product sheet into a new workbook."
        )


def _check_directory(stream: IO[bytes], label: str, limits: Limits) -> None:
    """Refuse by the end record, before a long directory is read into memory."""
    length = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, length - 22 - 65_535 - 20))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise signature.truncated(label)
    count, size = struct.unpack("<HL", tail[at + 10 : at + 16])
    if at >= 20 and tail[at - 20 : at - 16] == b"PK\x06\x07":
        stream.seek(min(length, struct.unpack("<Q", tail[at - 12 : at - 4])[0]))
        record = stream.read(56)
        if record.startswith(b"PK\x06\x06") and len(record) == 56:
            count, size = struct.unpack("<QQ", record[32:48])
    _check_count(count, label, limits)
    if size > limits.max_entries * _DIRECTORY_BYTES_PER_ENTRY:
        _check_count(size // 46, label, limits)


def _part(stream: IO[bytes], entry: zipfile.ZipInfo, label: str) -> Part:
    """Locate a part's bytes by its own header, which has to agree with the directory."""
    if entry.flag_bits & _ENCRYPTED:
        raise signature.protected(label)
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise damaged(label, f"its part {entry.filename} is packed in an unknown way")
    stream.seek(max(0, entry.header_offset))
    header = stream.read(30)
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise damaged(label, f"its part {entry.filename} is not where it should be")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    if stream.read(name_length) != _name_bytes(entry):
        raise damaged(label, f"its part {entry.filename} goes by two names")
    return Part(
        name=entry.filename.replace("\\", "/"),
        start=entry.header_offset + 30 + name_length + extra_length,
        compressed=entry.compress_size,
        size=entry.file_size,
        crc=entry.CRC,
        deflated=entry.compress_type == zipfile.ZIP_DEFLATED,
    )


def _name_bytes(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")


def _by_name(parts: list[Part], label: str) -> dict[str, Part]:
    named: dict[str, Part] = {}
    for part in parts:
        key = part.name.lstrip("/").lower()
        if key in named:
            raise UnsafeWorkbookError(
                f"{label} holds its part {one_line(part.name)} twice, so two programs could read two "
                "different sheets; open it in Excel and save it again."
            )
        named[key] = part
    return named


def _check_overlaps(parts: list[Part], label: str) -> None:
    """Refuse parts that share bytes, the trick by which small archives hold petabytes."""
    end = 0
    for part in sorted(parts, key=lambda part: part.start):
        if part.start < end:
            raise UnsafeWorkbookError(
                f"{label} has parts that overlap ({one_line(part.name)}), as only archives made to do harm "
                "have; get the workbook from its author again."
            )
        end = part.start + part.compressed
