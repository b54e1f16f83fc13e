"""What is not in a cell makes no finding new or fixed: the order of products, and further good ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hypothesis_profiles import one_example_in

import importkit as ik

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What a cell may hold beside its handle, often something wrong.
CELLS: dict[str, tuple[str | None, ...]] = {
    "Product Title": ("Shirt", "Cap", None, " ", "Shirt  "),
    "Category": ("Apparel > Tops > T-Shirts", "Tops > Nowhere", None),
    "Tags": ("new; linen", "new, linen", None),
    "SKU": ("S-1", "S-2", "s-1 ", None),
    "Barcode": ("4006381333931", "4006381333932", None),
    "Attribute 1": ("Color", None),
    "Attribute Value 1": ("Red", "Blue", None),
    "Grams Weight": ("230", "heavy", "-3", "0", "[clear]", None),
    "Materials Percentages": ("Linen: 100%", "Linen: 60% | Wool: 60%", "Linen 100", None),
    "Image": ("https://a.example/1.jpg", "1.jpg", None),
    "Weaving": ("Mill A", None),
    "Colour of the box": ("grey", None),
}
COLUMNS = ["Product Handle", *CELLS]
ROWS = st.tuples(*(st.sampled_from(values) for values in CELLS.values()))
HANDLES = st.sampled_from(["shirt", "cap", "Coat", "bad handle!", "scarf", "shoe"])


@st.composite
def groups(draw: st.DrawFn) -> list[list[tuple[str | None, ...]]]:
    """Return products, each the rows of one handle; SKUs, titles and names may be used twice."""
    made = []
    for handle in draw(st.lists(HANDLES, min_size=1, max_size=6, unique=True)):
        first, *more = draw(st.lists(ROWS, min_size=1, max_size=3))
        rest = [(draw(st.sampled_from([None, handle])), *row) for row in more]
        made.append([(handle, *first), *rest])
    return made


def check(rows: Iterable[tuple[str | None, ...]]) -> ik.Check:
    return ik.check(pd.DataFrame(list(rows), columns=COLUMNS, dtype="str"), filename="sheet.xlsx")


GOOD = [
    (
        f"good-{number}", f"Good {number}", None, None, f"GOOD-{number}", None, None, None, None, None,
        None, None, None,
    )
    for number in range(100)
]  # fmt: skip


@pytest.mark.slow
@one_example_in(8)
@given(groups(), st.randoms(use_true_random=False))
def test_products_in_another_order_and_further_good_ones_fix_and_break_nothing(made, random) -> None:
    moved = random.sample(made, len(made))
    before = check(row for rows in made for row in rows)

    found = before.compare(check([*GOOD, *(row for rows in moved for row in rows)]))

    is_new = found["state"] == "new"
    assert not (found["state"] == "fixed").any()
    assert (found.loc[is_new, "row_after"] <= len(GOOD) + 1).all()
    assert (~is_new).sum() == len(before.findings)
