"""What a report says first: the verdict in products, the worst cause, and no line that calls for nothing."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from support import report_sheets as sheets

from importkit import checks, display
from importkit.model import Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from importkit.checks import Check


pytestmark = pytest.mark.slow  # each of many cases goes through DuckDB


@cache
def checked(make: Callable[[], bytes], mode: Mode) -> Check:
    """Return the check of a sheet; every test of it looks at the same one."""
    return checks.check(make(), mode=mode, filename="spring.xlsx")


def reported(check: Check, width: int = 80, *, every: bool = False) -> list[str]:
    """Return the lines that a check prints."""
    file = io.StringIO()
    console = Console(file=file, width=width, highlight=False, markup=False, emoji=False)
    console.print(display.check_text(check, every=every), crop=False)
    text = file.getvalue().replace("\N{NO-BREAK SPACE}", " ")
    return [line.rstrip() for line in text.splitlines()]


def clean_shopify() -> bytes:
    return sheets.clean("shopify")


SHEETS: Mapping[str, tuple[Callable[[], bytes], Mode, str]] = {
    "a clean sheet": (sheets.clean, Mode.CREATE, "All 48 products can be imported."),
    "a clean Shopify export": (
        clean_shopify,
        Mode.CREATE,
        "All 48 products can be imported.",
    ),
    "a shop without SKUs": (
        sheets.blank_skus,
        Mode.CREATE,
        "None of the 60 products would be imported: 180 variants have no SKU.",
    ),
    "mostly without SKUs": (
        sheets.mostly_blank_skus,
        Mode.CREATE,
        "48 of 80 products would not be imported: 130 variants have no SKU, 2 SKUs are used more than once"
        " and 1 number cannot be read.",
    ),
    "the export of Shopify today, with a note below it": (
        sheets.shopify_today,
        Mode.CREATE,
        "40 of 200 products would not be imported: 40 variants have no SKU. 1 row is a note or a total.",
    ),
    "nothing but a note below the products": (
        sheets.note_below,
        Mode.CREATE,
        "All 200 products can be imported, but 1 row is a note or a total.",
    ),
    "one SKU on 76 rows": (
        sheets.duplicates,
        Mode.CREATE,
        "81 of 210 products would not be imported: 2 SKUs are used more than once and 3 products have no"
        " title.",
    ),
    "an unknown category on 120 rows": (
        sheets.unknown_category,
        Mode.CREATE,
        "122 of 200 products would not be imported: 2 categories are unknown.",
    ),
    "nothing but warnings": (sheets.only_warnings, Mode.CREATE, "All 200 products can be imported."),
    "nothing but a header": (sheets.header_only, Mode.CREATE, "This sheet has no rows of products yet."),
    "no header": (
        sheets.no_header,
        Mode.CREATE,
        "Nothing can be imported: no row looks like a header row.",
    ),
    "no handles": (
        sheets.no_handles,
        Mode.CREATE,
        "None of the 200 products would be imported: the sheet has no Product Handle column.",
    ),
    "enriching by SKU alone": (
        sheets.weights_to_enrich,
        Mode.ENRICH,
        "40 of 200 variants would not be updated: 40 numbers cannot be read.",
    ),
}


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(("make", "mode", "verdict"), SHEETS.values(), ids=SHEETS)
def test_a_report_begins_with_what_holds_most_products_back(
    make: Callable[[], bytes], mode: Mode, verdict: str, width: int
) -> None:
    lines = reported(checked(make, mode), width)

    assert " ".join(lines[:3]).startswith(verdict)


@pytest.mark.parametrize(("make", "mode", "verdict"), SHEETS.values(), ids=SHEETS)
def test_what_calls_for_nothing_is_at_most_one_line(
    make: Callable[[], bytes], mode: Mode, verdict: str
) -> None:
    lines = reported(checked(make, mode), width=120)

    notes = [line for line in lines if line.startswith(("NOTE", "Not imported", "New in the catalog"))]
    assert len(notes) <= 1
    assert len(lines) <= 30


@pytest.mark.parametrize(("make", "mode", "verdict"), SHEETS.values(), ids=SHEETS)
def test_all_lists_every_finding(make: Callable[[], bytes], mode: Mode, verdict: str) -> None:
    text = "\n".join(reported(checked(make, mode), width=400, every=True))

    found = checked(make, mode).findings
    assert [finding for finding in found if finding.message not in text] == []
    assert "more like these" not in text
    assert "--all" not in text
