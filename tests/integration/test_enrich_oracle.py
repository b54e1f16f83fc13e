"""ENRICH through Pandera, DuckDB and Postgres does what a plain Python importer does.

Each seed makes up a shop and a sheet for it, mostly good and spoilt here and there. The sheet is imported
twice: what the first import has done, the second leaves as it is.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from support import enrich_oracle, stored
from support.enrich_sheets import CATEGORIES, catalog_of, sheet_for, workbook_of
from support.hypothesis_profiles import more_at_night
from support.postgres_fixtures import temporary_database

import importkit as ik

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.db, pytest.mark.slow]


def comparable(products: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return products with their variants in an order of their own and blank texts alike."""
    return {
        handle: blank(product)
        | {
            "variants": sorted(
                map(blank, product["variants"]), key=lambda v: (v["sku"] or "", v["barcode"] or "")
            )
        }
        for handle, product in products.items()
    }


def blank(record: dict[str, Any]) -> dict[str, Any]:
    return {name: None if value == "" else value for name, value in record.items()}


@pytest.fixture(scope="module")
def desk(server_url: str, migrated_template: str) -> Iterator[ik.Workspace]:
    with temporary_database(server_url, migrated_template) as url, ik.connect(url) as workspace:
        yield workspace


@pytest.mark.parametrize("seed", more_at_night(40, by_day=2))
def test_production_equals_what_a_plain_enricher_makes(desk: ik.Workspace, seed: int) -> None:
    random = Random(seed)  # noqa: S311  a sheet made up is no secret
    stored.forget_everything(desk.engine)
    rows, products = catalog_of(random)
    sheet = sheet_for(random, products)
    desk.import_file(workbook_of(rows), filename="catalogue.xlsx")
    assert comparable(stored.products(desk.engine)) == comparable(products)

    for _ in ("first", "again"):
        expected = enrich_oracle.Enricher(products, CATEGORIES).enrich(sheet)
        result = desk.import_file(workbook_of(sheet), filename="enrich.xlsx", mode=ik.Mode.ENRICH)

        found = {(finding.code, finding.row, finding.column) for finding in result.findings.errors}
        assert found == expected.errors
        assert comparable(stored.products(desk.engine)) == comparable(products)
        counted = Counter(expected.rows.values())
        assert {name: result.summary[f"{name}_rows"] for name in ("successful", "unchanged", "failed")} == {
            name: counted[name] for name in ("successful", "unchanged", "failed")
        }
        updated = (result.summary["products_updated"], result.summary["variants_updated"])
        assert updated == (expected.products_updated, expected.variants_updated)
    assert updated == (0, 0)


def test_the_generated_sheets_meet_every_rule_often_enough() -> None:
    codes: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    for seed in range(40):
        random = Random(seed)  # noqa: S311  a sheet made up is no secret
        _, products = catalog_of(random)
        outcome = enrich_oracle.Enricher(deepcopy(products), CATEGORIES).enrich(sheet_for(random, products))
        codes.update(code for code, _, _ in outcome.errors)
        outcomes.update(outcome.rows.values())

    assert min(outcomes[name] for name in ("successful", "unchanged", "failed")) >= 40
    assert outcomes["successful"] > outcomes["failed"] - codes["row.stray"]
    assert {code for code, count in codes.items() if count >= 3} >= {
        "barcode.duplicate",
        "category.not-found",
        "clear.not-allowed",
        "product.conflicting-values",
        "row.stray",
        "sku.duplicate",
        "variant.duplicate-row",
        "variant.identity-conflict",
        "variant.not-found",
        "variant.other-product",
    }
