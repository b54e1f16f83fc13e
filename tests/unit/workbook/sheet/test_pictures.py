"""Pictures in cells, and the web addresses that formulas spell out."""

from __future__ import annotations

import re
from html import escape

import pandas as pd
import pytest
from support.raw_workbooks import MAIN, OFFICE, raw_workbook, relationships, worksheet

from importkit.errors import UnsafeWorkbookError
from importkit.model import CellKind, Mode, Sheet
from importkit.validation import validate
from importkit.workbook import read
from importkit.workbook.sheet.pictures import address_of, shows_picture

URL = "https://example.com/a.png?x=1&y=2"
ADVICE = "Put the web address of the picture here instead, as text that starts with https://."


def sheet(cell: str, header: str = "Image") -> str:
    """Return a sheet with this cell in row 2 of column B."""
    return worksheet(
        f'<row r="1"><c r="A1" t="str"><v>SKU</v></c><c r="B1" t="str"><v>{header}</v></c></row>'
        f'<row r="2"><c r="A2" t="str"><v>S</v></c>{cell}</row>'
    )


def formula(text: str, value: str = "", kind: str = "str", more: str = "") -> str:
    return f'<c r="B2" t="{kind}"{more}><f>{escape(text, quote=False)}</f><v>{value}</v></c>'


def texts(book: Sheet, name: str) -> list[str | None]:
    return [None if pd.isna(text) else text for text in book.frame[name]]


def reported(book: Sheet) -> list[tuple[str, str]]:
    return [(finding.code, finding.cell) for finding in book.findings]


@pytest.mark.parametrize(
    ("cell", "is_picture"),
    [
        pytest.param('<c r="B2" t="e" vm="1"><v>#VALUE!</v></c>', True, id="placed in the cell"),
        pytest.param('<c r="B2" s="1" t="e" vm="12"><v>#VALUE!</v></c>', True, id="with a style"),
        pytest.param('<c vm="1" t="e" r="B2"><v>#VALUE!</v></c>', True, id="attributes in another order"),
        pytest.param('<c r="B2" t="e"><v>#VALUE!</v></c>', False, id="an error"),
        pytest.param('<c r="B2" t="e" vm="1"><v>#N/A</v></c>', False, id="an error of another kind"),
        pytest.param(formula("X1", "#VALUE!", "e"), False, id="a formula that failed"),
        pytest.param(
            formula("_xlfn.IMAGE(A2)", "#VALUE!", "e", ' vm="1"'), True, id="the address is elsewhere"
        ),
        pytest.param(formula("IMAGE(A2)", "#NAME?", "e"), True, id="the formula is not known"),
        pytest.param(
            formula('IMAGE("https://a.b/"&A2)', "#VALUE!", "e"), True, id="the address is put together"
        ),
        pytest.param(
            formula('IFERROR(__xludf.DUMMYFUNCTION("IMAGE(A2)"),"")'),
            True,
            id="by Google, the address is elsewhere",
        ),
        pytest.param(
            formula('IFERROR(__xludf.DUMMYFUNCTION("IF(A2="""","""",IMAGE(""https://a.b/c""))"),"")'),
            True,
            id="by Google, if something holds",
        ),
        pytest.param(formula('IF(A2="","",IMAGE(A2))', "none"), False, id="a formula that shows a text"),
    ],
)
@pytest.mark.parametrize("header", ["Image", "Variant Image", "Product Title"])
def test_a_picture_in_a_cell_is_asked_for_its_address(cell: str, header: str, *, is_picture: bool) -> None:
    book = read(raw_workbook(sheet(cell, header)))

    assert (reported(book) == [("cell.picture", "B2")]) == is_picture
    assert (book.kinds["B"].tolist() == [CellKind.PICTURE]) == is_picture
    if is_picture:
        (finding,) = book.findings
        assert finding.message == (
            f"This cell of {header} holds a picture, and a picture in a sheet cannot be imported."
        )
        assert finding.hint == (
            ADVICE if header != "Product Title" else "Type the Product Title in place of the picture."
        )
        assert texts(book, header) == [None]


