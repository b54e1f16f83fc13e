"""Every kind of cell: uploaded, written into a corrections workbook, read again, and still the same."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from support.hypothesis_profiles import one_example_in
from support.raw_workbooks import raw_workbook, worksheet

from importkit.corrections import Corrections, write
from importkit.findings import Findings
from importkit.model import CellKind, Layout, Mode, Sheet, SheetColumn
from importkit.workbook import read
from importkit.workbook.sheet.cell_values import number_text

FIRST_DAY, LAST_DAY = map(dt.datetime.fromisoformat, ("1900-01-01", "9999-12-31"))
MOMENT = dt.datetime.fromisoformat("2024-03-01 14:30:15")

#: A value, its number format, and the kind of its cell.
CELLS: tuple[tuple[Any, str, CellKind], ...] = (
    (1, "0%", CellKind.PERCENT),
    (0.125, "0.0%", CellKind.PERCENT),
    (-0.5, "0.00%;[Red]-0.00%", CellKind.PERCENT),
    (38 + 2 / 3, "# ?/?", CellKind.NUMBER),
    (0.25, "# ??/??", CellKind.NUMBER),
    (0.45, '0.00" kg"', CellKind.NUMBER),
    (1234.5, "#,##0.00 €", CellKind.NUMBER),
    (1234.5, "#\u00a0##0,00\\ [$€-40C]", CellKind.NUMBER),
    (-3, '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', CellKind.NUMBER),
    (5, '[<1]"none";[>=1]0" pcs"', CellKind.NUMBER),
    (42, "0000000", CellKind.ZERO_PADDED),
    (0, "000", CellKind.ZERO_PADDED),
    (6.5e-07, "0.00E+00", CellKind.NUMBER),
    (7, "@", CellKind.NUMBER),
    (123456789012345, "General", CellKind.NUMBER),
    (0.1 + 0.2, "General", CellKind.NUMBER),
    (12345678901234567, "0", CellKind.NUMBER),
    (1e22, "General", CellKind.NUMBER),
    (dt.date(2024, 3, 1), "dd.mm.yyyy", CellKind.DATE),
    (dt.date(1900, 1, 1), "d mmm yy", CellKind.DATE),
    (MOMENT, "m/d/yy h:mm", CellKind.DATE),
    (MOMENT, "[$-407]d. mmmm yyyy", CellKind.DATE),
    (45000.123456789, "yyyy-mm-dd hh:mm:ss.000", CellKind.DATE),
    (dt.time(14, 30), "hh:mm", CellKind.DATE),
    (dt.time(23, 59, 59, 999000), "h:mm:ss AM/PM", CellKind.DATE),
    (dt.timedelta(hours=30, minutes=15), "[h]:mm", CellKind.DATE),
    (0, "dd.mm.yyyy", CellKind.DATE),
    (3_000_000, "dd.mm.yyyy", CellKind.NUMBER),
    (True, "General", CellKind.BOOLEAN),
    (False, "0.00", CellKind.BOOLEAN),
    ("007", "@", CellKind.TEXT),
    ("on request", "#,##0.00 €", CellKind.TEXT),
    ("2024-03-01", "dd.mm.yyyy", CellKind.TEXT),
    ("  a\tb\nc ", "General", CellKind.TEXT),
)


def column_of(header: str, cells: tuple[tuple[Any, str, CellKind], ...]) -> Sheet:
    """Return a sheet that has these cells in its column D."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["Product Handle", "Product Title", "SKU", header])
    for place, (value, number_format, _) in enumerate(cells):
        sheet.append([f"p-{place}", "Tee", f"S-{place}"])
        cell = sheet.cell(place + 2, 4, value)
        cell.number_format = number_format
    buffer = io.BytesIO()
    workbook.save(buffer)
    return read(buffer.getvalue())


def corrections_of(book: Sheet) -> bytes:
    """Return the corrections workbook that holds all rows of a sheet."""
    nothing = pd.Series(pd.NA, index=book.cells.index, dtype="Int64")
    given = Corrections(
        job_id=None,
        mode=Mode.CREATE,
        filename=book.filename,
        layout=book.layout,
        cells=book.cells,
        kinds=book.kinds,
        formats=book.formats,
        blocked_by=nothing,
        findings=book.findings,
    )
    buffer = io.BytesIO()
    write(given, buffer)
    return buffer.getvalue()


def formats_of(book: Sheet) -> list[str | None]:
    formats = book.formats.get("D", pd.Series(index=book.cells.index, dtype="object"))
    return formats.astype("object").where(formats.notna(), None).tolist()


@pytest.mark.slow
@pytest.mark.parametrize("header", ["Own column", "Season", "Grams Weight", "Percentages", "Description"])
def test_each_kind_of_cell_keeps_text_kind_and_number_format(header: str) -> None:
    book = column_of(header, CELLS)

    again = read(corrections_of(book))

    assert book.kinds["D"].tolist() == [kind for _, _, kind in CELLS]
    assert again.kinds["D"].tolist() == book.kinds["D"].tolist()
    assert again.cells["D"].tolist() == book.cells["D"].tolist()
    assert formats_of(again) == [None if code == "General" else code for _, code, _ in CELLS]


def test_they_keep_them_from_round_to_round() -> None:
    first = read(corrections_of(column_of("Own column", CELLS)))

    second = read(corrections_of(first))

    assert second.cells["D"].tolist() == first.cells["D"].tolist()
    assert second.kinds["D"].tolist() == first.kinds["D"].tolist()
    assert formats_of(second) == formats_of(first)


