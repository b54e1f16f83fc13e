"""Which sheet, which header row, which dialect, which column is which, and which rows are data."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

from importkit.findings import RefusedImportError
from importkit.model import HiddenRows, SheetColumn
from importkit.workbook import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from importkit.model import Sheet

    Build = Callable[..., bytes]

HEADER = ["Product Handle", "Product Title", "SKU"]
SHIRT = ["shirt", "Shirt", "S-1"]


def drawn(draw: Callable[[openpyxl.worksheet.worksheet.Worksheet], None], *rows: list[object]) -> bytes:
    """Return a workbook with a Products sheet of these rows, and what `draw` adds to it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Products"
    for row in rows:
        sheet.append(row)
    draw(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def texts(book: Sheet, name: str) -> list[str | None]:
    return [None if pd.isna(text) else text for text in book.frame[name]]


@pytest.mark.parametrize("name", ["Products", "PRODUCTS", " products "])
def test_the_sheet_named_products_is_read_wherever_it_stands(workbook: Build, name: str) -> None:
    better = [[*HEADER, "Barcode"], [*SHIRT, "1"], ["x", "y", "z", "2"]]

    book = read(workbook({"First": better, name: [HEADER, SHIRT]}))

    assert book.layout.sheet == name
    assert book.total_rows == 1
    assert len(book.findings) == 0


def test_else_the_sheet_with_the_best_header_is_read(workbook: Build) -> None:
    notes = [["Category", "Description"], ["Shirts", "with sleeves"]]

    book = read(workbook({"Notes": notes, "Spring": [["Our spring"], [*HEADER, "Barcode", "Tags"], SHIRT]}))

    assert (book.layout.sheet, book.layout.header_row) == ("Spring", 2)
    assert len(book.findings) == 0


def test_several_product_sheets_are_a_warning(workbook: Build) -> None:
    book = read(workbook({"Spring": [HEADER, SHIRT], "Autumn": [HEADER, SHIRT]}))

    assert book.layout.sheet == "Spring"
    assert [(finding.code, finding.message) for finding in book.findings] == [
        ("sheet.ambiguous", 'Sheet "Spring" was read; "Autumn" also look like product sheets.')
    ]


def test_a_hidden_sheet_is_no_choice() -> None:
    book = openpyxl.Workbook()
    hidden, shown = book.active, book.create_sheet("Mine")
    hidden.title, hidden.sheet_state = "Products", "hidden"
    hidden.append([*HEADER, "Barcode"])
    for row in (HEADER, SHIRT):
        shown.append(row)
    buffer = io.BytesIO()
    book.save(buffer)

    assert read(buffer.getvalue()).layout.sheet == "Mine"


def test_a_chart_sheet_before_the_products_does_not_shift_them() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Products"
    for row in (HEADER, SHIRT):
        book.active.append(row)
    book.create_chartsheet("Chart", 0)
    buffer = io.BytesIO()
    book.save(buffer)

    assert read(buffer.getvalue()).frame["SKU"].tolist() == ["S-1"]


def test_titles_blank_rows_captions_and_columns_before_the_table_are_fine(workbook: Build) -> None:
    rows = [
        ["Spring 2026"],
        [],
        [None, None, "Product", None, "Variants"],
        [None, None, *HEADER],
        [None, None, *SHIRT],
    ]

    book = read(workbook({"Products": rows}))

    assert book.layout.header_row == 4
    assert book.layout.letters == {"Product Handle": "C", "Product Title": "D", "SKU": "E"}
    assert book.frame.index.tolist() == [5]
    assert book.frame.index.name == "row_number"


def test_a_header_in_row_twenty_is_found_and_one_in_row_21_is_not(workbook: Build) -> None:
    assert read(workbook({"Products": [["-"]] * 19 + [HEADER, SHIRT]})).layout.header_row == 20
    with pytest.raises(RefusedImportError):
        read(workbook({"Products": [["-"]] * 20 + [HEADER, SHIRT]}))


def test_without_a_header_the_closest_matches_are_listed(workbook: Build) -> None:
    with pytest.raises(RefusedImportError) as caught:
        read(
            workbook(
                {"Products": [["Artikel", "Produkt Title", "Preis", "Menge", "Grose"], ["a", "b", 1, 2, 3]]}
            )
        )

    (finding,) = caught.value.findings
    assert finding.code == "header.not-found"
    assert finding.sheet == "Products"
    assert '"Produkt Title" in B1 (Product Title)' in finding.hint
    assert caught.value.exit_code == 1


def test_an_empty_workbook_has_no_header(workbook: Build) -> None:
    with pytest.raises(RefusedImportError):
        read(workbook({"Products": []}))


def test_a_header_without_rows_is_an_empty_book(workbook: Build) -> None:
    book = read(workbook({"Products": [HEADER]}))

    assert book.total_rows == 0
    assert book.frame.columns.tolist() == HEADER
    assert book.cells.columns.tolist() == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("header", "canonical"),
    [
        ("product  TITLE", "Product Title"),
        ("Product_Title", "Product Title"),
        ("Product\nTitle", "Product Title"),
        ("Title", "Product Title"),
        ("Vendor", "Manufacturer"),
        ("EAN", "Barcode"),
        ("gtin", "Barcode"),
        ("Dyeing / Printing", "Dyeing/Printing"),
        ("Eco-claims", "Eco Claims"),
        ("kgCO2e Carbon Footprint", "Kilograms CO2"),
        ("Attribute Value 2", "Attribute Value 2"),
        ("Option2 Value", "Attribute Value 2"),
        ("\ufb01nishing", "Finishing"),
    ],
)
def test_headers_match_without_case_spaces_and_punctuation(
    workbook: Build, header: str, canonical: str
) -> None:
    book = read(workbook({"Products": [["SKU", "Season", header], ["1", "NOS", "x"]]}))

    assert book.layout.letters[canonical] == "C"


