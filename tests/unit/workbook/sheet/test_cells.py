"""The truth of a cell: what counts of what was typed, pasted or calculated."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest
from support.raw_workbooks import HEADER, MAIN, raw_workbook, relationships, worksheet

from importkit.model import CellKind
from importkit.schema import Kind
from importkit.workbook import read
from importkit.workbook.sheet.cleaning import clean_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from importkit.model import Sheet


def column(header: str, *values: Any, number_format: str = "General") -> Sheet:
    """Return the book of a sheet with a SKU column, and this one in B."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Products"
    sheet.append(["SKU", header])
    for row, value in enumerate(values, start=2):
        sheet.append([f"S-{row}", value])
        sheet.cell(row, 2).number_format = number_format
    buffer = io.BytesIO()
    workbook.save(buffer)
    return read(buffer.getvalue())


def texts(book: Sheet, name: str) -> list[str | None]:
    return [None if pd.isna(text) else text for text in book.frame[name]]


@pytest.mark.parametrize(
    ("typed", "kind", "counts"),
    [
        pytest.param("  Shirt ", Kind.TEXT, "Shirt", id="spaces around"),
        pytest.param("\u00a0Shirt\u2003\u3000", Kind.TEXT, "Shirt", id="white space of Unicode"),
        pytest.param("Soft  shirt", Kind.TEXT, "Soft  shirt", id="inner spaces stay"),
        pytest.param("Cafe\u0301", Kind.TEXT, "Caf\u00e9", id="NFC"),
        pytest.param("a\x00b\x07c\x1e", Kind.TEXT, "abc", id="control characters"),
        pytest.param("a\tb", Kind.TEXT, "a b", id="a tab is a space"),
        pytest.param("Soft\r\n  shirt", Kind.TEXT, "Soft shirt", id="newline in a title"),
        pytest.param(
            "One\r\nTwo\rThree\u2028Four",
            Kind.LONG_TEXT,
            "One\nTwo\nThree\nFour",
            id="newlines in a description",
        ),
        pytest.param("Cotton\nWool", Kind.LIST, "Cotton\nWool", id="newlines split a list"),
        pytest.param("A\nB", Kind.IDENTIFIER, "A B", id="newline in an identifier"),
        pytest.param("\u200bA-\u200d1\ufeff", Kind.IDENTIFIER, "A-1", id="no zero width in identifiers"),
        pytest.param("\ufeffShirt\u200b", Kind.TEXT, "Shirt", id="no zero width at the ends"),
        pytest.param(
            "👩\u200d🦰 \u06cc\u200c\u062e",
            Kind.TEXT,
            "👩\u200d🦰 \u06cc\u200c\u062e",
            id="joiners inside stay",
        ),
        pytest.param(" \u200b\u00a0\ufeff\n", Kind.TEXT, "", id="nothing visible"),
        pytest.param("'00123", Kind.IDENTIFIER, "00123", id="apostrophe of an identifier"),
        pytest.param("' 12.5", Kind.NUMBER, "12.5", id="apostrophe of a number"),
        pytest.param("'n Sync", Kind.TEXT, "'n Sync", id="apostrophe of a text stays"),
        pytest.param("NA", Kind.TEXT, "NA", id="NA is a value"),
        pytest.param("null", Kind.TEXT, "null", id="null is a value"),
    ],
)
def test_a_text_is_cleaned(typed: str, kind: Kind, counts: str) -> None:
    assert clean_text(typed, kind) == counts


@pytest.mark.parametrize("value", ["NA", "None", "null", "N/A", "FALSE", "nan", "0"])
def test_words_that_mean_nothing_elsewhere_are_values_here(value: str) -> None:
    assert texts(column("Season", value), "Season") == [value]


@pytest.mark.parametrize(
    ("stored", "raw", "counts"),
    [
        (230, "230", "230"),
        (230.0, "230", "230"),
        (6.55, "6.55", "6.55"),
        (-4, "-4", "-4"),
        (1e-05, "0.00001", "0.00001"),
        (4006381333931, "4006381333931", "4006381333931"),
        (1234567890123456, "1234567890123456", "1234567890123460"),
        (1e21, "1" + "0" * 21, "1" + "0" * 21),
        (True, "TRUE", "TRUE"),
        (False, "FALSE", "FALSE"),
    ],
)
def test_numbers_have_fifteen_digits_and_never_a_stray_point_zero(stored: Any, raw: str, counts: str) -> None:
    book = column("Season", stored)

    assert book.cells["B"].tolist() == [raw]
    assert texts(book, "Season") == [counts]


