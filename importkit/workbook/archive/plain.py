"""An unusual workbook written again as spreadsheet programs usually write one.

Prefixes, CDATA, comments, UTF-16, cells without addresses and parts with names of their own are all legal,
and rare. Instead of teaching them to the scan and to the value reader, the few parts that matter are copied
into a plain workbook, by a full parser, and everything goes on from there.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from importkit.workbook.archive import markup
from importkit.workbook.archive.package import relations
from importkit.workbook.sheet.address import MAX_COLUMN, MAX_ROW, column_letters, column_number
from importkit.workbook.sheet.peek import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from importkit.workbook.archive.container import Package
    from importkit.workbook.archive.package import Parts, Sheet

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"

#: Elements whose text counts; white space between all others is layout.
_TEXTS = frozenset({"t", "v", "f"})

_CONTENTS = (
    f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="{_RELATIONS}"/>'
    f'<Default Extension="xml" ContentType="{_CONTENT}.worksheet+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_CONTENT}.sheet.main+xml"/></Types>'
)


class _Copy:
    """Writes a part again as expat meets it, without what is foreign or optional in its markup."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self._tag = ""
        self._foreign = 0
        self._type = ""
        #: The text of an error cell while it is read.
        self._error: list[str] | None = None
        #: The number of a shared string while it is read.
        self._index: list[str] | None = None
        self._row = self._column = 0
        self._is_root = True

    def start(self, name: str, given: Mapping[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if self._foreign or space not in markup.SPREADSHEET or tag == "extLst":
            self._foreign += 1
            return
        self._tag = tag
        if tag == "v" and self._type == "e":
            self._error = []
            return
        if tag == "v" and self._type == "s":
            self._index = []
            return
        attributes = {_attribute(key): value for key, value in given.items()}
        if tag == "row":
            attributes["r"] = self._row_number(attributes.get("r", ""))
        elif tag == "c":
            attributes["r"] = self._address(attributes.get("r", ""))
            self._type = attributes.get("t", "n")
        spaces = f' xmlns="{_MAIN}" xmlns:r="{_OFFICE}"' if self._is_root else ""
        self._is_root = False
        keep = ' xml:space="preserve"' if tag == "t" else ""
        self.written.append(f"<{tag}{spaces}{keep}{_written(attributes)}>")

    def end(self, name: str) -> None:
        if self._foreign:
            self._foreign -= 1
            return
        self._tag = ""
        if self._error is not None:
            # The value reader gives up on newer errors such as #SPILL!; the scan finds them in an attribute.
            self.written.append(f"<v{_written({'e': ''.join(self._error)})}>#VALUE!</v>")
            self._error = None
            return
        if self._index is not None:
            self.written.append(_index("".join(self._index)))
            self._index = None
            return
        self.written.append(f"</{markup.local(name)}>")

    def characters(self, text: str) -> None:
        if self._foreign:
            return
        if self._error is not None:
            self._error.append(text)
        elif self._index is not None:
            self._index.append(text)
        elif self._tag in _TEXTS:
            # A reference, since a bare carriage return would be read as a newline.
            self.written.append(escape(text, {"\r": "&#13;"}))

    def _row_number(self, given: str) -> str:
        self._row = int(given) if given.isdecimal() and len(given) < 8 else self._row + 1
        self._column = 0
        return str(self._row)

    def _address(self, given: str) -> str:
        place = ADDRESS.fullmatch(given)
        self._column = column_number(place[1].upper()) if place else self._column + 1
        row = int(place[2]) if place else self._row
        is_outside = not (1 <= row <= MAX_ROW and self._column <= MAX_COLUMN)
        if is_outside or (given and not place):
            raise markup.MarkupError(given)
        return f"{column_letters(self._column)}{row}"


def _index(text: str) -> str:
    """Return the element that names a shared string, nothing for a blank one; white space is layout.

    Raises:
        MarkupError: It is none.
    """
    number = text.strip()
    if not number:
        return ""
    if not (number.isascii() and number.isdigit()) or len(number) > 9:
        raise markup.MarkupError(text)
    return f"<v>{number}</v>"


def plain_workbook(package: Package, parts: Parts, sheet: Sheet) -> bytes:
    """Return a workbook of this sheet alone, in plain markup and with the customary names of parts.

    Raises:
        UnreadableWorkbookError: A part is broken.
    """
    buffer = io.BytesIO()
    copied = {
        "xl/worksheets/sheet1.xml": sheet.part,
        "xl/sharedStrings.xml": parts.shared_strings,
        "xl/styles.xml": parts.styles,
    }
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in _skeleton(package, parts, sheet).items():
            archive.writestr(name, text)
        for name, part in copied.items():
            if part is not None and package.has(part):
                _copy(archive, name, package, part)
    return buffer.getvalue()


def _copy(archive: zipfile.ZipFile, name: str, package: Package, part: str) -> None:
    with (
        package.reading(part, f"its part {part} cannot be read"),
        archive.open(name, "w", force_zip64=True) as stream,
    ):
        for text in _copied(package.chunks(part)):
            stream.write(text.encode())


def _copied(chunks: Iterable[bytes]) -> Iterator[str]:
    copy = _Copy()
    reader = markup.Reader(copy.start, copy.end, copy.characters)
    for chunk in chunks:
        reader.feed(chunk)
        yield "".join(copy.written)
        copy.written.clear()
    reader.feed(b"", ends=True)
    yield "".join(copy.written)


def _skeleton(package: Package, parts: Parts, sheet: Sheet) -> dict[str, str]:
    links = [relation for relation in relations(package, sheet.part) if relation.external]
    inner = {
        "rId1": ("worksheet", "worksheets/sheet1.xml"),
        "rId2": ("sharedStrings", "sharedStrings.xml"),
        "rId3": ("styles", "styles.xml"),
    }
    present = {"rId1": True, "rId2": parts.shared_strings, "rId3": parts.styles}
    return {
        "[Content_Types].xml": _CONTENTS,
        "_rels/.rels": _listing(_relation("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(parts.uses_1904)}"/>'
            f'<sheets><sheet name={quoteattr(sheet.name)} sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _listing(
            *(_relation(key, *to) for key, to in inner.items() if present[key])
        ),
        "xl/worksheets/_rels/sheet1.xml.rels": _listing(
            *(_relation(link.id, link.kind, link.target, ' TargetMode="External"') for link in links)
        ),
    }


def _listing(*relationships: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(relationships)}</Relationships>'


def _relation(key: str, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id={quoteattr(key)} Type="{_OFFICE}/{kind}" Target={quoteattr(target)}{mode}/>'


def _attribute(name: str) -> str:
    """Return an attribute's local name; of those with a namespace only the relationship id matters."""
    space, _, tag = name.rpartition(" ")
    return f"r:{tag}" if space.endswith("/relationships") else tag


def _written(attributes: Mapping[str, str]) -> str:
    # Double quotes always: quoteattr would choose single ones for a value that holds double ones.
    return "".join(f' {name}="{escape(value, {chr(34): "&quot;"})}"' for name, value in attributes.items())
