"""The real way, through DuckDB and Postgres, does what a plain Python importer does.

Hypothesis makes up a sheet and a later one of the same shop, mostly good and spoilt here and there; both
are imported one after the other into one brand, here and in the oracle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from support import oracle, stored
from support.create_sheets import CATEGORIES, two_sheets, workbook_of
from support.hypothesis_profiles import one_example_in
from support.postgres_fixtures import temporary_database

import importkit as ik

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.db, pytest.mark.slow]


def comparable(product: dict[str, Any]) -> dict[str, Any]:
    """Return a product with its variants in an order of their own and blank texts alike."""
    variants = sorted(
        (blank(variant) for variant in product["variants"]),
        key=lambda v: (v["sku"] or "", v["barcode"] or ""),
    )
    return blank(product) | {"variants": variants}


def blank(record: dict[str, Any]) -> dict[str, Any]:
    return {name: None if value == "" else value for name, value in record.items()}


@pytest.fixture(scope="module")
def kit(server_url: str, migrated_template: str) -> Iterator[ik.Workspace]:
    with temporary_database(server_url, migrated_template) as url, ik.connect(url) as workspace:
        yield workspace


# No shrinking: each example is two imports, and a failing one is small enough to read.
@settings(
    one_example_in(10),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(sheets=two_sheets())
def test_production_equals_what_a_plain_importer_makes(
    kit: ik.Workspace, sheets: tuple[list[oracle.Row], list[oracle.Row]]
) -> None:
    stored.forget_everything(kit.engine)
    plain = oracle.Catalog(CATEGORIES)

    for sheet in sheets:
        outcomes = plain.create(sheet)
        result = kit.import_file(workbook_of(sheet), filename="generated.xlsx")

        expected = {name: comparable(product) for name, product in plain.products.items()}
        assert {
            name: comparable(product) for name, product in stored.products(kit.engine).items()
        } == expected
        counted = {
            name: list(outcomes.values()).count(name) for name in ("successful", "unchanged", "failed")
        }
        assert {name: result.summary[f"{name}_rows"] for name in counted} == counted
