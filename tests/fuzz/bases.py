"""The workbooks that are broken: every dialect, and every way in which programs write a sheet."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table
from support.raw_workbooks import MAIN, OFFICE, STRICT_MAIN, STRICT_OFFICE, parts, relationships, worksheet

from importkit.workbook.sample import make_sample

if TYPE_CHECKING:
    from collections.abc import Callable

#: The parts of a workbook by name.
Parts = dict[str, bytes]

HEADERS = ("Product Title", "Product Handle", "SKU", "Barcode", "Grams Weight", "Image", "Tags", "My own")


def base_names() -> list[str]:
    """Return the names of all workbooks."""
    return sorted(_BASES)


@cache
def base(name: str) -> Parts:
    """Return the parts of one of them."""
    return _BASES[name]()


def _unpacked(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _encoded(written: dict[str, str]) -> Parts:
    return {name: text.encode() for name, text in written.items()}


def _cell(column: str, row: int, text: str) -> str:
    return f'<c r="{column}{row}" t="inlineStr"><is><t>{text}</t></is></c>'


def _rows(cell: Callable[[str, int, str], str] = _cell) -> str:
    """Return a header and twelve products, one cell at a time."""
    table = [HEADERS, *([f"Shirt {row}", f"shirt-{row}", f"S-{row}", f"40063813339{row:02}", "230",
                         f"https://e.com/{row}.png", "a; b", "x"] for row in range(2, 14))]  # fmt: skip
    return "".join(
        f'<row r="{row}">'
        + "".join(cell(column, row, text) for column, text in zip("ABCDEFGH", texts, strict=True))
        + "</row>"
        for row, texts in enumerate(table, 1)
    )


def _inline() -> Parts:
    return _encoded(parts(worksheet(_rows(), before='<dimension ref="A1:H13"/>')))


def _without_addresses() -> Parts:
    bare = _rows(lambda _column, _row, text: f'<c t="str"><v>{text}</v></c>').replace(' r="', ' spans="')
    return _encoded(parts(worksheet(bare)))


def _shared() -> Parts:
    texts: list[str] = []

    def cell(column: str, row: int, text: str) -> str:
        texts.append(
            f"<si><r><t>{text[:2]}</t></r><r><t>{text[2:]}</t></r></si>"
            if row == 3
            else f"<si><t>{text}</t></si>"
        )
        return f'<c r="{column}{row}" s="0" t="s"><v>{len(texts) - 1}</v></c>'

    written = parts(worksheet(_rows(cell), before='<sheetViews><sheetView workbookViewId="0"/></sheetViews>'))
    written["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">{"".join(texts)}</sst>'
    )
    written["xl/_rels/workbook.xml.rels"] = relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "styles", "styles.xml"),
        ("rId3", "sharedStrings", "sharedStrings.xml"),
    )
    return _encoded(written)


def _prefixed() -> Parts:
    written = parts(worksheet(_rows()))
    sheet = written["xl/worksheets/sheet1.xml"].replace("<", "<x:").replace("<x:/", "</x:")
    written["xl/worksheets/sheet1.xml"] = sheet.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    return _encoded(written)


def _strict() -> Parts:
    return {
        name: text.decode().replace(MAIN, STRICT_MAIN).replace(OFFICE, STRICT_OFFICE).encode()
        for name, text in _inline().items()
    }


def _in_utf16() -> Parts:
    written = _inline()
    name = "xl/worksheets/sheet1.xml"
    return {
        **written,
        name: ('<?xml version="1.0" encoding="UTF-16"?>' + written[name].decode()).encode("utf-16"),
    }


def _pretty() -> Parts:
    """Return a workbook with white space between all tags, and comments."""
    written = parts(worksheet(_rows()))
    name = "xl/worksheets/sheet1.xml"
    written[name] = written[name].replace("><", ">\n  <").replace("<row", "<!-- a row --><row", 3)
    return _encoded(written)


def _rich() -> Parts:
    """Return a workbook with all that openpyxl can write: formats, formulas, merges, links, a table."""
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "About"
    cover["A1"] = "Products of the season"
    sheet = book.create_sheet("Products")
    sheet.append(["All products"])
    sheet.append([*HEADERS, "Attribute 1", "Attribute Value 1", "Season", "Liters Water Used"])
    for row in range(3, 15):
        sheet.append([
            f"Shirt {row}", f"shirt-{row}", row * 1000, 4006381333931 + row, 0.23, "picture", "a; b",
            dt.date(2026, 1, row), "Size", "M", True, f"=G{row}*2",
        ])  # fmt: skip
        sheet.cell(row, 4).number_format = "0000000000000"
        sheet.cell(row, 5).number_format = "0%"
        sheet.cell(row, 6).hyperlink = f"https://e.com/{row}.png"
    sheet["A3"].font = Font(bold=True)
    sheet["H5"] = "#N/A"
    sheet["H5"].data_type = "e"
    sheet.merge_cells("I3:I6")
    sheet.merge_cells("A1:H1")
    sheet.row_dimensions[7].hidden = True
    sheet.auto_filter.ref = "A2:L14"
    sheet.add_table(Table(displayName="Own", ref="A2:L14"))
    book.create_sheet("Hidden").sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return _unpacked(buffer.getvalue())


def _sample(dialect: str) -> Callable[[], Parts]:
    def make() -> Parts:
        buffer = io.BytesIO()
        make_sample(24, mistakes=0.3, seed=3, dialect=dialect).write(buffer)
        return _unpacked(buffer.getvalue())

    return make


def _with_extras() -> Parts:
    """Return a workbook with parts that nothing reads."""
    return {
        **_shared(),
        "docProps/app.xml": '<?xml version="1.0" encoding="gb2312"?><Properties/>'.encode("gb2312"),
        "docProps/custom.xml": b"<Properties><property name='importkit-job-id'/></Properties>",
        "xl/media/image1.svg": b"<!DOCTYPE svg><svg/>",
        "xl/theme/theme1.xml": b"<theme/>",
    }


_BASES: dict[str, Callable[[], Parts]] = {
    "inline": _inline,
    "shared": _shared,
    "no addresses": _without_addresses,
    "prefixed": _prefixed,
    "strict": _strict,
    "utf-16": _in_utf16,
    "pretty": _pretty,
    "rich": _rich,
    "extras": _with_extras,
    **{f"sample {name}": _sample(name) for name in ("plan", "passport", "shopify", "shopify-current")},
}