@pytest.mark.parametrize(
    ("header", "dialect"),
    [
        (HEADER, "plan"),
        ([*HEADER, "kgCO2e Carbon Footprint", "Eco-claims"], "passport"),
        ([*HEADER, "Materials", "Percentages", "Dyeing / Printing"], "passport"),
        (["Handle", "Title", "Variant SKU"], "shopify"),
        (["Handle", "Option1 Name", "Option1 Value"], "shopify"),
    ],
)
def test_the_dialect_is_known_by_its_headers(workbook: Build, header: list[str], dialect: str) -> None:
    assert read(workbook({"Products": [header]})).layout.dialect == dialect


def test_shopify_keeps_the_variants_picture_apart(workbook: Build) -> None:
    header = ["Handle", "Variant SKU", "Image Src", "Variant Image"]

    assert read(workbook({"Products": [header]})).layout.letters == {
        "Product Handle": "A",
        "SKU": "B",
        "Image": "C",
        "Variant Image": "D",
    }


def test_every_used_column_is_in_the_layout(workbook: Build) -> None:
    rows = [["My note", None, *HEADER, None, "Manufactuer"], ["x", "stray", *SHIRT], [None, None, *SHIRT]]

    book = read(workbook({"Products": rows}))

    assert book.layout.columns == (
        SheetColumn("A", "My note", None),
        SheetColumn("B", "", None),
        SheetColumn("C", "Product Handle", "Product Handle"),
        SheetColumn("D", "Product Title", "Product Title"),
        SheetColumn("E", "SKU", "SKU"),
        SheetColumn("G", "Manufactuer", None),
    )
    assert [(finding.code, finding.cell, finding.row) for finding in book.findings] == [
        ("column.unknown", "A1", None),
        ("column.blank-header", "B1", None),
        ("column.unknown", "G1", None),
    ]
    assert [finding.suggestion for finding in book.findings] == ["", "", "Manufacturer"]
    assert [finding.sheet for finding in book.findings] == ["Products"] * 3