@pytest.mark.parametrize(
    ("stored", "raw", "counts"),
    [
        ("0.30000000000000004", "0.30000000000000004", "0.3"),
        ("1.2345678901234568E+16", "12345678901234568", "12345678901234600"),
        ("4.0063813339310001E12", "4006381333931", "4006381333931"),
        ("-0", "0", "0"),
    ],
)
def test_what_a_double_holds_beyond_fifteen_digits_is_noise(stored: str, raw: str, counts: str) -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>SKU</v></c><c r="B1" t="str"><v>Season</v></c></row>'
        f'<row r="2"><c r="A2" t="str"><v>S</v></c><c r="B2"><v>{stored}</v></c></row>'
    )

    book = read(raw_workbook(worksheet(rows)))

    assert book.cells["B"].tolist() == [raw]
    assert texts(book, "Season") == [counts]


@pytest.mark.parametrize("stored", ["NaN", "INF", "-INF", "nan", "inf"])
@pytest.mark.parametrize("header", ["SKU", "Season", "Grams Weight"])
def test_a_number_cell_without_a_number_is_an_error_everywhere(header: str, stored: str) -> None:
    rows = (
        f'<row r="1"><c r="A1" t="str"><v>Product Title</v></c><c r="B1" t="str"><v>{header}</v></c></row>'
        f'<row r="2"><c r="A2" t="str"><v>Shirt</v></c><c r="B2"><v>{stored}</v></c></row>'
    )

    book = read(raw_workbook(worksheet(rows)))

    assert [(found.code, found.cell, found.value) for found in book.findings.errors] == [
        ("cell.error", "B2", "#NUM!")
    ]
    assert texts(book, header) == [None]


def test_a_per_cent_format_counts_among_percentages() -> None:
    book = column("Percentages", 0.8, 1, 0.125, 0.3333333, "20", number_format="0%")

    assert book.kinds["B"].tolist() == [CellKind.PERCENT] * 4 + [CellKind.TEXT]
    assert texts(book, "Percentages") == ["80", "100", "12.5", "33.33333", "20"]


@pytest.mark.parametrize(
    "header", ["Title", "Season", "Description", "Attribute Value 1", "Tags", "Materials"]
)
@pytest.mark.parametrize(
    ("number", "number_format", "shown"),
    [
        pytest.param(0.05, "0%", "5%", id="per cent"),
        pytest.param(1, "0%", "100%", id="a whole per cent"),
        pytest.param(0.125, "0.0%", "12.5%", id="per cent with a decimal"),
        pytest.param(0.05, "0.00 %", "5.00 %", id="per cent with a space"),
        pytest.param(-0.05, "0%;[Red]-0%", "-5%", id="negative per cent"),
        pytest.param(38.6666666666667, "# ?/?", "38 2/3", id="fraction"),
        pytest.param(38.6666666666667, "# ??/??", "38 2/3", id="fraction of two digits"),
        pytest.param(0.5, "# ?/?", "1/2", id="fraction alone"),
        pytest.param(3.5, "?/?", "7/2", id="fraction without a whole"),
        pytest.param(38.5, "# ?/8", "38 4/8", id="eighths"),
        pytest.param(38, "# ?/?", "38", id="no fraction left"),
        pytest.param(42, '0" EU"', "42 EU", id="a word behind"),
        pytest.param(42, "0\\ \\c\\m", "42 cm", id="a word of single letters"),
        pytest.param(12, '"ART-"0000', "ART-0012", id="a word in front, and zeros"),
        pytest.param(32, '0\\"', '32"', id="inches"),
    ],
)
def test_a_number_in_a_text_column_counts_as_excel_shows_it(
    header: str, number: float, number_format: str, shown: str
) -> None:
    book = column(header, number, number_format=number_format)

    (name,) = [known.canonical for known in book.layout.columns if known.header == header]
    assert texts(book, str(name)) == [shown]
    assert book.cells["B"].tolist() == [f"{number:.15g}" if "ART" not in number_format else "0012"]
    assert len(book.findings) == 0


@pytest.mark.parametrize(
    "number_format", ["#,##0", "0.00", "# ##0", "#,##0.00 [$€-407]", "(0)", "@", "0 000"]
)
def test_what_a_format_does_to_the_digits_alone_does_not_count(number_format: str) -> None:
    assert texts(column("Season", 1234, number_format=number_format), "Season") == ["1234"]


