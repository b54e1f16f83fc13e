"""How a check shows itself: what it is, how much, what is wrong first, and what to do next in Python."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import importkit as ik
from importkit.findings import Findings, catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

HEADERS = ("Product Handle", "Product Title", "SKU", "Grams Weight", "Category")
HOSTILE = '<script>alert(1)</script>"$x$'


@pytest.mark.slow
def test_it_says_what_it_is_what_is_wrong_and_what_to_do_next(check: ik.Check) -> None:
    shown = repr(check)

    assert shown.startswith("1 of 2 products would not be imported: 1 number cannot be read.\n")
    assert 'sheet "Products", mode create; 4 rows, 2 products; 14 of 15 columns\nknown' in shown
    assert "ERROR  Not a number" in shown
    assert shown.index("ERROR") < shown.index("Next:")
    assert "check.explain(4)" in shown
    assert "importkit explain" not in shown
    assert check._mime_() == ("text/html", check._repr_html_())
    assert "`check.explain(4)`" in check._repr_markdown_()


@pytest.mark.slow
@pytest.mark.parametrize("rows", [0, 1])
def test_clean_and_empty_sheets_ask_for_no_mending(check_sheet: Callable[..., ik.Check], rows: int) -> None:
    clean = check_sheet(*[("a", "A", "1", 2, None)] * rows, headers=HEADERS)

    assert "edit" not in repr(clean)
    assert ("ik.connect().plan(check.book)" in repr(clean)) == bool(rows)
    assert clean._repr_html_()
    assert clean._repr_markdown_()


def test_a_sheet_without_a_header_can_be_shown() -> None:
    check = ik.check(pd.DataFrame({"Nothing": ["known"]}))

    assert "Nothing can be imported" in repr(check)
    assert "Next:" not in repr(check)
    assert "check.sheet" not in check._repr_html_()


def test_a_hint_that_is_a_command_becomes_a_call() -> None:
    headers = (
        "Handle",
        "Title",
        "Option1 Name",
        "Option1 Value",
        "Variant SKU",
        "Variant Grams",
        "Product Category",
    )
    rows = [("a", "A", "Size", "M", "1", "5", "Clothing > Jeans > Stright")]
    check = ik.check(pd.DataFrame(rows, columns=list(headers)), dialect="shopify")

    names = "'Clothing &gt; Jeans &gt; Stright', 'Clothing &gt; Jeans &gt; Straight'"
    hint = f"ik.connect().map_value('category', {names})"
    assert hint in check._repr_html_().replace("&#x27;", "'")
    assert "ik.connect().map_value" in re.sub(r"\s+", " ", repr(check))
    assert "importkit catalog" not in check._repr_html_() + repr(check) + check._repr_markdown_()


@pytest.mark.slow
def test_many_hostile_findings_stay_small_and_plain() -> None:
    columns = [f"{place} {HOSTILE * 3}" for place in range(8)]
    cases = [{"row": row, "column": column, "cell": f"A{row}", "value": f"{row}{HOSTILE * 20}"}
             for row in range(2, 1_252) for column in columns]  # fmt: skip
    codes = list(catalogue())
    found = Findings.all(
        Findings.of(code, cases[at * 10_000 // len(codes) : (at + 1) * 10_000 // len(codes)])
        for at, code in enumerate(codes)
    )
    check = ik.Check(f"{HOSTILE}.xlsx", ik.Mode.CREATE, found)

    assert len(found) == 10_000
    html = check._repr_html_()
    assert len(html.encode()) <= 50_000
    assert "more cause" in html
    assert "<script" not in html
    assert "<script" not in check._repr_markdown_().replace("\\<", "")