@pytest.mark.parametrize(
    "header",
    [
        *(
            "Status",
            "Image Status",
            "UPID",
            "Price",
            "Variant Price",
            "Variant Inventory Qty",
            "Inventory",
            "Type",
        ),
        *("Google Shopping / Gender", "SEO Title", "Cost per item"),
    ],
)
@pytest.mark.parametrize("first", [HEADER, ["Handle", "Title", "Variant SKU"]])
def test_known_columns_that_are_not_imported_are_an_info(
    workbook: Build, header: str, first: list[str]
) -> None:
    book = read(workbook({"Products": [[*first, header], [*SHIRT, 12]]}))

    assert [(finding.code, finding.column, finding.cell) for finding in book.findings] == [
        ("column.not-imported", header, "D1")
    ]


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ([6.5, None], ["column.rename"]),
        (["6,5", None], ["column.rename"]),
        (["low", None], ["column.not-imported"]),
        ([None, None], ["column.not-imported"]),
    ],
)
def test_carbon_footprint_with_numbers_asks_for_another_name(
    workbook: Build, values: list[object], codes: list[str]
) -> None:
    rows = [[*HEADER, "Carbon Footprint"], *([*SHIRT, value] for value in values)]

    findings = list(read(workbook({"Products": rows})).findings)

    assert [finding.code for finding in findings] == codes
    assert [finding.suggestion for finding in findings] == [
        "Kilograms CO2" if codes == ["column.rename"] else ""
    ]


def test_two_columns_of_one_meaning_are_one_where_they_agree(workbook: Build) -> None:
    rows = [[*HEADER, "EAN", "Barcode"], [*SHIRT, "123", None], [*SHIRT, None, "456"], [*SHIRT, "7", " 7 "]]

    book = read(workbook({"Products": rows}))

    assert texts(book, "Barcode") == ["123", "456", "7"]
    assert book.layout.letters["Barcode"] == "D"
    assert [(finding.code, finding.message) for finding in book.findings] == [
        ("column.repeated", "Columns D and E both mean Barcode; they never disagree, so both are used.")
    ]


def test_two_columns_of_one_meaning_that_disagree_are_one_error_per_cell(workbook: Build) -> None:
    rows = [[*HEADER, "EAN", "Barcode"], [*SHIRT, "123", "124"], [*SHIRT, None, "456"]]

    book = read(workbook({"Products": rows}))

    assert texts(book, "Barcode") == [None, "456"]
    assert [
        (finding.code, finding.row, finding.cell, finding.value, finding.message) for finding in book.findings
    ] == [("column.conflict", 2, "E2", "124", 'Barcode is "124" here, but "123" in cell D2.')]


def test_blank_rows_are_counted_and_addresses_stay_those_of_excel(workbook: Build) -> None:
    rows = [HEADER, SHIRT, [], [" ", "\u200b", None], SHIRT, [], []]

    book = read(workbook({"Products": rows}))

    assert book.frame.index.tolist() == [2, 5]
    assert book.blank_rows == 2


def test_a_row_with_nothing_that_is_imported_is_blank(workbook: Build) -> None:
    book = read(
        workbook({"Products": [[*HEADER, "My note"], [*SHIRT, None], [None, None, None, "Total: 1"]]})
    )

    assert (book.total_rows, book.blank_rows) == (1, 1)


def test_a_repeated_header_is_skipped_with_a_warning(workbook: Build) -> None:
    rows = [HEADER, SHIRT, ["product handle", "PRODUCT TITLE", "SKU:"], ["cap", "SKU", "C-1"]]

    book = read(workbook({"Products": rows}))

    assert book.frame.index.tolist() == [2, 4]
    assert book.skipped_rows == 1
    assert [(finding.code, finding.row) for finding in book.findings] == [("row.repeated-header", 3)]


PASSPORT = [*HEADER, "Description", "Image", "Manufacturer", "kgCO2e Carbon Footprint", "Eco-claims"]
EXAMPLE = ["shirt", "Shirt", "S", "Great organic t-shirt...", "https://brand.com/image.png", "Brand Inc."]


def test_the_example_row_is_known_by_its_cells_and_skipped(workbook: Build) -> None:
    book = read(workbook({"Products": [PASSPORT, SHIRT, EXAMPLE]}))

    assert book.frame.index.tolist() == [2]
    assert book.skipped_rows == 1
    assert [(finding.code, finding.row) for finding in book.findings] == [("row.example", 3)]


