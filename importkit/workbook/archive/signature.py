"""What a file is, when it is no .xlsx workbook: told by content, in one sentence that says what to do."""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import IO, TYPE_CHECKING

from importkit.errors import UnreadableWorkbookError
from importkit.workbook.archive import markup

if TYPE_CHECKING:
    from importkit.workbook.archive.package import Package

_SAVE_AS = "open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)."
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 64 * 1024

#: What a file begins with, and what it is then.
_MAGIC = (
    (b"%PDF", f"is a PDF document; get the workbook it was printed from, {_SAVE_AS}"),
    (
        b"{\\rtf",
        f"is a text document (RTF); copy its table into Excel and {_SAVE_AS.removeprefix('open it in ')}",
    ),
    (b"\x1f\x8b", "is a gzip archive; unpack it and use the .xlsx workbook inside."),
    (b"7z\xbc\xaf", "is a 7-Zip archive; unpack it and use the .xlsx workbook inside."),
    (b"Rar!", "is a RAR archive; unpack it and use the .xlsx workbook inside."),
    (b"SQLite format 3", "is a SQLite database; export its products as an Excel workbook (.xlsx)."),
    (b"PAR1", "is a Parquet file; export its products as an Excel workbook (.xlsx)."),
    (b"\x89PNG", "is a picture (PNG); give an Excel workbook (.xlsx)."),
    (b"\xff\xd8\xff", "is a picture (JPEG); give an Excel workbook (.xlsx)."),
    (b"GIF8", "is a picture (GIF); give an Excel workbook (.xlsx)."),
)

#: Streams of an OLE2 file, in the order in which they tell what it is.
_STREAMS = (
    (
        "EncryptedPackage",
        "is protected by a password; open it in Excel, remove the password under File > Info, and save it.",
    ),
    (
        "WordDocument",
        "is a Word document (.doc); copy its table into Excel and save that as an Excel workbook (.xlsx).",
    ),
    ("PowerPoint Document", "is a PowerPoint presentation (.ppt); give an Excel workbook (.xlsx)."),
    ("Workbook", f"is an old Excel 97-2003 workbook (.xls); {_SAVE_AS}"),
    ("Book", f"is an old Excel 5.0/95 workbook (.xls); {_SAVE_AS}"),
)

#: A phrase of the main part's content type, and what the package is then; the first that fits counts.
_PACKAGES = (
    ("sheet.binary", f"is a binary Excel workbook (.xlsb); {_SAVE_AS}"),
    ("addin.macroenabled", f"is an Excel add-in (.xlam); {_SAVE_AS}"),
    ("ms-excel.template.macroenabled", f"is an Excel template with macros (.xltm); {_SAVE_AS}"),
    ("ms-excel.sheet.macroenabled", f"is an Excel workbook with macros (.xlsm); {_SAVE_AS}"),
    ("spreadsheetml.template", f"is an Excel template (.xltx); {_SAVE_AS}"),
    (
        "wordprocessingml",
        "is a Word document (.docx); copy its table into Excel and save that as an Excel workbook (.xlsx).",
    ),
    (
        "ms-word",
        "is a Word document (.docm); copy its table into Excel and save that as an Excel workbook (.xlsx).",
    ),
    ("presentationml", "is a PowerPoint presentation (.pptx); give an Excel workbook (.xlsx)."),
    ("ms-powerpoint", "is a PowerPoint presentation (.pptm); give an Excel workbook (.xlsx)."),
)
_WORKBOOK = "spreadsheetml.sheet.main+xml"
_CONTENTS = "[Content_Types].xml"
_LONGEST_TYPE = 200


