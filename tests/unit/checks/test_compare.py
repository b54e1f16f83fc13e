"""Two checks compared: findings are told by product, SKU and column, not by where they stand."""

from __future__ import annotations

import pandas as pd
import pytest

import importkit as ik
from importkit import display
from importkit.frames import FRAMES

COLUMNS = ["Product Handle", "Product Title", "SKU", "Barcode", "Grams Weight", "Shelf"]
ROWS = [
    ["shirt", "Shirt", "S-1", None, "heavy", "A"],
    [None, None, "S-2", None, "-3", None],
    ["cap", "<b>Cap</b>", None, "4006381333931", "x", None],
    ["coat", "Coat", "C-1", None, "230", None],
]


def check(rows: list[list[str | None]]) -> ik.Check:
    return ik.check(pd.DataFrame(rows, columns=COLUMNS, dtype="str"))


@pytest.fixture(scope="module")
def before() -> ik.Check:
    return check(ROWS)


def lines(found: pd.DataFrame, *columns: str) -> list[list[object]]:
    shown = found[list(columns or ("state", "code", "cell_before", "cell_after"))]
    return shown.astype("object").where(shown.notna(), None).to_numpy().tolist()


@pytest.mark.slow
def test_a_sheet_that_was_sorted_and_mended(before: ik.Check) -> None:
    rows = [ROWS[3], ROWS[2], ROWS[0], ROWS[1]]
    rows = [[*rows[0][:4], "many", None], rows[1], [*rows[2][:4], "230", "A"], rows[3]]

    found = before.compare(check(rows))

    assert lines(found) == [
        ["new", "number.invalid", None, "E2"],
        ["still", "column.unknown", "F1", "F1"],
        ["still", "number.invalid", "E4", "E3"],
        ["still", "number.negative", "E3", "E5"],
        ["fixed", "number.invalid", "E2", None],
    ]
    assert lines(found.tail(1), "product_handle", "sku", "column", "value_before", "value_after") == [
        ["shirt", "S-1", "Grams Weight", "heavy", None]
    ]
    FRAMES["compared_findings"].validate(pd.DataFrame(found))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "change"),
    [
        pytest.param(0, {2: "S-9"}, id="another SKU"),
        pytest.param(2, {2: "K-1"}, id="a SKU at last"),
        pytest.param(2, {0: "hat"}, id="another handle, told by the barcode"),
        pytest.param(0, {2: " s-1"}, id="the same SKU in another spelling"),
    ],
)
def test_what_is_wrong_is_still_there_when_what_a_row_is_known_by_was_corrected(
    before: ik.Check, row: int, change: dict[int, str]
) -> None:
    rows = [list(line) for line in ROWS]
    for place, value in change.items():
        rows[row][place] = value

    assert set(before.compare(check(rows))["state"]) == {"still"}


def test_two_checks_without_findings_compare_to_nothing() -> None:
    good = ik.check(pd.DataFrame([ROWS[3][:5]], columns=COLUMNS[:5]))

    found = good.compare(good)

    assert found.empty
    assert repr(found).startswith("0 findings compared: 0 new, 0 still there, 0 fixed")


def test_what_is_shown_is_safe_and_counts_first(before: ik.Check) -> None:
    found = before.compare(check([*ROWS, ["a", "A", "S-8", None, "<script>", None]]))

    assert "1 new, 4 still there, 0 fixed" in repr(found)
    assert "<script>" not in found._repr_html_()
    assert "| still there | number.negative | S\\-2 |" in found._repr_markdown_()
    assert type(found[found["state"] == "new"]) is pd.DataFrame


def test_notes_that_are_still_there_are_counted_and_not_shown(before: ik.Check) -> None:
    noted = before.compare(before).assign(severity="info")

    shown = display.compared_findings_markdown(noted)

    assert "still there |" not in shown
    assert f"Not shown\\: {len(noted)} notes still there" in shown
    assert "#d1242f" not in display.compared_findings_html(noted.assign(state="new"))
    assert "#d1242f" in display.compared_findings_html(noted.assign(state="new", severity="warning"))


def test_only_checks_are_compared(before: ik.Check) -> None:
    with pytest.raises(ik.UsageError, match="another check"):
        before.compare("other.xlsx")  # type: ignore[arg-type]
