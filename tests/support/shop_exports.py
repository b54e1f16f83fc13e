"""Ten exports as shops really hand them over, 200 rows or more each, with a few mistakes in known cells."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.worksheet.table import Table, TableColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from openpyxl.worksheet.worksheet import Worksheet

Cells = dict[str, Any]
Told = set[tuple[str, str]]

PRODUCTS = 52
SIZES = ("S", "M", "L", "XL")
CATEGORY = "Clothing > T-shirts & Polos > Printed T-shirts"


@dataclass(frozen=True)
class Export:
    """A workbook, and what is wrong with it.

    Attributes:
        errors: Code and cell of each error.
        warnings: Code and cell of each warning; one of a whole column stands on its header.
        failed_products: How many products an import holds back.
        failed_rows: How many rows it holds back, those of no product included.
        products: How many products there are.
    """

    content: bytes
    errors: Told
    warnings: Told = field(default_factory=set)
    failed_products: int = 0
    failed_rows: int = 0
    products: int = PRODUCTS


def gtin(number: int) -> str:
    """Return a GTIN-13 with its check digit.

    >>> gtin(400638133393)
    '4006381333931'
    """
    digits = f"{number:012}"
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-weighed % 10}"


OLD = {
    "handle": "Handle",
    "title": "Title",
    "body": "Body (HTML)",
    "vendor": "Vendor",
    "category": "Product Category",
    "type": "Type",
    "tags": "Tags",
    "published": "Published",
    "name1": "Option1 Name",
    "option1": "Option1 Value",
    "linked1": "Option1 Linked To",
    "name2": "Option2 Name",
    "option2": "Option2 Value",
    "sku": "Variant SKU",
    "grams": "Variant Grams",
    "tracker": "Variant Inventory Tracker",
    "stock": "Variant Inventory Qty",
    "policy": "Variant Inventory Policy",
    "service": "Variant Fulfillment Service",
    "price": "Variant Price",
    "compare": "Variant Compare At Price",
    "shipping": "Variant Requires Shipping",
    "taxable": "Variant Taxable",
    "barcode": "Variant Barcode",
    "image": "Image Src",
    "position": "Image Position",
    "alt": "Image Alt Text",
    "gift": "Gift Card",
    "seo_title": "SEO Title",
    "seo_description": "SEO Description",
    "google": "Google Shopping / Google Product Category",
    "gender": "Google Shopping / Gender",
    "variant_image": "Variant Image",
    "unit": "Variant Weight Unit",
    "tax": "Variant Tax Code",
    "cost": "Cost per item",
    "included": "Included / United States",
    "market": "Price / International",
    "status": "Status",
}

CURRENT = {
    "title": "Title",
    "handle": "URL handle",
    "body": "Description",
    "vendor": "Vendor",
    "category": "Product category",
    "type": "Type",
    "tags": "Tags",
    "published": "Published on online store",
    "status": "Status",
    "sku": "SKU",
    "barcode": "Barcode",
    "name1": "Option1 name",
    "option1": "Option1 value",
    "linked1": "Option1 Linked To",
    "name2": "Option2 name",
    "option2": "Option2 value",
    "linked2": "Option2 Linked To",
    "price": "Price",
    "compare": "Compare-at price",
    "cost": "Cost per item",
    "taxable": "Charge tax",
    "tax": "Tax code",
    "measure": "Unit price total measure",
    "measure_unit": "Unit price total measure unit",
    "base": "Unit price base measure",
    "base_unit": "Unit price base measure unit",
    "tracker": "Inventory tracker",
    "stock": "Inventory quantity",
    "policy": "Continue selling when out of stock",
    "grams": "Weight value (grams)",
    "unit": "Weight unit for display",
    "shipping": "Requires shipping",
    "service": "Fulfillment service",
    "image": "Product image URL",
    "position": "Image position",
    "alt": "Image alt text",
    "variant_image": "Variant image URL",
    "gift": "Gift card",
    "seo_title": "SEO title",
    "seo_description": "SEO description",
    "colour": "Color (product.metafields.shopify.color-pattern)",
    "google": "Google Shopping / Google product category",
    "gender": "Google Shopping / Gender",
}

METAFIELDS = {
    "age": "Age group (product.metafields.shopify.age-group)",
    "fabric": "Fabric (product.metafields.shopify.fabric)",
    "neckline": "Neckline (product.metafields.shopify.neckline)",
    "care": "Care guide (product.metafields.custom.care_guide)",
    "rating": "Product rating count (product.metafields.reviews.rating_count)",
    "related": "Related products (product.metafields.shopify--discovery.related_products)",
}

MATRIXIFY = {
    "id": "ID",
    "command": "Command",
    "tags_command": "Tags Command",
    "top": "Top Row",
    "line": "Row #",
    "variant_command": "Variant Command",
    "variant_id": "Variant ID",
    "meta": "Metafield: custom.origin [single_line_text_field]",
}


def shopify_rows(*, category: str = CATEGORY) -> list[Cells]:
    """Return 52 products of four sizes as Shopify exports them: the handle on each row, no repeated names."""
    rows: list[Cells] = []
    for number in range(PRODUCTS):
        for place, size in enumerate(SIZES):
            row = _shopify_variant(number, place, size)
            if place == 0:
                row |= _shopify_product(number, category)
            rows.append(row)
    return rows


def _shopify_product(number: int, category: str) -> Cells:
    return {
        "title": f"Tee {number}",
        "body": f"<p>Soft cotton tee, number {number}.</p>",
        "vendor": "Field Works",
        "category": category,
        "type": "T-Shirt",
        "tags": "men, organic, summer",
        "published": "true",
        "name1": "Size",
        "status": "active",
        "gift": "false",
        "seo_title": f"Tee {number}",
        "image": f"https://cdn.example.com/tee-{number}.jpg",
        "position": 1,
        "colour": "blue",
        "age": "adults",
        "command": "MERGE",
        "tags_command": "REPLACE",
        "top": "TRUE",
        "id": 8_000_000_000 + number,
        "meta": "Portugal",
        "care": "Wash cold; dry flat",
    }


def _shopify_variant(number: int, place: int, size: str) -> Cells:
    return {
        "handle": f"tee-{number}",
        "option1": size,
        "sku": f"TEE-{number:03}-{size}",
        "barcode": gtin(400_638_100_000 + number * 10 + place),
        "grams": 180 + place * 10,
        "unit": "kg",
        "price": 19.9,
        "tracker": "shopify",
        "stock": 5,
        "policy": "deny",
        "service": "manual",
        "shipping": "true",
        "taxable": "true",
        "variant_command": "MERGE",
        "variant_id": 40_000_000_000 + number * 10 + place,
        "line": place + 1,
    }


def old() -> Export:
    """Shopify's former columns, gallery rows, and three products with a mistake each."""
    rows = shopify_rows()
    rows[5]["sku"] = rows[5]["barcode"] = None  # row 7
    rows[8]["grams"] = "12abc"  # row 10
    rows[17]["sku"] = "TEE-003-S"  # row 19, as row 14
    rows += [
        {"handle": "tee-51", "image": f"https://cdn.example.com/gallery-{place}.jpg", "position": place}
        for place in (2, 3)
    ]
    errors = {
        ("value.required", _at(OLD, "sku", 7)),
        ("number.invalid", _at(OLD, "grams", 10)),
        ("sku.duplicate", _at(OLD, "sku", 14)),
        ("sku.duplicate", _at(OLD, "sku", 19)),
    }
    return Export(_sheet(OLD, rows), errors, failed_products=4, failed_rows=16)


