"""Shops, and sheets that enrich them, made up: mostly good, spoilt here and there."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl

from support import enrich_oracle, oracle

if TYPE_CHECKING:
    from random import Random

CATEGORIES = {
    "clothing > jeans > straight": "Clothing > Jeans > Straight",
    "clothing > t-shirts & polos": "Clothing > T-shirts & Polos",
}
HANDLES = ("tee", "cap", "belt", "sock", "scarf")
GTIN = "4006381333931"
CLEAR = enrich_oracle.CLEAR

OF_PRODUCT = {
    "Manufacturer": ["Acme", " ACME ", "Bolt"],
    "Category": ["Clothing > Jeans > Straight", "clothing>jeans > STRAIGHT", "Clothing > T-shirts & Polos"],
    "Season": ["SS26", "AW27"],
    "Tags": ["men; summer", "Summer;MEN", "men"],
}
OF_BOTH = {
    "Description": ["Soft.", "Warm."],
    "Image": ["https://a.example/1.jpg", "https://a.example/2.jpg"],
    "Kilograms CO2": ["5", "5.0", "6.5", "0"],
    "Liters Water Used": ["7", "8.25"],
    "Eco Claims": ["Organic", "organic; Fair", "FAIR;Organic"],
    "Grams Weight": ["100", "200.5"],
    "Materials Percentages": ["Cotton: 75% | Wool: 25%", "wool: 25% | COTTON: 75%", "Cotton: 100%"],
    "Weaving": ["Mill A", "Mill A; Mill B"],
    "Finishing": ["Mill B"],
}
#: Rows that stand beside the products; an empty one is a blank row.
BESIDE: list[list[oracle.Row]] = [
    [{}],
    [{}, {}, {"Product Title": "Prices valid until June"}],
    [{"Description": "see above"}],
    [{"Product Title": "Total:", "Kilograms CO2": "31.5", "Grams Weight": "700"}],
    [{"Kilograms CO2": "0", "Liters Water Used": "0"}, {"Kilograms CO2": "0", "Liters Water Used": "0"}],
    [{"Product Handle": "0", "SKU": "0", "Grams Weight": "0"}],
    [{}, {"Product Title": "Approved", "Season": "SS26"}, {"Description": "by Ana", "Season": "SS26"}],
]
HEADERS = ["Product Handle", "Product Title", "SKU", "Barcode", *OF_PRODUCT, *OF_BOTH]

#: Cells that spoil a row, or may.
SPOILT: list[tuple[str, str | None]] = [
    ("SKU", "nowhere-1"),
    ("SKU", "tee-0"),
    ("SKU", "cap-1"),
    ("SKU", None),
    ("SKU", "[CLEAR]"),
    ("Barcode", "shelf-nowhere"),
    ("SKU", "nowhere-2"),
    ("Barcode", "shelf-cap-0"),
    ("Barcode", "shelf-tee-1"),
    ("Barcode", "shelf-new"),
    ("Barcode", f"0{GTIN}"),
    ("Product Handle", "cap"),
    ("Product Handle", "nothing"),
    ("Product Handle", None),
    ("Product Title", "Another"),
    ("Product Title", "[clear]"),
    ("Season", "AW99"),
    ("Manufacturer", "Other"),
    ("Tags", "odd"),
    ("Tags", "[clear]"),
    ("Category", "Clothing > Nothing"),
    ("Kilograms CO2", "-1"),
    ("Grams Weight", "many"),
]


def catalogue(random: Random) -> list[oracle.Row]:
    """Return a sheet that fills a shop: some variants with a SKU, some with a barcode, some with both."""
    rows: list[oracle.Row] = []
    for handle in HANDLES:
        for place in range(random.randint(1, 4)):
            row = {"SKU": f"{handle}-{place}", "Barcode": f"shelf-{handle}-{place}"}
            if random.random() < 0.4:
                del row[random.choice(["SKU", "Barcode"])]
            if place == 0:
                row |= {"Product Handle": handle, "Product Title": handle.title()} | values(
                    random, OF_PRODUCT, 0.6
                )
                row |= values(random, OF_BOTH, 0.6)
            else:
                row |= values(random, OF_BOTH, 0.2)
            rows.append(row)
    rows[random.randrange(len(rows))]["Barcode"] = GTIN
    return rows


def values(random: Random, columns: dict[str, list[str]], share: float, clear: float = 0.0) -> oracle.Row:
    """Return values for about a share of the columns, some of them the clear mark."""
    chosen = [name for name in columns if random.random() < share]
    return {name: "[Clear]" if random.random() < clear else random.choice(columns[name]) for name in chosen}


def sheet_for(random: Random, products: dict[str, dict[str, Any]]) -> list[oracle.Row]:
    """Return a sheet that enriches some of the products: with handles, without them, or both."""
    rows: list[oracle.Row] = []
    layout = random.choice(["handles", "handles", "none", "mixed"])
    for place, handle in enumerate(random.sample(HANDLES, k=random.randint(2, 5))):
        has_handles = layout == "handles" or (layout == "mixed" and place > 0)
        rows += product_rows(random, handle, products[handle]["variants"], has_handles=has_handles)
    for _ in range(random.choice([0, 1, 2, 3, 4])):
        name, value = random.choice(SPOILT)
        row = random.choice(rows)
        row.pop(name, None)
        if value is not None and (name != "Product Handle" or layout != "none"):
            row[name] = value
    noted = annotated(random, rows, has_handles=layout != "none")
    return [spelled(row) for row in noted]


def annotated(random: Random, rows: list[oracle.Row], *, has_handles: bool) -> list[oracle.Row]:
    """Return the rows with notes, totals, zeros and blank rows between and below them, now and then."""
    noted = list(rows)
    for _ in range(random.choice([0, 0, 1, 2])):
        at = random.choice([len(noted), random.randint(0, len(noted))])
        beside = random.choice(BESIDE)
        noted[at:at] = [
            {name: text for name, text in row.items() if has_handles or name != "Product Handle"}
            for row in beside
        ]
    return noted


def product_rows(
    random: Random, handle: str, variants: list[dict[str, Any]], *, has_handles: bool
) -> list[oracle.Row]:
    known = random.sample(variants, k=random.randint(1, len(variants)))
    rows = [identified(random, variant) for variant in known]
    if random.random() < 0.12 and known[0]["sku"] and known[0]["barcode"]:  # one variant on two rows
        rows[:1] = [{"SKU": known[0]["sku"]}, {"Barcode": known[0]["barcode"]}]
    if has_handles and random.random() < 0.4:
        rows.insert(0, {})  # a row that speaks of the product alone
    shared = values(random, OF_PRODUCT, 0.3, 0.1)
    for place, row in enumerate(rows):
        row.update(values(random, OF_BOTH, random.choice([0, 0.1, 0.35]), 0.15))
        row.update({name: text for name, text in shared.items() if random.random() < 0.6})
        if has_handles and (place == 0 or random.random() < 0.2):
            row["Product Handle"] = handle if random.random() < 0.8 else handle.upper()
        if random.random() < 0.15:
            row["Product Title"] = f"{handle.title()} renewed"
    if has_handles and random.random() < 0.2:  # sorted by something else
        rows = [{**row, "Product Handle": handle} for row in random.sample(rows, k=len(rows))]
    if random.random() < 0.12:
        name = random.choice(list(OF_PRODUCT))
        random.choice(rows)[name] = random.choice(OF_PRODUCT[name])
    return rows


def identified(random: Random, variant: dict[str, Any]) -> oracle.Row:
    """Return what finds a variant: one of its identifiers or both, sometimes one that it lacks as well."""
    given = {"SKU": variant["sku"], "Barcode": variant["barcode"]}
    found = {name: text for name, text in given.items() if text}
    if len(found) == 2 and random.random() < 0.6:
        found.pop(random.choice(["SKU", "Barcode"]))
    elif len(found) == 1 and random.random() < 0.3:
        [present] = found
        missing = "Barcode" if present == "SKU" else "SKU"
        found[missing] = f"filled {found[present]}"
    return found


def spelled(row: oracle.Row) -> oracle.Row:
    """Return a row in which the clear mark is spelled as the oracle knows it."""
    return {name: CLEAR if text.casefold() == CLEAR else text for name, text in row.items()}


def workbook_of(rows: list[oracle.Row]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Products"
    headers = [name for name in HEADERS if name != "Product Handle" or any(name in row for row in rows)]
    sheet.append(headers)
    for row in rows:
        sheet.append([row.get(header) for header in headers])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def catalog_of(random: Random) -> tuple[list[oracle.Row], dict[str, dict[str, Any]]]:
    """Return a catalogue's sheet and the products it makes."""
    rows = catalogue(random)
    plain = oracle.Catalog(CATEGORIES)
    assert set(plain.create(rows).values()) == {"successful"}
    return rows, plain.products
