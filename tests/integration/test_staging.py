"""Staging: everything a failed product holds is kept, and can be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.brand_imports import Brand, product, variant

from importkit import db, pipeline, staging
from importkit.errors import JobOvertakenError, UsageError
from importkit.model import RowStatus

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from importkit.staging import PreviewPage


@pytest.fixture
def kit(module_engine: Engine) -> Brand:
    return Brand.reopen(module_engine)


BAD = product("bad", None, Season="SS26", Tags="Men", Grams_Weight="230 g")
GOOD = product("good", "GOOD-1", Barcode="00012345")


def preview(kit: Brand, job_id: str, **options: object) -> PreviewPage:
    with db.as_service(kit.engine, "test") as connection:
        return staging.preview(job_id, connection, staging.Part.of(**options))


def test_every_table_keeps_what_failed(kit: Brand) -> None:
    row = product(
        "bad",
        None,
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

    job_id = kit.stage([row, child])

    staged = {table.name: kit.count(table.name, job_id) for table in db.tables.STAGING}
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
    assert kit.rows(
        "SELECT material_name, material_key, percentage::text FROM staging_product_materials ORDER BY 1"
    ) == [
        ("Cotton", "cotton", "75.50"),
        ("Wool", "wool", "24.50"),
    ]


def test_texts_that_trouble_other_importers_arrive_unharmed(kit: Brand) -> None:
    nasty = 'He said "1,5", then\nleft; \\N \\. NULL \t\u00e4\U0001f9e5'

    kit.stage([product("bad", None, Description=nasty)])

    assert kit.scalar("SELECT description FROM staging_products") == nasty


def test_rows_of_failed_products_are_kept_with_every_original_cell(kit: Brand) -> None:
    job_id = kit.stage([BAD, variant("BAD-2"), GOOD])

    kept = "SELECT row_number, product_handle, cells, blocked_by_row FROM import_rows WHERE job_id = :id"
    assert kit.rows(f"{kept} ORDER BY 1", id=job_id) == [
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


def test_findings_are_kept_in_their_order(kit: Brand) -> None:
    job_id = kit.stage([BAD, {**BAD, "Product Handle": "worse"}])

    kept = (
        "SELECT position, code, severity, row_number, column_name, cell, product_handle FROM import_findings"
    )
    assert kit.rows(f"{kept} WHERE job_id = :id ORDER BY position", id=job_id) == [
        (0, "value.required", "error", 2, "SKU", "E2", "bad"),
        (1, "value.required", "error", 3, "SKU", "E3", "worse"),
    ]


def test_the_layout_is_kept_with_the_job(kit: Brand) -> None:
    request = kit.request([product()])
    kit.commit(request)

    assert kit.scalar("SELECT layout FROM import_jobs WHERE id = :id", id=request.job_id) == {
        "sheet": "Products",
        "header_row": 1,
        "dialect": "plan",
        "columns": [
            {"letter": "A", "header": "Product Title", "canonical": "Product Title"},
            {"letter": "B", "header": "Product Handle", "canonical": "Product Handle"},
            {"letter": "C", "header": "SKU", "canonical": "SKU"},
        ],
    }


def test_a_product_in_conflict_is_kept_with_all_that_it_holds(kit: Brand) -> None:
    kit.take(product("tee", "TEE-1"))
    request = kit.request([product("shirt", "TEE-1", Tags="Men | Sale", Eco_Claims="Fair"), GOOD, BAD])

    kit.commit(request)

    names = ("products", "product_variants", "product_tags", "product_eco_claims", "product_weight")
    assert [kit.count(f"staging_{name}", request.job_id) for name in names] == [2, 2, 3, 1, 1]


def test_an_attempt_that_was_overtaken_stages_nothing(kit: Brand) -> None:
    request = kit.request([BAD, GOOD])
    kit.execute("UPDATE import_jobs SET attempt = 2 WHERE id = :id", id=request.job_id)

    with pytest.raises(JobOvertakenError):
        pipeline.stage_and_commit(request, kit.engine)

    assert (kit.count("import_rows"), kit.count("products")) == (0, 0)


def test_nothing_is_kept_of_good_products(kit: Brand) -> None:
    job_id = kit.stage([GOOD, variant("GOOD-2", Product_Title="Other"), BAD])

    kept = ("staging_products", "staging_product_variants", "import_rows", "import_findings")
    assert [kit.count(name, job_id) for name in kept] == [1, 1, 1, 1]


def _committed(kit: Brand) -> str:
    request = kit.request([BAD, variant("BAD-2"), GOOD, variant("GOOD-2", Product_Title="Other")])
    kit.commit(request)
    return request.job_id


def test_the_preview_shows_committed_rows_from_production(kit: Brand) -> None:
    job_id = _committed(kit)

    page = preview(kit, job_id, status=RowStatus.COMMITTED)

    assert [
        (row.row_number, row.product_handle, row.name, row.sku, row.barcode, row.row_status)
        for row in page.rows
    ] == [
        (4, "good", "Tee", "GOOD-1", "00012345", "COMMITTED"),
        (5, "good", "Other", "GOOD-2", None, "COMMITTED"),
    ]


def test_the_preview_shows_failed_rows_with_their_errors(kit: Brand) -> None:
    job_id = _committed(kit)

    page = preview(kit, job_id, status=RowStatus.FAILED)

    assert [
        (row.row_number, row.product_handle, row.sku, [error["cell"] for error in row.errors])
        for row in page.rows
    ] == [
        (2, "bad", None, ["F2"]),
        (3, "bad", "BAD-2", []),
    ]


def test_an_orphan_row_is_previewed_with_its_error(kit: Brand) -> None:
    job_id = kit.stage([{"SKU": "LOST-1"}, GOOD])

    [row] = preview(kit, job_id, status=RowStatus.FAILED).rows

    assert (row.row_number, row.product_handle, [error["code"] for error in row.errors]) == (
        2,
        None,
        ["row.orphan"],
    )


def test_the_preview_of_all_rows_is_in_the_order_of_the_sheet_and_in_pages(kit: Brand) -> None:
    job_id = _committed(kit)

    pages = [preview(kit, job_id, page=number, page_size=3) for number in (1, 2)]

    assert [[row.row_number for row in page.rows] for page in pages] == [[2, 3, 4], [5]]
    assert {(page.total, page.pages) for page in pages} == {(4, 2)}


@pytest.mark.parametrize("options", [{"page": 0}, {"page": 2}, {"page_size": 0}, {"page_size": 1_001}])
def test_a_page_out_of_bounds_is_refused(kit: Brand, options: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        preview(kit, kit.start(), **options)
