"""Rows of a workbook and the failed rows of the job that it corrects."""

from __future__ import annotations

import pandas as pd
import pytest

from importkit.corrections.pairing import keyed, paired

#: (row, handle, sku) of the earlier job.
THEN = ((7, "tee", "T-S"), (8, "tee", "T-M"), (12, "coat", None))


def rows(lines: tuple[tuple[int, str | None, str | None], ...]) -> pd.DataFrame:
    return keyed(pd.DataFrame(list(lines), columns=["row", "handle", "sku"]))


def pairs(*now: tuple[int, str | None, str | None, int | None]) -> dict[int, int]:
    """Return the earlier row of each row given: (row, handle, sku, original row)."""
    said = pd.array([line[3] for line in now], dtype="Int64")
    found = paired(rows(tuple(line[:3] for line in now)).assign(original=said), rows(THEN))
    return dict(zip(found["row_now"].tolist(), found["row_then"].tolist(), strict=True))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param([(2, "new", "NEW", 8)], {2: 8}, id="what a row says of itself comes first"),
        pytest.param([(2, "tee", "T-S", 8), (3, "tee", "T-M", 7)], {2: 8, 3: 7}, id="also when sorted"),
        pytest.param([(2, "tee", "T-S", 99)], {}, id="a row that did not fail is no other row"),
        pytest.param([(2, "tee", "T-S", 7), (3, "tee", "T-S", 7)], {2: 7}, id="a copy is a new row"),
        pytest.param([(2, "TEE ", "t-m", None)], {2: 8}, id="handle and SKU, by their keys"),
        pytest.param([(2, "shirt", "T-M", None)], {2: 8}, id="the SKU alone, under another handle"),
        pytest.param([(2, "coat", "C-1", None)], {2: 12}, id="the handle alone, with a SKU at last"),
        pytest.param(
            [(2, "tee", "X-1", None), (3, "tee", "T-S", None), (4, "tee", "X-2", None)],
            {3: 7, 2: 8},
            id="the surest way has the first choice",
        ),
        pytest.param([(2, None, None, None)], {}, id="nothing to go by"),
        pytest.param([(2, None, "T-M", None)], {2: 8}, id="a sheet without handles"),
        pytest.param([], {}, id="no rows"),
    ],
)
def test_rows_find_their_earlier_selves(now: list, expected: dict[int, int]) -> None:
    assert pairs(*now) == expected


def test_rows_with_equal_handle_and_sku_are_told_by_their_order() -> None:
    then = rows(((5, "tee", "T-S"), (9, "tee", "T-S")))
    now = rows(((2, "tee", "T-S"), (3, "tee", "T-S"))).assign(original=pd.array([None, None], dtype="Int64"))

    found = paired(now, then)

    assert found.to_numpy().tolist() == [[2, 5], [3, 9]]
