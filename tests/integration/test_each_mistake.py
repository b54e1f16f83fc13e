"""One workbook with one of each mistake: one finding for each, and the untouched products are committed."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from support import stored

import importkit as ik

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.db

HEADERS = [
    "Product Title",
    "Product Handle",
    "Manufacturer",
    "Description",
    "Image",
    "Category",
    "Season",
    "Tags",
    "Barcode",
    "SKU",
    "Attribute 1",
    "Attribute Value 1",
    "Attribute 2",
    "Attribute Value 2",
    "Attribute 3",
    "Attribute Value 3",
    "Kilograms CO2",
    "Liters Water Used",
    "Eco Claims",
    "Grams Weight",
    "Materials Percentages",
    "Raw Material",
    "Weaving",
    "Dyeing/Printing",
    "Stitching",
    "Assembly",
    "Finishing",
]

#: Each mistake: the rows of its product (the first gets title, handle and SKU when it gives none), and
#: what must be found: code, header of the cell, place of the row, value.
MISTAKES: list[tuple[list[dict[str, Any]], list[tuple[str, str, int, str]]]] = [
    ([{"Product Title": None}], [("value.required", "Product Title", 0, "")]),
    ([{"SKU": None}], [("value.required", "SKU", 0, "")]),
    ([{"Kilograms CO2": "12abc"}], [("number.invalid", "Kilograms CO2", 0, "12abc")]),
    ([{"Kilograms CO2": "NaN"}], [("number.invalid", "Kilograms CO2", 0, "NaN")]),
    ([{"Liters Water Used": -3}], [("number.negative", "Liters Water Used", 0, "-3")]),
    ([{"Liters Water Used": 12345678901}], [("number.out-of-range", "Liters Water Used", 0, "12345678901")]),
    ([{"Kilograms CO2": "1,234"}], [("number.ambiguous", "Kilograms CO2", 0, "1,234")]),
    ([{"Kilograms CO2": 1.23456789}], [("number.rounded", "Kilograms CO2", 0, "1.23456789")]),
    ([{"Grams Weight": "12 stone"}], [("number.invalid", "Grams Weight", 0, "12 stone")]),
    (
        [{"SKU": "TWIN"}, {"SKU": "TWIN"}],
        [("sku.duplicate", "SKU", 0, "TWIN"), ("sku.duplicate", "SKU", 1, "TWIN")],
    ),
    (
        [{"Barcode": "4006381333931"}, {"Barcode": "04006381333931", "SKU": "other"}],
        [
            ("barcode.duplicate", "Barcode", 0, "4006381333931"),
            ("barcode.duplicate", "Barcode", 1, "04006381333931"),
        ],
    ),
    ([{"Barcode": "4.01E+12"}], [("barcode.scientific", "Barcode", 0, "4.01E+12")]),
    ([{"Barcode": 12345678901234567}], [("barcode.precision-lost", "Barcode", 0, "12345678901234600")]),
    ([{"Barcode": "4006381333932"}], [("barcode.not-gtin", "Barcode", 0, "4006381333932")]),
    ([{"SKU": "4.01E+12"}], [("sku.scientific", "SKU", 0, "4.01E+12")]),
    ([{"SKU": "S" * 101}], [("text.too-long", "SKU", 0, "S" * 101)]),
    ([{"Season": "#REF!"}], [("cell.error", "Season", 0, "#REF!")]),
    ([{"Season": "=1+1"}], [("cell.uncached-formula", "Season", 0, "=1+1")]),
    ([{"Season": dt.datetime(2026, 3, 5)}], [("cell.date", "Season", 0, "2026-03-05")]),  # noqa: DTZ001
    ([{"Category": "Clothing > Nothing"}], [("category.not-found", "Category", 0, "Clothing > Nothing")]),
    ([{"Image": "tee.jpg"}], [("image.not-url", "Image", 0, "tee.jpg")]),
    ([{"Manufacturer": "M" * 256}], [("text.too-long", "Manufacturer", 0, "M" * 256)]),
    ([{"Season": "[clear]"}], [("clear.not-allowed", "Season", 0, "[clear]")]),
    (
        [{"Attribute 1": "Color"}],
        [
            ("attribute.incomplete", "Attribute 1", 0, "Color"),
            ("attribute.incomplete", "Attribute Value 1", 0, ""),
        ],
    ),
    (
        [{"Attribute 1": "Size", "Attribute Value 1": "S", "Attribute 2": "size", "Attribute Value 2": "M"}],
        [("attribute.repeated", "Attribute 1", 0, "Size"), ("attribute.repeated", "Attribute 2", 0, "size")],
    ),
    (
        [
            {"Attribute 1": "Size", "Attribute Value 1": "S"},
            {"Attribute Value 1": "s", "SKU": "alike"},
        ],
        [
            ("attribute.same-values", "Attribute Value 1", 0, "S"),
            ("attribute.same-values", "Attribute Value 1", 1, "s"),
        ],
    ),
    (
        [{"Materials Percentages": "Cotton: lots"}],
        [("materials.invalid", "Materials Percentages", 0, "Cotton: lots")],
    ),
    (
        [{"Materials Percentages": "Cotton: 75% | Wool: 30%"}],
        [("materials.over-100", "Materials Percentages", 0, "Cotton: 75% | Wool: 30%")],
    ),
    (
        [{"Materials Percentages": "Cotton: 75% | Wool: 5%"}],
        [("materials.under-100", "Materials Percentages", 0, "Cotton: 75% | Wool: 5%")],
    ),
    (
        [{"Materials Percentages": "Cotton: 75% | cotton: 25%"}],
        [("materials.repeated", "Materials Percentages", 0, "Cotton: 75% | cotton: 25%")],
    ),
    (
        [{"Materials Percentages": "Nylon 66"}],
        [("materials.bare-number", "Materials Percentages", 0, "Nylon 66")],
    ),
    ([{"Tags": "men, summer"}], [("list.comma", "Tags", 0, "men, summer")]),
    ([{"Product Handle": "Not A Slug!"}], [("handle.not-slug", "Product Handle", 0, "Not A Slug!")]),
    (
        [{}, {"Product Title": "Another", "Manufacturer": "Other", "SKU": "own"}],
        [("handle.missing", "Product Handle", 1, "")],
    ),
    ([{"Season": "SS26"}, {"Season": "AW27", "SKU": "ign"}], [("value.ignored", "Season", 1, "AW27")]),
    (
        [{"Kilograms CO2": 5, "Liters Water Used": 7}, {"Kilograms CO2": 6, "SKU": "hides"}],
        [("override.hides", "Kilograms CO2", 1, "6")],
    ),
]


def mistakes_workbook() -> tuple[bytes, list[tuple[str, str, str]], set[str]]:
    """Return the workbook, what must be found as (code, cell, value), and the handles of bad products."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Products"
    sheet.append(HEADERS)
    expected: list[tuple[str, str, str]] = [("row.orphan", "B2", "")]
    sheet.append(_cells({"SKU": "orphan"}))
    bad = set()
    for place, (rows, found) in enumerate(MISTAKES):
        sheet.append(
            _cells({"Product Title": "Clean", "Product Handle": f"clean-{place}", "SKU": f"CLEAN-{place}"})
        )
        first = sheet.max_row + 1
        for number, row in enumerate(rows):
            parent = {
                "Product Title": f"Bad {place}",
                "Product Handle": f"bad-{place}",
                "SKU": f"BAD-{place}",
            }
            sheet.append(_cells(row if number else parent | row))
        for code, header, number, value in found:
            expected.append((code, f"{get_column_letter(HEADERS.index(header) + 1)}{first + number}", value))
            if str(ik_severity(code)) == "error":
                bad.add(f"bad-{place}")
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue(), expected, bad


