from __future__ import annotations

import datetime as dt
import io
import time

import openpyxl
import pandas as pd
import pytest

from importkit.corrections import Corrections, write
from importkit.corrections import problems as problems_sheet
from importkit.findings import Findings
from importkit.model import CellKind, Layout, Mode, Origin, SheetColumn
from importkit.workbook import read

TEXT, NUMBER, BLANK = CellKind.TEXT, CellKind.NUMBER, CellKind.BLANK
JOB_ID = "0197a1b2-0000-7000-8000-000000000001"
COLUMNS = {
    "B": ("Title", "Product Title"),
    "C": ("handle", "Product Handle"),
    "D": ("EAN", "Barcode"),
    "F": ("Grams Weight", "Grams Weight"),
    "G": ("Shelf", None),
}


def corrections(rows, findings=(), blocked=None, columns=COLUMNS, *, job_id=JOB_ID, mode=Mode.CREATE):
    """Rows by Excel row number, cells with their number format: {7: {"B": ("5", NUMBER, "0.0")}}."""
    letters = list(columns)
    index = pd.Index(list(rows), name="row_number", dtype="int64")
    cells = [[(*row.get(letter, (None, BLANK)), None) for letter in letters] for row in rows.values()]
    texts, kinds, formats = ([[cell[part] for cell in row] for row in cells] for part in range(3))
    layout = Layout("Sheet1", 3, "plan", tuple(SheetColumn(letter, *columns[letter]) for letter in letters))
    found = Findings.all(Findings.of(code, [case]) for code, case in findings)
    return Corrections(
        job_id=job_id,
        mode=mode,
        filename="spring.xlsx",
        layout=layout,
        cells=pd.DataFrame(texts, index=index, columns=letters, dtype="str"),
        kinds=pd.DataFrame(kinds, index=index, columns=letters, dtype="uint8"),
        formats=pd.DataFrame(formats, index=index, columns=letters).astype("category"),
        blocked_by=pd.Series([(blocked or {}).get(row) for row in rows], index=index, dtype="Int64"),
        findings=found.located("Sheet1", layout.letters),
    )


def opened(given):
    buffer = io.BytesIO()
    write(given, buffer)
    return openpyxl.load_workbook(io.BytesIO(buffer.getvalue()))


def products(given):
    return opened(given)["Products"]


def filled(sheet):
    return {
        cell.coordinate: cell.fill.fgColor.rgb
        for row in sheet
        for cell in row
        if cell.fill.patternType == "solid"
    }


SHIRT = {"B": ("Shirt", TEXT), "C": ("shirt", TEXT), "D": ("4006381333931", NUMBER), "F": ("-230", NUMBER)}
NEGATIVE = ("number.negative", {"row": 7, "column": "Grams Weight", "value": "-230"})


def test_headers_keep_their_order_and_spelling_and_two_are_added():
    sheet = products(corrections({7: SHIRT}, [NEGATIVE]))

    headers = [cell.value for cell in sheet[1]]
    assert headers == ["Title", "handle", "EAN", "Grams Weight", "Shelf", "Original Row", "What to fix"]