def test_unusual_markup_hides_no_picture() -> None:
    plain = sheet('<c r="B2" t="e" vm="1"><v>#VALUE!</v></c><c r="C2" t="str"><v>x</v></c>')
    prefixed = re.sub(r"<(/?)(?=\w)", r"<\1x:", plain).replace("xmlns=", "xmlns:x=")

    assert reported(read(raw_workbook(prefixed)))[0] == ("column.blank-header", "C1")
    assert reported(read(raw_workbook(prefixed)))[1] == ("cell.picture", "B2")


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(formula(f'IMAGE("{URL}")', "#VALUE!", "e", ' vm="1"'), id="Excel"),
        pytest.param(formula(f'_xlfn.IMAGE("{URL}","a shirt",1)', "#VALUE!", "e"), id="with its prefix"),
        pytest.param(formula(f'image( "{URL}" )', "#NAME?", "e"), id="LibreOffice"),
        pytest.param(
            f'<c r="B2"><f>{escape(f"IMAGE({chr(34)}{URL}{chr(34)})", quote=False)}</f></c>', id="no value"
        ),
        pytest.param(formula(f'IFERROR(__xludf.DUMMYFUNCTION("IMAGE(""{URL}"")"),"")'), id="Google"),
        pytest.param(
            formula(f'IFERROR(__xludf.DUMMYFUNCTION("image(""{URL}"", 4, 50, 50)"),"")'),
            id="Google, with a size",
        ),
        pytest.param(
            formula(f'IFERROR(__xludf.DUMMYFUNCTION("IFERROR(IMAGE(""{URL}""),""none"")"),"")'),
            id="Google, guarded",
        ),
        pytest.param(formula(f'IFERROR(IMAGE("{URL}"),"")', "#VALUE!", "e"), id="guarded"),
        pytest.param(formula(f'HYPERLINK("{URL}","front")', "front"), id="a link"),
        pytest.param(formula(f'HYPERLINK("{URL}")', escape(URL)), id="a link that shows itself"),
    ],
)
def test_the_address_that_a_formula_spells_out_counts(cell: str, mode: Mode) -> None:
    book = read(raw_workbook(sheet(cell)))

    assert texts(book, "Image") == [URL]
    assert reported(book) == []
    assert validate(book, mode).frame["Image"].tolist() == [URL]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        (formula('IFERROR(__xludf.DUMMYFUNCTION("IMAGE(A2)"),"")'), None),
        ('<c r="B2" t="e" vm="1"><v>#VALUE!</v></c>', "#VALUE!"),
        (formula('HYPERLINK("https://a.b","front")', "front"), "front"),
    ],
)
def test_elsewhere_pictures_and_links_are_kept_as_they_are(cell: str, kept: str | None) -> None:
    book = read(raw_workbook(sheet(cell, "My notes")))

    assert [None if pd.isna(text) else text for text in book.cells["B"]] == [kept]
    assert reported(book) == [("column.unknown", "B1")]


def test_a_link_put_together_by_a_formula_shows_its_text() -> None:
    book = read(raw_workbook(sheet(formula('HYPERLINK("https://a.b/"&A2,"front")', "front"))))

    assert texts(book, "Image") == ["front"]


RICH = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"
NAMES = {
    "sheetMetadata": "metadata.xml",
    "rdRichValue": "richData/rdrichvalue.xml",
    "rdRichValueStructure": "richData/rdrichvaluestructure.xml",
}


def rich(*kinds: str, **others: str) -> dict[str, str]:
    """Return the parts of rich values of these kinds, whose numbers in cells begin at 1."""
    values = range(len(kinds))
    future = "".join(f'<bk><extLst><ext><r:rvb i="{value}"/></ext></extLst></bk>' for value in values)
    numbered = "".join(f'<bk><rc t="1" v="{value}"/></bk>' for value in values)
    structures = "".join(f'<s t="{kind}"><k n="x" t="i"/></s>' for kind in kinds)
    listed = "".join(f'<rv s="{value}"><v>0</v></rv>' for value in values)
    written = {
        "xl/metadata.xml": (
            f'<metadata xmlns="{MAIN}" xmlns:r="{RICH}"><metadataTypes/>'
            f'<futureMetadata name="XLRICHVALUE">{future}</futureMetadata>'
            f"<valueMetadata>{numbered}</valueMetadata></metadata>"
        ),
        "xl/richData/rdrichvalue.xml": f'<rvData xmlns="{RICH}">{listed}</rvData>',
        "xl/richData/rdrichvaluestructure.xml": f'<rvStructures xmlns="{RICH}">{structures}</rvStructures>',
    }
    relations = relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        *((f"rId{number}", kind, name) for number, (kind, name) in enumerate(NAMES.items(), start=2)),
        base=OFFICE,
    )
    return {**written, "xl/_rels/workbook.xml.rels": relations, **others}


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        pytest.param(rich("_error", "_localImage"), "cell.picture", id="a picture"),
        pytest.param(rich("_error", "_webimage"), "cell.picture", id="a picture of the web"),
        pytest.param(rich("_localImage", "_error"), "cell.error", id="an error of a new kind"),
        pytest.param(rich("_localImage"), "cell.picture", id="a number without a value"),
        pytest.param(
            {**rich("_localImage", "_error"), "xl/richData/rdrichvalue.xml": "<rvData>"},
            "cell.picture",
            id="a broken part",
        ),
        pytest.param({}, "cell.picture", id="no parts"),
    ],
)
def test_rich_values_tell_pictures_from_errors(parts: dict[str, str], code: str) -> None:
    book = read(raw_workbook(sheet('<c r="B2" t="e" vm="2"><v>#VALUE!</v></c>'), **parts))

    assert reported(book) == [(code, "B2")]


