"""The products of a workbook as lines of text, in an order of their own: what version control compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit import schema
from importkit.checks.sheet_values import sheet_values
from importkit.checks.workbook_diff import resolved_sheet
from importkit.key_pairing import keys_of
from importkit.shape import Level
from importkit.values.separators import ITEM

if TYPE_CHECKING:
    from importkit.checks.check import Check
    from importkit.checks.sources import Source

_KEYS = ["product_handle", "sku", "barcode"]
_ORDER = [f"{_KEYS[0]}_key", "level", *(f"{name}_key" for name in _KEYS[1:]), "text"]


def workbook_text(source: Source | Check) -> str:
    r"""Return the products of a workbook as text: products by handle, variants by SKU, a line for each value.

    The order of rows and columns, and how cells are formatted, makes no difference.

    Args:
        source: The workbook, or a check of one.

    Raises:
        WorkbookError: The file cannot be used at all.
        RefusedImportError: It has no header row.

    >>> print(workbook_text(pd.DataFrame({"SKU": ["S-1"], "Product Handle": ["a"], "Product Title": ["A"]})))
    product a
      Product Title: A
      variant S-1
    """
    found = sheet_values(resolved_sheet(source))
    products = found.products.assign(sku=None, barcode=None, level=str(Level.PRODUCT))
    owners = pd.concat([products, found.variants.assign(level=str(Level.VARIANT))], ignore_index=True)
    names = owners[_KEYS].astype("str").fillna("")
    keys = {f"{name}_key": keys_of(names[name]).fillna("") for name in _KEYS}
    heads = _heads(owners["level"], names)
    texts = heads + _value_texts(owners, found.lines)
    ordered = owners.assign(**keys, text=texts).sort_values(_ORDER, kind="stable")
    return "\n".join(ordered["text"]).strip("\n")


def _heads(levels: pd.Series[str], names: pd.DataFrame) -> pd.Series[str]:
    """Return the line above the values of each product, after a blank one, and of each variant."""
    variants = names["sku"].mask(names["sku"] == "", names["barcode"])
    known = ("  variant " + variants).where(names["product_handle"] != "", "\nvariant " + variants)
    return known.str.rstrip().where(levels == Level.VARIANT, "\nproduct " + names["product_handle"])


def _value_texts(owners: pd.DataFrame, values: pd.DataFrame) -> pd.Series[str]:
    """Return the values of each product and variant, a line each; the SKU stands above them."""
    places = {name: place for place, name in enumerate(schema.columns())}
    shown = values[values["field"] != "SKU"]
    shown = shown.assign(place=shown["field"].map(places)).sort_values("place", kind="stable")
    indents = shown["level"].map({str(Level.PRODUCT): "\n  ", str(Level.VARIANT): "\n    "})
    # One line each, whatever the cell holds: a break within it is written as an escape.
    one_line = shown["value"].str.replace("\r\n", "\n").str.replace("\n", "\\n").str.replace(ITEM, "; ")
    lines = shown.assign(line=indents + shown["field"] + ": " + one_line)
    texts = lines.groupby(["level", "row"])["line"].agg("".join).reset_index()
    return owners[["level", "row"]].merge(texts, on=["level", "row"], how="left")["line"].fillna("")