def refuse_other_files(stream: IO[bytes], label: str) -> None:
    """Refuse whatever does not begin as an archive.

    Raises:
        UnreadableWorkbookError: The sentence says what the file is.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    if not head:
        raise _other(label, "is empty; export or save the workbook again.")
    if head.startswith(b"PK\x03\x04"):
        return
    if PurePath(label.strip('"')).name.startswith("~$"):
        raise _other(
            label, "is the lock file that Excel keeps beside an open workbook; choose the file without ~$."
        )
    if head.startswith(_OLE2):
        raise _other(label, _ole2(stream))
    if head.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        raise _other(label, "is an empty archive; export or save the workbook again.")
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise _other(label, what)
    raise _other(label, _text(head) or f"is no Excel workbook; {_SAVE_AS}")


def refuse_other_packages(package: Package) -> None:
    """Refuse archives that are no .xlsx workbook, by the content type of their parts.

    Raises:
        UnreadableWorkbookError: The sentence says what the archive is.
    """
    if not package.has(_CONTENTS):
        raise _other(package.label, _archive(package))
    with package.reading(_CONTENTS, "its list of contents cannot be read"):
        types = {
            attributes.get("ContentType", "")[:_LONGEST_TYPE].lower()
            for _, attributes in markup.tags(package.chunks(_CONTENTS))
        }
    if any(_WORKBOOK in kind for kind in types):
        return
    for phrase, what in _PACKAGES:
        if any(phrase in kind for kind in types):
            raise _other(package.label, what)
    raise _other(package.label, f"holds no Excel workbook; {_SAVE_AS}")


def truncated(label: str) -> UnreadableWorkbookError:
    """Return the exception for an archive that ends too early."""
    return _other(label, "is cut off or damaged, as after a broken download; download or save it again.")


def protected(label: str) -> UnreadableWorkbookError:
    """Return the exception for an archive with a password."""
    return _other(label, "is protected by a password; remove the password and save it again.")


def _other(label: str, what: str) -> UnreadableWorkbookError:
    return UnreadableWorkbookError(f"{label} {what}")


def _ole2(stream: IO[bytes]) -> str:
    """Tell an OLE2 file by the names in its directory, which are UTF-16 and padded with zeros."""
    marks = {name: name.encode("utf-16-le") + b"\0\0" for name, _ in _STREAMS}
    found: set[str] = set()
    stream.seek(0)
    start, last = 0, b""
    while chunk := stream.read(1024 * 1024):
        text = last + chunk
        found |= {name for name, mark in marks.items() if _stands(mark, text, start)}
        last = text[-128:]
        start += len(text) - len(last)
    return next(
        (what for name, what in _STREAMS if name in found), f"is an old Office file (OLE2); {_SAVE_AS}"
    )


def _stands(mark: bytes, text: bytes, start: int) -> bool:
    """Return whether a directory entry begins with that name; entries are aligned to 128 bytes."""
    return any((start + found.start()) % 128 == 0 for found in re.finditer(re.escape(mark), text))


def _archive(package: Package) -> str:
    if package.has("mimetype"):
        kind = b"".join(package.chunks("mimetype"))[:200]
        if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return f"is an OpenDocument spreadsheet (.ods); {_SAVE_AS}"
    if any(name.startswith("index/") or name == "index.zip" for name in package.parts):
        return "is an Apple Numbers document; open it in Numbers and export it to Excel (.xlsx)."
    return "is a ZIP archive without a workbook; unpack it and use the .xlsx workbook inside."


def _text(head: bytes) -> str:
    """Tell a text file, or return a blank."""
    text = _decoded(head)
    start = text.lstrip("\ufeff \t\r\n")
    lower = start[:4000].lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in lower:
        return f"is an XML Spreadsheet 2003 file; {_SAVE_AS}"
    if re.match(r"<(!doctype html|html|head|body|table|meta|div|style)\b", lower) or "<html" in lower:
        return f"is a web page (HTML) under another name; {_SAVE_AS}"
    if start.startswith("<"):
        return f"is an XML file; {_SAVE_AS}"
    if start[:1] in {"{", "["} and _is_json(start, whole=len(head) < _HEAD):
        return "is a JSON file; export its products as an Excel workbook (.xlsx)."
    if re.search(r"[,;\t|]", start.partition("\n")[0]):
        return f"is a text file with separated values (CSV) under another name; {_SAVE_AS}"
    return f"is a plain text file; {_SAVE_AS}" if start else ""


def _decoded(head: bytes) -> str:
    """Return the text of a text file, or a blank for anything else."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace")
    if b"\0" in head:
        return ""
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The head may end inside a character; older exports are Latin-1 all through.
        return head.decode("utf-8" if error.start > len(head) - 4 else "cp1252", errors="replace")


def _is_json(start: str, *, whole: bool) -> bool:
    if not whole:
        return bool(re.match(r'[\[{]\s*["\[{\d\]}tfn-]', start))
    try:
        json.loads(start)
    except ValueError:
        return False
    return True