@pytest.mark.parametrize("changed", [3, 4, 5])
def test_an_example_row_that_was_changed_is_a_product(workbook: Build, changed: int) -> None:
    row = [*EXAMPLE]
    row[changed] = "https://example.com/mine.png"

    assert read(workbook({"Products": [PASSPORT, row]})).total_rows == 1


def test_the_example_text_means_nothing_in_another_dialect(workbook: Build) -> None:
    assert read(workbook({"Products": [PASSPORT[:6], EXAMPLE]})).total_rows == 1


def hide(*rows: int) -> Callable[[openpyxl.worksheet.worksheet.Worksheet], None]:
    def draw(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for row in rows:
            sheet.row_dimensions[row].hidden = True

    return draw


def test_hidden_rows_are_imported_with_one_warning_that_counts_them() -> None:
    book = read(drawn(hide(3, 4, 5), HEADER, SHIRT, SHIRT, SHIRT, []))

    assert book.total_rows == 3
    assert [(finding.code, finding.row, finding.message) for finding in book.findings] == [
        ("row.hidden", 3, "2 hidden or filtered-out rows, the first is row 3, are imported.")
    ]


def test_hidden_rows_may_be_left_out() -> None:
    book = read(drawn(hide(3), HEADER, SHIRT, SHIRT, SHIRT), hidden_rows=HiddenRows.SKIP)

    assert book.frame.index.tolist() == [2, 4]
    assert book.skipped_rows == 1
    assert [finding.message for finding in book.findings] == [
        "1 hidden or filtered-out row, row 3, is left out."
    ]


def test_a_merge_over_attribute_cells_counts_for_each_of_its_rows() -> None:
    header = [*HEADER, "Attribute 1", "Attribute Value 1"]
    rows = [[*SHIRT, "Color", "Red"], [None, None, "S-2"], [None, None, "S-3"], []]

    book = read(drawn(lambda sheet: [sheet.merge_cells(area) for area in ("D2:D4", "E2:E5")], header, *rows))

    assert texts(book, "Attribute 1") == ["Color", "Color", "Color"]
    assert texts(book, "Attribute Value 1") == ["Red", "Red", "Red"]
    assert book.cells["E"].tolist() == ["Red", "Red", "Red"]
    assert [(finding.code, finding.cell, finding.message) for finding in book.findings] == [
        ("cell.merged", "D2", 'The merged cells D2:D4 count as "Color" in each of their rows.'),
        ("cell.merged", "E2", 'The merged cells E2:E5 count as "Red" in each of their rows.'),
    ]


def test_a_merge_over_the_handle_means_the_handle_on_every_row() -> None:
    book = read(
        drawn(
            lambda sheet: sheet.merge_cells("A2:A3"), HEADER, SHIRT, [None, None, "S-2"], [None, None, "S-3"]
        )
    )

    assert texts(book, "Product Handle") == ["shirt", "shirt", None]


def test_any_other_merge_counts_once() -> None:
    header = [*HEADER, "Season", "Attribute Value 1"]
    areas = ("B2:B3", "D2:D3", "E2:F3")

    book = read(
        drawn(
            lambda sheet: [sheet.merge_cells(area) for area in areas],
            header,
            [*SHIRT, "NOS", "Red"],
            [None, None, "S-2"],
        )
    )

    assert texts(book, "Product Title") == ["Shirt", None]
    assert texts(book, "Season") == ["NOS", None]
    assert texts(book, "Attribute Value 1") == ["Red", None]
    assert len(book.findings) == 0


def test_a_missing_required_column_is_not_the_readers_business(workbook: Build) -> None:
    book = read(workbook({"Products": [["Season", "Tags"], ["NOS", "a"]]}))

    assert book.frame.to_dict("records") == [{"Season": "NOS", "Tags": "a"}]
    assert len(book.findings) == 0


def test_a_path_gives_the_book_its_name(workbook: Build, tmp_path) -> None:
    path = tmp_path / "spring.xlsx"
    path.write_bytes(workbook({"Products": [HEADER, SHIRT]}))

    assert read(path).filename == "spring.xlsx"
    assert read(str(path), filename="upload.xlsx").filename == "upload.xlsx"