def anchored(*pictures: tuple[str, int, int], shape: str = "pic") -> str:
    """Return a drawing with a shape at each place: the kind of its anchor, row and column, from 0."""
    anchors = "".join(
        f"<d:{anchor}><d:from><d:col>{column}</d:col><d:colOff>9</d:colOff><d:row>{row}</d:row></d:from>"
        f"<d:to><d:col>9</d:col><d:row>9</d:row></d:to><d:{shape}/></d:{anchor}>"
        for anchor, row, column in pictures
    )
    return f'<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">{anchors}</d:wsDr>'


def with_drawing(drawing: str) -> Sheet:
    """Return a sheet with an Image column, blank in rows 2 and 3, an address in row 4, and this drawing."""
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="str"><v>S-{row}</v></c></row>' for row in (2, 3))
    last = f'<row r="4"><c r="A4" t="str"><v>S-4</v></c><c r="B4" t="str"><v>{escape(URL)}</v></c></row>'
    header = '<row r="1"><c r="A1" t="str"><v>SKU</v></c><c r="B1" t="str"><v>Image</v></c></row>'
    return read(
        raw_workbook(
            worksheet(header + rows + last),
            **{
                "xl/worksheets/_rels/sheet1.xml.rels": relationships(
                    ("rId1", "drawing", "../drawings/drawing1.xml")
                ),
                "xl/drawings/drawing1.xml": drawing,
            },
        )
    )


def test_a_picture_over_a_blank_cell_is_told() -> None:
    book = with_drawing(anchored(("twoCellAnchor", 1, 1), ("oneCellAnchor", 3, 1), ("oneCellAnchor", 2, 0)))

    assert reported(book) == [("image.floating", "B2")]
    (finding,) = book.findings
    assert (finding.severity, finding.row, finding.column, finding.sheet) == (
        "warning",
        2,
        "Image",
        "Products",
    )
    assert texts(book, "Image") == [None, None, URL]


@pytest.mark.parametrize(
    "drawing",
    [
        pytest.param(anchored(("twoCellAnchor", 1, 1), shape="sp"), id="a text box"),
        pytest.param(
            anchored(("twoCellAnchor", 0, 1), ("oneCellAnchor", 40, 1)), id="over the header, far below"
        ),
        pytest.param(anchored(("absoluteAnchor", 1, 1)), id="over no cell"),
        pytest.param(
            anchored(("oneCellAnchor", 9**9, 1)).replace("387420489", "9" * 30_000), id="no row at all"
        ),
        pytest.param("<broken", id="broken"),
    ],
)
def test_other_drawings_say_nothing(drawing: str) -> None:
    assert reported(with_drawing(drawing)) == []


def test_a_drawing_with_a_document_type_is_refused() -> None:
    with pytest.raises(UnsafeWorkbookError, match="document type"):
        with_drawing('<?xml version="1.0"?><!DOCTYPE d><d/>')


def test_a_row_that_holds_a_picture_alone_is_a_row() -> None:
    rows = "".join(
        f'<row r="{row}"><c r="B{row}" t="str"><f>IMAGE("{URL.replace("&", "&amp;")}")</f><v></v></c></row>'
        for row in (3, 5)
    )
    header = '<row r="1"><c r="A1" t="str"><v>SKU</v></c><c r="B1" t="str"><v>Image</v></c></row>'

    book = read(raw_workbook(worksheet(header + rows)))

    assert (book.frame.index.tolist(), texts(book, "Image")) == ([3, 5], [URL, URL])


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ('IMAGE("https://a.b/c")', "https://a.b/c"),
        ('=HYPERLINK("https://a.b/""c""";A1)', 'https://a.b/"c"'),
        ('IMAGE("https://a.b/c"&"d")', None),
        ("IMAGE(A1)", None),
        ('"IMAGE(""https://a.b/c"")"', None),
        ('MYIMAGE("https://a.b/c")', None),
        ("", None),
        ('IMAGE("', None),
        ("IMAGE(" + '"' * 30_001, None),
    ],
)
def test_only_a_whole_address_is_taken(text: str, address: str | None) -> None:
    assert address_of(text) == address


@pytest.mark.parametrize("text", ['"IMAGE("&A1', "MYIMAGE(A1)", "IMAGES!A1", 'IF(A1,"IMAGE(x)","")'])
def test_a_text_about_pictures_shows_none(text: str) -> None:
    assert not shows_picture(text, has_value=False)