def test_the_header_is_bold_on_grey_frozen_and_filtered():
    sheet = products(corrections({7: SHIRT}, [NEGATIVE]))

    assert all(cell.font.b and cell.fill.fgColor.rgb == "FFE0E0E0" for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G2"


def test_only_the_failing_cell_is_filled_below_the_header():
    sheet = products(corrections({7: SHIRT, 8: {"D": ("4006381333948", NUMBER)}}, [NEGATIVE], blocked={8: 7}))

    assert {place: color for place, color in filled(sheet).items() if not place.endswith("1")} == {
        "D2": "FFFFE0E0"
    }


def test_a_blank_failing_cell_is_filled_too():
    missing = ("value.required", {"row": 7, "column": "Product Title", "advice": "Type it."})
    sheet = products(corrections({7: {"C": ("shirt", TEXT)}}, [missing]))

    assert sheet["A2"].value is None
    assert sheet["A2"].fill.fgColor.rgb == "FFFFE0E0"


def test_a_warning_fills_nothing():
    warning = ("handle.not-slug", {"row": 7, "column": "Product Handle", "value": "A b", "suggestion": "a-b"})
    sheet = products(corrections({7: SHIRT}, [warning]))

    assert set(filled(sheet).values()) == {"FFE0E0E0"}


def test_what_to_fix_names_every_error_of_the_row():
    errors = [NEGATIVE, ("value.required", {"row": 7, "column": "Product Title", "advice": "Type it."})]
    sheet = products(corrections({7: SHIRT}, errors))

    assert sheet["G2"].value == (
        "Grams Weight is -230; it cannot be less than 0. Type 0 or more, or leave the cell blank.\n"
        "Product Title is missing. Type it."
    )
    assert sheet["G2"].alignment.wrap_text
    assert sheet.row_dimensions[2].height == 45


def test_a_message_that_does_not_name_its_column_gets_its_name_in_front():
    error = ("cell.error", {"row": 7, "column": "Grams Weight", "value": "#N/A"})
    sheet = products(corrections({7: SHIRT}, [error]))

    assert sheet["G2"].value.startswith("Grams Weight: Excel shows #N/A in this cell")


def test_an_innocent_row_says_what_blocks_it_and_is_never_red():
    sheet = products(corrections({7: SHIRT, 8: {"D": ("1", NUMBER)}}, [NEGATIVE], blocked={8: 7}))

    assert sheet["G3"].value == "Nothing is wrong here: blocked by row 2."
    assert not [place for place in filled(sheet) if place.endswith("3")]


def test_the_original_row_number_is_kept():
    sheet = products(corrections({7: SHIRT, 31: SHIRT}, [NEGATIVE]))

    assert [sheet["F2"].value, sheet["F3"].value] == [7, 31]


def test_a_missing_required_column_is_appended_in_red():
    missing = ("column.missing", {"column": "SKU", "cell": "H3", "columns": "SKU"})
    sheet = products(corrections({7: SHIRT, 8: SHIRT}, [missing]))

    assert [cell.value for cell in sheet[1]][5:] == ["SKU", "Original Row", "What to fix"]
    assert {"F1": "FFFFE0E0", "F2": "FFFFE0E0", "F3": "FFFFE0E0"}.items() <= filled(sheet).items()
    assert sheet["F1"].font.b
    assert sheet["F2"].number_format == "@"
    assert sheet["H2"].value == "The sheet had no SKU column: fill it in on each row."


def test_a_row_may_lack_a_column_and_be_blocked_as_well():
    missing = ("column.missing", {"column": "Manufacturer", "cell": "H3", "columns": "Manufacturer"})
    sheet = products(corrections({7: SHIRT, 8: SHIRT}, [missing, NEGATIVE], blocked={8: 7}))

    assert sheet["H3"].value == (
        "The sheet had no Manufacturer column: fill it in on the first row of each product.\n"
        "Also blocked by row 2."
    )


def test_identifiers_are_text_whatever_they_were():
    rows = {
        7: {"D": ("4006381333931", NUMBER)},
        8: {"D": ("0001234", CellKind.ZERO_PADDED)},
        9: {"D": ("12.50", TEXT)},
        10: {},
    }
    sheet = products(corrections(rows))

    assert [sheet[f"C{row}"].value for row in range(2, 6)] == ["4006381333931", "0001234", "12.50", None]
    assert {sheet[f"C{row}"].number_format for row in range(2, 6)} == {"@"}
    assert [sheet[f"C{row}"].data_type for row in range(2, 5)] == ["s", "s", "s"]
    assert sheet.column_dimensions["C"].number_format == "@"


@pytest.mark.slow
@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-", "@home", "#N/A", "#REF!", "=cmd|' /C calc'!A0"])
@pytest.mark.parametrize("column", ["B", "D", "G"])
def test_a_text_that_looks_like_something_else_stays_a_text(text, column):
    sheet = products(corrections({7: {column: (text, TEXT)}}))

    cell = sheet[{"B": "A2", "D": "C2", "G": "E2"}[column]]
    assert cell.value == text
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_numbers_stay_numbers():
    rows = {7: {"F": ("-230", NUMBER)}, 8: {"F": ("6.55", NUMBER)}, 9: {"F": ("1.5e-07", NUMBER)}}
    sheet = products(corrections(rows))

    assert [sheet[f"D{row}"].value for row in (2, 3, 4)] == [-230, 6.55, 1.5e-07]


def test_percentages_truth_values_and_padded_numbers_keep_their_look():
    rows = {
        7: {"G": ("1", CellKind.PERCENT, "0%")},
        8: {"G": ("0.125", CellKind.PERCENT, "0.0%")},
        9: {"G": ("TRUE", CellKind.BOOLEAN)},
        10: {"G": ("00042", CellKind.ZERO_PADDED, "00000")},
    }
    sheet = products(corrections(rows))

    assert [sheet[f"E{row}"].value for row in (2, 3, 4, 5)] == [1, 0.125, True, 42]
    assert [sheet[f"E{row}"].number_format for row in (2, 3, 4, 5)] == ["0%", "0.0%", "General", "00000"]


def test_a_blank_cell_looks_like_the_others_of_its_column():
    money = "#,##0.00 €"
    rows = {7: {"F": ("1", NUMBER, money)}, 8: {"F": ("2", NUMBER, money)}, 9: {"F": ("3", NUMBER)}, 10: {}}
    missing = ("value.required", {"row": 10, "column": "Grams Weight", "advice": "Type it."})
    sheet = products(corrections(rows, [missing]))

    assert [sheet[f"D{row}"].number_format for row in range(2, 6)] == [money, money, "General", money]
    assert sheet.column_dimensions["D"].number_format == money


def test_a_column_of_which_most_cells_have_no_format_has_none():
    rows = {7: {"F": ("1", NUMBER, "0.00")}, 8: {"F": ("2", NUMBER)}, 9: {"F": ("3", NUMBER)}}
    sheet = products(corrections(rows))

    assert sheet.column_dimensions["D"].number_format == "General"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("2025-05-03", dt.datetime.fromisoformat("2025-05-03"), id="date"),
        pytest.param(
            "2025-05-03 10:30:00", dt.datetime.fromisoformat("2025-05-03T10:30:00"), id="date and time"
        ),
        pytest.param(
            "2025-05-03T10:30:00", dt.datetime.fromisoformat("2025-05-03T10:30:00"), id="ISO date and time"
        ),
        pytest.param("10:30:00", dt.time(10, 30), id="time of day"),
        pytest.param("30:15:00", dt.timedelta(hours=30, minutes=15), id="duration"),
        pytest.param("1066-10-14", "1066-10-14", id="before Excel's calendar it is a text"),
    ],
)
def test_dates_stay_dates(text, value):
    sheet = products(corrections({7: {"G": (text, CellKind.DATE)}}))

    assert sheet["E2"].value == value


