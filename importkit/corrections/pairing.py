"""Which rows of a corrections workbook were which before: told by keys and then by their order."""

from __future__ import annotations

import pandas as pd

from importkit.key_pairing import keys_of, matched

#: How a row is recognised that does not say which one it was, the surest way first: what was corrected
#: may be the SKU, or the handle.
_WAYS = (["handle", "sku"], ["sku"], ["handle"])


def keyed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows as they can be paired: columns row, handle and sku, the last two as keys."""
    return rows.assign(
        row=rows["row"].astype("int64"), handle=keys_of(rows["handle"]), sku=keys_of(rows["sku"])
    )


def paired(now: pd.DataFrame, then: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are the same, one line for each: columns row_now and row_then.

    A row that says which one it was is that one or a new one; the others are told by handle and SKU, and
    where these repeat or one of them was corrected, by their order.

    Args:
        now: As `keyed` has it, with a column original: the row's number in the first workbook, NA where it
            does not say.
        then: The same; a row says its own number where it stood in the first workbook.
    """
    has_original = now["original"].notna()
    found = [matched(now[has_original], then, ["original"])]
    left = now[~has_original]
    for way in _WAYS:
        then = then[~then["row"].isin(found[-1]["row_then"])]
        found.append(matched(left, then, way))
        left = left[~left["row"].isin(found[-1]["row_now"])]
    return pd.concat(found, ignore_index=True)
