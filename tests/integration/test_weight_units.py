"""Weights with their units told beside them, from the workbook to what is stored, and back in corrections."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import sqlalchemy as sa

import importkit as ik
from importkit.model import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from importkit.jobs import ImportResult

pytestmark = pytest.mark.db

OF_PRODUCTS = """
SELECT p.product_handle, w.weight, w.weight_unit FROM products AS p
INNER JOIN product_weight AS w ON w.product_id = p.id
ORDER BY p.product_handle
"""
OF_VARIANTS = """
SELECT v.sku, w.weight, w.weight_unit FROM product_variants AS v
INNER JOIN variant_weight AS w ON w.variant_id = v.id
ORDER BY v.sku
"""
HEADERS = ("Product Handle", "Product Title", "SKU", "Weight", "Weight Unit")


@pytest.fixture
def kit(database_url: str) -> Iterator[ik.Workspace]:
    with ik.connect(database_url) as workspace:
        yield workspace


def weights(kit: ik.Workspace, query: str) -> list[tuple[str, str]]:
    with kit.engine.begin() as connection:
        found = connection.execute(sa.text(query)).all()
    return [(name, f"{weight.normalize():f} {unit}") for name, weight, unit in found]


def imported(
    kit: ik.Workspace, *rows: tuple[Any, ...], mode: Mode = Mode.CREATE, formats: str = ""
) -> ImportResult:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (HEADERS, *rows):
        sheet.append(row)
    for (cell,) in sheet.iter_rows(min_row=2, min_col=4, max_col=4):
        cell.number_format = formats or "General"
    buffer = io.BytesIO()
    workbook.save(buffer)
    return kit.import_file(buffer.getvalue(), filename="weights.xlsx", mode=mode)


def test_the_unit_beside_a_weight_is_stored_on_both_levels(kit: ik.Workspace) -> None:
    imported(
        kit,
        ("tee", "Tee", "T-S", 0.23, "kg"),
        (None, None, "T-L", 9, "ounces"),
        ("coat", "Coat", "C-1", "1,5", "KGS"),
        ("belt", "Belt", "B-1", 80, None),
    )

    assert weights(kit, OF_PRODUCTS) == [("belt", "80 g"), ("coat", "1.5 kg"), ("tee", "0.23 kg")]
    assert weights(kit, OF_VARIANTS) == [("T-L", "9 oz")]


def test_enriching_changes_and_clears_a_weight_with_its_unit(kit: ik.Workspace) -> None:
    imported(
        kit,
        ("tee", "Tee", "T-S", 0.23, "kg"),
        (None, None, "T-L", 250, "g"),
        ("coat", "Coat", "C-1", 1.5, "kg"),
    )

    unit_alone = imported(kit, ("tee", None, "T-S", None, "lb"), mode=Mode.ENRICH)
    assert unit_alone.summary["unchanged_rows"] == 1
    imported(
        kit, ("tee", None, "T-S", 0.5, "lb"), (None, None, "T-L", "[clear]", "[clear]"), mode=Mode.ENRICH
    )
    imported(kit, ("coat", None, "C-1", 1.6, None), mode=Mode.ENRICH, formats='0.0" kg"')

    assert weights(kit, OF_PRODUCTS) == [("coat", "1.6 kg"), ("tee", "0.5 lb")]
    assert weights(kit, OF_VARIANTS) == []


def test_a_unit_is_corrected_like_any_cell(kit: ik.Workspace, tmp_path: Path) -> None:
    first = imported(
        kit, ("tee", "Tee", "T-S", 2, "stone"), ("coat", "Coat", "C-1", 1.2, "g"), formats='0.0" kg"'
    )
    assert [(finding.code, finding.cell) for finding in first.findings.errors] == [
        ("number.invalid", "E2"),
        ("number.ambiguous", "D3"),
    ]

    corrections = openpyxl.load_workbook(kit.corrections(first.job_id, tmp_path / "corrections.xlsx"))
    corrections["Products"]["E2"] = "kg"
    corrections["Products"]["E3"] = None
    buffer = io.BytesIO()
    corrections.save(buffer)
    second = kit.import_file(buffer.getvalue(), filename="corrections.xlsx")

    assert second.summary["failed_rows"] == 0
    assert weights(kit, OF_PRODUCTS) == [("coat", "1.2 kg"), ("tee", "2 kg")]
