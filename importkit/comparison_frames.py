"""The columns of the frames that compare checks, workbooks, or a sheet with what is stored; see `frames`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit.findings.findings_frame import SEVERITIES
from importkit.frame_fields import BARCODE, HANDLE, LEVELS, ROW, SKU, TEXT, VALUES, WHOLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.frame_fields import Field

#: What became of a finding between two checks, from the best to the worst.
STATES = pd.CategoricalDtype(["fixed", "still", "new"], ordered=True)

_ROWS_OF_BOTH: dict[str, Field] = {
    "row_old": (WHOLE, "Its row in the first workbook, as Excel counts.", True),
    "row_new": (WHOLE, "Its row in the second workbook.", True),
}

#: The frames by their names, and their columns.
COMPARISONS: Mapping[str, dict[str, Field]] = {
    "compared_findings": {
        "state": (STATES, "fixed, still or new.", False),
        "code": (TEXT, "The stable code, such as number.negative.", False),
        "severity": (SEVERITIES, "info, warning or error, as it is now or was last.", False),
        "product_handle": (TEXT, "The product concerned.", True),
        "sku": SKU,
        "barcode": BARCODE,
        "column": (TEXT, "The canonical name, or the header of a column that is not imported.", True),
        **{
            f"{name}_{side}": (dtype, f"{words} {side}; NA where there was none.", True)
            for name, (dtype, words) in {
                "row": (WHOLE, "Excel's row number"),
                "cell": (TEXT, "The address"),
                "value": (TEXT, "The cell's text"),
            }.items()
            for side in ("before", "after")
        },
    },
    "diff_products": {
        "state": (TEXT, "added, removed or changed.", False),
        "product_handle": (TEXT, "The product's handle, as it is now or was last.", False),
        **_ROWS_OF_BOTH,
    },
    "diff_variants": {
        "state": (TEXT, "added, removed or changed.", False),
        "product_handle": HANDLE,
        "sku": SKU,
        "barcode": BARCODE,
        **_ROWS_OF_BOTH,
    },
    "diff_changes": {
        "state": (TEXT, "What became of the product or variant: added, removed or changed.", False),
        "level": (LEVELS, "Whose value it is: the product's, or a variant's own.", False),
        "product_handle": HANDLE,
        "sku": (TEXT, "The variant's SKU; NA for a value of the product.", True),
        "barcode": (TEXT, "The variant's barcode; NA for a value of the product.", True),
        "field": (TEXT, "The canonical column.", False),
        "before": (
            VALUES,
            "The value in the first workbook, a list as a list; NA where there was none.",
            True,
        ),
        "after": (
            VALUES,
            "The value in the second workbook, a list as a list; NA where there is none.",
            True,
        ),
    },
    "plan_changes": {
        "row": ROW,
        "level": (LEVELS, "Whose value it is: the product's, or a variant's own.", False),
        "product_handle": (TEXT, "The product's handle.", True),
        "sku": (TEXT, "The variant's SKU; NA for a value of the product.", True),
        "barcode": (TEXT, "The variant's barcode; NA for a value of the product.", True),
        "field": (TEXT, "The canonical column.", False),
        "before": (VALUES, "What is stored, a list as a list; NA where nothing is.", True),
        "after": (VALUES, "What will be stored; NA where it is emptied.", True),
        "inherited": (
            VALUES,
            "The product's value that counts without one of its own; NA for none.",
            True,
        ),
        "effect": (TEXT, "set, change or clear; override (the product's) or inherit (it again).", False),
        "added": (VALUES, "The items that a list gains; NA for any other field.", True),
        "removed": (VALUES, "The items that it loses; NA for any other field.", True),
    },
    "plan_entities": {
        "type": (TEXT, "The kind of name, such as material.", False),
        "name": (TEXT, "The name that the catalog gets.", False),
        "similar_to": (TEXT, "A name like it that is there already.", True),
    },
    "plan_rows": {
        "row": ROW,
        "product_handle": HANDLE,
        "sku": SKU,
        "barcode": BARCODE,
        "outcome": (TEXT, "create, update, unchanged or failed.", False),
    },
}