def current() -> Export:
    """Shopify's columns of today, and two products with a mistake."""
    rows = shopify_rows()
    rows[21]["barcode"] = "4.00638E+12"  # row 23
    rows[40]["title"] = None  # row 42
    errors = {
        ("barcode.scientific", _at(CURRENT, "barcode", 23)),
        ("value.required", _at(CURRENT, "title", 42)),
    }
    return Export(_sheet(CURRENT, rows), errors, failed_products=2, failed_rows=8)


def sorted_by_sku() -> Export:
    """The former columns, sorted by SKU from Z to A: the row with the title is never the first."""
    rows = sorted(shopify_rows(), key=lambda row: str(row["sku"]), reverse=True)
    rows[2]["grams"] = -1  # row 4
    errors = {("number.negative", _at(OLD, "grams", 4))}
    return Export(_sheet(OLD, rows), errors, failed_products=1, failed_rows=4)


PLAN = {
    "title": "Product Title",
    "handle": "Product Handle",
    "manufacturer": "Manufacturer",
    "category": "Category",
    "tags": "Tags",
    "sku": "SKU",
    "barcode": "Barcode",
    "name1": "Attribute 1",
    "option1": "Attribute Value 1",
    "carbon": "Kilograms CO2",
    "weight": "Weight",
    "unit": "Weight Unit",
    "materials": "Materials",
    "percentages": "Percentages",
    "image": "Image",
}


