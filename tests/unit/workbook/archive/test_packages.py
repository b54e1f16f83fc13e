"""Parts, encodings and relationships that no spreadsheet program writes: read right, or one sentence."""

from __future__ import annotations

import re

import pytest
from support.raw_workbooks import (
    HEADER,
    MAIN,
    OFFICE,
    SHIRT,
    STRICT_MAIN,
    parts,
    raw_workbook,
    relationships,
    worksheet,
)

from importkit.errors import UnreadableWorkbookError, UnsafeWorkbookError
from importkit.findings import RefusedImportError
from importkit.workbook import read
from importkit.workbook.archive.package import Package
from importkit.workbook.sheet import first_rows

GOOD = worksheet(HEADER + SHIRT)
DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
UNKNOWN = ["shift_jis", "gb2312", "euc-kr", "utf-7", "utf-16-le", "UTF-8x", "eUTF-8", "rot13", "utf-32"]


def declared(encoding: str, text: str) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode("latin-1")


def skus(content: bytes) -> list[str]:
    return read(content).frame["SKU"].tolist()


@pytest.mark.parametrize(
    "name",
    [
        "docProps/app.xml",
        "docProps/core.xml",
        "xl/media/image1.svg",
        "customXml/item1.xml",
        "docProps/thumb.svg",
    ],
)
@pytest.mark.parametrize(
    "content",
    [
        *(pytest.param(declared(encoding, "<Properties/>"), id=encoding) for encoding in UNKNOWN),
        pytest.param(f"{DOCTYPE}<svg/>".encode(), id="a document type"),
        pytest.param(declared("gb2312", f"{DOCTYPE}<svg/>"), id="a document type in GB2312"),
        pytest.param(f"{DOCTYPE}<svg/>".encode("utf-16"), id="a document type in UTF-16"),
        pytest.param(b"<" + bytes(range(256)), id="no XML at all"),
    ],
)
def test_what_nothing_reads_is_left_alone(name: str, content: bytes) -> None:
    assert skus(raw_workbook(GOOD, **{name: content})) == ["A-1"]


@pytest.mark.parametrize("encoding", UNKNOWN)
def test_theme_and_drawings_may_have_any_encoding_but_no_document_type(encoding: str) -> None:
    assert skus(raw_workbook(GOOD, **{"xl/theme/theme1.xml": declared(encoding, "<a/>")})) == ["A-1"]

    with pytest.raises(UnsafeWorkbookError, match=r"document type in its part xl/drawings/drawing1\.xml"):
        read(raw_workbook(GOOD, **{"xl/drawings/drawing1.xml": declared(encoding, DOCTYPE + "<a/>")}))


@pytest.mark.parametrize("encoding", UNKNOWN)
@pytest.mark.parametrize(
    "name",
    [
        "xl/worksheets/sheet1.xml",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/_rels/workbook.xml.rels",
        "_rels/.rels",
        "[Content_Types].xml",
    ],
)
def test_an_encoding_that_no_parser_has_to_know_is_told(name: str, encoding: str) -> None:
    text = parts(GOOD)[name]

    with pytest.raises(UnreadableWorkbookError) as caught:
        read(raw_workbook(GOOD, **{name: declared(encoding, text)}))

    assert caught.value.message == (
        f'"workbook.xlsx" is damaged (the encoding {encoding.lower()} of its part {name} is none that '
        "workbooks have); open it in Excel or LibreOffice, let it repair it, and save it again."
    )


@pytest.mark.parametrize("encoding", UNKNOWN)
def test_a_document_type_counts_in_those_encodings_too(encoding: str) -> None:
    with pytest.raises(UnsafeWorkbookError, match="document type"):
        read(raw_workbook(GOOD, sheet1=declared(encoding, DOCTYPE + GOOD)))


