"""Workbooks like those that people really send, built in code."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

PASSPORT_HEADERS = [
    "Product Title",
    "Product Handle",
    "Manufacturer",
    "Description",
    "Image",
    "Status",
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
    "kgCO2e Carbon Footprint",
    "Liters Water Used",
    "Eco-claims",
    "Grams Weight",
    "Materials",
    "Percentages",
    "Raw Material",
    "Weaving",
    "Dyeing / Printing",
    "Stitching",
    "Assembly",
    "Finishing",
]

_STEPS = ["Material Inc.", "Weaving Inc.", "Dyeing Inc.", "Stitching Inc.", "Assembly Inc.", "Finishing Inc."]

_EXAMPLE = [
    "Organic Cotton T-Shirt",
    "organic-cotton-tshirt",
    "Brand Inc.",
    "Great organic t-shirt...",
    "https://brand.com/image.png",
    "Unpublished",
    "Clothing > T-shirts & Polos > Printed T-shirts",
    "NOS",
    "mens; t-shirt; example",
    115243746,
    "SKU-OCT-001",
    "Color",
    "White",
    "Size",
    "M",
    "Gender",
    "Men's",
    6.55,
    4223,
    "Recycled Polyester; Handmade in Portugal",
    230,
    "Recycled Polyester; Organic Cotton",
    "80; 20",
    "Material Inc.",
    "Weaving Inc.",
    "Dyeing Inc.",
    "(footwear only)\nStitching Inc.",
    "Assembly Inc.",
    "Finishing Inc.",
]

_SHIRT = [
    "Organic Cotton T-Shirt",
    "organic-cotton-tshirt",
    "Apparel Inc.",
    "Premium organic cotton t-shirt",
    None,
    "Unpublished",
    "Clothing > T-shirts & Polos > Printed T-shirts",
    "NOS",
    "Organic; Sustainable; Premium",
]
_SHIRT_DATA = [
    6.55,
    4223,
    "Recycled Polyester; Handmade in Portugal",
    230,
    "Recycled Polyester; Organic Cotton",
    "80; 20",
]

_JEANS = [
    "Recycled Denim Jeans",
    "recycled-denim-jeans",
    "Apparel Inc.",
    "Comfortable jeans made from recycled denim",
    None,
    "Unpublished",
    "Clothing > Jeans > Straight",
    "SS26",
    "Recycled; Durable",
]
_JEANS_DATA = [
    5.23,
    3882,
    "80% Recycled Content; Water Saving",
    455,
    "Recycled Cotton; Recycled Polyester; Elastane",
    "60; 20; 20",
]


def _shirts() -> list[list[Any]]:
    rows = []
    kinds = [
        (c, s, g)
        for c in ("White", "Black")
        for g in ("Men's", "Women's")
        for s in ("XS", "S", "M", "L", "XL")
    ]
    for place, (color, size, gender) in enumerate(kinds):
        product = _SHIRT if place == 0 else [None] * len(_SHIRT)
        variant = [
            115243746 + place,
            f"SKU-OCT-{place + 1:03}",
            "Color",
            color,
            "Size",
            size,
            "Gender",
            gender,
        ]
        rows.append([*product, *variant, *(_SHIRT_DATA + _STEPS if place == 0 else [])])
    return rows


def _jeans() -> list[list[Any]]:
    rows = []
    kinds = [(size, age) for age in ("Teens", "Kids") for size in ("S", "M", "L")]
    for place, (size, age) in enumerate(kinds):
        product = _JEANS if place == 0 else [None] * len(_JEANS)
        variant = [224363542 + place, f"SKU-RDJ-{place + 1:03}", "Size", size, "Age Group", age, None, None]
        rows.append([*product, *variant, *(_JEANS_DATA + _STEPS if place == 0 else [])])
    return rows


def passport() -> bytes:
    """Return a filled passport template: a sheet of explanations, captions, an example row, two products."""
    workbook = openpyxl.Workbook()
    about = workbook.active
    about.title = "Description"
    about.append(["Category", "Value", "Description", "Examples"])
    about.append(["Product", "Product Title", "Title of your product", "Organic Cotton T-Shirt"])
    sheet = workbook.create_sheet("Products")
    for start, caption in (
        (1, "Product"),
        (6, "Publishing"),
        (7, "Organization"),
        (10, "Variants"),
        (18, "Environment"),
    ):
        sheet.cell(1, start, caption)
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("J1:Q1")
    for row in (PASSPORT_HEADERS, _EXAMPLE, *_shirts(), *_jeans()):
        sheet.append(row)
    for row in sheet.iter_rows(min_row=3, min_col=19, max_col=19):
        row[0].number_format = "#,##0"
    return _bytes(workbook)


SHOPIFY_HEADERS = [
    "Handle",
    "Title",
    "Body (HTML)",
    "Vendor",
    "Type",
    "Tags",
    "Published",
    "Option1 Name",
    "Option1 Value",
    "Option2 Name",
    "Option2 Value",
    "Variant SKU",
    "Variant Grams",
    "Variant Price",
    "Variant Barcode",
    "Image Src",
    "Image Position",
    "Gift Card",
    "SEO Title",
    "Google Shopping / Gender",
    "Variant Image",
    "Variant Weight Unit",
]


def shopify_row(**cells: Any) -> dict[str, Any]:
    """Return a row by short names: handle, title, sku, grams, option1 …"""
    names = {
        "handle": "Handle",
        "title": "Title",
        "body": "Body (HTML)",
        "vendor": "Vendor",
        "category": "Product Category",
        "tags": "Tags",
        "name1": "Option1 Name",
        "option1": "Option1 Value",
        "name2": "Option2 Name",
        "option2": "Option2 Value",
        "sku": "Variant SKU",
        "grams": "Variant Grams",
        "barcode": "Variant Barcode",
        "image": "Image Src",
        "position": "Image Position",
        "variant_image": "Variant Image",
        "price": "Variant Price",
        "unit": "Variant Weight Unit",
    }
    return {names[name]: value for name, value in cells.items()}


def shopify(rows: list[dict[str, Any]]) -> bytes:
    """Return a Shopify product export saved as XLSX."""
    return _shopify({header: header for header in SHOPIFY_HEADERS}, rows)


#: The columns that Shopify exports today, each with its former name.
SHOPIFY_CURRENT_HEADERS = {
    "Title": "Title",
    "URL handle": "Handle",
    "Description": "Body (HTML)",
    "Vendor": "Vendor",
    "Product category": "Product Category",
    "Type": "Type",
    "Tags": "Tags",
    "Published on online store": "Published",
    "Status": "Status",
    "SKU": "Variant SKU",
    "Barcode": "Variant Barcode",
    "Option1 name": "Option1 Name",
    "Option1 value": "Option1 Value",
    "Option1 Linked To": "Option1 Linked To",
    "Option2 name": "Option2 Name",
    "Option2 value": "Option2 Value",
    "Option2 Linked To": "Option2 Linked To",
    "Option3 name": "Option3 Name",
    "Option3 value": "Option3 Value",
    "Option3 Linked To": "Option3 Linked To",
    "Price": "Variant Price",
    "Price / International": "Price / International",
    "Compare-at price": "Variant Compare At Price",
    "Compare-at price / International": "Compare At Price / International",
    "Included / United States": "Included / United States",
    "Cost per item": "Cost per item",
    "Charge tax": "Variant Taxable",
    "Tax code": "Variant Tax Code",
    "Unit price total measure": "Unit Price Total Measure",
    "Unit price total measure unit": "Unit Price Total Measure Unit",
    "Unit price base measure": "Unit Price Base Measure",
    "Unit price base measure unit": "Unit Price Base Measure Unit",
    "Inventory tracker": "Variant Inventory Tracker",
    "Inventory quantity": "Variant Inventory Qty",
    "Continue selling when out of stock": "Variant Inventory Policy",
    "Weight value (grams)": "Variant Grams",
    "Weight unit for display": "Variant Weight Unit",
    "Requires shipping": "Variant Requires Shipping",
    "Fulfillment service": "Variant Fulfillment Service",
    "Product image URL": "Image Src",
    "Image position": "Image Position",
    "Image alt text": "Image Alt Text",
    "Variant image URL": "Variant Image",
    "Gift card": "Gift Card",
    "SEO title": "SEO Title",
    "SEO description": "SEO Description",
    "Color (product.metafields.shopify.color-pattern)": "Color (product.metafields.shopify.color-pattern)",
    "Care (variant.metafields.custom.care)": "Care (variant.metafields.custom.care)",
    "Google Shopping / Google product category": "Google Shopping / Google Product Category",
    "Google Shopping / Gender": "Google Shopping / Gender",
    "Google Shopping / Manufacturer part number (MPN)": "Google Shopping / MPN",
    "Google Shopping / Ads labels": "Google Shopping / AdWords Labels",
    "Google Shopping / Custom label 0": "Google Shopping / Custom Label 0",
    "Packed product length": "Packed product length",
    "Packed product dimension unit": "Packed product dimension unit",
}


def shopify_current(rows: list[dict[str, Any]]) -> bytes:
    """Return the same export with the columns of today."""
    return _shopify(SHOPIFY_CURRENT_HEADERS, rows)


def _shopify(headers: dict[str, str], rows: list[dict[str, Any]]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "products"
    sheet.append(list(headers))
    for row in rows:
        sheet.append([row.get(former) for former in headers.values()])
    return _bytes(workbook)


def shopify_without_identifiers() -> bytes:
    """Return an export in which no row has a SKU or a barcode; one product has three variants."""
    plain = [
        shopify_row(
            handle=handle,
            title=title,
            body=f"{title}. ",
            vendor="partners-demo",
            tags=tags,
            name1="Title",
            option1="Default Title",
            grams="0",
            price="50",
            image=f"https://cdn.example.com/{handle}.jpg",
            position="1",
        )
        for handle, title, tags in (
            ("ocean-blue-shirt", "Ocean Blue Shirt", "men"),
            ("yellow-wool-jumper", "Yellow Wool Jumper", "women"),
        )
    ]
    varsity = [
        shopify_row(
            handle="classic-varsity-top",
            title="Classic Varsity Top",
            body="Womens casual varsity top.",
            vendor="partners-demo",
            tags="women",
            name1="Size",
            option1="Small",
            grams="0",
            price="60",
            image="https://cdn.example.com/varsity.jpg",
            position="1",
        ),
        shopify_row(handle="classic-varsity-top", option1="Medium", grams="0", price="60"),
        shopify_row(handle="classic-varsity-top", option1="Large", grams="0", price="60"),
    ]
    return shopify([plain[0], *varsity, plain[1]])


def _bytes(workbook: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
