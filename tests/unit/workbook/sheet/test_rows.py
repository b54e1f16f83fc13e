"""Which rows of a sheet are data: totals of a table are skipped, and a sheet may have no data row at all."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.worksheet.table import Table
from support.raw_workbooks import MAIN, raw_workbook, relationships, worksheet

from importkit import checks, pipeline
from importkit.errors import UnreadableWorkbookError, UnsafeWorkbookError
from importkit.findings import RefusedImportError
from importkit.model import HiddenRows, Mode
from importkit.workbook import read
from importkit.workbook.sample import make_sample

if TYPE_CHECKING:
    from collections.abc import Callable

    Build = Callable[..., bytes]

HEADER = ["Product Handle", "Product Title", "SKU", "Grams Weight"]
SHIRT = ["shirt", "Shirt", "S-1", 200]
CAP = ["cap", "Cap", "C-1", 90]
TOTAL = ["Total", None, 2, 290]


def table_workbook(ref: str, *rows: list[object], totals: int = 1) -> bytes:
    """Return a workbook whose Products sheet has these rows, and a table of Excel's over a range of them."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Products"
    for row in rows:
        sheet.append(row)
    table = Table(displayName="Items", ref=ref)
    table.totalsRowCount = totals
    table._initialise_columns()
    sheet.add_table(table)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def reported(content: bytes) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.row) for finding in read(content).findings]


def test_the_totals_row_of_a_table_is_skipped_with_a_warning() -> None:
    book = read(table_workbook("A1:D4", HEADER, SHIRT, CAP, TOTAL))

    [finding] = book.findings
    assert (finding.code, finding.row, finding.severity) == ("row.totals", 4, "warning")
    assert finding.message == "Row 4 is the totals row of the table Items and is skipped."
    assert book.frame.index.tolist() == [2, 3]
    assert (book.skipped_rows, book.blank_rows) == (1, 0)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(table_workbook("A1:D4", HEADER, SHIRT, CAP, TOTAL, totals=0), id="no totals row"),
        pytest.param(
            table_workbook("C1:D4", HEADER, SHIRT, CAP, TOTAL),
            id="a table beside, with a product in that row",
        ),
        pytest.param(table_workbook("A1:D1", HEADER, SHIRT, CAP, TOTAL), id="nothing but totals"),
    ],
)
def test_a_row_of_products_is_no_totals_row(content: bytes) -> None:
    book = read(content)
    assert len(book.findings) == 0
    assert book.frame.index.tolist() == [2, 3, 4]


def test_totals_that_hold_nothing_which_is_imported_are_a_blank_row() -> None:
    content = table_workbook("A1:E3", [*HEADER, "Price"], [*SHIRT, 5], [None, None, None, None, 5])
    book = read(content)
    assert "row.totals" not in [finding.code for finding in book.findings]
    assert (book.blank_rows, book.skipped_rows) == (1, 0)


def test_notes_below_a_totals_row_are_told_apart_from_it() -> None:
    content = table_workbook("A1:D3", HEADER, SHIRT, TOTAL, [], [None, "Prices valid until June"])
    check = checks.check(content)
    assert [(finding.code, finding.cell) for finding in check.findings] == [
        ("row.totals", ""),
        ("row.stray", "B5"),
    ]
    counted = ("rows", "products", "failed_rows")
    assert [check.counts[name] for name in counted] == [2, 1, 1]


SHEET = worksheet(
    '<row r="1"><c r="A1" t="inlineStr"><is><t>SKU</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>A-1</t></is></c></row>'
    '<row r="3"><c r="A3" t="inlineStr"><is><t>Sum</t></is></c></row>'
)
RELATIONS = {"xl/worksheets/_rels/sheet1.xml.rels": relationships(("rId1", "table", "../tables/table7.xml"))}


def with_table(xml: str, sheet: str = SHEET) -> bytes:
    return raw_workbook(sheet, **RELATIONS, **{"xl/tables/table7.xml": xml})


@pytest.mark.parametrize(
    "attributes",
    [
        'ref="A1:A3" totalsRowCount="1"',
        'ref="$A$1:$A$3" totalsRowCount=" 1 " totalsRowShown="0"',
        'totalsRowCount="1" ref="a1:a3" displayName="T"',
    ],
)
def test_a_table_may_be_written_in_other_ways(attributes: str) -> None:
    assert reported(with_table(f'<table xmlns="{MAIN}" {attributes}/>')) == [("row.totals", 3)]


