"""Staging: everything a sheet holds goes in, and what failed can be shown from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.brand_imports import Shop, product, variant

from importkit import db, staging
from importkit.errors import JobOvertakenError, UsageError
from importkit.model import RowStatus

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from importkit.production import CommitRequest
    from importkit.staging import PreviewPage


@pytest.fixture
def shop(engine: Engine) -> Shop:
    return Shop.open(engine)


BAD = product("bad", None, Season="SS26", Tags="Men", Grams_Weight="230 g")
GOOD = product("good", "GOOD-1", Barcode="00012345")


def preview(shop: Shop, job_id: str, **options: object) -> PreviewPage:
    with db.as_service(shop.engine, "test") as connection:
        return staging.preview(job_id, connection, staging.Part.of(**options))


def test_every_table_is_filled_with_the_job(shop: Shop) -> None:
    row = product(
        Barcode="4006381333931",
        Tags="Men",
        Attribute_1="Size",
        Attribute_Value_1="S",
        Kilograms_CO2="6.5",
        Eco_Claims="Fair",
        Grams_Weight="230 g",
        Materials_Percentages="Cotton: 75.5 | Wool: 24.5",
        Weaving="Mill A",
    )
    child = variant(
        Kilograms_CO2="7",
        Eco_Claims="Own",
        Grams_Weight="1 kg",
        Materials_Percentages="Silk: 100",
        Weaving="B",
    )

    request = shop.stage([row, child])

    staged = {table.name: shop.count(table.name, request.job_id) for table in db.tables.STAGING}
    assert staged == {
        "staging_products": 1,
        "staging_product_variants": 2,
        "staging_variant_attributes": 1,
        "staging_product_tags": 1,
        "staging_product_weight": 1,
        "staging_variant_weight": 1,
        "staging_product_environment": 1,
        "staging_variant_environment": 1,
        "staging_product_materials": 2,
        "staging_variant_materials": 1,
        "staging_product_journey_steps": 1,
        "staging_variant_journey_steps": 1,
        "staging_product_eco_claims": 1,
        "staging_variant_eco_claims": 1,
    }
    assert shop.rows(
        "SELECT material_name, material_key, percentage::text FROM staging_product_materials ORDER BY 1"
    ) == [
        ("Cotton", "cotton", "75.50"),
        ("Wool", "wool", "24.50"),
    ]


def test_texts_that_trouble_other_importers_arrive_unharmed(shop: Shop) -> None:
    nasty = 'He said "1,5", then\nleft; \\N \\. NULL \t\u00e4\U0001f9e5'

    shop.stage([product(Description=nasty)])

    assert shop.scalar("SELECT description FROM staging_products") == nasty


def test_rows_of_failed_products_are_kept_with_every_original_cell(shop: Shop) -> None:
    request = shop.stage([BAD, variant("BAD-2"), GOOD])

    kept = "SELECT row_number, product_handle, cells, blocked_by_row FROM import_rows WHERE job_id = :id"
    assert shop.rows(f"{kept} ORDER BY 1", id=request.job_id) == [
        (
            2,
            "bad",
            {
                "A": {"kind": "text", "text": "Tee"},
                "B": {"kind": "text", "text": "bad"},
                "C": {"kind": "text", "text": "SS26"},
                "D": {"kind": "text", "text": "Men"},
                "G": {"kind": "text", "text": "230 g"},
            },
            None,
        ),
        (3, "bad", {"F": {"kind": "text", "text": "BAD-2"}}, 2),
    ]


def test_findings_are_kept_in_their_order(shop: Shop) -> None:
    request = shop.stage([BAD, {**BAD, "Product Handle": "worse"}])

    kept = (
        "SELECT position, code, severity, row_number, column_name, cell, product_handle FROM import_findings"
    )
    assert shop.rows(f"{kept} WHERE job_id = :id ORDER BY position", id=request.job_id) == [
        (0, "value.required", "error", 2, "SKU", "E2", "bad"),
        (1, "value.required", "error", 3, "SKU", "E3", "worse"),
    ]


def test_the_layout_is_kept_with_the_job(shop: Shop) -> None:
    request = shop.stage([product()])

    assert shop.scalar("SELECT layout FROM import_jobs WHERE id = :id", id=request.job_id) == {
        "sheet": "Products",
        "header_row": 1,
        "dialect": "plan",
        "columns": [
            {"letter": "A", "header": "Product Title", "canonical": "Product Title"},
            {"letter": "B", "header": "Product Handle", "canonical": "Product Handle"},
            {"letter": "C", "header": "SKU", "canonical": "SKU"},
        ],
    }


def test_a_second_attempt_begins_where_nothing_was(shop: Shop) -> None:
    request = shop.stage([BAD, GOOD])
    other = shop.stage([BAD])
    shop.execute("UPDATE import_jobs SET attempt = 2 WHERE id = :id", id=request.job_id)

    with db.as_service(shop.engine, "test") as connection:
        staging.begin(request.job_id, 2, connection)

    kept = (
        "import_rows",
        "import_row_outcomes",
        "import_findings",
        *(table.name for table in db.tables.STAGING),
    )
    assert sum(shop.count(name, request.job_id) for name in kept) == 0
    assert shop.count("staging_products", other.job_id) == 1


def test_an_attempt_that_was_overtaken_stages_nothing(shop: Shop) -> None:
    job_id = shop.start()
    shop.execute("UPDATE import_jobs SET attempt = 2 WHERE id = :id", id=job_id)

    with pytest.raises(JobOvertakenError), db.as_service(shop.engine, "test") as connection:
        staging.begin(job_id, 1, connection)


def _committed(shop: Shop) -> CommitRequest:
    request = shop.stage([BAD, variant("BAD-2"), GOOD, variant("GOOD-2", Product_Title="Other")])
    shop.commit(request)
    return request


def test_the_preview_shows_waiting_rows_from_staging(shop: Shop) -> None:
    request = shop.stage([GOOD, variant("GOOD-2", Product_Title="Other"), BAD])

    page = preview(shop, request.job_id, status=RowStatus.PENDING)

    assert page.total == 2
    assert [
        (row.row_number, row.product_handle, row.name, row.sku, row.barcode, row.row_status)
        for row in page.rows
    ] == [
        (2, "good", "Tee", "GOOD-1", "00012345", "PENDING"),
        (3, "good", "Other", "GOOD-2", None, "PENDING"),
    ]


def test_the_preview_shows_committed_rows_from_production(shop: Shop) -> None:
    request = _committed(shop)

    page = preview(shop, request.job_id, status=RowStatus.COMMITTED)

    assert [
        (row.row_number, row.product_handle, row.name, row.sku, row.barcode, row.row_status)
        for row in page.rows
    ] == [
        (4, "good", "Tee", "GOOD-1", "00012345", "COMMITTED"),
        (5, "good", "Other", "GOOD-2", None, "COMMITTED"),
    ]


def test_the_preview_shows_failed_rows_with_their_errors(shop: Shop) -> None:
    request = _committed(shop)

    page = preview(shop, request.job_id, status=RowStatus.FAILED)

    assert [
        (row.row_number, row.product_handle, row.sku, [error["cell"] for error in row.errors])
        for row in page.rows
    ] == [
        (2, "bad", None, ["F2"]),
        (3, "bad", "BAD-2", []),
    ]


def test_an_orphan_row_is_previewed_with_its_error(shop: Shop) -> None:
    request = shop.stage([{"SKU": "LOST-1"}, GOOD])

    [row] = preview(shop, request.job_id, status=RowStatus.FAILED).rows

    assert (row.row_number, row.product_handle, [error["code"] for error in row.errors]) == (
        2,
        None,
        ["row.orphan"],
    )


def test_the_preview_of_all_rows_is_in_the_order_of_the_sheet_and_in_pages(shop: Shop) -> None:
    request = _committed(shop)

    pages = [preview(shop, request.job_id, page=number, page_size=3) for number in (1, 2)]

    assert [[row.row_number for row in page.rows] for page in pages] == [[2, 3, 4], [5]]
    assert {(page.total, page.pages) for page in pages} == {(4, 2)}


@pytest.mark.parametrize("options", [{"page": 0}, {"page": 2}, {"page_size": 0}, {"page_size": 1_001}])
def test_a_page_out_of_bounds_is_refused(shop: Shop, options: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        preview(shop, shop.start(), **options)
