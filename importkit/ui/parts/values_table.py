"""Values that an import changes or has changed, as a person reads them: each before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable


def values_table(changes: pd.DataFrame) -> pd.DataFrame:
    """Return changes as a table to show.

    Args:
        changes: product_handle (NA where the product is gone), sku, barcode, field, before, after; and
            inherited, which counts where a variant has no value of its own, if that is known.
    """
    inherited = changes.get("inherited", pd.Series(None, index=changes.index, dtype="object"))
    of_product = [f"{_text(value)} (the product's)" if _text(value) else "" for value in inherited]
    return pd.DataFrame(
        {
            "Product": changes["product_handle"].fillna("gone since").to_numpy(),
            "Variant": changes["sku"].fillna(changes["barcode"]).fillna("").to_numpy(),
            "Field": changes["field"].to_numpy(),
            "Before": _or(changes["before"], of_product),
            "After": _or(changes["after"], of_product),
        }
    )


def _or(values: Iterable[object], others: Iterable[str]) -> list[str]:
    return [_text(value) or other for value, other in zip(values, others, strict=True)]


def _text(value: object) -> str:
    if isinstance(value, list):
        return " · ".join(map(str, value))
    return value if isinstance(value, str) else ""
