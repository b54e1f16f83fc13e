"""Every message that validation can make is complete: no fact of its template is left blank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from importkit.findings import entry
from importkit.model import Mode, Sheet
from importkit.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable

CASES: dict[str, dict[str, list[Any]]] = {
    "column.missing": {"Tags": [None]},
    "column.conflict": {"Materials Percentages": ["A: 100%"], "Materials": ["B"], "Percentages": ["100"]},
    "text.too-long": {
        "Product Title": ["x" * 256],
        "Tags": ["x" * 256],
        "Materials Percentages": ["x" * 256],
    },
    "clear.not-allowed": {"Product Title": ["[clear]"], "Tags": ["a; [clear]"]},
    "number.invalid": {
        "Kilograms CO2": ["12abc", None],
        "Grams Weight": ["12abc", "5"],
        "Weight Unit": [None, "stone"],
    },
    "number.no-unit": {"Grams Weight": ["1.2"], "Weight Unit": [None]},
    "number.negative": {"Kilograms CO2": [-1], "Grams Weight": [-1]},
    "number.out-of-range": {"Kilograms CO2": [123456789], "Grams Weight": [123456789]},
    "number.ambiguous": {
        "Kilograms CO2": ["1,234", None],
        "Grams Weight": ["1,234 kg", "5 g"],
        "Weight Unit": [None, "kg"],
    },
    "number.rounded": {
        "Kilograms CO2": [0.00001],
        "Grams Weight": [0.001],
        "Materials Percentages": ["A: 33.333%"],
    },
    "sku.case-differs": {"SKU": ["a", "A"]},
    "sku.scientific": {"SKU": ["4.01E+12"]},
    "sku.precision-lost": {"SKU": [1234567890123456]},
    "handle.scientific": {"Product Handle": ["4.01E+12"]},
    "handle.precision-lost": {"Product Handle": [1234567890123456]},
    "handle.not-slug": {"Product Handle": ["A b", "\u2605"]},
    "barcode.scientific": {"Barcode": ["4.01E+12"]},
    "barcode.precision-lost": {"Barcode": [1234567890123456]},
    "barcode.not-gtin": {"Barcode": ["1", "4006381333932", "A"]},
    "barcode.no-gtins": {"Barcode": ["1", "2", "3", "4", "5"]},
    "barcode.zero-restored": {"Barcode": ["036000291452", 12345678905]},
    "barcode.zero-suspected": {"Barcode": [12345678905]},
    "list.comma": {"Tags": ["a, b"], "Materials Percentages": ["A, B"]},
    "materials.invalid": {"Materials Percentages": ["A: b", ": 5", "A: 5%, B: 5%"]},
    "materials.over-100": {"Materials Percentages": ["A: 120%"]},
    "materials.under-100": {"Materials Percentages": ["A: 20%"]},
    "materials.length-mismatch": {"Materials": ["A; B"], "Percentages": ["5"]},
    "materials.repeated": {"Materials Percentages": ["A; a", "B: 50%; b: 50%"]},
    "materials.bare-number": {"Materials Percentages": ["Nylon 66"]},
    "image.not-url": {"Image": ["x"]},
}


def filled(template: str) -> re.Pattern[str]:
    """Return what a template looks like when each of its facts is given."""
    return re.compile(re.sub(r"\\\{\w+\\\}", r"(?:\\S(?:.*\\S)?)", re.escape(template)), re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize("code", CASES)
def test_a_finding_has_all_its_facts_an_address_and_the_suggestion_of_its_hint(
    book: Callable[..., Sheet], code: str
) -> None:
    findings = [
        finding for finding in validate(book(CASES[code]), Mode.CREATE).findings if finding.code == code
    ]

    assert findings
    for finding in findings:
        assert filled(entry(code).message).fullmatch(finding.message), finding.message
        assert filled(entry(code).hint).fullmatch(finding.hint), finding.hint
        assert re.fullmatch(r"[A-Z]+\d+", finding.cell), finding.cell
        assert finding.sheet == "Products"
        assert finding.value or code in {"column.missing", "number.no-unit"}
        assert finding.suggestion or "{suggestion}" not in entry(code).hint
