"""A handle that is mistyped in one row: what follows from it is no error of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importkit.values.near_names import near_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

_DIGITS = re.compile(r"\d+")
_HINT = (
    "Every new product needs a title on its first row; if {handle} is to be the same product as {other}, "
    "correct the handle."
)


def with_one_error_each(
    cases: Mapping[str, pd.DataFrame], products: pd.Series[str]
) -> Mapping[str, pd.DataFrame]:
    """Return the cases of the rules, a mistyped handle being one of them.

    The row of such a handle, or those that are parted from it, are a product without a title, and without the
    names of attributes that only the first row of a product gives: the title alone is told, with the handle
    that may be meant.

    Args:
        cases: The cases by their rule.
        products: The handle of each row's product, in the order of the sheet.
    """
    untitled = cases.get("untitled_products")
    if untitled is None:
        return cases
    meant = dict(_meant(untitled["row"].tolist(), products))
    if not meant:
        return cases
    handles = untitled["row"].map(products)
    advice = [
        _HINT.format(handle=handle, other=meant[handle]) if handle in meant else hint
        for handle, hint in zip(handles, untitled["advice"], strict=True)
    ]
    others = {name: frame for name, frame in cases.items() if name != "half_attributes"}
    changed = {**others, "untitled_products": untitled.assign(advice=advice)}
    halves = cases.get("half_attributes")
    if halves is not None:
        nameless = ~halves["missing"].str.startswith("Attribute Value")
        changed["half_attributes"] = halves[~(nameless & halves["row"].map(products).isin(meant))]
    return changed


def _meant(rows: list[int], products: pd.Series[str]) -> Iterator[tuple[str, str]]:
    """Yield the handles of products without a title that one beside them is like, and that one."""
    starts = products[products != products.shift()]
    handles = starts.fillna("").tolist()  # rows above the first handle have none
    for place in (starts.index.searchsorted(rows, side="right") - 1).tolist():
        handle = handles[place]
        beside = handles[max(place - 1, 0) : place] + handles[place + 1 : place + 2]
        near = near_names(handle.casefold(), [other.casefold() for other in beside])
        like = [beside[at] for at in near if _DIGITS.findall(beside[at]) == _DIGITS.findall(handle)]
        if like:
            yield handle, like[0]
