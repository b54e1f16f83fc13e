"""What projects write in their own tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from importkit.errors import UnknownFindingCodeError, UsageError
from importkit.testing import assert_clean, assert_findings

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["pytester"]

GOOD: dict[str, list[Any]] = {"Product Handle": ["a"], "Product Title": ["A"], "SKU": ["1"]}
BAD = {**GOOD, "Grams Weight": ["12abc"], "Remarks": ["mine"]}


def test_a_clean_sheet_passes_and_its_check_is_returned() -> None:
    assert assert_clean(pd.DataFrame(GOOD), mode="create").counts["products"] == 1


def test_what_is_wrong_is_told_as_a_report() -> None:
    with pytest.raises(AssertionError) as raised:
        assert_clean(pd.DataFrame(BAD))

    message = str(raised.value)
    assert message.startswith("frame.xlsx is not clean:\n")
    assert 'D2  "12abc" in Grams Weight is not a number.' in message
    assert "column.unknown" in message


def test_what_is_allowed_or_not_so_bad_passes() -> None:
    assert_clean(pd.DataFrame(BAD), allow=["number.", "column.unknown"])
    assert_clean(pd.DataFrame(BAD), allow="number.", severity="error")


def test_findings_are_expected_by_cell_or_as_pairs() -> None:
    check = assert_findings(pd.DataFrame(BAD), {"D2": "number.invalid"})

    assert_findings(check, {"D2": ["number.invalid"], "E1": "column.unknown"}, only=True)
    assert_findings(check, [("number.invalid", "D2"), ("column.unknown", "E1")], only=True)


def test_what_is_missing_and_what_is_not_expected_are_listed() -> None:
    with pytest.raises(AssertionError) as raised:
        assert_findings(pd.DataFrame(BAD), {"C2": "sku.duplicate", "E1": "column.unknown"}, only=True)

    assert str(raised.value).splitlines() == [
        "frame.xlsx has not the findings that are expected:",
        "- C2 sku.duplicate",
        '+ D2 number.invalid "12abc" in Grams Weight is not a number.',
    ]


def test_a_wrong_word_is_refused_whatever_the_sheet_has() -> None:
    for wrong in ({"allow": ["sku.duplicat"]}, {"severity": "bad"}, {"mode": "add"}):
        with pytest.raises(UsageError):
            assert_clean(pd.DataFrame(GOOD), **wrong)  # type: ignore[arg-type]
    with pytest.raises(UnknownFindingCodeError):
        assert_findings(pd.DataFrame(GOOD), {"A1": "sku.duplicat"})


@pytest.mark.slow
def test_the_fixture_finds_samples_beside_the_test(pytester: pytest.Pytester, workbook: Path) -> None:
    pytester.makeconftest('pytest_plugins = ["importkit.testing.plugin"]')
    folder = pytester.mkdir("inner")
    (folder / "a.xlsx").write_bytes(workbook.read_bytes())
    (folder / "test_it.py").write_text(
        "def test_it(importkit_check):\n    assert importkit_check('a.xlsx').counts['errors'] == 0\n"
    )

    pytester.inline_run("-p", "no:randomly", "inner").assertoutcome(passed=1)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    pd.DataFrame(GOOD).to_excel(tmp_path / "good.xlsx", index=False)
    return tmp_path / "good.xlsx"
