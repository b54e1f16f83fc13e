"""Mistakes to put into sample products: one way to each error that a cell can have."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from importkit.workbook.sample.dialects import RenderedProducts
    from importkit.workbook.sample.products import Products

_OWN = frozenset({"plan", "passport"})
_EVERY = frozenset({"plan", "passport", "shopify"})


@dataclass(frozen=True)
class Mistake:
    """One way to get one error.

    Attributes:
        code: The code of the error.
        cells: The columns whose cells have the error.
        typed: What is typed, by column.
        copied: Columns whose value is copied from the product's first row.
        child: True when it belongs on a row that is not the product's first.
        both: True when the product's first row has the error too.
        dialects: Where it can happen.
    """

    code: str
    cells: tuple[str, ...]
    typed: Mapping[str, Any] = field(default_factory=dict)
    copied: tuple[str, ...] = ()
    child: bool = False
    both: bool = False
    dialects: frozenset[str] = _EVERY


def _typed(
    code: str, column: str, value: object, *, child: bool = False, dialects: frozenset[str] = _EVERY
) -> Mistake:
    return Mistake(code, (column,), {column: value}, child=child, dialects=dialects)


MISTAKES = (
    _typed("value.required", "Product Title", None),
    Mistake("value.required", ("SKU",), {"SKU": None, "Barcode": None}, child=True),
    _typed("number.invalid", "Grams Weight", "12abc"),
    _typed("number.invalid", "Kilograms CO2", "about 6", dialects=_OWN),
    _typed("number.negative", "Grams Weight", -230),
    _typed("number.negative", "Liters Water Used", -1.5, child=True, dialects=_OWN),
    _typed("number.out-of-range", "Kilograms CO2", 1_234_567_890_123, dialects=_OWN),
    _typed("number.ambiguous", "Liters Water Used", "1,234", dialects=_OWN),
    _typed("text.too-long", "Product Title", "A very long title " * 20),
    _typed("text.too-long", "SKU", "ST-" + "0123456789" * 11, child=True),
    _typed("image.not-url", "Image", "pictures/front.jpg"),
    _typed("category.not-found", "Category", "Clothing > Trowsers > Strait", dialects=_OWN),
    _typed("clear.not-allowed", "Description", "[clear]"),
    _typed("cell.error", "Grams Weight", "#N/A"),
    _typed("cell.uncached-formula", "Grams Weight", "=200+30"),
    _typed("cell.date", "Attribute Value 2", dt.datetime(2025, 5, 3), child=True),  # noqa: DTZ001  cells have no zone
    _typed("barcode.scientific", "Barcode", "4.01E+12", child=True),
    _typed("barcode.precision-lost", "Barcode", 40_123_456_789_012_345_678, child=True),
    _typed("sku.scientific", "SKU", "1.2E+15", child=True),
    _typed("sku.precision-lost", "SKU", 40_123_456_789_012_345_678, child=True),
    Mistake("sku.duplicate", ("SKU",), copied=("SKU",), child=True, both=True),
    Mistake("barcode.duplicate", ("Barcode",), copied=("Barcode",), child=True, both=True),
    Mistake(
        "attribute.incomplete",
        ("Attribute 3", "Attribute Value 3"),
        {"Attribute Value 3": None},
        dialects=_OWN,
    ),
    Mistake(
        "attribute.repeated",
        ("Attribute 1", "Attribute 2"),
        {"Attribute 2": "Color"},
        child=True,
        dialects=_OWN,
    ),
    _typed(
        "materials.over-100",
        "Materials Percentages",
        "Cotton: 80% | Elastane: 40%",
        dialects=frozenset({"plan"}),
    ),
    _typed("materials.invalid", "Materials Percentages", "Cotton: most", dialects=frozenset({"plan"})),
    Mistake(
        "materials.over-100",
        ("Percentages",),
        {"Materials": "Cotton; Elastane", "Percentages": "80; 40"},
        dialects=frozenset({"passport"}),
    ),
    Mistake(
        "materials.length-mismatch",
        ("Percentages",),
        {"Materials": "Cotton; Elastane", "Percentages": "100"},
        dialects=frozenset({"passport"}),
    ),
    Mistake(
        "handle.missing",
        ("Product Handle",),
        {"Product Title": "Saltholm Linen Scarf", "Manufacturer": "Como Silk House & Daughters"},
        child=True,
        dialects=_OWN,
    ),
    Mistake(
        "handle.duplicate",
        ("Product Handle",),
        {"Product Title": "Saltholm Linen Scarf", "Manufacturer": "Como Silk House & Daughters"},
        copied=("Product Handle",),
        child=True,
    ),
)


@dataclass(frozen=True)
class PlantedMistake:
    """A mistake that was made: where each of its cells stands, counted from the first product row."""

    code: str
    index: int
    column: str


def make_mistakes(
    rendered: RenderedProducts, products: Products, share: float, rng: np.random.Generator
) -> list[PlantedMistake]:
    """Spoil a share of the products in `rendered`, each with one mistake, and return what was done.

    The catalogue is gone through in turn, so that even a few mistakes are of different kinds. The sheet's
    first product, when it is chosen, loses its handle.
    """
    sizes = np.bincount(products.product, weights=~rendered.pictures).astype(np.int64)
    starts = np.flatnonzero(products.position == 0)
    chosen = rng.permutation(len(starts))[: round(share * len(starts))]
    possible = [mistake for mistake in MISTAKES if rendered.dialect in mistake.dialects]
    planted_mistakes: list[PlantedMistake] = []
    for turn, product in enumerate(chosen.tolist()):
        if product == 0 and rendered.dialect in _OWN:
            planted_mistakes += _orphan(rendered, int(sizes[0]))
            continue
        mistake = possible[turn % len(possible)]
        if mistake.child and sizes[product] < 2:
            mistake = possible[0]  # a product of one row has no child: its title is lost instead
        offset = int(rng.integers(1, sizes[product])) if mistake.child else 0
        planted_mistakes += _plant(rendered, mistake, int(starts[product]), offset)
    return sorted(planted_mistakes, key=lambda planted: planted.index)


def _plant(rendered: RenderedProducts, mistake: Mistake, parent: int, offset: int) -> list[PlantedMistake]:
    row = parent + offset
    for column, value in mistake.typed.items():
        rendered.columns[column][row] = value
    for column in mistake.copied:
        rendered.columns[column][row] = rendered.columns[column][parent]
    rows = (parent, row) if mistake.both else (row,)
    return [PlantedMistake(mistake.code, index, column) for index in rows for column in mistake.cells]


def _orphan(rendered: RenderedProducts, rows: int) -> list[PlantedMistake]:
    """Take the handle from the sheet's first product: only there no other product is above."""
    rendered.columns["Product Handle"][0] = None
    return [PlantedMistake("row.orphan", index, "Product Handle") for index in range(rows)]


def rows_of_products(products: Products, indices: list[int]) -> NDArray[np.int64]:
    """Return every row of the products that these rows belong to."""
    return np.flatnonzero(np.isin(products.product, products.product[indices]))
