"""Exports as shops hand them over: every mistake that is in them is told, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.shop_exports import EXPORTS, Export

import importkit as ik

if TYPE_CHECKING:
    from importkit.findings import Findings

pytestmark = pytest.mark.db


#: Those that are imported by day, with columns, totals, units and pictures of their own; the others at night.
IMPORTED_BY_DAY = (
    "Shopify's columns of today",
    "notes and totals below",
    "units in a column",
    "pictures",
)


@pytest.fixture(params=list(EXPORTS), scope="module")
def export(request: pytest.FixtureRequest) -> Export:
    return EXPORTS[request.param]()


def test_exactly_the_mistakes_of_an_export_are_told(export: Export) -> None:
    check = ik.check(export.content)

    assert _reported(check.findings, "error") == export.errors
    assert _reported(check.findings, "warning") == export.warnings
    assert check.counts["rows"] >= 200


@pytest.mark.parametrize(
    "export",
    [pytest.param(name, marks=() if name in IMPORTED_BY_DAY else pytest.mark.nightly) for name in EXPORTS],
    indirect=True,
)
def test_the_good_products_of_an_export_are_imported_once_and_it_changes_nothing_of_them_then(
    export: Export, database_url: str
) -> None:
    with ik.connect(database_url) as kit:
        summary = kit.import_file(export.content, filename="export.xlsx").summary
        again = kit.import_file(export.content, filename="export.xlsx").summary
        enriched = kit.import_file(export.content, filename="export.xlsx", mode=ik.Mode.ENRICH).summary

    assert summary["products_created"] == export.products - export.failed_products
    assert summary["failed_products"] == export.failed_products
    assert summary["failed_rows"] == export.failed_rows
    assert again["products_unchanged"] == summary["products_created"]
    assert again["failed_rows"] == export.failed_rows
    assert (enriched["products_updated"], enriched["variants_updated"]) == (0, 0)


def _reported(findings: Findings, severity: str) -> set[tuple[str, str]]:
    return {(finding.code, finding.cell) for finding in findings if finding.severity == severity}
