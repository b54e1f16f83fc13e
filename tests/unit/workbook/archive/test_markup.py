"""Workbooks in every legal spelling of their XML give the same sheet."""

from __future__ import annotations

import pytest
from support.raw_workbooks import (
    HEADER,
    MAIN,
    OFFICE,
    SHIRT,
    STRICT_MAIN,
    STRICT_OFFICE,
    packed,
    parts,
    raw_workbook,
    relationships,
    worksheet,
)

from importkit.errors import UnreadableWorkbookError
from importkit.model import CellKind
from importkit.workbook import read

GOOD = worksheet(HEADER + SHIRT)
SHARED = (
    f'<sst xmlns="{MAIN}"><si><t>SKU</t></si>'
    "<si><r><t>Product </t></r><r><t>Title</t></r><rPh><t>x</t></rPh></si></sst>"
)


def prefixed() -> str:
    tags = GOOD.replace("<", "<x:").replace("<x:/", "</x:")
    return tags.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')


def strict() -> bytes:
    written = {
        name: text.replace(MAIN, STRICT_MAIN).replace(OFFICE, STRICT_OFFICE)
        for name, text in parts(GOOD).items()
    }
    return packed(written)


def renamed() -> bytes:
    """Return a workbook whose parts all have unusual names and absolute paths."""
    written = parts(GOOD)
    sheet, workbook, styles = (
        written.pop(name) for name in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml")
    )
    del written["xl/_rels/workbook.xml.rels"]
    return packed(
        {
            **written,
            "_rels/.rels": relationships(("rId1", "officeDocument", "/content/book.xml")),
            "content/book.xml": workbook,
            "content/_rels/book.xml.rels": relationships(
                ("rId1", "worksheet", "/content/inner/the%20sheet.xml"), ("rId2", "styles", "./look.xml")
            ),
            "content/inner/the sheet.xml": sheet,
            "content/look.xml": styles,
        }
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(raw_workbook(GOOD), id="ordinary"),
        pytest.param(raw_workbook(prefixed()), id="every tag has a prefix"),
        pytest.param(
            raw_workbook(
                GOOD.replace("<sheetData>", f'<sheetData xmlns:m="{MAIN}">')
                .replace("<row", "<m:row")
                .replace("</row", "</m:row")
            ),
            id="some tags have a prefix",
        ),
        pytest.param(strict(), id="strict OOXML"),
        pytest.param(renamed(), id="parts with names of their own"),
        pytest.param(raw_workbook(GOOD.replace('"', "'")), id="single quotes"),
        pytest.param(raw_workbook(GOOD, sheet1=b"\xef\xbb\xbf" + GOOD.encode()), id="byte order mark"),
        pytest.param(
            raw_workbook(GOOD, sheet1=f'<?xml version="1.0" encoding="UTF-16"?>{GOOD}'.encode("utf-16")),
            id="UTF-16",
        ),
        pytest.param(
            raw_workbook(GOOD, sheet1=f'<?xml version="1.0" encoding="iso-8859-1"?>{GOOD}'.encode("latin-1")),
            id="Latin-1",
        ),
        pytest.param(raw_workbook(GOOD.replace("Shirt", "<![CDATA[Shirt]]>")), id="CDATA"),
        pytest.param(
            raw_workbook(GOOD.replace("Shirt", "Sh<!-- <c r='C9'/> -->irt")), id="a comment in a text"
        ),
        pytest.param(raw_workbook(GOOD.replace("<row", "<?note x?><row")), id="processing instructions"),
        pytest.param(raw_workbook(GOOD.replace("<c ", "<c\n  ")), id="attributes on lines of their own"),
        pytest.param(raw_workbook(GOOD.replace(' r="', ' q="')), id="no addresses at all"),
        pytest.param(
            raw_workbook(GOOD.replace('<c r="A1" t="inlineStr"', '<c t="inlineStr" r="A1"')),
            id="attribute order",
        ),
        pytest.param(raw_workbook(GOOD.replace('r="A2"', 'r="a2"')), id="lower-case addresses"),
        pytest.param(
            raw_workbook(GOOD.replace("<sheetData>", '<dimension ref="A1"/><sheetData>')),
            id="dimension too small",
        ),
        pytest.param(
            raw_workbook(GOOD.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')),
            id="dimension of everything",
        ),
        pytest.param(
            raw_workbook(
                GOOD.replace("<sheetData>", '<cols><col min="1" max="2" hidden="1"/></cols><sheetData>')
            ),
            id="hidden columns",
        ),
        pytest.param(
            raw_workbook(GOOD.replace("</sheetData>", "</sheetData><extLst><ext><c/></ext></extLst>")),
            id="extensions",
        ),
        pytest.param(
            raw_workbook(
                GOOD.replace('t="inlineStr"><is><t>SKU</t></is>', 't="s"><v>0</v>').replace(
                    't="inlineStr"><is><t>Product Title</t></is>', 't="s"><v>1</v>'
                ),
                **{
                    "xl/sharedStrings.xml": SHARED,
                    "xl/_rels/workbook.xml.rels": relationships(
                        ("rId1", "worksheet", "worksheets/sheet1.xml"),
                        ("rId3", "sharedStrings", "sharedStrings.xml"),
                    ),
                },
            ),
            id="shared rich text",
        ),
    ],
)
def test_every_spelling_reads_alike(content: bytes) -> None:
    book = read(content)

    assert book.layout.sheet == "Products"
    assert book.layout.letters == {"SKU": "A", "Product Title": "B"}
    assert book.frame.to_dict("index") == {2: {"SKU": "A-1", "Product Title": "Shirt"}}
    assert book.total_rows == 1


