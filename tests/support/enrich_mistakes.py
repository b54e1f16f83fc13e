"""A sheet that enriches twenty products and has a mistake in each row, and what is right."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl

from importkit.corrections_format import ORIGINAL_ROW

#: What the twenty products are created with.
CREATED_HEADER = ("Product Handle", "Product Title", "SKU", "Grams Weight")
CREATED = tuple((f"tee-{number}", f"Tee {number}", f"T-{number}", 100) for number in range(1, 21))

HEADER = (
    *("SKU", "Product Title", "Description", "Image", "Category", "Season", "Grams Weight", "Kilograms CO2"),
    *("Liters Water Used", "Materials Percentages", "Eco Claims"),
)

#: A column of each row, what is wrong in it, and what is right.
MISTAKES: tuple[tuple[str, Any, Any], ...] = (
    ("Grams Weight", "heavy", 180),
    ("Grams Weight", -5, 5),
    ("Grams Weight", "1e999", 250),
    ("Grams Weight", 12345678901234, 1234),
    ("Kilograms CO2", "a lot", 2.5),
    ("Kilograms CO2", "-0.1", 0.1),
    ("Liters Water Used", "12 buckets", 120),
    ("Liters Water Used", "NaN", 80),
    ("Materials Percentages", "Cotton: 80% | Wool: 30%", "Cotton: 70% | Wool: 30%"),
    ("Materials Percentages", "Cotton: 120%", "Cotton: 100%"),
    ("Materials Percentages", "Cotton: -5%", "Cotton: 95% | Elastane: 5%"),
    ("Image", "front.jpg", "https://example.com/front.jpg"),
    ("Image", "example.com/side.jpg", "https://example.com/side.jpg"),
    ("Category", "Nowhere > Nothing", "Clothing > Tops"),
    ("Product Title", "[clear]", "Soft tee"),
    ("Product Title", "x" * 300, "Long tee"),
    ("SKU", "T-99", "T-17"),
    ("SKU", "4.01E+12", "T-18"),
    ("Season", dt.datetime.fromisoformat("2026-03-05"), "Spring 2026"),
    ("Image", "https://example.com/1.jpg https://example.com/2.jpg", "https://example.com/1.jpg"),
)


def created() -> bytes:
    """Return the sheet that creates the products."""
    return _workbook([CREATED_HEADER, *CREATED])


def enriching() -> bytes:
    """Return the sheet that enriches them, one row for each, one mistake in each row."""
    return _workbook([HEADER, *(_row(number, column, bad) for number, (column, bad, _) in _numbered())])


def corrected(corrections: bytes, *, keep_properties: bool = True) -> bytes:
    """Return a corrections workbook with what is right in its red cells, and nothing else changed.

    Args:
        corrections: The workbook.
        keep_properties: Whether its document properties stay; programs on the web drop them.
    """
    workbook = openpyxl.load_workbook(io.BytesIO(corrections))
    sheet = workbook["Products"]
    headers = [cell.value for cell in sheet[1]]
    for line in sheet.iter_rows(min_row=2):
        column, _, right = MISTAKES[line[headers.index(ORIGINAL_ROW)].value - 2]
        red = [cell for cell in line if cell.fill.fgColor.rgb == "FFFFE0E0"]
        assert [headers[cell.column - 1] for cell in red] == [column]
        red[0].value = right
    if not keep_properties:
        for name in [custom.name for custom in workbook.custom_doc_props.props]:
            del workbook.custom_doc_props[name]
    return _saved(workbook)


def _numbered() -> enumerate[tuple[str, Any, Any]]:
    return enumerate(MISTAKES, start=1)


def _row(number: int, column: str, bad: Any) -> list[Any]:
    good = {"SKU": f"T-{number}", "Eco Claims": "Organic"}
    return [{**good, column: bad}.get(header) for header in HEADER]


def _workbook(rows: list[Any]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Products"
    for row in rows:
        sheet.append(list(row))
    return _saved(workbook)


def _saved(workbook: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