@pytest.mark.parametrize(
    ("declares", "codec"),
    [
        ("UTF-16", "utf-16"),
        ("UTF-16", "utf-16-be"),
        ("", "utf-16-le"),
        ("windows-1252", "cp1252"),
        ("koi8-r", "koi8-r"),
    ],
)
@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "_rels/.rels"])
def test_encodings_that_a_parser_knows_are_read(name: str, declares: str, codec: str) -> None:
    prolog = f'<?xml version="1.0" encoding="{declares}"?>' if declares else ""
    mark = b"\xfe\xff" if codec == "utf-16-be" else b""
    written = (prolog + parts(GOOD)[name]).encode(codec)

    assert skus(raw_workbook(GOOD, **{name: mark + written})) == ["A-1"]


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("<Relationships><Relat", id="cut off"),
        pytest.param("", id="empty"),
        pytest.param("<a/><b/>", id="two roots"),
        pytest.param("<a>" * 3_000_000, id="elements without end"),
        pytest.param(f"<a b='{' ' * 2_000_000}'/>", id="a tag without end"),
        pytest.param(
            relationships(("rId1", "worksheet", "a.xml"), ("rId1", "worksheet", "b.xml")), id="one id twice"
        ),
    ],
)
@pytest.mark.parametrize(
    "name", ["_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet1.xml.rels"]
)
def test_a_broken_list_of_relationships_is_damage(name: str, broken: str) -> None:
    with pytest.raises(UnreadableWorkbookError, match=r"is damaged \(its list of relationships .*rels"):
        read(raw_workbook(GOOD, **{name: broken}))


def leading_to(target: str, **others: str) -> bytes:
    """Return a workbook whose list of relationships names its sheet like this."""
    listed = relationships(("rId1", "worksheet", target), ("rId2", "styles", "styles.xml"))
    return raw_workbook(GOOD, **{"xl/_rels/workbook.xml.rels": listed, **others})


@pytest.mark.parametrize(
    "target",
    [
        "/xl/worksheets/sheet1.xml",
        "./worksheets/sheet1.xml",
        "../xl/worksheets/sheet1.xml",
        "../../../xl/./worksheets/../worksheets/sheet1.xml",
        "worksheets/%73heet1.xml",
        "worksheets\\sheet1.xml",
        "WORKSHEETS/Sheet1.xml",
    ],
)
def test_a_relationship_may_lead_anywhere_inside(target: str) -> None:
    assert skus(leading_to(target)) == ["A-1"]


@pytest.mark.parametrize(
    "target",
    [
        "workbook.xml",
        "_rels/workbook.xml.rels",
        "worksheets",
        "",
        ".",
        "gone.xml",
        "%00",
        "https://example.com/a.xml",
    ],
)
def test_a_relationship_to_no_sheet_leads_to_no_table(target: str) -> None:
    with pytest.raises(RefusedImportError, match="no row that looks like a header row"):
        read(leading_to(target))


def test_texts_and_formats_without_a_relationship_are_those_beside_the_workbook() -> None:
    sheet = worksheet(
        HEADER.replace('<c r="A1" t="inlineStr"><is><t>SKU</t></is></c>', '<c r="A1" t="s"><v>0</v></c>')
        + '<row r="2"><c r="A2" s="1"><v>401234500001</v></c></row>'
    )
    listed = relationships(("rId1", "worksheet", "worksheets/sheet1.xml"))
    strings = f'<sst xmlns="{MAIN}"><si><t>SKU</t></si></sst>'

    content = raw_workbook(sheet, **{"xl/_rels/workbook.xml.rels": listed, "xl/sharedStrings.xml": strings})

    assert skus(content) == ["0401234500001"]


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param(GOOD.replace("<sheetData>", '<sheetData xmlns="urn:other">'), id="the table of another"),
        pytest.param(GOOD.replace(f'xmlns="{MAIN}"', 'xmlns="urn:other"'), id="the sheet of another"),
        pytest.param(GOOD.replace(f'xmlns="{MAIN}"', ""), id="no namespace at all"),
        pytest.param(GOOD.replace("<row", '<row xmlns="urn:other"'), id="the rows of another"),
        pytest.param(GOOD.replace("<c ", '<c xmlns="urn:other" '), id="the cells of another"),
    ],
)
def test_elements_of_another_namespace_are_no_table(sheet: str) -> None:
    with pytest.raises(RefusedImportError, match="no row that looks like a header row"):
        read(raw_workbook(sheet))