@pytest.mark.parametrize(
    "attributes",
    [
        'ref="A1:A3"',
        'ref="A1:A3" totalsRowCount="0"',
        'ref="A1:A3" totalsRowCount="4"',
        'ref="A1:A3" totalsRowCount="4294967296"',
        'ref="A1:A3" totalsRowCount="-1"',
        'ref="A1:A3" totalsRowCount="one"',
        'ref="A1" totalsRowCount="1"',
        'ref="A:A" totalsRowCount="1"',
        'ref="" totalsRowCount="1"',
        'totalsRowCount="1"',
        'ref="A1:A9999999" totalsRowCount="1"',
    ],
)
def test_what_makes_no_sense_in_a_table_is_left_alone(attributes: str) -> None:
    assert reported(with_table(f'<table xmlns="{MAIN}" {attributes}/>')) == []


def test_a_relationship_to_a_table_that_is_missing_is_left_alone() -> None:
    assert reported(raw_workbook(SHEET, **RELATIONS)) == []


def test_a_table_with_a_document_type_is_refused() -> None:
    with pytest.raises(UnsafeWorkbookError, match="table7"):
        read(with_table('<!DOCTYPE table [<!ENTITY a "b">]><table ref="A1:A3" totalsRowCount="1"/>'))


def test_a_broken_table_is_damage() -> None:
    with pytest.raises(UnreadableWorkbookError, match="table7"):
        read(with_table("<table"))


def test_the_table_of_a_workbook_in_unusual_markup_is_found() -> None:
    odd = SHEET.replace("<sheetData>", "<!-- odd --><sheetData>")
    table = f'<table xmlns="{MAIN}" ref="A1:A3" totalsRowCount="1"/>'
    assert reported(with_table(table, odd)) == [("row.totals", 3)]


EXAMPLE_HEADER = [
    *HEADER[:3],
    "Description",
    "Image",
    "Manufacturer",
    "kgCO2e Carbon Footprint",
    "Eco-claims",
]
EXAMPLE = ["shirt", "Shirt", "S", "Great organic t-shirt...", "https://brand.com/image.png", "Brand Inc."]


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        pytest.param([HEADER], [], id="a header alone"),
        pytest.param([HEADER, [], []], [], id="blank rows"),
        pytest.param(
            [[*HEADER, "Notes"], [None, None, None, None, "x"]], ["column.unknown"], id="own notes alone"
        ),
        pytest.param([HEADER, HEADER], ["row.repeated-header"], id="a repeated header"),
        pytest.param([EXAMPLE_HEADER, EXAMPLE], [], id="the example of a template"),
        pytest.param([[*HEADER, "Status"]], [], id="columns that are not imported"),
    ],
)
def test_a_sheet_without_data_rows_is_told_with_what_else_is_wrong(
    workbook: Build, content: list[list[object]], codes: list[str]
) -> None:
    book = read(workbook({"Products": content}))
    assert [finding.code for finding in book.findings] == ["sheet.empty", *codes]
    finding = next(iter(book.findings))
    assert finding.severity == "warning"
    assert finding.message == 'Sheet "Products" has no row of products below its header in row 1.'


def test_a_table_of_totals_alone_is_empty() -> None:
    assert reported(table_workbook("A1:D2", HEADER, TOTAL)) == [("sheet.empty", None), ("row.totals", 2)]


def test_hidden_rows_that_are_left_out_leave_a_sheet_empty(workbook: Build) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"Products": [HEADER, SHIRT]})))
    book["Products"].row_dimensions[2].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    found = read(buffer.getvalue(), hidden_rows=HiddenRows.SKIP).findings
    assert [finding.code for finding in found] == ["sheet.empty", "row.hidden"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("dialect", "mode"), [("plan", Mode.CREATE), ("passport", Mode.ENRICH), ("shopify", Mode.CREATE)]
)
def test_a_sample_without_products_is_empty_and_nothing_else(dialect: str, mode: Mode) -> None:
    buffer = io.BytesIO()
    make_sample(0, dialect=dialect).write(buffer)
    assert [finding.code for finding in checks.check(buffer.getvalue(), mode=mode).findings] == [
        "sheet.empty"
    ]


def test_there_is_nothing_to_import_in_an_empty_sheet(workbook: Build) -> None:
    book = read(workbook({"Products": [HEADER]}), filename="spring.xlsx")
    with pytest.raises(RefusedImportError) as refused:
        pipeline.require_rows(book)
    assert refused.value.message == 'Sheet "Products" of "spring.xlsx" has no rows to import.'
    assert [finding.code for finding in refused.value.findings] == ["sheet.empty"]

    pipeline.require_rows(read(workbook({"Products": [HEADER, SHIRT]})))


def test_rows_below_a_blank_row_are_known(workbook: Build) -> None:
    own = [*HEADER, "My note"]
    rows = [own, [], SHIRT, CAP, [None, None, None, None, "a note"], CAP, HEADER, CAP, [], [], CAP]
    book = read(workbook({"Products": rows}))
    assert book.frame.index.tolist() == [3, 4, 6, 8, 11]
    assert book.after_blank == (6, 11)
