"""Sheets that say more than they hold, or hold more than their file: read right, or one sentence."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.raw_workbooks import HEADER, MAIN, SHIRT, packed, parts, raw_workbook, relationships, worksheet

from importkit.addresses import column_letters
from importkit.errors import UnreadableWorkbookError, UnsafeWorkbookError
from importkit.model import CellKind
from importkit.workbook import read
from importkit.workbook.sheet.ranges import last_covering

GOOD = worksheet(HEADER + SHIRT)
STRINGS = "<si><t>SKU</t></si><si><t>Product Title</t></si><si><t>A-1</t></si><si><t>A-2</t></si>"


def text(address: str, value: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{value}</t></is></c>'


def shared(index: str, *, root: str = "<sst>", strings: str = STRINGS, kind: str = 't="s"') -> bytes:
    """Return a workbook whose one SKU is this one of the shared strings."""
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        f'<row r="2"><c r="A2" {kind}><v>{index}</v></c>{text("B2", "Shirt")}</row>'
    )
    listed = relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId3", "sharedStrings", "sharedStrings.xml")
    )
    sst = root.replace("<sst", f'<sst xmlns="{MAIN}"') + strings + "</sst>"
    return raw_workbook(
        worksheet(rows), **{"xl/sharedStrings.xml": sst, "xl/_rels/workbook.xml.rels": listed}
    )


def skus(content: bytes) -> list[str]:
    return read(content).frame["SKU"].tolist()


@pytest.mark.parametrize("index", ["2", " 2 ", "\n2\t", "02", "000000002"])
def test_the_number_of_a_shared_string_is_trimmed(index: str) -> None:
    assert skus(shared(index)) == ["A-1"]


@pytest.mark.parametrize("index", ["abc", "-1", "1.5", "2e0", "+2", "9" * 20, "4", "99", "٢", "0x2", "1 2"])
def test_a_number_of_no_shared_string_is_damage(index: str) -> None:
    with pytest.raises(UnreadableWorkbookError, match="is damaged"):
        read(shared(index))


@pytest.mark.parametrize("kind", ['t="s" s="0"', 's="0" t="s"', "t='s'"])
def test_so_it_is_wherever_the_type_stands(kind: str) -> None:
    assert skus(shared(" 3 ", kind=kind)) == ["A-2"]
    with pytest.raises(UnreadableWorkbookError, match="is damaged"):
        read(shared("x", kind=kind))


@pytest.mark.parametrize("count", ["-1", "x", "", "5", "1e9", " 3", "0", "30"])
def test_how_many_shared_strings_are_announced_is_not_believed(count: str) -> None:
    assert skus(shared("2", root=f'<sst count="4294967295" uniqueCount="{count}">')) == ["A-1"]


@pytest.mark.parametrize(
    "strings",
    [
        pytest.param(STRINGS.replace("A-1", "<![CDATA[A-1]]>"), id="CDATA"),
        pytest.param(STRINGS.replace("<si>", "<!-- <si/> --><si>"), id="comments"),
        pytest.param(STRINGS.replace("<si>", "\n  <si>\n    "), id="white space"),
        pytest.param(
            STRINGS.replace("<t>A-1</t>", "<r><rPr><b/></rPr><t>A</t></r><r><t>-1</t></r>"), id="runs"
        ),
        pytest.param(
            STRINGS.replace(
                "<t>A-1</t>", "<t>A-1</t><rPh sb='0' eb='1'><t>x</t></rPh><phoneticPr fontId='1'/>"
            ),
            id="phonetic readings",
        ),
        pytest.param(
            STRINGS.replace("<t>SKU</t>", "<t>SKU</t><extLst><ext><t>x</t></ext></extLst>"), id="more"
        ),
        pytest.param(STRINGS + "<extLst><ext><si><t>x</t></si></ext></extLst>", id="an extension"),
        pytest.param(STRINGS + '<o:si xmlns:o="urn:o"><o:t>x</o:t></o:si>', id="one of another namespace"),
        pytest.param(STRINGS + "<si/>", id="an empty one"),
    ],
)
def test_shared_strings_in_every_spelling(strings: str) -> None:
    assert skus(shared("2", strings=strings)) == ["A-1"]


def test_more_shared_strings_than_a_file_can_hold_are_refused() -> None:
    with pytest.raises(UnsafeWorkbookError, match="lists more than 2\xa0000\xa0000 texts"):
        read(shared("2", strings=STRINGS + "<si/>" * 2_000_001))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(SHIRT.replace("</row>", text("A2", "A-2") + "</row>"), id="a cell in one row"),
        pytest.param(SHIRT.replace("</row>", text("a2", "A-2") + "</row>"), id="in lower case"),
        pytest.param(SHIRT.replace("</row>", text("$A$2", "A-2") + "</row>"), id="an absolute address"),
        pytest.param(SHIRT + f'<row r="2">{text("A2", "A-2")}</row>', id="a row with the same cell"),
        pytest.param(SHIRT + f'<row r="2">{text("C2", "x")}</row>', id="a row with another cell"),
        pytest.param(SHIRT + '<row r="2"/>', id="a row without a cell"),
        pytest.param(SHIRT + '<row r="02"/>', id="a row of another spelling"),
        pytest.param(SHIRT + f'<row r="3">{text("A2", "A-2")}</row>', id="a cell in another row"),
        pytest.param(f'<row r="3">{text("A3", "A-3")}</row>{SHIRT}', id="a row before an earlier one"),
        pytest.param(
            SHIRT
            + "".join(f'<row r="{row}">{text(f"A{row}", "x" * 100)}</row>' for row in range(3, 9_000))
            + SHIRT,
            id="far below",
        ),
        pytest.param(
            SHIRT.replace("</row>", '<c t="str"><v>x</v></c><c r="C2"><v>1</v></c></row>'), id="implied"
        ),
    ],
)
def test_a_cell_or_row_that_stands_twice_or_out_of_order_is_damage(rows: str) -> None:
    with pytest.raises(
        UnreadableWorkbookError, match=r"\((cell|row) .*stands twice or out of order in its sheet"
    ):
        read(raw_workbook(worksheet(HEADER + rows)))


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param('<c r="A2"><v>1</v><v>2</v></c>', id="two values"),
        pytest.param('<c r="A2" t="str"><v>1</v><f>x</f><v>2</v></c>', id="a formula between"),
        pytest.param('<c r="A2" t="inlineStr"><is><t>1</t></is><is><t>2</t></is></c>', id="two texts"),
        pytest.param('<c r="A2"><f>1</f><f>2</f></c>', id="two formulas"),
        pytest.param('<c r="A2" t="b"><v>maybe</v></c>', id="no truth value"),
        pytest.param('<c r="A2" t="zz"><v>1</v></c>', id="a type that is none"),
        pytest.param('<c r="A2">' + "<f/>" * 200_000 + "</c>", id="formulas without end"),
        pytest.param('<c r="A2" t="inlineStr"><v>A-1</v></c>', id="a value where a text should be"),
        pytest.param('<c r="A2" t="s"><is><t>A-1</t></is></c>', id="a text in place of a number of one"),
        pytest.param('<c r="A2" t="b"><is><t>1</t></is></c>', id="a text as a truth value"),
        pytest.param('<c r="A2" t="e"><is><t>#N/A</t></is></c>', id="a text as an error"),
        pytest.param('<c r="A2" t="d"><is><t>2026-01-01</t></is></c>', id="a text as a date"),
        pytest.param('<c r="A2"><o:v xmlns:o="urn:o">x</o:v><v>1</v></c>', id="a value of another namespace"),
        pytest.param('<o:c xmlns:o="urn:o" r="A2"><v>1</v></o:c>', id="a cell of another namespace"),
        pytest.param('<c xmlns="urn:o" r="A2"><v>1</v></c>', id="a cell in a namespace of its own"),
        pytest.param('<xf r="A2"><v>1</v></xf>', id="an element that is no cell"),
        pytest.param('</row><rows r="3"/><row r="4">', id="an element that is no row"),
    ],
)
def test_a_cell_that_contradicts_itself_is_damage(cell: str) -> None:
    with pytest.raises(UnreadableWorkbookError, match="is damaged"):
        read(raw_workbook(worksheet(f'{HEADER}<row r="2">{cell}{text("B2", "Shirt")}</row>')))


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param("<t>A-1</t><t>A-1</t>", id="twice"),
        pytest.param("<t>A-1</t>\n<t/>", id="a blank one behind"),
        pytest.param("<r><t>A</t><t>-1</t></r>", id="two in a run"),
        pytest.param("<r><t>A</t></r><t>-1</t>", id="one after a run"),
        pytest.param("<r/><t>A-1</t>", id="one after an empty run"),
        pytest.param("<rPh><t>x</t></rPh><t>A</t><t>-1</t>", id="twice after a reading"),
        pytest.param('<o:t xmlns:o="urn:o">A-1</o:t>', id="one of another namespace"),
        pytest.param('<t xmlns="urn:o">A-1</t>', id="one in a namespace of its own"),
        pytest.param('<r xmlns="urn:o"><t>A-1</t></r>', id="a run of another namespace"),
        pytest.param('<r><t>A</t><o:t xmlns:o="urn:o">-1</o:t></r>', id="of another namespace in a run"),
    ],
)
def test_a_text_that_programs_would_read_differently_is_damage(pieces: str) -> None:
    """The standard allows one text, then runs with one each; others show the first, the last or all."""
    with pytest.raises(UnreadableWorkbookError, match="is damaged"):
        skus(raw_workbook(worksheet(HEADER + SHIRT.replace("<t>A-1</t>", pieces))))
    with pytest.raises(UnreadableWorkbookError, match="is damaged"):
        skus(shared("2", strings=STRINGS.replace("<t>A-1</t>", pieces)))


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param("<t>A</t><r><t>-1</t></r>", id="a text and a run"),
        pytest.param("<r/><r><rPr/><t>A-</t></r><r><t/></r><r><t>1</t></r>", id="runs with and without text"),
        pytest.param("<t>A-1</t><rPh sb='0' eb='1'><t>x</t></rPh><phoneticPr fontId='1'/>", id="a reading"),
        pytest.param("<rPh><t>x</t></rPh><t>A-1</t>", id="a reading before it"),
        pytest.param('<o:x xmlns:o="urn:o">y</o:x><t>A-1</t>', id="what is no text of any namespace"),
        pytest.param("\n <t>A-1</t>\n ", id="white space around it"),
        pytest.param("<t><![CDATA[A-1]]></t>", id="CDATA"),
        pytest.param("<r><rPr><b/><rFont val='t'/></rPr><t>A-1</t></r>", id="a font"),
    ],
)
def test_a_text_in_every_spelling(pieces: str) -> None:
    assert skus(raw_workbook(worksheet(HEADER + SHIRT.replace("<t>A-1</t>", pieces)))) == ["A-1"]
    assert skus(shared("2", strings=STRINGS.replace("<t>A-1</t>", pieces))) == ["A-1"]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c r="B2" t="b"><v>true</v></c>', "TRUE"),
        ('<c r="B2" t="b"><v> 0 </v></c>', "FALSE"),
        ('<c r="B2" t="b"><v>False</v></c>', "FALSE"),
        ('<c r="B2"><v> 5 </v></c>', "5"),
        ('<c r="B2"><v>\n12.50\n</v></c>', "12.5"),
        ('<c r="B2"><v>1&#50;</v></c>', "12"),
        ('<c r="B2"><v>a&amp;b</v></c>', "a&b"),
        ('<c r="B2" t="inlineStr"><v>0</v><is><t>Tee</t></is></c>', "Tee"),
        ('<c r="B2" t="str"><v>Tee</v><is><t>x</t></is></c>', "Tee"),
        ('<c r="B2"><is><t>Tee</t></is></c>', "Tee"),
        ('<c r="B2" t="str"><v/><is><t>Tee</t></is></c>', "Tee"),
        ('<c r="B2" t="n"><v/><is><t>Tee</t></is></c>', "Tee"),
        ('<c r="B2" t="inlineStr"><f>A1</f><is><t>Tee</t></is></c>', "Tee"),
        ('<c r="B2" t="str"><f>"T"&amp;A1</f><v>T</v><extLst><v>x</v></extLst></c>', "T"),
    ],
)
def test_values_in_every_spelling(cell: str, shown: str) -> None:
    book = read(raw_workbook(worksheet(f'{HEADER}<row r="2">{text("A2", "A-1")}{cell}</row>')))

    assert book.frame["Product Title"].tolist() == [shown]


@pytest.mark.parametrize("number", ["NaN", "nan", "INF", "-INF", "Infinity", "1e999", "-1E+400"])
def test_a_number_that_is_none_is_an_error_in_every_imported_column(number: str) -> None:
    header = "".join(
        text(f"{letter}1", name)
        for letter, name in zip("ABCD", ("SKU", "Season", "Grams Weight", "Own"), strict=True)
    )
    cells = "".join(f'<c r="{letter}2"><v>{number}</v></c>' for letter in "ABCD")

    book = read(raw_workbook(worksheet(f'<row r="1">{header}</row><row r="2">{cells}</row>')))

    assert book.findings.errors.frame[["code", "cell"]].to_numpy().tolist() == [
        ["cell.error", "A2"],
        ["cell.error", "B2"],
        ["cell.error", "C2"],
    ]
    assert book.frame.loc[2].isna().all()
    assert book.kinds["D"].tolist() == [CellKind.ERROR]


def test_a_text_that_says_nan_is_a_text() -> None:
    assert skus(raw_workbook(worksheet(HEADER + f'<row r="2">{text("A2", "NaN")}</row>'))) == ["NaN"]


SIZES = [
    "1:4", "A:AA", "", "$A$1:$AA$2", "Products!A1:AA2", "A0:AA2", "B9:A1", "A1:XFD1048576",
    "A1:ZZZZZZ99999999999", "A1", "a1:b2", "A1:B2:C3", "R1C1", "#REF!", " A1:B2 ", "A1 B2", "ä",
]  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_the_size_that_a_sheet_announces_is_ignored(size: str) -> None:
    for announced in (f'<dimension ref="{size}"/>', f'<dimension ref="{size}"/><dimension/>', "<dimension/>"):
        assert skus(raw_workbook(worksheet(HEADER + SHIRT, before=announced))) == ["A-1"]


@pytest.mark.parametrize("merged", [*SIZES, "Z:AA", "1:3", "A1:B", "A1048576:A1048577", "B2:A1"])
def test_merges_and_links_of_any_form_do_no_harm(merged: str) -> None:
    after = (
        f'<mergeCells count="4294967295"><mergeCell ref="{merged}"/><mergeCell/></mergeCells>'
        f'<hyperlinks><hyperlink ref="{merged}" r:id="rId7"/><hyperlink/></hyperlinks>'
    )

    assert skus(raw_workbook(worksheet(HEADER + SHIRT, after=after))) == ["A-1"]


def test_spans_and_counts_are_ignored() -> None:
    wrong = HEADER.replace("<row", '<row spans="1:16384"') + SHIRT.replace("<row", '<row spans="7:3"')
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="4294967295">'
        '<numFmt numFmtId="164" formatCode="0"/></numFmts>'
        '<cellXfs count="-1"><xf numFmtId="164"/></cellXfs></styleSheet>'
    )

    assert skus(raw_workbook(worksheet(wrong), styles=styles)) == ["A-1"]


@pytest.mark.parametrize(
    "row",
    ['<row x=\' hidden="1"\' r="2">', "<row r='2' x='a' y=' hidden=\"true\" '>", '<row r="2" x="hidden=1">'],
)
def test_an_attribute_that_reads_like_another_is_not_taken_for_it(row: str) -> None:
    book = read(raw_workbook(worksheet(HEADER + SHIRT.replace('<row r="2">', row))))

    assert book.findings.counts() == {}
    assert book.frame["SKU"].tolist() == ["A-1"]


def test_attributes_of_cells_are_told_apart_as_well() -> None:
    cell = '<c x=\' r="B2" t="e" s="1"\' r="A2" t="str"><v>A-1</v></c>'

    book = read(raw_workbook(worksheet(f'{HEADER}<row r="2">{cell}</row>')))

    assert book.frame["SKU"].tolist() == ["A-1"]
    assert book.kinds["A"].tolist() == [CellKind.TEXT]


@pytest.mark.parametrize("letters", ["Ä", "A", "XFE", "ZZZ", "AAAA"])
@pytest.mark.parametrize("row", ["0", "-2", "2", "1048577", "99999999", "4294967298", "2.0", "", "x"])
def test_an_address_of_no_sheet_is_damage(letters: str, row: str) -> None:
    if (letters, row) == ("A", "2"):
        return
    wrong = SHIRT.replace('r="A2"', f'r="{letters}{row}"')

    with pytest.raises(UnreadableWorkbookError, match="is damaged"):
        read(raw_workbook(worksheet(HEADER + wrong)))


@pytest.mark.parametrize("row", ["-2", "x", "2.0", "99999999999", "0"])
def test_a_row_number_of_no_sheet_is_damage(row: str) -> None:
    wrong = SHIRT.replace('<row r="2">', f'<row r="{row}">').replace(' r="A2"', "").replace(' r="B2"', "")

    with pytest.raises(UnreadableWorkbookError, match="is damaged"):
        read(raw_workbook(worksheet(HEADER + wrong)))


def test_rows_without_numbers_go_on_from_the_last_one() -> None:
    starts = ("<row>", "<row>", '<row r="5">', "<row>")
    skus = ("SKU", "A-1", "A-5", "A-6")
    rows = (f'{row}<c t="str"><v>{sku}</v></c></row>' for row, sku in zip(starts, skus, strict=True))

    book = read(raw_workbook(worksheet("".join(rows))))

    assert book.frame["SKU"].to_dict() == {2: "A-1", 5: "A-5", 6: "A-6"}


def stepped(rows: int, row_step: int, columns: int, column_step: int) -> str:
    """Return a sheet whose cells lie apart."""
    numbers = [1 + column_step * at for at in range(columns)]
    names = ["SKU", "Product Title", *(f"own {at}" for at in range(2, columns))]
    header = "".join(
        text(f"{column_letters(number)}1", name) for number, name in zip(numbers, names, strict=True)
    )
    listed = "".join(
        f'<row r="{row}">'
        + "".join(text(f"{column_letters(number)}{row}", f"v{row}-{number}") for number in numbers)
        + "</row>"
        for row in range(1 + row_step, 1 + row_step * (rows + 1), row_step)
    )
    return worksheet(f'<row r="1">{header}</row>{listed}')


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rows", "row_step", "columns", "column_step"),
    [(110, 9_000, 27, 1), (20, 9_000, 160, 100), (1, 10_000, 2, 101), (300, 3_000, 2, 1), (3, 1, 160, 101)],
)
def test_a_sheet_with_gaps_keeps_its_addresses(
    rows: int, row_step: int, columns: int, column_step: int
) -> None:
    book = read(raw_workbook(stepped(rows, row_step, columns, column_step)))

    numbers = list(range(1 + row_step, 1 + row_step * (rows + 1), row_step))
    last = column_letters(1 + column_step * (columns - 1))
    assert book.frame.index.tolist() == numbers
    assert book.frame["SKU"].tolist() == [f"v{number}-1" for number in numbers]
    assert book.cells[last].tolist() == [f"v{number}-{1 + column_step * (columns - 1)}" for number in numbers]
    assert book.blank_rows == numbers[-1] - 1 - rows


def test_values_scattered_over_a_large_sheet_are_refused() -> None:
    names = ["SKU", "Product Title", *(f"own {at}" for at in range(398))]
    header = "".join(text(f"{column_letters(number)}1", name) for number, name in enumerate(names, 1))
    rows = "".join(
        f'<row r="{row}"><c r="{column_letters(row % 400 + 1)}{row}"><v>1</v></c></row>'
        for row in range(2, 50_000)
    )

    with pytest.raises(UnsafeWorkbookError, match="values scattered over 49\xa0999 rows and 400 columns"):
        read(raw_workbook(worksheet(f'<row r="1">{header}</row>{rows}')))


def test_a_long_text_in_many_cells_is_refused() -> None:
    strings = STRINGS + f"<si><t>{'long text ' * 3_000}</t></si>"
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>4</v></c></row>' for row in range(2, 3_000))
    content = parts(worksheet(HEADER + rows))
    content["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'

    with pytest.raises(UnsafeWorkbookError, match=r"holds at least 8[56] MB of text in sheet Products"):
        read(packed(content))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("bound", "row", "says"),
    [
        pytest.param("_CELLS", "<c><v>1</v></c>" * 10, r"\d[\d\xa0]+ cells in sheet Products", id="cells"),
        pytest.param(
            "_CELLS",
            "<c t='b'><v>1</v></c>" * 10,
            r"\d[\d\xa0]+ cells in sheet Products",
            id="cells in odd markup",
        ),
        pytest.param("_ROWS", "<c><v>1</v></c>", r"\d[\d\xa0]+ rows in sheet Products", id="rows"),
        pytest.param(
            "_ROWS", "<c t='str'><v>1</v></c>", r"\d[\d\xa0]+ rows in sheet Products", id="rows in odd markup"
        ),
        pytest.param(
            "_TAGS",
            "<c><v>1</v></c>" + "<c/>" * 9,
            r"\d[\d\xa0]+ cells, most of them blank, in sheet Products",
            id="blank cells",
        ),
        pytest.param(
            "_TAGS",
            "<c><v>1</v></c>" + '<c s="1"/>' * 9,
            r"\d[\d\xa0]+ cells, most of them blank, in sheet Products",
            id="styled cells",
        ),
    ],
)
def test_more_than_a_file_can_hold_is_refused(
    monkeypatch: pytest.MonkeyPatch, bound: str, row: str, says: str
) -> None:
    from importkit.workbook.sheet import bounds

    monkeypatch.setattr(bounds, bound, 1_000)
    sheet = worksheet('<row><c t="str"><v>SKU</v></c></row>' + f"<row>{row}</row>" * 2_000)

    with pytest.raises(UnsafeWorkbookError, match=f"holds at least {says}"):
        read(raw_workbook(sheet))
    assert read(packed(parts(sheet), zipfile.ZIP_STORED)).total_rows == 2_000


def test_a_sheet_is_refused_as_soon_as_it_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    from importkit.workbook.sheet import bounds

    monkeypatch.setattr(bounds, "_CELLS", 1_000)
    sheet = worksheet('<row><c t="str"><v>SKU</v></c></row>' + "<row><c><v>1</v></c></row>" * 300_000)

    with pytest.raises(UnsafeWorkbookError) as refused:
        read(raw_workbook(sheet))

    least = int(refused.value.message.partition(" at least ")[2].partition(" cells")[0].replace("\xa0", ""))
    assert least < 30_000  # one piece of the sheet


LINKED = "".join(text(f"{letter}1", name) for letter, name in zip("AB", ("SKU", "Image"), strict=True))


def test_links_over_whole_columns_are_as_cheap_as_one() -> None:
    rows = "".join(
        f'<row r="{row}">{text(f"A{row}", "S")}{text(f"B{row}", "see")}</row>' for row in range(2, 2_002)
    )
    links = (
        "<hyperlinks>"
        + '<hyperlink ref="A1:CV1048576" r:id="rId7"/>' * 5_000
        + '<hyperlink ref="B3" r:id="rId8"/></hyperlinks>'
    )
    listed = relationships(
        ("rId7", "hyperlink", "https://e.com/7.png"), ("rId8", "hyperlink", "https://e.com/8.png")
    )

    book = read(
        raw_workbook(
            worksheet(f'<row r="1">{LINKED}</row>{rows}', after=links),
            **{"xl/worksheets/_rels/sheet1.xml.rels": listed},
        )
    )

    assert book.frame["Image"].value_counts().to_dict() == {
        "https://e.com/7.png": 1_999,
        "https://e.com/8.png": 1,
    }
    assert book.frame.loc[3, "Image"] == "https://e.com/8.png"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "most"), [("mergeCell", 2_000_000), ("hyperlink", 200_000)])
def test_a_list_of_ranges_without_end_is_damage(name: str, most: int) -> None:
    after = f"<{name}s>{f'<{name} ref={chr(34)}A1{chr(34)}/>' * (most + 1)}</{name}s>"

    with pytest.raises(
        UnreadableWorkbookError, match=f"the list of each {name} has no end in its sheet Products"
    ):
        read(packed(parts(worksheet(HEADER + SHIRT, after=after)), zipfile.ZIP_STORED))


RANGES = st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), max_size=12)


@given(RANGES, st.lists(st.integers(1, 31), max_size=10))
def test_the_last_range_over_a_row_counts(ranges: list[tuple[int, int]], rows: list[int]) -> None:
    tops, bottoms = np.array([*ranges, (40, 39)], np.int64).T

    found = last_covering(tops, bottoms, np.array(rows, np.int64)).tolist()

    assert found == [
        max((at for at, (top, bottom) in enumerate(ranges) if top <= row <= bottom), default=-1)
        for row in rows
    ]
