"""Every row that failed has its errors in staging, or names the row that holds it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support import catalogs, stored, workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from support.filled_databases import Filled

    import importkit as ik

pytestmark = pytest.mark.db

#: Sheets with rows that fail, and the codes that each failed product has; `cap` and `hat` are stored.
SHEETS: dict[str, tuple[str, list[dict[str, Any]], list[set[str]]]] = {
    "no column of titles": (
        "create",
        [{"Product_Handle": "tee", "SKU": "T-1"}, {"Product_Handle": "coat", "SKU": "C-1"}],
        [{"column.missing"}, {"column.missing"}],
    ),
    "no column of identifiers": (
        "create",
        [{"Product_Handle": "tee", "Product_Title": "Tee"}, {"Product_Handle": "tee"}],
        [{"column.missing"}],
    ),
    "no column of handles": ("create", [{"Product_Title": "Tee", "SKU": "T-1"}], [{"column.missing"}]),
    "no identifiers in enrich mode": (
        "enrich",
        [{"Product_Handle": "cap", "Season": "SS26"}, {"Product_Handle": "hat", "Season": "SS26"}],
        [{"column.missing"}, {"column.missing"}],
    ),
    "a column that is missing and a number that is none": (
        "create",
        [{"Product_Handle": "tee", "SKU": "T-1", "Grams_Weight": "heavy"}, {"SKU": "T-2"}],
        [{"column.missing", "number.invalid"}],
    ),
    "what is stored already": (
        "create",
        [catalogs.product("cap", Description="New"), catalogs.product("bag", SKU="hat-1"), {"SKU": "bag-2"}],
        [{"product.exists"}, {"sku.taken"}],
    ),
    "what is not stored": (
        "enrich",
        [{"SKU": "no-1", "Season": "SS26"}, {"SKU": "cap-1", "Barcode": "4006381333931", "Season": "SS26"}],
        [{"variant.not-found"}],
    ),
    "mistakes in values": (
        "create",
        [
            catalogs.product("tee", Image="no address"),
            {"SKU": "T-2"},
            catalogs.product("coat", Category="Nowhere"),
            catalogs.product("sock", SKU="T-2"),
        ],
        [{"category.not-found"}, {"image.not-url", "sku.duplicate"}, {"sku.duplicate"}],
    ),
}


def import_cap_and_hat(kit: ik.Workspace) -> None:
    catalogs.take(kit, catalogs.product("cap"), catalogs.product("hat"))


@pytest.fixture
def template(filled: Callable[..., Filled]) -> str:
    return filled(import_cap_and_hat).template


@pytest.fixture
def kit(database_url: str, tmp_path: Path) -> Iterator[ik.Workspace]:
    with workers.workspace(database_url, tmp_path) as opened:
        yield opened


def codes(errors: list[dict[str, Any]] | None) -> set[str]:
    return {error["code"] for error in errors or []}


@pytest.mark.parametrize(("mode", "rows", "expected"), SHEETS.values(), ids=SHEETS)
def test_what_failed_says_why_in_staging(
    kit: ik.Workspace, mode: str, rows: list[dict[str, Any]], expected: list[set[str]]
) -> None:
    kit.import_file(catalogs.sheet(*rows), filename="sheet.xlsx", mode=mode)

    products = stored.rows(kit.engine, "SELECT errors FROM staging_products WHERE row_status = 'FAILED'")
    variants = stored.rows(kit.engine, "SELECT row_number, errors FROM staging_product_variants")
    held_back = catalogs.column(kit, "SELECT row_number FROM import_rows WHERE blocked_by_row IS NOT NULL")
    reported = sorted(sorted(codes(product["errors"])) for product in products)
    assert reported == sorted(map(sorted, expected))
    assert {row["row_number"] for row in variants if not codes(row["errors"])} <= set(held_back)
