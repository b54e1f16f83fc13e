"""Sheets as shops export them, each with one kind of trouble: what a report of them says first is tested."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl

from importkit.workbook.sample import make_sample

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = dict[str, Any]

#: The columns of an older Shopify export, of which the last ones are not imported.
SHOPIFY = (
    "Handle", "Title", "Body (HTML)", "Vendor", "Product Category", "Type", "Tags", "Published",
    "Option1 Name", "Option1 Value", "Variant SKU", "Variant Grams", "Variant Inventory Qty",
    "Variant Price", "Variant Barcode", "Image Src", "Gift Card", "SEO Title", "Google Shopping / MPN",
    "Variant Weight Unit", "Status",
)  # fmt: skip

OWN = ("Product Handle", "Product Title", "Category", "SKU", "Barcode", "Grams Weight")

UNKNOWN_PATH = "Sporting Goods > Ski > Poles"


def workbook(header: Sequence[str], rows: Iterable[Row], *, above: Iterable[Sequence[str]] = ()) -> bytes:
    """Return a workbook with these rows below a header."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Products")
    for line in (*above, header, *([row.get(name) for name in header] for row in rows)):
        sheet.append(list(line))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def clean(dialect: str = "plan") -> bytes:
    """Return a sheet without a mistake."""
    buffer = io.BytesIO()
    make_sample(240, mistakes=0, seed=3, dialect=dialect).write(buffer)
    return buffer.getvalue()


def shopify_rows(products: int, variants: int = 3, pictures: int = 2, *, sku: str | None = "S") -> list[Row]:
    """Return an export of so many products, each with its variants and then rows with a picture only."""
    rows: list[Row] = []
    for product in range(products):
        for variant in range(variants):
            first = variant == 0
            rows.append(
                {
                    "Handle": f"shirt-{product}",
                    "Title": f"Shirt {product}" if first else None,
                    "Vendor": "Acme" if first else None,
                    "Type": "Apparel" if first else None,
                    "Published": "true" if first else None,
                    "Option1 Name": "Size" if first else None,
                    "Option1 Value": "SML"[variant % 3] * (1 + variant // 3),
                    "Variant SKU": f"{sku}-{product}-{variant}" if sku else None,
                    "Variant Grams": 200 + variant,
                    "Variant Price": 19.9,
                    "Image Src": f"https://cdn.example/{product}.jpg" if first else None,
                    "Status": "active" if first else None,
                }
            )
        for picture in range(pictures):
            source = f"https://cdn.example/{product}-{picture}.jpg"
            rows.append({"Handle": f"shirt-{product}", "Image Src": source})
    return rows


def blank_skus() -> bytes:
    """Return an export of a shop that has no SKUs, and galleries of pictures."""
    return workbook(SHOPIFY, shopify_rows(60, sku=None))


def mostly_blank_skus() -> bytes:
    """Return an export with 130 variants without a SKU, two SKUs used twice and one weight in words."""
    rows = shopify_rows(80)
    for place, row in enumerate(row for row in rows if row.get("Variant SKU")):
        if place < 130:
            row["Variant SKU"] = None
    named = [row for row in rows if row.get("Variant SKU")]
    for first, second in ((0, 5), (30, 40)):
        named[second]["Variant SKU"] = named[first]["Variant SKU"]
    named[70]["Variant Grams"] = "heavy"
    return workbook(SHOPIFY, rows)


def own_rows(products: int) -> list[Row]:
    """Return so many products of one variant each, in importkit's own columns."""
    return [
        {
            "Product Handle": f"coat-{number}",
            "Product Title": f"Coat {number}",
            "SKU": f"C-{number}",
            "Grams Weight": 900 + number,
        }
        for number in range(products)
    ]


def duplicates() -> bytes:
    """Return a sheet in which one SKU stands on 76 rows, another on 2, and three titles are missing."""
    rows = own_rows(210)
    for row in rows[:76]:
        row["SKU"] = "ROUTEINS"
    rows[100]["SKU"] = rows[101]["SKU"]
    for row in rows[150:153]:
        row["Product Title"] = None
    return workbook(OWN, rows)


def unknown_category() -> bytes:
    """Return a sheet in which one unknown category stands on 120 rows, and another on two."""
    rows = own_rows(200)
    for row in rows[:120]:
        row["Category"] = UNKNOWN_PATH
    for row in rows[150:152]:
        row["Category"] = "Clothing > Jeens"
    return workbook(OWN, rows)


def only_warnings() -> bytes:
    """Return a sheet with a column that nobody knows and three barcodes with a wrong check digit."""
    rows = own_rows(200)
    for number, row in enumerate(rows):
        row["Remarks of the buyer"] = f"remark {number}"
    for number in range(3):
        rows[number]["Barcode"] = f"400638133393{number + 2}"
    return workbook((*OWN, "Remarks of the buyer"), rows)


def header_only() -> bytes:
    """Return a sheet that holds nothing but its header."""
    return workbook(OWN, [])


def no_header() -> bytes:
    """Return a sheet that is no list of products."""
    rows = [{"Shopping list": f"item {number}"} for number in range(200)]
    return workbook(("Shopping list",), rows)


def no_handles() -> bytes:
    """Return a sheet without the column that CREATE cannot do without."""
    return workbook(OWN[1:], own_rows(200))


def weights_to_enrich() -> bytes:
    """Return a sheet of SKUs and weights, of which forty are in words."""
    rows = own_rows(200)
    for row in rows[:40]:
        row["Grams Weight"] = "heavy"
    return workbook(("SKU", "Grams Weight"), rows)


#: The columns of an export of Shopify today.
SHOPIFY_TODAY = (
    "Title", "URL handle", "Description", "Vendor", "Product category", "Type", "Tags",
    "Published on online store", "Status", "SKU", "Barcode", "Option1 name", "Option1 value", "Price",
    "Compare-at price", "Cost per item", "Charge tax", "Inventory quantity", "Weight value (grams)",
    "Weight unit for display", "Product image URL", "Image position", "Variant image URL", "Gift card",
    "SEO title", "Color (product.metafields.shopify.color-pattern)",
)  # fmt: skip


def shopify_today() -> bytes:
    """Return an export of today with forty variants without a SKU and a note two rows below it."""
    rows: list[Row] = [
        {
            "Title": f"Shirt {number}",
            "URL handle": f"shirt-{number}",
            "Vendor": "Acme",
            "Status": "active",
            "SKU": None if number < 40 else f"S-{number}",
            "Option1 name": "Size",
            "Option1 value": "M",
            "Price": 19.9,
            "Weight value (grams)": 230,
            "Weight unit for display": "g",
            "Product image URL": f"https://cdn.example/{number}.jpg",
        }
        for number in range(200)
    ]
    return workbook(SHOPIFY_TODAY, [*rows, {}, {"Title": "Prices valid until June"}])


def note_below() -> bytes:
    """Return a sheet without a mistake but a note below it."""
    return workbook(OWN, [*own_rows(200), {}, {}, {"Product Title": "Prices valid until June"}])
