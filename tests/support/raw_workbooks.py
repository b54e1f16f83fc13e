"""Workbooks written part by part, as no spreadsheet library would write them."""

from __future__ import annotations

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

_EXTERNAL = ' TargetMode="External"'

#: A header and a row: SKU "A-1", title "Shirt", inline.
HEADER = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>SKU</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Product Title</t></is></c></row>'
)
SHIRT = (
    '<row r="2"><c r="A2" t="inlineStr"><is><t>A-1</t></is></c>'
    '<c r="B2" t="inlineStr"><is><t>Shirt</t></is></c></row>'
)


def worksheet(rows: str, *, before: str = "", after: str = "") -> str:
    """Return a worksheet's XML with these rows."""
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def relationships(*targets: tuple[str, str, str], base: str = OFFICE) -> str:
    """Return a list of relationships: id, kind and target of each; addresses lead out of the package."""
    listed = (
        f'<Relationship Id="{key}" Type="{base}/{kind}" Target="{target}"{_EXTERNAL * ("://" in target)}/>'
        for key, kind, target in targets
    )
    return f'<Relationships xmlns="{PACKAGE}">{"".join(listed)}</Relationships>'


def parts(sheet: str, *, content_type: str = WORKBOOK_TYPE) -> dict[str, str]:
    """Return the parts of a workbook whose one sheet, Products, is this XML."""
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{content_type}"/></Types>'
        ),
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Products" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")
        ),
        "xl/styles.xml": (
            f'<styleSheet xmlns="{MAIN}"><numFmts count="1">'
            '<numFmt numFmtId="164" formatCode="0000000000000"/></numFmts>'
            '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs></styleSheet>'
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }


def packed(written: dict[str, str] | dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return the parts as an archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, text in written.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def raw_workbook(sheet: str, **others: str | bytes) -> bytes:
    """Return a workbook of one sheet; `others` replaces parts by their file name without its ending."""
    written: dict[str, str | bytes] = dict(parts(sheet))
    by_stem = {name.rsplit("/", 1)[-1].removesuffix(".xml").replace(".", "_"): name for name in written}
    return packed({**written, **{by_stem.get(stem, stem): text for stem, text in others.items()}})
