"""Where a fix touches few products, only these are resolved again, and the sheet is what it is as a whole.

What production makes of it is tested with a database, in `tests/integration/test_draft_rechecks.py`.
"""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from support.hypothesis_profiles import more_at_night

import importkit as ik
from importkit import pipeline
from importkit.checks.book import with_cells
from importkit.model import BrandContext, Mode
from importkit.read_options import ReadOptions
from importkit.taxonomy import load
from importkit.workbook.sample import make_sample
from importkit.workspace import draft_cells

if TYPE_CHECKING:
    from importkit.model import ResolvedSheet

#: Sheets, edits of each, and how many of these follow each other.
SHEETS, EDITS, FOLLOWING = 60, 60, 4
#: What people type: right and wrong, identifiers and names of other rows, nothing.
VALUES: tuple[object, ...] = (
    "", "12abc", "1.234,5", "0", "230", "5%", "[clear]", "Total", "4006381333931", "see https://a.example/1.jpg",
    "Cotton: 75% | Elastane: 25%", "Cotton, Wool", "COTTON", "Size", "Blue", "https://a.example/1.jpg", None,
)  # fmt: skip
#: What numbers rows of the database, each time anew.
IDS = ["staging_id", "staging_product_id", "staging_variant_id"]


def require_same(one: ResolvedSheet, other: ResolvedSheet) -> None:
    """Two resolved sheets are the same, but for ids."""
    pd.testing.assert_frame_equal(one.findings.records, other.findings.records)
    pd.testing.assert_frame_equal(one.rows.drop(columns=IDS[1:]), other.rows.drop(columns=IDS[1:]))
    assert list(one.tables) == list(other.tables)
    for name in other.tables:
        kept = [sheet.tables[name].to_pandas().drop(columns=IDS, errors="ignore") for sheet in (one, other)]
        pd.testing.assert_frame_equal(*kept, obj=name)
    pd.testing.assert_frame_equal(one.checked.frame, other.checked.frame, check_like=True)
    for name in ("bad_cells", "clear_marks"):
        places = [
            getattr(sheet.checked, name).sort_values(["row_number", "column"], ignore_index=True)
            for sheet in (one, other)
        ]
        pd.testing.assert_frame_equal(*places)


def next_cell(chance: random.Random, book: ik.Book, resolved: ResolvedSheet) -> tuple[Any, Any]:
    """Return what somebody types next, and where: mostly into a cell that is wrong."""
    letters, rows = book.cells.columns.tolist(), book.cells.index.tolist()
    wrong = resolved.findings.errors.records.dropna(subset="row")
    wrong = wrong[wrong["cell"].str.fullmatch(r"[A-Z]+[0-9]+")]
    if len(wrong) and chance.random() < 0.75:
        cell = wrong.iloc[chance.randrange(len(wrong))]
        row, letter = int(cell["row"]), str(cell["cell"]).rstrip("0123456789")
    else:
        row, letter = chance.choice(rows), chance.choice(letters)
    known = book.cells[letter].dropna().tolist() if letter in letters else []
    place = row, letters.index(letter) + 1
    value = chance.choice(known if known and chance.random() < 0.6 else VALUES)
    return place, draft_cells.typed(book.sheet, place, value, argument="a cell")


@pytest.mark.slow
@pytest.mark.parametrize("seed", more_at_night(SHEETS, by_day=5))
def test_after_edits_what_is_resolved_in_part_is_what_is_resolved_as_a_whole(seed: int) -> None:
    chance, brand = random.Random(seed), BrandContext(load())  # noqa: S311  no secret
    sample = make_sample(20, mistakes=0.3, seed=seed, dialect=chance.choice(["plan", "passport", "shopify"]))
    sample.write(buffer := io.BytesIO())
    base = ik.read(buffer.getvalue())
    options = ReadOptions(Mode.CREATE)
    first = pipeline.resolve(base.sheet, lambda _: brand, options)
    edits = narrowed = 0
    while edits < EDITS:
        made: dict[Any, Any] = {}  # some edits follow each other, as they do where somebody fixes a product
        edited, before = base, first
        while before and edits < EDITS and len(made) < FOLLOWING:
            place, value = next_cell(chance, edited, before)
            made[place] = value
            edited, edits = with_cells(base, made), edits + 1
            again = pipeline.resolve_again(edited.sheet, before, brand)
            before = again and again.whole  # else all of it is looked at, which is what it is compared with
            if before:
                require_same(before, pipeline.resolve(edited.sheet, lambda _: brand, options))
                narrowed += 1

    assert narrowed