def test_an_error_is_still_an_error_and_a_formula_is_never_given_back():
    rows = {
        7: {"B": ("#N/A", CellKind.ERROR)},
        8: {"B": ("=A1&B1", CellKind.UNCACHED)},
        9: {"B": ("#SPILL!", CellKind.ERROR)},
    }
    sheet = products(corrections(rows))

    assert [(cell.value, cell.data_type) for cell in sheet["A"][1:]] == [
        ("#N/A", "e"),
        ("#VALUE!", "e"),
        ("#VALUE!", "e"),
    ]


def test_illegal_characters_are_stripped():
    sheet = products(corrections({7: {"B": ("a\x00b\x0bcd\ufffee\tf\ng", TEXT)}}))

    assert sheet["A2"].value == "abcde\tf\ng"


def test_columns_are_fitted_and_at_most_50_wide():
    sheet = products(corrections({7: {**SHIRT, "B": ("x" * 400, TEXT), "G": ("A" * 20, TEXT)}}))

    widths = {letter: sheet.column_dimensions[letter].width for letter in "ABE"}
    assert widths == {"A": 50, "B": 9, "E": 22}


@pytest.mark.parametrize(
    ("text", "kind", "number_format", "shown"),
    [
        ("12345678.5", NUMBER, "#,##0.00 €", "12,345,678.50 €"),
        ("2025-09-15", CellKind.DATE, "[$-407]dddd, d. mmmm yyyy", "Montag, 15. September 2025"),
        ("0.5", CellKind.PERCENT, "0.0%", "50.0%"),
    ],
)
def test_a_column_has_room_for_what_its_number_format_shows(text, kind, number_format, shown):
    sheet = products(corrections({7: {"G": (text, kind, number_format)}}))

    assert len(shown) <= sheet.column_dimensions["E"].width <= 35


def test_added_columns_of_an_earlier_corrections_workbook_are_written_once():
    columns = {**COLUMNS, "H": ("Original Row", None), "I": ("What to fix", None)}
    rows = {7: {**SHIRT, "H": ("99", NUMBER), "I": ("old advice", TEXT)}}
    sheet = products(corrections(rows, [NEGATIVE], columns=columns))

    headers = [cell.value for cell in sheet[1]]
    assert headers == ["Title", "handle", "EAN", "Grams Weight", "Shelf", "Original Row", "What to fix"]
    assert sheet["F2"].value == 99


