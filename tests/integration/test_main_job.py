"""The main job, end to end, on workbooks like those that people really send."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from support import example_workbooks, stored

import importkit as ik

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.db

RED = "FFFFE0E0"


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


def test_a_passport_template_becomes_two_products(kit: ik.Workspace) -> None:
    result = kit.import_file(example_workbooks.passport(), filename="passport.xlsx")

    assert str(result.status) == "COMPLETED"
    assert stored.counts(kit.engine) == {
        "products": 2,
        "product_variants": 26,
        "product_variant_attributes": 72,
        "product_tags": 5,
        "product_weight": 2,
        "product_environment": 2,
        "product_materials": 5,
        "product_journey_steps": 12,
        "product_eco_claims": 4,
        "brand_manufacturers": 1,
        "brand_seasons": 2,
        "brand_tags": 5,
        "brand_attributes": 4,
        "brand_attribute_values": 13 - 2,
        "brand_materials": 4,
        "brand_facilities": 6,
        "brand_eco_claims": 4,
    }
    assert stored.rows(kit.engine, "SELECT barcode FROM product_variants WHERE sku = 'SKU-OCT-001'") == [
        {"barcode": "115243746"}
    ]
    assert result.summary["total_rows"] == 26
    assert result.summary["skipped_rows"] == 1
    assert result.summary["successful_rows"] == 26


def test_progress_tells_rows_as_they_are_written(kit: ik.Workspace) -> None:
    reported: list[ik.Progress] = []

    kit.import_file(example_workbooks.passport(), filename="passport.xlsx", report=reported.append)

    def rows(phase: ik.Phase) -> list[int]:
        return [progress.rows_done for progress in reported if progress.phase is phase]

    production = {name: n for name, n in stored.counts(kit.engine).items() if name.startswith("product")}
    assert rows(ik.Phase.STAGING) == sorted(rows(ik.Phase.STAGING))
    assert max(rows(ik.Phase.STAGING)) == next(p for p in reported if p.phase is ik.Phase.STAGING).rows_total
    assert max(rows(ik.Phase.COMMITTING)) == sum(production.values())
    assert (reported[-1].phase, reported[-1].rows_done) == (ik.Phase.DONE, 26)


def test_importing_twice_leaves_everything_unchanged(kit: ik.Workspace) -> None:
    kit.import_file(example_workbooks.passport(), filename="passport.xlsx")
    before = stored.products(kit.engine)

    again = kit.import_file(example_workbooks.passport(), filename="passport.xlsx")

    assert str(again.status) == "COMPLETED"
    assert (
        again.summary["unchanged_rows"],
        again.summary["successful_rows"],
        again.summary["failed_rows"],
    ) == (26, 0, 0)
    assert (again.summary["products_unchanged"], again.summary["variants_unchanged"]) == (2, 26)
    assert again.summary["entities_created"] == []
    assert stored.products(kit.engine) == before


def test_rows_without_identifiers_come_back_red_and_the_filled_workbook_goes_in(
    kit: ik.Workspace, tmp_path: Path
) -> None:
    result = kit.import_file(example_workbooks.shopify_without_identifiers(), filename="products_export.xlsx")

    errors = [(finding.code, finding.cell) for finding in result.findings.errors]
    assert errors == [("value.required", f"L{row}") for row in (2, 3, 4, 5, 6)]
    assert (result.summary["failed_rows"], result.summary["failed_products"]) == (5, 3)
    assert stored.counts(kit.engine) == {}

    path = kit.corrections(result.job_id, tmp_path / "corrections.xlsx")
    workbook = openpyxl.load_workbook(path)
    red = [
        cell
        for row in workbook["Products"].iter_rows(min_row=2)
        for cell in row
        if cell.fill.fgColor.rgb == RED
    ]
    assert len(red) == 5
    for number, cell in enumerate(red):
        cell.value = f"SKU-{number}"
    workbook.save(path)
    again = kit.import_file(path)

    assert str(again.status) == "COMPLETED"
    assert (again.summary["products_created"], again.summary["variants_created"]) == (3, 5)
    assert [
        row["handle_key"] for row in stored.rows(kit.engine, "SELECT handle_key FROM products ORDER BY 1")
    ] == [
        "classic-varsity-top",
        "ocean-blue-shirt",
        "yellow-wool-jumper",
    ]


def test_a_shopify_export_commits_its_good_products(kit: ik.Workspace) -> None:
    row = example_workbooks.shopify_row
    cdn = "https://cdn.example.com"
    sheet = example_workbooks.shopify(
        [
            row(
                handle="tee",
                title="Tee",
                vendor="Acme",
                tags="men, summer,Summer",
                name1="Size",
                option1="S",
                sku="T-S",
                grams="180",
                image=f"{cdn}/tee.jpg",
                position="1",
            ),
            row(
                handle="tee",
                option1="M",
                sku="T-M",
                grams="190",
                image=f"{cdn}/tee-2.jpg",
                variant_image=f"{cdn}/m.jpg",
            ),
            row(handle="tee", image=f"{cdn}/tee-3.jpg", position="3"),
            row(
                handle="cap",
                title="Cap",
                vendor="Acme",
                tags="men",
                name1="Title",
                option1="Default Title",
                sku="C-1",
                grams="0",
            ),
            row(
                handle="bad",
                title="Bad",
                vendor="Nobody else",
                tags="unseen",
                name1="Size",
                option1="S",
                sku="B-1",
                grams="-5",
            ),
            row(handle="bad", image=f"{cdn}/bad.jpg"),
            row(
                handle="belt", title="Belt", name1="Length", option1="90", sku="L-90", barcode="4006381333931"
            ),
        ]
    )

    result = kit.import_file(sheet, filename="export.xlsx")

    assert str(result.status) == "COMPLETED_WITH_FAILURES"
    assert [(finding.code, finding.cell) for finding in result.findings.errors] == [("number.negative", "M6")]
    found = stored.products(kit.engine)
    assert sorted(found) == ["belt", "cap", "tee"]
    assert found["tee"]["tags"] == {"men", "summer"}
    assert found["tee"]["image"] == f"{cdn}/tee.jpg"
    assert found["cap"]["weight"] is None
    assert [(v["sku"], v["attributes"], v["image"], v["weight"]) for v in found["tee"]["variants"]] == [
        ("T-S", [("size", "s")], None, None),
        ("T-M", [("size", "m")], f"{cdn}/m.jpg", 190),
    ]
    assert stored.rows(kit.engine, "SELECT name FROM brand_manufacturers") == [{"name": "Acme"}]
    assert (
        result.summary["total_rows"],
        result.summary["successful_rows"],
        result.summary["failed_rows"],
    ) == (7, 5, 2)
    assert "row.image-only" in result.summary["findings"]


def test_a_dismissed_job_leaves_nothing_staged(kit: ik.Workspace) -> None:
    job_id = kit.import_file(example_workbooks.shopify_without_identifiers(), filename="export.xlsx").job_id

    job = kit.dismiss(job_id)

    assert (str(job.status), job.has_exportable_failures) == ("DISMISSED", False)
    assert stored.rows(kit.engine, "SELECT count(*) AS n FROM staging_products") == [{"n": 0}]
    assert stored.rows(kit.engine, "SELECT count(*) AS n FROM import_rows") == [{"n": 0}]
    with pytest.raises(ik.ImportkitError, match="cannot be dismissed"):
        kit.dismiss(job_id)


def test_a_sheet_without_a_required_column_comes_back_with_the_column(
    kit: ik.Workspace, tmp_path: Path, workbook
) -> None:
    sheet = workbook(
        {"Products": [["Product Handle", "SKU", "Note"], ["tee", "T-1", "mine"], [None, "T-2", None]]}
    )

    result = kit.import_file(sheet, filename="short.xlsx")

    assert [(finding.code, finding.column, finding.cell) for finding in result.findings.errors] == [
        ("column.missing", "Product Title", "D1")
    ]
    assert result.summary["failed_rows"] == 2
    written = openpyxl.load_workbook(kit.corrections(result.job_id, tmp_path / "c.xlsx"))["Products"]
    assert [cell.value for cell in written[1]][:4] == ["Product Handle", "SKU", "Note", "Product Title"]
    assert written["D2"].fill.fgColor.rgb == RED
