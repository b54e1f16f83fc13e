"""Imports of one brand at the same time: they take turns, and what they share is made once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from support import stored
from support.brand_imports import Brand, Row, product, variant

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from importkit.production import CommitRequest, Receipt

pytestmark = pytest.mark.slow

SPELLINGS = ("Cotton", " cotton ", "COTTON", "Cotton")


@pytest.fixture
def kit(engine: Engine) -> Brand:
    return Brand.open(engine)


def commit_at_once(kit: Brand, sheets: list[list[Row]]) -> list[Receipt]:
    """Stage every sheet, then commit all of them in the same moment."""
    requests = [kit.request(sheet) for sheet in sheets]
    start = Barrier(len(requests))

    def commit(request: CommitRequest) -> Receipt:
        start.wait(timeout=300)
        return kit.commit(request)

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(commit, requests))


def test_four_spellings_of_one_name_become_one_entity(kit: Brand) -> None:
    sheets = [
        [
            product(
                f"p-{number}",
                f"P-{number}",
                Materials_Percentages=f"{spelling}: 100",
                Tags=f"{spelling} | Shared",
            )
        ]
        for number, spelling in enumerate(SPELLINGS)
    ]

    receipts = commit_at_once(kit, sheets)

    assert [str(receipt.status) for receipt in receipts] == ["COMPLETED"] * 4
    assert kit.column("SELECT name_key FROM brand_materials") == ["cotton"]
    assert kit.column("SELECT name_key FROM brand_tags ORDER BY 1") == ["cotton", "shared"]
    assert stored.counts(kit.engine)["product_materials"] == 4
    created = [entity["name"] for receipt in receipts for entity in receipt.summary["entities_created"]]
    assert len(created) == 3


def test_the_same_sheet_four_times_at_once_makes_each_product_once(kit: Brand) -> None:
    sheet = [
        row
        for n in range(20)
        for row in (product(f"p-{n}", f"P-{n}", Manufacturer="Acme"), variant(f"P-{n}-B"))
    ]

    receipts = commit_at_once(kit, [sheet] * 4)

    assert sorted(receipt.summary["products_created"] for receipt in receipts) == [0, 0, 0, 20]
    assert sorted(receipt.summary["unchanged_rows"] for receipt in receipts) == [0, 40, 40, 40]
    assert stored.counts(kit.engine) == {"products": 20, "product_variants": 40, "brand_manufacturers": 1}


def test_overlapping_handles_add_their_variants_and_conflicts_fail_one_product_only(kit: Brand) -> None:
    sheets = [
        [
            product("shared", f"S-{n}"),
            product(f"own-{n}", f"OWN-{n}"),
            product("rival", f"R-{n}", Season=f"Season {n}"),
        ]
        for n in range(4)
    ]

    receipts = commit_at_once(kit, sheets)

    assert kit.column("SELECT sku FROM product_variants WHERE sku LIKE 'S-%' ORDER BY 1") == [
        "S-0",
        "S-1",
        "S-2",
        "S-3",
    ]
    assert sorted(receipt.summary["failed_rows"] for receipt in receipts) == [0, 1, 1, 1]
    assert len(kit.column("SELECT name FROM brand_seasons")) == 1
    for receipt in receipts:
        summary = receipt.summary
        assert summary["successful_rows"] + summary["unchanged_rows"] + summary["failed_rows"] == 3


def test_brands_do_not_wait_for_each_other(kit: Brand) -> None:
    neighbour = Brand.open(kit.engine, "neighbour")
    waiting = neighbour.request([product("n", "N-1")])
    with kit.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("SET LOCAL ROLE service_role")
        connection.exec_driver_sql(
            "SELECT pg_advisory_xact_lock(hashtextextended('importkit brand ' || %s, 0))", (kit.brand_id,)
        )

        receipt = neighbour.commit(waiting)

    assert receipt.summary["products_created"] == 1