@pytest.mark.parametrize("header", ["Kilograms CO2", "Liters Water Used"])
def test_a_number_column_holds_the_number_whatever_is_shown(header: str) -> None:
    assert texts(column(header, 0.05, number_format="0%"), header) == ["0.05"]
    assert texts(column(header, 2.5, number_format="# ?/?"), header) == ["2.5"]


@pytest.mark.parametrize(
    ("header", "number_format", "counts"),
    [
        pytest.param("Kilograms CO2", '0.0" kg"', "500", id="the unit of the column"),
        pytest.param("Kilograms CO2", '0.0" kgCO2e"', "500", id="the unit of the column, and of what"),
        pytest.param("Kilograms CO2", '0.0" eq."', "500", id="a word that is no unit"),
        pytest.param("Kilograms CO2", '0.0," kg"', "0.5", id="shown in thousands"),
        pytest.param("Kilograms CO2", '0.0" g"', "500 g", id="grams, for the checks to refuse"),
        pytest.param("Kilograms CO2", "0.0 [$t]", "500 t", id="tonnes, for the checks to refuse"),
        pytest.param("Liters Water Used", '0" l"', "500", id="litres"),
        pytest.param("Liters Water Used", '0" ml"', "500 ml", id="millilitres, for the checks to refuse"),
    ],
)
def test_a_number_that_shows_another_unit_than_its_column_has_it(
    header: str, number_format: str, counts: str
) -> None:
    assert texts(column(header, 500, number_format=number_format), header) == [counts]


@pytest.mark.parametrize(
    ("number", "number_format", "counts"),
    [
        pytest.param(0.45, '0.00" kg"', "0.45 kg", id="in quotes"),
        pytest.param(230, '0 "g"', "230 g", id="grams"),
        pytest.param(3.456, '#,##0.0\\ "lbs"', "3.456 lbs", id="the value counts, not what is shown of it"),
        pytest.param(0.45, '[$-409]0.00" kg"', "0.45 kg", id="with a language"),
        pytest.param(0.45, "0.00 \\k\\g", "0.45 kg", id="single letters"),
        pytest.param(-0.45, '0.0" kg";-0.0" kg"', "-0.45 kg", id="sections"),
        pytest.param(0.45, '[<1]0" g";0.0" kg"', "0.45 g", id="by size, the small"),
        pytest.param(4.5, '[<1]0" g";0.0" kg"', "4.5 kg", id="by size, the large"),
        pytest.param(1200, '0.0," kg"', "1.2 kg", id="shown in thousands"),
        pytest.param(0.45, '"kg "0.00', "0.45 kg", id="in front"),
        pytest.param(0.45, "0.00 [$kg]", "0.45 kg", id="as a currency"),
        pytest.param(450, '0000" g"', "450 g", id="zeros in front"),
        pytest.param(12, '0" stone"', "12 stone", id="no unit of ours, for the checks to refuse"),
        pytest.param(450, "0.00", "450", id="no unit"),
        pytest.param(0.5, "0%", "0.5", id="per cent of nothing"),
        pytest.param("0.45 kg", '0" g"', "0.45 kg", id="a text is not formatted"),
    ],
)
def test_the_unit_that_a_weight_shows_is_its_unit(number: Any, number_format: str, counts: str) -> None:
    assert texts(column("Weight", number, number_format=number_format), "Grams Weight") == [counts]


def test_a_format_of_zeros_restores_the_zeros_of_an_identifier() -> None:
    book = column("Barcode", 12345678905, 4006381333931, "401", 1.5, number_format="0000000000000")

    assert texts(book, "Barcode") == ["0012345678905", "4006381333931", "401", "1.5"]
    assert book.cells["B"].tolist() == ["0012345678905", "4006381333931", "401", "1.5"]
    assert book.kinds["B"].tolist() == [
        CellKind.ZERO_PADDED,
        CellKind.ZERO_PADDED,
        CellKind.TEXT,
        CellKind.NUMBER,
    ]
    assert [(finding.code, finding.cell, finding.message) for finding in book.findings] == [
        (
            "barcode.zero-restored",
            "B2",
            "Barcode 12345678905 was read as 0012345678905: its number format shows the zeros.",
        )
    ]


def test_a_format_of_zeros_does_not_change_a_measure() -> None:
    book = column("Grams Weight", 230, number_format="00000")

    assert texts(book, "Grams Weight") == ["230"]
    assert len(book.findings) == 0