def test_problems_name_the_job_and_each_finding_with_a_link_to_its_cell():
    info = ("entity.created", {"row": 7, "column": "Product Title", "value": "x", "entity": "season"})
    sheet = opened(corrections({7: SHIRT}, [info, NEGATIVE]))["Problems"]

    lines = list(sheet.iter_rows(values_only=True))
    assert lines[0][:2] == ("Import job", JOB_ID)
    header = lines.index(
        ("Cell", "Uploaded Cell", "Product Handle", "Column", "Value", "Severity", "Code", "Message", "Hint")
    )
    assert lines[header + 1] == (
        "D2",
        "F7",
        None,
        "Grams Weight",
        "-230",
        "error",
        "number.negative",
        "Grams Weight is -230; it cannot be less than 0.",
        "Type 0 or more, or leave the cell blank.",
    )
    assert lines[header + 2][:2] == ("A2", "B7")
    assert {cell.ref: cell.location for row in sheet for cell in [row[0].hyperlink] if cell} == {
        f"A{header + 2}": "Products!D2",
        f"A{header + 3}": "Products!A2",
    }


def test_problems_tell_nothing_of_products_that_are_not_here():
    other = ("handle.not-slug", {"row": 4, "column": "Product Handle", "value": "A b", "suggestion": "a-b"})
    column = ("column.unknown", {"column": "Shelf", "cell": "G3", "value": "Shelf", "letter": "G"})
    skipped = ("row.repeated-header", {"row": 8})
    sheet = opened(corrections({7: SHIRT}, [other, column, skipped, NEGATIVE]))["Problems"]

    assert [cell.value for cell in sheet["G"] if cell.value] == ["Code", "number.negative"]


def test_messages_name_the_rows_and_cells_of_this_workbook():
    rows = {7: SHIRT, 9: SHIRT, 40: SHIRT}
    repeated = [
        ("sku.duplicate", {"row": 7, "column": "SKU", "value": "row 9", "other_rows": "row 9 and row 40"}),
        (
            "sku.duplicate",
            {"row": 9, "column": "SKU", "value": "9", "other_rows": "row 7, row 12 and 3 more"},
        ),
        (
            "column.conflict",
            {"row": 40, "column": "Barcode", "value": "1", "other": "F9", "other_cell": "F40"},
        ),
    ]
    workbook = opened(corrections(rows, repeated))

    notes = [cell.value.partition(" ")[2] for cell in workbook["Products"]["G"][1:]]
    messages = [cell.value for cell in workbook["Problems"]["H"][-3:]]
    assert messages == [
        "SKU row 9 is used by more than one row: also by row 3 and row 4.",
        "SKU 9 is used by more than one row: also by row 2, row 12 of the uploaded sheet and 3 more.",
        'Barcode is "1" here, but "F9" in cell D4.',
    ]
    assert [note.startswith(text.partition(" ")[2]) for note, text in zip(notes, messages, strict=True)] == [
        True,
        True,
        True,
    ]


def test_a_finding_about_a_missing_column_links_to_its_new_header():
    missing = ("column.missing", {"column": "SKU", "cell": "H3", "columns": "SKU"})
    sheet = opened(corrections({7: SHIRT}, [missing]))["Problems"]

    assert sheet.cell(sheet.max_row, 1).hyperlink.location == "Products!F1"


def test_beyond_excels_links_lines_only_name_their_cell(monkeypatch):
    monkeypatch.setattr(problems_sheet, "MAX_LINKS", 2)
    rows = {row: {"F": ("-1", NUMBER)} for row in range(7, 11)}
    errors = [("number.negative", {"row": row, "column": "Grams Weight", "value": "-1"}) for row in rows]
    sheet = opened(corrections(rows, errors))["Problems"]

    last = [sheet.cell(row, 1) for row in range(sheet.max_row - 3, sheet.max_row + 1)]
    assert [cell.value for cell in last] == ["D2", "D3", "D4", "D5"]
    assert [cell.hyperlink is not None for cell in last] == [True, True, False, False]
    assert "Excel has room for 2 links" in " ".join(str(cell.value) for cell in sheet["B"])


def properties_of(workbook):
    return {custom.name: custom.value for custom in workbook.custom_doc_props.props}


def test_job_and_mode_are_document_properties_and_stand_on_problems():
    workbook = opened(corrections({7: SHIRT}, [NEGATIVE], mode=Mode.ENRICH))

    assert properties_of(workbook) == {"importkit-job-id": JOB_ID, "importkit-mode": "ENRICH"}
    rows = list(workbook["Problems"].iter_rows(max_row=2, max_col=2, values_only=True))
    assert rows == [("Import job", JOB_ID), ("Import mode", "ENRICH")]


