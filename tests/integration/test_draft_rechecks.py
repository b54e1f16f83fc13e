"""A fix is checked again where it touches something alone; what is shown then is what a full check finds."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from support import page_sheets as sheets
from support import workers
from support.hypothesis_profiles import more_at_night

import importkit as ik
from importkit import frames
from importkit.model import Mode
from importkit.workbook.sample import make_sample
from importkit.workspace import plans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from importkit.workspace.draft import Draft

pytestmark = pytest.mark.db

SHEETS, EDITS = 30, 10
#: What people type: right and wrong, identifiers and names of other rows, nothing.
VALUES: tuple[object, ...] = (
    "", "12abc", "1.234,5", "0", "230", "5%", "[clear]", "Total", "4006381333931", "see https://a.example/1.jpg",
    "Cotton: 75% | Elastane: 25%", "Cotton, Wool", "COTTON", "Size", "Blue", "https://a.example/1.jpg", None,
)  # fmt: skip
#: What numbers rows of the database, each time anew.
IDS = ["staging_id", "staging_product_id", "staging_variant_id"]


@pytest.fixture
def kit(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ik.Workspace]:
    with workers.workspace(database_url, tmp_path_factory.mktemp("data")) as made:
        yield made


def narrowed(draft: Draft) -> bool:
    """Return whether the last edit was checked where it touches something alone, and check it so."""
    before = vars(draft)["_followed"]
    again = plans.plan_again(draft.context, draft.book.sheet, before)
    draft.find_out(lambda _: None)
    return again is not None


def require_same(draft: Draft) -> None:
    """What is known of a draft is what a check of all of it finds."""
    found, full = draft, draft.rechecked()
    assert found.plan is not None
    assert full.plan is not None
    assert found.plan.summary == full.plan.summary
    assert found.plan.token == full.plan.token
    for name in ("entities", "changes", "rows"):
        pd.testing.assert_frame_equal(getattr(found.plan, name), getattr(full.plan, name))
    pd.testing.assert_frame_equal(found.plan.findings.records, full.plan.findings.records)
    require_same_sheets(found, full)


def require_same_frames(draft: Draft) -> None:
    """The frames of its check are those of a full check."""
    found, full = draft.check, draft.rechecked().check
    for name in frames.FRAMES:
        if name not in {"findings", "columns"} and hasattr(type(full), name):
            pd.testing.assert_frame_equal(getattr(found, name), getattr(full, name), obj=name)


def require_same_sheets(found: Draft, full: Draft) -> None:
    """The resolved sheets are the same, but for ids that are made anew each time."""
    one, other = found.check.resolved, full.check.resolved
    assert one is not None
    assert other is not None
    pd.testing.assert_frame_equal(one.rows.drop(columns=IDS[1:]), other.rows.drop(columns=IDS[1:]))
    for name, table in other.tables.items():
        frames_of = [
            sheet.tables[name].to_pandas().drop(columns=IDS, errors="ignore") for sheet in (one, other)
        ]
        pd.testing.assert_frame_equal(*frames_of, obj=name)
        assert len(table) == len(one.tables[name])
    for column in ("frame", "bad_cells", "clear_marks"):
        sets = [getattr(sheet.checked, column) for sheet in (one, other)]
        if column != "frame":
            sets = [cells.sort_values(["row_number", "column"], ignore_index=True) for cells in sets]
        pd.testing.assert_frame_equal(*sets, check_like=True)


def typed_by(chance: random.Random, book: ik.Book, findings: ik.Findings) -> dict[str, Any]:
    """Return what somebody types next: mostly into a cell that is wrong, mostly a value of another row."""
    cells = findings.errors.records["cell"]
    cells = cells[cells.str.fullmatch(r"[A-Z]+[0-9]+")].tolist()
    letter, row = chance.choice(book.cells.columns.tolist()), chance.choice(book.cells.index.tolist())
    address = chance.choice(cells) if cells and chance.random() < 0.7 else f"{letter}{row}"
    letters = address.rstrip("0123456789")
    known = book.cells[letters].dropna().tolist() if letters in book.cells else []
    return {address: chance.choice(known if known and chance.random() < 0.6 else VALUES)}


@pytest.mark.slow
@pytest.mark.parametrize("seed", more_at_night(SHEETS, by_day=1))
def test_after_edits_everything_shown_is_what_a_full_check_finds(kit: ik.Workspace, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  no secret
    dialect = chance.choice(["plan", "passport", "shopify"])
    make_sample(60, mistakes=0.7, seed=seed, dialect=dialect).write(buffer := io.BytesIO())
    draft = kit.draft(buffer.getvalue(), mode=chance.choice(["create", "create", "enrich"]))
    draft.find_out(lambda _: None)
    for number in range(EDITS):
        draft = draft.edit(typed_by(chance, draft.book, draft.check.findings))
        draft.find_out(lambda _: None)
        if number % 2:
            require_same(draft)
    require_same_frames(draft)


HEADER = (*sheets.HEADER, "Tags", "Category")
#: The coat weighs "heavy", which holds it back.
ROWS = (
    ("linen-shirt", "Linen shirt", "LS-S", 180, "Linen: 100%", "Men", None),
    (None, None, "LS-M", 190, None, None, None),
    ("wool-coat", "Wool coat", "WC-M", "heavy", "Wool: 80% | Polyamide: 20%", "Women", None),
    ("wool-hat", "Wool hat", "WH-1", 90, "wool: 100%", "Women, Winter", "Hats > Capz"),
)
FIX = {"D4": 900}


def planned(kit: ik.Workspace) -> Draft:
    """Return a draft that was looked at."""
    draft = kit.draft(sheets.workbook(ROWS, header=HEADER))
    draft.find_out(lambda _: None)
    return draft


def test_a_fix_is_checked_where_it_touches_something(kit: ik.Workspace) -> None:
    draft = planned(kit).edit(FIX)

    assert narrowed(draft)
    require_same(draft)
    require_same_frames(draft)
    assert draft.plan is not None
    assert draft.plan.summary["products_created"] == 2
    # The coat now comes first with what the hat calls "wool".
    assert "Wool" in draft.plan.entities["name"].tolist()

    draft = draft.edit({"G5": "Accessories > Hats & Caps"})  # on top of what was found so
    assert narrowed(draft)
    require_same(draft)


BLANK_ROW = dict.fromkeys([f"{letter}4" for letter in "ACDEF"])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda draft: draft.edit({"A4": "coat"}), id="a handle groups rows", marks=pytest.mark.nightly
        ),
        pytest.param(lambda draft: draft.edit({"D2": 200}), id="a product that was not held back"),
        pytest.param(lambda draft: draft.edit({"B4": "x", **BLANK_ROW}), id="a row beside the products"),
        pytest.param(lambda draft: draft.use_as("F", "Season"), id="a header", marks=pytest.mark.nightly),
        pytest.param(
            lambda draft: draft.leave_out("wool-hat"),
            id="a product that is left out",
            marks=pytest.mark.nightly,
        ),
        pytest.param(lambda draft: draft.edit(FIX).with_mode("enrich"), id="another mode"),
    ],
)
def test_what_touches_more_is_checked_as_a_whole(kit: ik.Workspace, change: Callable[[Draft], Draft]) -> None:
    draft = change(planned(kit))

    draft.find_out(lambda _: None)
    require_same(draft)
    assert draft.mode is Mode.ENRICH or not narrowed(change(planned(kit)))


def stored(kit: ik.Workspace, *row: Any) -> None:
    """Import one product of another sheet."""
    kit.import_file(sheets.workbook([row], header=HEADER), filename="other.xlsx")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda kit: stored(kit, "linen-shirt", "Shirt", "X", None, None, None, None), id="handle"
        ),
        pytest.param(lambda kit: stored(kit, "other", "Other", "LS-M", None, None, None, None), id="SKU"),
        pytest.param(lambda kit: stored(kit, "other", "Other", "X", None, None, "Men", None), id="name"),
        pytest.param(
            lambda kit: (
                stored(kit, "other", "Other", "X", None, None, "Ladies", None),
                kit.map_value("tag", "Women", "Ladies"),
            ),
            id="mapping",
            marks=pytest.mark.nightly,
        ),
        pytest.param(
            lambda kit: kit.map_value("category", "Hats > Capz", "Accessories > Hats & Caps"), id="category"
        ),
    ],
)
def test_what_was_stored_meanwhile_counts(
    kit: ik.Workspace, change: Callable[[ik.Workspace], object]
) -> None:
    draft = planned(kit)
    change(kit)
    draft = draft.edit(FIX)

    assert not narrowed(draft)
    require_same(draft)


def test_a_fix_may_contradict_what_is_stored(kit: ik.Workspace) -> None:
    stored(kit, "other", "Other", "WC-9", None, None, None, None)
    draft = planned(kit).edit({**FIX, "C4": "WC-9"})

    assert narrowed(draft)
    require_same(draft)
    assert draft.plan is not None
    assert draft.check.findings.counts()["sku.taken"] == 1
    assert draft.plan.summary["failed_products"] == 2

    draft = draft.edit({"C4": "WC-M"})
    narrowed(draft)
    require_same(draft)