@pytest.mark.parametrize(
    ("number_format", "kind"),
    [
        ("00", CellKind.ZERO_PADDED),
        ("0", CellKind.NUMBER),
        ("0.00", CellKind.NUMBER),
        ("#,##0", CellKind.NUMBER),
        ('0 "%"', CellKind.NUMBER),
        ("0%;[Red]-0%", CellKind.PERCENT),
        ('0" days"', CellKind.NUMBER),
        ("[$-409]00000;@", CellKind.ZERO_PADDED),
        ("@", CellKind.NUMBER),
    ],
)
def test_number_formats_tell_the_kind(number_format: str, kind: CellKind) -> None:
    assert column("Season", 12, number_format=number_format).kinds["B"].tolist() == [kind]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (dt.date(2024, 3, 1), "yyyy-mm-dd", "2024-03-01"),
        (dt.datetime.fromisoformat("2024-03-01 14:30"), "yyyy-mm-dd hh:mm", "2024-03-01 14:30:00"),
        (dt.time(14, 30), "hh:mm", "14:30:00"),
        (dt.timedelta(hours=26, minutes=5), "[h]:mm", "26:05:00"),
    ],
)
def test_a_date_in_an_imported_column_is_an_error(value: Any, number_format: str, shown: str) -> None:
    book = column("Season", value, number_format=number_format)

    assert texts(book, "Season") == [None]
    assert book.cells["B"].tolist() == [shown]
    assert book.kinds["B"].tolist() == [CellKind.DATE]
    assert [(finding.code, finding.cell, finding.value) for finding in book.findings] == [
        ("cell.date", "B2", shown)
    ]


@pytest.mark.parametrize(
    ("number", "number_format", "shown"),
    [
        ("1.0868055555", "[h]:mm", "26:05:00"),
        ("0.5", "[$-409][mm]:ss", "12:00:00"),
        ("0.00001157407", "[ss]", "00:00:01"),
        ("-1.5", "[h]:mm", "-36:00:00"),
        ("4006381333931", "[h]:mm:ss", "96153152014344:00:00"),
        ("1e300", "[h]", "24000000000000000"),
        ("1e308", "[h]", "10000000000000000"),
    ],
)
def test_a_duration_of_any_length_is_told(number: str, number_format: str, shown: str) -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="{number_format}"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    row = f'<row r="2"><c r="A2" t="str"><v>A</v></c><c r="B2" s="1"><v>{number}</v></c></row>'

    book = read(raw_workbook(worksheet(HEADER + row), styles=styles))

    assert book.cells["B"].item().startswith(shown)
    assert book.findings.counts() == {"cell.date": 1}


@pytest.mark.parametrize("number_format", ["[Red]0", "&quot;[h]&quot;0", "[=1]0"])
def test_a_format_in_brackets_is_no_duration(number_format: str) -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="{number_format}"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    row = '<row r="2"><c r="A2" t="str"><v>A</v></c><c r="B2" s="1"><v>5</v></c></row>'

    assert read(raw_workbook(worksheet(HEADER + row), styles=styles)).kinds["B"].tolist() == [CellKind.NUMBER]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#SPILL!"])
def test_an_excel_error_is_never_a_blank(error: str) -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>SKU</v></c><c r="B1" t="str"><v>Season</v></c></row>'
        f'<row r="2"><c r="A2" t="str"><v>S</v></c><c r="B2" t="e"><f>X1</f><v>{error}</v></c></row>'
    )

    book = read(raw_workbook(worksheet(rows)))

    assert texts(book, "Season") == [None]
    assert book.cells["B"].tolist() == [error]
    assert [(finding.code, finding.row, finding.column, finding.value) for finding in book.findings] == [
        ("cell.error", 2, "Season", error)
    ]


def test_a_typed_text_that_looks_like_an_error_is_a_text() -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>SKU</v></c><c r="B1" t="str"><v>Season</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>S</v></c><c r="B2" t="inlineStr"><is><t>#N/A</t></is></c></row>'
    )

    assert texts(read(raw_workbook(worksheet(rows))), "Season") == ["#N/A"]