def plan_rows() -> list[Cells]:
    """Return 52 products of four sizes as our own sheet has them: children carry no handle."""
    rows: list[Cells] = []
    for number in range(PRODUCTS):
        for place, size in enumerate(SIZES):
            row: Cells = {
                "sku": f"TEE-{number:03}-{size}",
                "barcode": gtin(400_638_200_000 + number * 10 + place),
                "name1": "Size",
                "option1": size,
            }
            if place == 0:
                row |= {
                    "title": f"Tee {number}",
                    "handle": f"tee-{number}",
                    "manufacturer": "Field Works",
                    "category": CATEGORY,
                    "tags": "men; organic",
                    "carbon": 6.55,
                    "image": f"https://cdn.example.com/tee-{number}.jpg",
                }
            rows.append(row)
    return rows


def notes_and_totals() -> Export:
    """An Excel table with a totals row, rows of filled-down zeros, a total by hand and notes below it."""
    names = {name: PLAN[name] for name in PLAN if name not in ("unit", "materials", "percentages")}
    rows: list[Cells] = [{**row, "weight": 230} for row in plan_rows()]
    rows[9]["carbon"] = "about 6"  # row 11
    last = len(rows) + 1

    def dress(sheet: Worksheet) -> None:
        sheet.append(["Total", None, None, None, None, None, None, None, None, 340.6, 47840])
        table = Table(displayName="Products", ref=f"A1:{_letter(len(names) - 1)}{last + 1}")
        table.totalsRowCount = 1
        table._initialise_columns()
        for column, header in zip(table.tableColumns, names.values(), strict=True):
            assert isinstance(column, TableColumn)
            column.name = header
        table.autoFilter.ref = f"A1:{_letter(len(names) - 1)}{last}"
        sheet.add_table(table)
        for at in (last + 2, last + 3):
            sheet.cell(at, 11, 0)
        sheet.cell(last + 5, 1, "Grand total")
        sheet.cell(last + 5, 10, 340.6)
        sheet.cell(last + 5, 11, 47840)
        sheet.cell(last + 8, 3, "Prices valid until June")

    weight, manufacturer = _column(names, "weight"), _column(names, "manufacturer")
    errors = {
        ("number.invalid", _at(names, "carbon", 11)),
        ("row.stray", f"{weight}{last + 2}"),
        ("row.stray", f"{weight}{last + 3}"),
        ("row.stray", f"A{last + 5}"),
        ("row.stray", f"{manufacturer}{last + 8}"),
    }
    return Export(_sheet(names, rows, dress), errors, {("row.totals", "")}, failed_products=1, failed_rows=8)


def units_in_a_column() -> Export:
    """Weights whose unit stands in a column of its own, in the text, or in the number format alone."""
    bad: tuple[Cells, ...] = (
        {"weight": 1.2, "unit": "kg"},
        {"weight": 300, "unit": "g"},
        {"weight": "8 oz", "unit": "oz"},
    )
    rows = [row | bad[place % 3] for place, row in enumerate(plan_rows())]
    rows[3] |= {"weight": 0.45, "unit": None}  # row 5: its number format tells
    rows[12] |= {"weight": "230 g", "unit": "kg"}  # row 14: two that differ
    rows[20] |= {"weight": 2, "unit": "stone"}  # row 22: no unit we know
    rows[28] |= {"weight": 250, "unit": None}  # row 30: blank means grams, which is said

    def dress(sheet: Worksheet) -> None:
        sheet[_at(PLAN, "weight", 5)].number_format = '0.00" kg"'

    errors = {
        ("number.ambiguous", _at(PLAN, "weight", 14)),
        ("number.invalid", _at(PLAN, "unit", 22)),
    }
    warnings = {("number.no-unit", _at(PLAN, "unit", 30))}
    return Export(_sheet(PLAN, rows, dress), errors, warnings, failed_products=2, failed_rows=8)


def metafields() -> Export:
    """The columns of today, metafields, and Matrixify's commands."""
    names = {**MATRIXIFY, **CURRENT, **METAFIELDS}
    rows = shopify_rows()
    rows[100]["sku"] = rows[100]["barcode"] = None  # row 102
    errors = {("value.required", _at(names, "sku", 102))}
    return Export(_sheet(names, rows), errors, failed_products=1, failed_rows=4)