@pytest.mark.parametrize("number_format", ["#,##0.00 €", "dd.mm.yyyy", "0.0%", "# ?/?"])
def test_identifiers_stay_texts_whatever_their_format(number_format: str) -> None:
    book = column_of("Barcode", ((4006381333931, number_format, CellKind.NUMBER),))

    workbook = openpyxl.load_workbook(io.BytesIO(corrections_of(book)))

    cell = workbook["Products"]["D2"]
    assert (cell.value, cell.data_type, cell.number_format) == ("4006381333931", "s", "@")


@pytest.mark.parametrize("header", ["Barcode", "Season", "Attribute Value 1"])
def test_what_a_format_shows_of_a_number_counts_from_round_to_round(header: str) -> None:
    shown = (
        (0.05, "0%", CellKind.PERCENT),
        (2.5, "# ?/?", CellKind.NUMBER),
        (12, '"ART-"0000', CellKind.NUMBER),
    )
    first = column_of(header, shown)

    second = read(corrections_of(first))

    assert first.frame[header].tolist() == second.frame[header].tolist() == ["5%", "2 1/2", "ART-0012"]


def test_the_unit_that_a_format_shows_counts_from_round_to_round() -> None:
    first = column_of(
        "Grams Weight", ((0.45, '0.00" kg"', CellKind.NUMBER), (1200, '0.0," kg"', CellKind.NUMBER))
    )

    second = read(corrections_of(first))

    assert (
        first.frame["Grams Weight"].tolist() == second.frame["Grams Weight"].tolist() == ["0.45 kg", "1.2 kg"]
    )


def test_rich_text_and_links_are_their_texts() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["Product Handle", "Product Title", "SKU", "Own", "Image"])
    sheet.append(["tee", "Tee", "T-1", None, "a picture"])
    sheet["D2"] = CellRichText("soft ", TextBlock(InlineFont(b=True), "cotton"))
    sheet["E2"].hyperlink = "https://example.com/a.jpg"
    buffer = io.BytesIO()
    workbook.save(buffer)
    book = read(buffer.getvalue())

    again = read(corrections_of(book))

    assert again.cells.loc[2, ["D", "E"]].tolist() == ["soft cotton", "https://example.com/a.jpg"]
    assert again.cells.loc[2, ["D", "E"]].tolist() == book.cells.loc[2, ["D", "E"]].tolist()


@pytest.mark.parametrize(
    ("cell", "text", "kind"),
    [
        ('<c r="C2" t="e"><v>#N/A</v></c>', "#N/A", CellKind.ERROR),
        ('<c r="C2" t="e"><f>A1/0</f><v>#DIV/0!</v></c>', "#DIV/0!", CellKind.ERROR),
        # Excel knows it in formulas only.
        ('<c r="C2" t="e"><v>#SPILL!</v></c>', "#VALUE!", CellKind.ERROR),
        ('<c r="C2" s="2"><f>A1*2</f><v>0.5</v></c>', "0.5", CellKind.PERCENT),
        ('<c r="C2" t="str"><f>A1</f><v>Tee</v></c>', "Tee", CellKind.TEXT),
        ('<c r="C2" t="b"><f>A1=1</f><v>1</v></c>', "TRUE", CellKind.BOOLEAN),
        # Its references would point elsewhere, so that it is an error now as well.
        ('<c r="C2"><f>A1*2</f></c>', "#VALUE!", CellKind.ERROR),
    ],
)
def test_errors_stay_errors_and_a_formula_is_its_value(cell: str, text: str, kind: CellKind) -> None:
    header = '<c r="A1" t="str"><v>SKU</v></c><c r="B1" t="str"><v>Product Title</v></c>'
    rows = (
        f'<row r="1">{header}<c r="C1" t="str"><v>Own</v></c></row>'
        f'<row r="2"><c r="A2" t="str"><v>S</v></c>{cell}</row>'
    )

    again = read(corrections_of(read(raw_workbook(worksheet(rows)))))

    assert (again.cells.loc[2, "C"], again.kinds.loc[2, "C"]) == (text, kind)


@one_example_in(5)
@given(st.lists(st.floats(-1e18, 1e18), min_size=1, max_size=40))
def test_any_number_keeps_all_its_digits(numbers: list[float]) -> None:
    index = pd.RangeIndex(2, 2 + len(numbers))
    columns = (SheetColumn("A", "SKU", "SKU"), SheetColumn("B", "Barcode", "Barcode"))
    cells = {"A": "S", "B": "B", "D": [number_text(number) for number in numbers]}
    kinds = {"A": CellKind.TEXT, "B": CellKind.TEXT, "D": CellKind.NUMBER}
    texts = pd.DataFrame(cells, index=index, dtype="str")
    layout = Layout("Products", 1, "plan", (*columns, SheetColumn("D", "Own", None)))
    book = Sheet("up.xlsx", layout, texts, texts, pd.DataFrame(kinds, index=index), Findings())

    assert read(corrections_of(book)).cells["C"].tolist() == cells["D"]


@one_example_in(5)
@example([dt.datetime(2000, 1, 1, microsecond=1)])  # noqa: DTZ001  cells have no zone
@given(st.lists(st.datetimes(FIRST_DAY, LAST_DAY), min_size=1, max_size=40))
def test_any_moment_of_excels_calendar_is_the_same(moments: list[dt.datetime]) -> None:
    book = column_of("Own", tuple((moment, "yyyy-mm-dd hh:mm:ss.000", CellKind.DATE) for moment in moments))

    assert read(corrections_of(book)).cells["D"].tolist() == book.cells["D"].tolist()
