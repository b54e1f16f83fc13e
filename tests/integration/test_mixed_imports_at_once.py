"""Whole imports of one brand at the same moment, from the file to the summary: two create, two enrich."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from support import stored

import importkit as ik
from importkit.model import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from importkit.jobs import ImportResult

pytestmark = pytest.mark.slow

HEADER = ["Product Handle", "Product Title", "SKU", "Season", "Grams Weight", "Materials Percentages"]
PRODUCTS = range(40)


def new(number: int, material: str) -> list[list[Any]]:
    """Return a product of two variants."""
    return [
        [f"p-{number}", f"Product {number}", f"P-{number}-A", "SS26", 100, f"{material}: 100%"],
        [None, None, f"P-{number}-B", None, 120, None],
    ]


def known(number: int, season: str) -> list[list[Any]]:
    """Return what enriches one: a value of the product, and one of its second variant."""
    return [
        [f"p-{number}", None, f"P-{number}-A", season, None, None],
        [None, None, f"P-{number}-B", None, 150, None],
    ]


def test_two_create_and_two_enrich_the_same_products_at_once(
    database_url: str, workbook: Callable[..., bytes]
) -> None:
    def sheet(rows: list[list[Any]]) -> bytes:
        return workbook({"Products": [HEADER, *rows]})

    there = [row for number in PRODUCTS[:20] for row in new(number, "Cotton")]
    with ik.connect(database_url) as kit:
        kit.import_file(sheet(there))
        sheets = [
            (Mode.CREATE, sheet([row for number in PRODUCTS for row in new(number, "Cotton")])),
            (Mode.CREATE, sheet([row for number in PRODUCTS for row in new(number, " COTTON ")])),
            (Mode.ENRICH, sheet([row for number in PRODUCTS for row in known(number, "AW26")])),
            (Mode.ENRICH, sheet([row for number in PRODUCTS for row in known(number, "aw26")])),
        ]
        start = Barrier(len(sheets))

        def run(mode: Mode, content: bytes) -> ImportResult:
            with ik.connect(database_url) as own:
                start.wait(timeout=300)
                return own.import_file(content, mode=mode)

        with ThreadPoolExecutor(len(sheets)) as pool:
            results = list(pool.map(lambda each: run(*each), sheets))

        assert all(result.status.startswith("COMPLETED") for result in results)
        for summary in (result.summary for result in results):
            parts = (summary["successful_rows"], summary["unchanged_rows"], summary["failed_rows"])
            assert sum(parts) == summary["total_rows"] == 80
        assert stored.counts(kit.engine) | {"product_weight": 0} == {
            "products": 40,
            "product_variants": 80,
            "product_weight": 0,
            "product_materials": 40,
            "variant_weight": 40,
            "brand_materials": 1,
            "brand_seasons": 2,
        }
        keys = stored.rows(kit.engine, "SELECT name_key FROM brand_seasons ORDER BY 1")
        assert keys == [{"name_key": "aw26"}, {"name_key": "ss26"}]
        # What was there before was found and enriched, whoever came first.
        enriched = "SELECT count(*) AS n FROM variant_weight WHERE weight = 150"
        assert stored.rows(kit.engine, enriched)[0]["n"] >= 20
