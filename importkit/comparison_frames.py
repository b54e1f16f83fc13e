"""The columns of the frames that compare checks, workbooks, or a sheet with what is stored; see `frames`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit import shape
from importkit.findings.findings_frame import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXT, _WHOLE = "str", "Int64"

#: What became of a finding between two checks, from the best to the worst.
STATES = pd.CategoricalDtype(["fixed", "still", "new"], ordered=True)

#: A column of a frame: dtype, what it says, and whether it may be missing.
_Field = tuple[Any, str, bool]
_LEVELS = pd.CategoricalDtype([str(level) for level in shape.Level], ordered=True)
_HANDLE: _Field = (_TEXT, "The product's handle; NA in a sheet that names no product.", True)
_SKU: _Field = (_TEXT, "The variant's SKU.", True)
_BARCODE: _Field = (_TEXT, "The variant's barcode.", True)
_ROWS_OF_BOTH: dict[str, _Field] = {
    "row_old": (_WHOLE, "Its row in the first workbook, as Excel counts.", True),
    "row_new": (_WHOLE, "Its row in the second workbook.", True),
}

#: The frames by their names, and their columns.
COMPARISONS: Mapping[str, dict[str, _Field]] = {
    "compared_findings": {
        "state": (STATES, "fixed, still or new.", False),
        "code": (_TEXT, "The stable code, such as number.negative.", False),
        "severity": (SEVERITIES, "info, warning or error, as it is now or was last.", False),
        "product_handle": (_TEXT, "The product concerned.", True),
        "sku": _SKU,
        "barcode": _BARCODE,
        "column": (_TEXT, "The canonical name, or the header of a column that is not imported.", True),
        **{
            f"{name}_{side}": (dtype, f"{words} {side}; NA where there was none.", True)
            for name, (dtype, words) in {
                "row": (_WHOLE, "Excel's row number"),
                "cell": (_TEXT, "The address"),
                "value": (_TEXT, "The cell's text"),
            }.items()
            for side in ("before", "after")
        },
    },
    "diff_products": {
        "state": (_TEXT, "added, removed or changed.", False),
        "product_handle": (_TEXT, "The product's handle, as it is now or was last.", False),
        **_ROWS_OF_BOTH,
    },
    "diff_variants": {
        "state": (_TEXT, "added, removed or changed.", False),
        "product_handle": _HANDLE,
        "sku": _SKU,
        "barcode": _BARCODE,
        **_ROWS_OF_BOTH,
    },
    "diff_changes": {
        "state": (_TEXT, "What became of the product or variant: added, removed or changed.", False),
        "level": (_LEVELS, "Whose value it is: the product's, or a variant's own.", False),
        "product_handle": _HANDLE,
        "sku": (_TEXT, "The variant's SKU; NA for a value of the product.", True),
        "barcode": (_TEXT, "The variant's barcode; NA for a value of the product.", True),
        "field": (_TEXT, "The canonical column.", False),
        "before": (
            "object",
            "The value in the first workbook, a list as a list; None where there was none.",
            True,
        ),
        "after": (
            "object",
            "The value in the second workbook, a list as a list; None where there is none.",
            True,
        ),
    },
    "plan_changes": {
        "row": (_WHOLE, "Excel's row number.", False),
        "level": (_LEVELS, "Whose value it is: the product's, or a variant's own.", False),
        "product_handle": (_TEXT, "The product's handle.", True),
        "sku": (_TEXT, "The variant's SKU; NA for a value of the product.", True),
        "barcode": (_TEXT, "The variant's barcode; NA for a value of the product.", True),
        "field": (_TEXT, "The canonical column.", False),
        "before": ("object", "What is stored, a list as a list; NA where nothing is.", True),
        "after": ("object", "What will be stored; NA where it is emptied.", True),
        "inherited": (
            "object",
            "The product's value that counts without one of its own; NA for none.",
            True,
        ),
        "effect": (_TEXT, "set, change or clear; override (the product's) or inherit (it again).", False),
        "added": ("object", "The items that a list gains; NA for any other field.", True),
        "removed": ("object", "The items that it loses; NA for any other field.", True),
    },
    "plan_entities": {
        "type": (_TEXT, "The kind of name, such as material.", False),
        "name": (_TEXT, "The name that the catalog gets.", False),
        "similar_to": (_TEXT, "A name like it that is there already.", True),
    },
    "plan_rows": {
        "row": (_WHOLE, "Excel's row number.", False),
        "product_handle": _HANDLE,
        "sku": _SKU,
        "barcode": _BARCODE,
        "outcome": (_TEXT, "create, update, unchanged or failed.", False),
    },
}
