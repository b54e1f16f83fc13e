"""Sheets that create products, made up: mostly good, spoilt here and there."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
from hypothesis import strategies as st

if TYPE_CHECKING:
    from random import Random

    from support import oracle

CATEGORIES = {
    "clothing > jeans > straight": "Clothing > Jeans > Straight",
    "clothing > t-shirts & polos": "Clothing > T-shirts & Polos",
}

HANDLES = {"tee": "Tee", "cap": "Cap", "belt": "Belt", "sock": "Sock", "scarf": "Scarf"}

#: Good values of each column; None is a blank cell.
GOOD: dict[str, list[str | None]] = {
    "Description": ["Soft.", "Warm.", None],
    "Image": ["https://a.example/1.jpg", "https://a.example/2.jpg", None],
    "Barcode": [None],
    "Kilograms CO2": ["5", "5.0", "6.5", "0", None],
    "Liters Water Used": ["7", "8.25", None],
    "Eco Claims": ["Organic", "organic; Fair", None],
    "Grams Weight": ["100", "200.5", None],
    "Materials Percentages": ["Cotton: 75% | Wool: 25%", "wool: 25% | COTTON: 75%", "Cotton: 100%", None],
    "Weaving": ["Mill A", "Mill A; Mill B", None],
    "Finishing": ["Mill B", None],
}

#: Values that only the first row of a product should have.
OF_PRODUCT: dict[str, list[str | None]] = {
    "Manufacturer": ["Acme", " ACME ", "Bolt", None],
    "Category": ["Clothing > Jeans > Straight", "clothing>jeans > STRAIGHT", None],
    "Season": ["SS26", "AW27", None],
    "Tags": ["men; summer", "Summer;MEN", "men", None],
}

#: Cells that spoil a product, or may: each is drawn now and then.
SPOILT: list[tuple[str, str | None]] = [
    ("SKU", None),
    ("SKU", "tee-0"),
    ("Barcode", "4006381333931"),
    ("Barcode", "shelf-7"),
    ("Barcode", "shelf-8"),
    ("Product Title", None),
    ("Product Title", "Another"),
    ("Product Handle", "tee"),
    ("Product Handle", "CAP"),
    ("Product Handle", None),
    ("Manufacturer", "Other"),
    ("Season", "AW99"),
    ("Category", "Clothing > Nothing"),
    ("Category", "Clothing > T-shirts & Polos"),
    ("Tags", "odd"),
    ("Attribute Value 1", None),
    ("Attribute Value 2", "L"),
    ("Attribute 2", "color"),
    ("Kilograms CO2", "-1"),
    ("Liters Water Used", "many"),
    ("Description", "Changed."),
    ("Eco Claims", "Changed"),
    ("Materials Percentages", "Changed: 100%"),
    ("Grams Weight", "1"),
]

#: Rows that stand beside the products; an empty one is a blank row.
BESIDE: list[list[oracle.Row]] = [
    [{}],
    [{}, {}, {"Product Title": "Prices valid until June"}],
    [{"Description": "see above"}],
    [{"Product Title": "Total:", "Kilograms CO2": "31.5", "Grams Weight": "700"}],
    [{"Kilograms CO2": "0", "Liters Water Used": "0"}, {"Kilograms CO2": "0", "Liters Water Used": "0"}],
    [{"Product Handle": "0", "SKU": "0", "Grams Weight": "0"}],
    [{}, {"Product Title": "Approved", "Season": "SS26"}],
    [{}, {"Product Title": "Approved", "Season": "SS26"}, {"Description": "by Ana", "Season": "SS26"}],
]

COLORS = ("Red", "red", "Blue", "Green")

HEADERS = [
    "Product Handle",
    "Product Title",
    "SKU",
    "Attribute 1",
    "Attribute Value 1",
    "Attribute 2",
    "Attribute Value 2",
    *OF_PRODUCT,
    *GOOD,
]


def product_rows(random: Random, handle: str) -> list[oracle.Row]:
    """Return the rows of one good product: its first row, and up to three children."""
    rows = []
    for place in range(random.randint(1, 4)):
        row: dict[str, str | None] = {
            "SKU": f"{handle}-{place}",
            "Attribute Value 1": COLORS[place],
        }
        if place == 0 or random.random() < 0.3:
            row["Product Handle"] = handle if random.random() < 0.8 else handle.upper()
        if place == 0:
            row |= {name: random.choice(values) for name, values in (GOOD | OF_PRODUCT).items()}
            row |= {"Product Title": HANDLES[handle], "Attribute 1": "Color"}
        else:
            row |= {name: random.choice(values) for name, values in GOOD.items() if random.random() < 0.25}
        if random.random() < 0.3:
            row |= {"Attribute 2": "Size", "Attribute Value 2": random.choice("SML")}
        rows.append({name: value for name, value in row.items() if value is not None})
    return rows


def spoil(random: Random, rows: list[oracle.Row], times: int) -> list[oracle.Row]:
    """Return the rows with so many cells replaced."""
    spoilt = [dict(row) for row in rows]
    for _ in range(times):
        name, value = random.choice(SPOILT)
        row = random.choice(spoilt)
        if value is None:
            row.pop(name, None)
        else:
            row[name] = value
    return spoilt


def sheet_of(random: Random, handles: list[str]) -> list[oracle.Row]:
    rows = [row for handle in handles for row in product_rows(random, handle)]
    if random.random() < 0.25:
        rows = sorted_by_something_else(random, rows)
    return annotated(random, spoil(random, rows, random.choice([0, 1, 1, 2, 4])))


def sorted_by_something_else(random: Random, rows: list[oracle.Row]) -> list[oracle.Row]:
    """Return the rows in another order, each with its handle."""
    handles = [row["SKU"].split("-")[0] for row in rows]
    given = [{"Product Handle": handle, **row} for handle, row in zip(handles, rows, strict=True)]
    return random.sample(given, k=len(given))


def annotated(random: Random, rows: list[oracle.Row]) -> list[oracle.Row]:
    """Return the rows with notes, totals, zeros and blank rows between and below them, now and then."""
    noted = list(rows)
    for _ in range(random.choice([0, 0, 0, 1, 2, 4])):
        at = random.choice([len(noted), random.randint(0, len(noted))])
        noted[at:at] = [dict(row) for row in random.choice(BESIDE)]
    return noted


def changed(random: Random, rows: list[oracle.Row], handles: list[str]) -> list[oracle.Row]:
    """Return a later sheet: what stays of an earlier one, some of it changed, and some products more."""
    kept = [row for row in rows if "Product Title" in row or random.random() < 0.8] or rows
    more = [row for handle in handles for row in product_rows(random, handle)]
    return annotated(random, spoil(random, kept + more, random.choice([0, 0, 1, 2, 3])))


@st.composite
def two_sheets(draw: st.DrawFn) -> tuple[list[oracle.Row], list[oracle.Row]]:
    """Return a sheet and a later one of the same brand."""
    random = draw(st.randoms(use_true_random=False))
    handles = random.sample(sorted(HANDLES), k=random.randint(1, 4))
    first = sheet_of(random, handles)
    return first, changed(random, first, [handle for handle in HANDLES if handle not in handles][:2])


def workbook_of(rows: list[oracle.Row]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Products"
    sheet.append(HEADERS)
    for row in rows:
        sheet.append([row.get(header) for header in HEADERS])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