@pytest.mark.parametrize(
    ("cell", "code", "text"),
    [
        pytest.param("<c r='B2'><f>A2&amp;1</f></c>", "cell.uncached-formula", None, id="no value at all"),
        pytest.param(
            "<c r='B2'><f>A2&amp;1</f><v></v></c>", "cell.uncached-formula", None, id="an empty value"
        ),
        pytest.param("<c r='B2'><f>A2&amp;1</f><v/></c>", "cell.uncached-formula", None, id="a closed value"),
        pytest.param(
            "<c r='B2' t='str'><f>A2&amp;1</f><v></v></c>", None, None, id="an empty text is a result"
        ),
        pytest.param("<c r='B2' t='str'><f>A2&amp;1</f><v>S1</v></c>", None, "S1", id="a text"),
        pytest.param("<c r='B2'><f>1+1</f><v>2</v></c>", None, "2", id="a number"),
        pytest.param("<c r='B2'><f t='shared' si='0'/><v>3</v></c>", None, "3", id="a shared formula"),
    ],
)
def test_a_formula_counts_by_its_saved_result(cell: str, code: str | None, text: str | None) -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>SKU</v></c><c r="B1" t="str"><v>Season</v></c></row>'
        f'<row r="2"><c r="A2" t="str"><v>S</v></c>{cell.replace(chr(39), chr(34))}</row>'
    )

    book = read(raw_workbook(worksheet(rows)))

    assert texts(book, "Season") == [text]
    assert list(book.findings.counts()) == ([code] if code else [])
    assert not code or book.cells["B"].tolist() == ["=A2&1"]


def test_in_other_columns_errors_formulas_and_dates_are_kept_as_they_are(
    workbook: Callable[..., bytes],
) -> None:
    book = read(
        workbook({"Products": [["SKU", "My sum"], ["A", "=1+1"], ["B", dt.date(2024, 1, 2)], ["C", "#N/A"]]})
    )

    assert book.cells["B"].tolist() == ["=1+1", "2024-01-02", "#N/A"]
    assert book.findings.counts() == {"column.unknown": 1}


def test_a_linked_picture_counts_by_the_address_it_leads_to() -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>SKU</v></c><c r="B1" t="str"><v>Image</v></c>'
        '<c r="C1" t="str"><v>Season</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>S</v></c><c r="B2" t="str"><v>front</v></c>'
        '<c r="C2" t="str"><v>NOS</v></c></row>'
        '<row r="3"><c r="A3" t="str"><v>T</v></c><c r="B3" t="str">'
        '<f>HYPERLINK("https://example.com/b.png","back")</f><v>back</v></c></row>'
        '<row r="4"><c r="A4" t="str"><v>U</v></c></row>'
    )
    linked = "".join(f'<hyperlink ref="{cell}" r:id="rId1"/>' for cell in ("B2", "B4", "C2"))
    links = f"<hyperlinks>{linked}</hyperlinks>"
    listed = relationships(("rId1", "hyperlink", "https://example.com/a.png?x=1&amp;y=2"))

    book = read(raw_workbook(worksheet(rows, after=links), **{"xl/worksheets/_rels/sheet1.xml.rels": listed}))

    assert texts(book, "Image") == ["https://example.com/a.png?x=1&y=2", "https://example.com/b.png", None]
    assert texts(book, "Season")[0] == "NOS"
    assert len(book.findings) == 0


def test_escaped_characters_of_excel_are_read_once() -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>SKU</v></c><c r="B1" t="str"><v>Description</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>S</v></c><c r="B2" t="inlineStr">'
        "<is><t>a_x000D_\nb _x005F_x000D_</t></is></c></row>"
    )

    assert texts(read(raw_workbook(worksheet(rows))), "Description") == ["a\nb _x000D_"]


def test_the_original_text_and_kind_of_every_cell_is_kept(workbook: Callable[..., bytes]) -> None:
    book = read(workbook({"Products": [["SKU", "Title", "Mine"], [" a ", 7, None], ["b", None, "  "]]}))

    assert book.cells.index.tolist() == [2, 3]
    assert book.cells.columns.tolist() == ["A", "B", "C"]
    assert book.cells["A"].tolist() == [" a ", "b"]
    assert book.kinds.to_numpy().tolist() == [
        [CellKind.TEXT, CellKind.NUMBER, CellKind.BLANK],
        [CellKind.TEXT, CellKind.BLANK, CellKind.TEXT],
    ]
    assert [str(kind) for kind in book.kinds.dtypes] == ["uint8", "uint8", "uint8"]
    assert [str(kind) for kind in book.frame.dtypes] == ["str", "str"]


def test_shopify_writes_zero_grams_where_no_weight_is_known(workbook: Callable[..., bytes]) -> None:
    header = ["Handle", "Variant SKU", "Variant Grams"]

    book = read(workbook({"Products": [header, ["a", "1", 0], ["a", "2", "0.0"], ["a", "3", 120]]}))

    assert texts(book, "Grams Weight") == [None, None, "120"]
