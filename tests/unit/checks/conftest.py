from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.workbooks import build_workbook

import importkit as ik

if TYPE_CHECKING:
    from collections.abc import Callable

HEADERS = (
    "Product Title", "Product Handle", "Manufacturer", "Season", "Tags", "SKU", "Barcode",
    "Attribute 1", "Attribute Value 1", "Grams Weight", "Kilograms CO2", "Materials Percentages",
    "Weaving", "Eco Claims", "Shelf",
)  # fmt: skip

NOTHING = (None, None, None)

#: A good product with an override, one with an error, one that is nobody's.
ROWS = (
    (
        "Linen Shirt", "linen-shirt", "Acme", "SS26", "new; linen", "S-1", "4006381333931", "Color", "Red",
        230, "1,5", "Linen: 90% | Wool: 10%", "Mill A; Mill B", "Fair", "A7",
    ),
    (None, None, None, None, None, "S-2", None, None, "Blue", 250, None, "Linen: 100%", None, None, None),
    ("Wool Cap", "wool-cap", "Bolt", None, None, "C-1", None, "Color", "Grey", "x", None, "Wool", *NOTHING),
    (None, None, None, None, None, "C-2", None, None, "Black", None, None, None, None, None, None),
    ("Product Title", "Product Handle", None, None, None, "SKU", *[None] * 9),
)  # fmt: skip


def sheet_of(*rows: tuple[object, ...], headers: tuple[str, ...] = HEADERS) -> bytes:
    return build_workbook({"Products": [headers, *rows]})


@pytest.fixture(scope="session")
def check() -> ik.Check:
    return ik.check(sheet_of(*ROWS), filename="spring.xlsx")


@pytest.fixture(scope="session")
def check_sheet() -> Callable[..., ik.Check]:
    return lambda *rows, headers=HEADERS, **options: ik.check(sheet_of(*rows, headers=headers), **options)