def uncategorized() -> Export:
    """Products without a category, as Shopify says it, and one path that the categories here lack."""
    rows = shopify_rows(category="Uncategorized")
    lacking = "Home & Garden > Lawn & Garden > Garden Gnomes"
    for place in (0, 8, 16):
        rows[place]["category"] = lacking
    rows[31]["sku"] = rows[31]["barcode"] = None  # row 33
    warnings = {("category.not-found", _at(CURRENT, "category", row)) for row in (2, 10, 18)}
    errors = {("value.required", _at(CURRENT, "sku", 33))}
    return Export(_sheet(CURRENT, rows), errors, warnings, failed_products=1, failed_rows=4)


def names_on_a_later_row() -> Export:
    """Titles and option names on the third row of each product."""
    rows = shopify_rows()
    for first in range(0, len(rows), len(SIZES)):
        of_product = {
            name: rows[first].pop(name) for name in _shopify_product(0, CATEGORY) if name in rows[first]
        }
        rows[first + 2] |= of_product
    rows[6]["option1"] = None  # row 8: half a pair, on both cells
    errors = {("attribute.incomplete", _at(OLD, name, 8)) for name in ("name1", "option1")}
    return Export(_sheet(OLD, rows), errors, failed_products=1, failed_rows=4)


def fractions_and_percents() -> Export:
    """Sizes that Excel shows as fractions, a value and percentages that it shows as percents."""
    names = {name: PLAN[name] for name in PLAN if name != "unit"}
    rows = plan_rows()
    for place, row in enumerate(rows):
        row |= {"weight": 230, "option1": 38 + (place % len(SIZES)) / 3}
        if place % len(SIZES) == 0:
            row |= {"materials": "Cotton", "percentages": 1}
    rows[6]["option1"] = 0.05  # row 8: shown as 5%
    rows[25]["sku"] = rows[25]["barcode"] = None  # row 27

    def dress(sheet: Worksheet) -> None:
        for row in range(2, len(rows) + 2):
            sheet[_at(names, "option1", row)].number_format = "# ?/?"
            sheet[_at(names, "percentages", row)].number_format = "0%"
        sheet[_at(names, "option1", 8)].number_format = "0%"

    errors = {("value.required", _at(names, "sku", 27))}
    return Export(_sheet(names, rows, dress), errors, failed_products=1, failed_rows=4)


def pictures() -> Export:
    """Pictures placed in cells, and addresses inside IMAGE formulas of two programs."""
    names = {name: PLAN[name] for name in PLAN if name not in ("unit", "materials", "percentages")}
    rows: list[Cells] = [{**row, "weight": 230} for row in plan_rows()]
    rows[0]["image"] = '=IMAGE("https://cdn.example.com/tee-0.jpg")'
    rows[4]["image"] = '=IFERROR(__xludf.DUMMYFUNCTION("IMAGE(""https://cdn.example.com/tee-1.jpg"")"),"")'
    rows[8]["image"] = "#PICTURE"  # row 10
    image = _at(names, "image", 10)

    def placed(xml: str) -> str:
        cell = re.compile(rf'<c r="{image}"[^>]*>.*?</c>')
        assert len(cell.findall(xml)) == 1
        return cell.sub(f'<c r="{image}" t="e" vm="1"><v>#VALUE!</v></c>', xml)

    content = _edited(_sheet(names, rows), placed)
    return Export(content, {("cell.picture", image)}, failed_products=1, failed_rows=4)


EXPORTS: dict[str, Callable[[], Export]] = {
    "Shopify's former columns": old,
    "Shopify's columns of today": current,
    "sorted by SKU": sorted_by_sku,
    "notes and totals below": notes_and_totals,
    "units in a column": units_in_a_column,
    "metafields and commands": metafields,
    "uncategorized": uncategorized,
    "option names on a later row": names_on_a_later_row,
    "fractions and percents": fractions_and_percents,
    "pictures": pictures,
}


def _sheet(
    names: dict[str, str], rows: Iterable[Cells], dress: Callable[[Worksheet], None] | None = None
) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Products"
    sheet.append(list(names.values()))
    for row in rows:
        sheet.append([row.get(name) for name in names])
    if dress is not None:
        dress(sheet)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _edited(content: bytes, edit: Callable[[str], str]) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, edit(part.decode()) if name == "xl/worksheets/sheet1.xml" else part)
    return buffer.getvalue()


def _letter(place: int) -> str:
    return openpyxl.utils.get_column_letter(place + 1)


def _column(names: dict[str, str], name: str) -> str:
    return _letter(list(names).index(name))


def _at(names: dict[str, str], name: str, row: int) -> str:
    return f"{_column(names, name)}{row}"