def test_a_strict_table_in_a_transitional_sheet_is_a_table() -> None:
    assert skus(raw_workbook(GOOD.replace("<sheetData>", f'<sheetData xmlns="{STRICT_MAIN}">'))) == ["A-1"]


@pytest.mark.parametrize("error", ["#NAME?", "#REF!", "#N/A", "SKU", "Title"])
def test_a_sheet_of_errors_alone_has_no_header(error: str) -> None:
    cells = "".join(f'<c r="{letter}1" t="e"><f>X1</f><v>{error}</v></c>' for letter in "ABC")

    with pytest.raises(RefusedImportError, match="no row that looks like a header row"):
        read(raw_workbook(worksheet(f'<row r="1">{cells}</row>')))


def listing(*sheets: tuple[str, str]) -> str:
    """Return a workbook's list of sheets: name and relationship of each."""
    entries = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="{key}"/>' for at, (name, key) in enumerate(sheets, 1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{entries}</sheets></workbook>'


@pytest.mark.parametrize("nameless", ['name=""', ""])
def test_a_sheet_without_a_name_is_called_by_its_place(nameless: str) -> None:
    listed = listing(("Gone", "rId9"), ("Products", "rId1")).replace('name="Products"', nameless)

    assert read(raw_workbook(GOOD, workbook=listed)).layout.sheet == "Sheet2"


def test_a_part_is_looked_at_once_however_many_sheets_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = listing(*((f"Sheet {number}", "rId1") for number in range(300)))
    read_parts: list[str] = []
    chunks = Package.chunks
    monkeypatch.setattr(Package, "chunks", lambda self, name: read_parts.append(name) or chunks(self, name))

    book = read(raw_workbook(GOOD, workbook=listed))

    assert book.layout.sheet == "Sheet 0"
    assert book.findings.counts() == {}
    assert read_parts.count("xl/worksheets/sheet1.xml") < 5


def test_more_sheets_than_there_can_be_parts_are_refused() -> None:
    listed = listing(*((f"Sheet {number}", "rId1") for number in range(2_001)))

    with pytest.raises(UnsafeWorkbookError, match="lists more than 2\xa0000 sheets"):
        read(raw_workbook(GOOD, workbook=listed))


def test_endless_first_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_rows, "_MOST_ELEMENTS", 2_000)
    row = '<row r="1">' + "<c><v>1</v></c>" * 2_000 + "</row>"

    with pytest.raises(UnsafeWorkbookError, match="too many cells in the first rows"):
        read(raw_workbook(worksheet(row)))


def test_a_header_is_sought_among_as_many_columns_as_may_be_used() -> None:
    blanks = "".join('<c t="str"><v>own</v></c>' for _ in range(600))

    with pytest.raises(RefusedImportError, match="no row that looks like a header row"):
        read(raw_workbook(worksheet(f'<row r="1">{blanks}<c t="str"><v>SKU</v></c></row>')))


@pytest.mark.parametrize("styles", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/gone.xml"])
def test_styles_that_are_missing_or_another_part_are_damage_since_dates_would_be_numbers(styles: str) -> None:
    related = relationships(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", f"/{styles}"))

    with pytest.raises(UnreadableWorkbookError, match=r"is missing|not where the workbook says"):
        read(raw_workbook(GOOD, **{"xl/_rels/workbook.xml.rels": related}))


@pytest.mark.parametrize("name", ["is", "t", "c", "row"])
def test_a_name_without_a_prefix_among_prefixed_ones_is_of_no_table(name: str) -> None:
    prefixed = re.sub(r"<(/?)(?=\w)", r"<\1x:", GOOD).replace("xmlns=", "xmlns:x=")
    assert skus(raw_workbook(prefixed)) == ["A-1"]

    last = prefixed.rindex("<x:row")
    mixed = prefixed[:last] + re.sub(rf"<(/?)x:{name}(?=[ />])", rf"<\1{name}", prefixed[last:])

    with pytest.raises(UnreadableWorkbookError):
        read(raw_workbook(mixed))
