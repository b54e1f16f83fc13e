"""Rows of a workbook and the failed rows of the job that it corrects."""

from __future__ import annotations

import pandas as pd
import pytest

from importkit.corrections.pairing import keyed, paired

Line = tuple[int, str | None, str | None, int | None]

#: (row, handle, sku, original row) of the earlier job, which was no first one.
THEN: tuple[Line, ...] = ((2, "tee", "T-S", 7), (3, "tee", "T-M", 8), (4, "coat", None, 12))


def rows(*lines: Line) -> pd.DataFrame:
    said = pd.array([line[3] for line in lines], dtype="Int64")
    return keyed(pd.DataFrame([line[:3] for line in lines], columns=["row", "handle", "sku"])).assign(
        original=said
    )


def pairs(*now: Line, then: tuple[Line, ...] = THEN) -> dict[int, int]:
    """Return the earlier row of each row given."""
    found = paired(rows(*now), rows(*then))
    return dict(zip(found["row_now"].tolist(), found["row_then"].tolist(), strict=True))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param([(2, "new", "NEW", 8)], {2: 3}, id="what a row says of itself comes first"),
        pytest.param([(2, "tee", "T-S", 8), (3, "tee", "T-M", 7)], {2: 3, 3: 2}, id="also when sorted"),
        pytest.param([(2, "tee", "T-S", 99)], {}, id="a row that did not fail is no other row"),
        pytest.param([(2, "tee", "T-S", 7), (3, "tee", "T-S", 7)], {2: 2}, id="a copy is a new row"),
        pytest.param([(2, "TEE ", "t-m", None)], {2: 3}, id="handle and SKU, by their keys"),
        pytest.param([(2, "shirt", "T-M", None)], {2: 3}, id="the SKU alone, under another handle"),
        pytest.param([(2, "coat", "C-1", None)], {2: 4}, id="the handle alone, with a SKU at last"),
        pytest.param(
            [(2, "tee", "X-1", None), (3, "tee", "T-S", None), (4, "tee", "X-2", None)],
            {3: 2, 2: 3},
            id="the surest way has the first choice",
        ),
        pytest.param([(2, None, None, None)], {}, id="nothing to go by"),
        pytest.param([(2, None, "T-M", None)], {2: 3}, id="a sheet without handles"),
        pytest.param([], {}, id="no rows"),
    ],
)
def test_rows_find_their_earlier_selves(now: list, expected: dict[int, int]) -> None:
    assert pairs(*now) == expected


def test_rows_with_equal_handle_and_sku_are_told_by_their_order() -> None:
    then = ((5, "tee", "T-S", 5), (9, "tee", "T-S", 9))

    assert pairs((2, "tee", "T-S", None), (3, "tee", "T-S", None), then=then) == {2: 5, 3: 9}


def test_rows_that_were_added_in_between_are_told_by_handle_and_sku() -> None:
    then = ((2, "tee", "T-S", 7), (3, "scarf", "S-1", None))

    assert pairs((2, "scarf", "S-1", None), (3, "tee", "T-X", 7), then=then) == {2: 3, 3: 2}