def test_without_a_database_there_is_a_mode_and_no_job():
    given = corrections({7: SHIRT}, [NEGATIVE], job_id=None, mode=Mode.ENRICH)
    workbook, buffer = opened(given), io.BytesIO()
    write(given, buffer)

    assert properties_of(workbook) == {"importkit-mode": "ENRICH"}
    assert [cell.value for cell in workbook["Problems"][1]][:2] == ["Import mode", "ENRICH"]
    assert read(buffer.getvalue()).origin == Origin(None, Mode.ENRICH)


def test_a_job_without_failed_rows_gives_a_header_only():
    sheet = products(corrections({}))

    assert sheet.max_row == 1
    assert sheet["A1"].value == "Title"


def test_the_workbook_can_be_read_as_it_is():
    rows = {7: {**SHIRT, "B": ("#N/A", CellKind.ERROR), "G": ("A3", TEXT)}}
    buffer = io.BytesIO()
    write(corrections(rows, [NEGATIVE]), buffer)

    book = read(buffer.getvalue())

    assert book.job_id == JOB_ID
    assert book.layout.letters == {
        "Product Title": "A",
        "Product Handle": "B",
        "Barcode": "C",
        "Grams Weight": "D",
    }
    assert book.frame.loc[2, ["Product Handle", "Barcode", "Grams Weight"]].tolist() == [
        "shirt",
        "4006381333931",
        "-230",
    ]
    assert book.findings.counts()["cell.error"] == 1


def test_all_rows_can_be_written_instead_of_the_failed_ones():
    buffer = io.BytesIO()
    write(corrections({2: SHIRT, 3: SHIRT, 4: SHIRT}), buffer)
    book = read(buffer.getvalue())
    failed = corrections(
        {2: SHIRT}, [("number.negative", {"row": 2, "column": "Grams Weight", "value": "-230"})]
    )

    everything = failed.with_all_rows(book)

    assert everything.cells.index.tolist() == [2, 3, 4]
    assert everything.blocked_by.index.tolist() == [2, 3, 4]
    assert len(everything.findings) == 1


@pytest.mark.slow
def test_the_time_to_write_grows_with_the_rows_and_no_faster():
    write(wide(100), io.BytesIO())  # what is loaded once is loaded

    few, many = seconds_to_write(wide(600)), seconds_to_write(wide(3_000))

    assert many < 3 * 5 * few


def wide(count: int) -> Corrections:
    """Return so many failed rows of 26 cells."""
    letters = [chr(65 + place) for place in range(26)]
    columns = {letter: (f"Own {letter}", None) for letter in letters} | {"B": ("SKU", "SKU")}
    rows = {row: {letter: (f"{letter}{row}", TEXT) for letter in letters} for row in range(2, count + 2)}
    error = ("value.required", {"row": 2, "column": "SKU", "advice": "Type it."})
    return corrections(rows, [error], columns=columns)


def seconds_to_write(given: Corrections) -> float:
    """Return the processor time that writing takes."""
    start = time.process_time()
    write(given, io.BytesIO())
    return time.process_time() - start


def test_notes_and_totals_of_several_cells_at_the_end_stay_below_a_blank_row():
    note = {"B": ("Prices valid until June", TEXT)}
    totals = {"B": ("Total", TEXT), "F": ("230", NUMBER)}
    stray = [("row.stray", {"row": row, "column": "Product Title"}) for row in (5, 9, 10)]
    given = corrections({5: note, 7: SHIRT, 9: totals, 10: note}, [NEGATIVE, *stray])

    sheet = products(given)

    shown = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert shown == [note["B"][0], "Shirt", None, "Total", note["B"][0]]
    assert set(filled(sheet)) - {cell.coordinate for cell in sheet[1]} == {"A2", "D3", "A5", "A6"}
    assert sheet.auto_filter.ref == "A1:G6"
    links = [cell.value for cell in opened(given)["Problems"]["A"]]
    assert links[-4:] == ["D3", "A2", "A5", "A6"]


def test_a_note_of_one_cell_needs_no_blank_row():
    note = {"B": ("Prices valid until June", TEXT), "G": ("shelf 4", TEXT)}
    stray = ("row.stray", {"row": 9, "column": "Product Title"})

    sheet = products(corrections({7: SHIRT, 9: note}, [NEGATIVE, stray]))

    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["Shirt", note["B"][0]]