def test_unusual_markup_keeps_errors_formulas_formats_links_and_hidden_rows() -> None:
    rows = (
        "<row r='1'><c r='A1' t='str'><v>Barcode</v></c><c r='B1' t='str'><v>Image</v></c>"
        "<c r='C1' t='str'><v>SKU</v></c></row>"
        "<row r='2' hidden='1'><c r='A2' s='1'><v>401234500001</v></c><c r='B2' t='str'><v>see</v></c>"
        "<c r='C2' t='e'><v>#N/A</v></c></row>"
        "<row r='3'><c r='C3'><f>A2</f></c></row>"
    )
    links = "<hyperlinks><hyperlink ref='B2' r:id='rId7'/></hyperlinks>"
    listed = relationships(("rId7", "hyperlink", "https://example.com/a.png"))

    book = read(raw_workbook(worksheet(rows, after=links), **{"xl/worksheets/_rels/sheet1.xml.rels": listed}))

    assert book.cells["A"].tolist()[0] == "0401234500001"
    assert book.frame["Image"].tolist()[0] == "https://example.com/a.png"
    assert book.kinds["C"].tolist() == [CellKind.ERROR, CellKind.UNCACHED]
    assert book.findings.counts() == {
        "barcode.zero-restored": 1,
        "cell.error": 1,
        "cell.uncached-formula": 1,
        "row.hidden": 1,
    }


def test_an_address_outside_of_excel_is_damage() -> None:
    with pytest.raises(UnreadableWorkbookError, match="is damaged"):
        read(raw_workbook(GOOD.replace('r="B2"', 'r="ZZZZ2"')))


def test_a_text_that_is_not_there_is_damage() -> None:
    missing = GOOD.replace('t="inlineStr"><is><t>Shirt</t></is>', 't="s"><v>99</v>')

    with pytest.raises(UnreadableWorkbookError, match="is damaged"):
        read(raw_workbook(missing))


def test_a_sheet_whose_part_is_missing_is_no_sheet() -> None:
    written = parts(GOOD)
    del written["xl/worksheets/sheet1.xml"]

    with pytest.raises(Exception, match="no row that looks like a header row"):
        read(packed(written))


