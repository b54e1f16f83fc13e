"""A draft is checked again after each edit; that tells what a check of the mended file itself would."""

from __future__ import annotations

import io
import random
from typing import Any

import pandas as pd
import pytest
from support.hypothesis_profiles import more_at_night

import importkit as ik
from importkit.checks.book import with_cells
from importkit.workbook.sample import make_sample
from importkit.workspace import draft_cells

SHEETS, EDITS = 26, 12
#: What people type: right and wrong, identifiers and handles of other rows, nothing.
VALUES: tuple[object, ...] = (
    "", "12abc", "1.234,5", "0", "5%", "[clear]", "Total", "4006381333931", "see https://a.example/1.jpg",
    "Cotton: 75% | Elastane: 25%", "Cotton, Wool", "Size", None,
)  # fmt: skip


def require_same(one: ik.Book, other: ik.Book) -> None:
    """A check is a function of what was read: where that is equal, so are two checks."""
    for name in ("frame", "cells", "kinds", "formats", "bad_cells"):
        pd.testing.assert_frame_equal(getattr(one.sheet, name), getattr(other.sheet, name))
    for name in ("layout", "findings", "blank_rows", "skipped_rows", "after_blank"):
        assert getattr(one.sheet, name) == getattr(other.sheet, name), name


@pytest.mark.slow
@pytest.mark.parametrize("seed", more_at_night(SHEETS, by_day=10))
def test_after_edits_the_recheck_equals_a_full_check(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  no secret
    sample = make_sample(8, mistakes=0.6, seed=seed, dialect=chance.choice(["plan", "passport", "shopify"]))
    sample.write(buffer := io.BytesIO())
    base = ik.read(buffer.getvalue())
    mode = chance.choice(["create", "enrich"])
    rows, letters = base.cells.index.tolist(), base.cells.columns.tolist()
    made: dict[Any, Any] = {}
    for number in range(1, EDITS + 1):
        row, letter = chance.choice(rows), chance.choice(letters)
        known = base.cells.loc[:, letter].dropna().tolist()  # a value of another row, half of the time
        value = chance.choice(known if known and chance.random() < 0.5 else VALUES)
        place = row, letters.index(letter) + 1
        made[place] = draft_cells.typed(base.sheet, place, value, argument="a cell")
        if number % 6:
            continue
        edited = with_cells(base, made)
        anew = ik.read(edited.to_bytes(), filename=base.filename)
        require_same(edited, anew)
    if seed % 9 == 0:
        reported = [ik.check(book, mode=mode).findings.records for book in (edited, anew)]
        pd.testing.assert_frame_equal(*reported)