def ik_severity(code: str) -> str:
    from importkit.findings import entry

    return entry(code).severity


def _cells(row: dict[str, Any]) -> list[Any]:
    return [row.get(header) for header in HEADERS]


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


def test_each_mistake_is_found_once_and_hurts_no_other_product(kit: ik.Workspace) -> None:
    sheet, expected, bad = mistakes_workbook()

    result = kit.import_file(sheet, filename="mistakes.xlsx")

    found = [
        finding for finding in result.findings if finding.code not in {"entity.created", "entity.similar"}
    ]
    assert sorted((finding.code, finding.cell, finding.value) for finding in found) == sorted(expected)
    assert all(finding.message and finding.hint for finding in found)
    handles = {row["handle_key"] for row in stored.rows(kit.engine, "SELECT handle_key FROM products")}
    assert {f"clean-{place}" for place in range(len(MISTAKES))} <= handles
    assert not handles & bad
    good = [f"bad-{place}" for place in range(len(MISTAKES)) if f"bad-{place}" not in bad]
    assert {handle for handle in good if handle != _slugless()} <= handles


def _slugless() -> str:
    """Return the usual handle of the product that has an odd one."""
    return next(f"bad-{place}" for place, (rows, _) in enumerate(MISTAKES) if "Product Handle" in rows[0])


def test_a_handle_used_by_two_products_fails_the_later_one(kit: ik.Workspace, workbook: Any) -> None:
    sheet = workbook(
        {
            "Products": [
                ["Product Handle", "Product Title", "SKU"],
                ["tee", "Tee", "T-1"],
                ["cap", "Cap", "C-1"],
                ["tee", None, "T-2"],
                ["cap", "Another cap", "C-2"],
            ]
        }
    )

    result = kit.import_file(sheet, filename="handles.xlsx")

    found = [(finding.code, finding.cell, finding.value) for finding in result.findings]
    assert found == [("handle.scattered", "A4", "tee"), ("handle.duplicate", "A5", "cap")]
    assert stored.rows(kit.engine, "SELECT sku FROM product_variants ORDER BY sku") == [
        {"sku": "C-1"},
        {"sku": "T-1"},
        {"sku": "T-2"},
    ]