@pytest.mark.parametrize("uses_1904", [False, True])
def test_dates_count_from_1900_or_1904(uses_1904: bool) -> None:
    dated = SHIRT.replace(
        '<c r="B2" t="inlineStr"><is><t>Shirt</t></is></c>', '<c r="B2" s="1"><v>45000</v></c>'
    )
    styles = (
        f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    book = parts(worksheet(HEADER + dated))["xl/workbook.xml"].replace(
        "<sheets>", f'<workbookPr date1904="{int(uses_1904)}"/><sheets>'
    )

    read_book = read(raw_workbook(worksheet(HEADER + dated), styles=styles, workbook=book))

    assert read_book.cells["B"].tolist() == ["2027-03-16" if uses_1904 else "2023-03-15"]
    assert read_book.findings.counts() == {"cell.date": 1}


def test_the_job_of_a_corrections_workbook_travels_in_a_property() -> None:
    job = "0198c0de-0000-7000-8000-000000000001"
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property name="other"><vt:lpwstr>x</vt:lpwstr></property>'
        f'<property name="importkit-job-id"><vt:lpwstr>{job}</vt:lpwstr></property></Properties>'
    )

    assert read(raw_workbook(GOOD, **{"docProps/custom.xml": custom})).job_id == job
    assert read(raw_workbook(GOOD, **{"docProps/custom.xml": custom.replace(job, "rm -rf")})).job_id is None
    assert read(raw_workbook(GOOD, **{"docProps/custom.xml": "<broken"})).job_id is None
    assert read(raw_workbook(GOOD)).job_id is None


def styled_by_default(code: str, rows: str) -> bytes:
    """Return a workbook whose cells have this number format where they name no style."""
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
        '<cellXfs><xf numFmtId="164"/><xf numFmtId="0"/></cellXfs></styleSheet>'
    )
    return raw_workbook(worksheet(HEADER + rows), styles=styles)


NUMBERED = '<row r="2"><c r="A2" t="inlineStr"><is><t>A-1</t></is></c><c r="B2"><v>45000</v></c></row>'


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(NUMBERED, id="ordinary"),
        pytest.param(NUMBERED.replace('r="B2"', 't="n" r="B2"'), id="attribute order"),
        pytest.param(NUMBERED.replace('r="B2"', "r='B2'"), id="single quotes"),
        pytest.param(NUMBERED.replace('r="B2"', 'r="B2" s="0"'), id="the first style by its number"),
        pytest.param(NUMBERED.replace('r="B2"', 'r="B2" cs="1" x=" s=1"'), id="an attribute of another name"),
        pytest.param(NUMBERED.replace("<row", "<!-- x --><row"), id="a comment"),
        pytest.param(NUMBERED.replace('2"', '9000"'), id="far below"),
    ],
)
def test_a_cell_without_a_style_has_the_first_one(row: str) -> None:
    book = read(styled_by_default("yyyy-mm-dd", row))

    assert book.cells["B"].tolist() == ["2023-03-15"]
    assert book.findings.counts() == {"cell.date": 1}


def test_the_first_style_counts_for_no_cell_that_names_another() -> None:
    book = read(styled_by_default("yyyy-mm-dd", NUMBERED.replace('r="B2"', 'r="B2" s="1"')))

    assert book.frame["Product Title"].tolist() == ["45000"]


@pytest.mark.parametrize(
    ("code", "shown"), [("General", "45000"), ("@", "45000"), ("0000000", "0045000"), ("0%", "4500000%")]
)
def test_the_first_style_may_be_any_format(code: str, shown: str) -> None:
    book = read(styled_by_default(code, NUMBERED))

    assert book.frame["Product Title"].tolist() == [shown]


def test_the_first_style_keeps_links_and_merges() -> None:
    rows = "<row r='1'><c r='A1' t='str'><v>SKU</v></c><c r='B1' t='str'><v>Image</v></c></row>".replace(
        "'", '"'
    ) + NUMBERED.replace("<v>45000</v>", "<f>1</f><v>45000</v>")
    links = '<hyperlinks><hyperlink ref="B2" r:id="rId7"/></hyperlinks>'
    listed = relationships(("rId7", "hyperlink", "https://example.com/a.png"))
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="10"/></cellXfs></styleSheet>'

    book = read(
        raw_workbook(
            worksheet(rows, after=links), styles=styles, **{"xl/worksheets/_rels/sheet1.xml.rels": listed}
        )
    )

    assert book.frame["Image"].tolist() == ["https://example.com/a.png"]
