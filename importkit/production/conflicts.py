"""Conflicts with production: findings, and products that fail after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit import schema
from importkit.db.copy import copy_table
from importkit.db.stored_rows import original_rows
from importkit.findings import Findings
from importkit.production.queries import run
from importkit.production.source_columns import columns_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from importkit.db.statements import Binds
    from importkit.model import ResolvedSheet

#: A stored description may have pages; the message shows how it begins.
SHOWN_CHARACTERS = 60

#: What went away between the check of the sheet and its commit.
_ADVICE = {
    "category.not-found": "It was removed while this sheet was imported; choose another one.",
    "value.required": "The product was removed while this sheet was imported; a new one needs its title.",
}

#: Rows of one product that say different things of it.
_DISPUTED = "product.conflicting-values"

_FAIL = (
    "insert_row_errors",
    "analyze_row_errors",
    "update_failed_staged_products",
    "update_failed_staged_variants",
)


def conflict_findings(conflicts: pd.DataFrame, resolved: ResolvedSheet) -> Findings:
    """Return a located finding per conflict, with the words of the catalogue."""
    if conflicts.empty:
        return Findings()
    sheet = resolved.sheet
    column = columns_of(conflicts, sheet, "target")
    handles = conflicts["row_number"].map(resolved.rows.set_index("row_number")["product_handle"])
    cases = pd.DataFrame(
        {
            "row": conflicts["row_number"],
            "column": column,
            "value": _values(sheet.frame, conflicts["row_number"], column),
            # A row without a handle is told by that of the product it speaks of.
            "product_handle": handles.fillna(conflicts["other_handle"].where(conflicts["code"] == _DISPUTED)),
            "stored": conflicts["stored"].map(_shown, na_action=None),
            "other_handle": conflicts["other_handle"],
            "advice": conflicts["code"].map(_ADVICE),
            "other_columns": _other_columns(conflicts, column),
            "other_rows": conflicts["other_rows"],
            "what": column.map({"Product Handle": "product"}).fillna("variant"),
            **_other_identifier(conflicts, column, sheet.frame),
        }
    )
    found = [Findings.of(str(code), rows) for code, rows in cases.groupby(conflicts["code"], sort=True)]
    located = Findings.all(found).located(sheet.layout.sheet, sheet.layout.letters)
    return located.with_headers(sheet.layout.own_headers).sorted()


def on_every_cell(conflicts: pd.DataFrame, resolved: ResolvedSheet) -> pd.DataFrame:
    """Return the conflicts, those between the rows of a product once for each cell that takes part.

    A group is staged as one product: which of its rows said what, only the sheet knows.
    """
    disputed = conflicts["code"] == _DISPUTED
    if not disputed.any():
        return conflicts
    parts = [
        cases.drop(columns="row_number").merge(_rows_of(str(target), resolved), on="staging_product_id")
        for target, cases in conflicts[disputed].groupby("target", sort=True)
    ]
    whole = pd.concat([conflicts[~disputed], *parts], ignore_index=True)[conflicts.columns]
    return whole.sort_values(["row_number", "target", "position"], kind="stable", ignore_index=True)


def _rows_of(target: str, resolved: ResolvedSheet) -> pd.DataFrame:
    """Return the rows that give a field of products, each with its product."""
    given = resolved.rows["row_number"].isin(rows_with(schema.own_column(target), resolved))
    return resolved.rows.loc[given, ["row_number", "staging_product_id"]]


def rows_with(column: str, resolved: ResolvedSheet) -> pd.Index[int]:
    """Return the rows whose cell in a column is not blank."""
    frame = resolved.sheet.frame
    return frame.index[frame[column].notna()] if column in frame else frame.index[:0]


def fail_products(
    connection: Connection, resolved: ResolvedSheet, conflicts: pd.DataFrame, binds: Binds
) -> None:
    """Mark the products in conflict as failed in staging, and keep their rows for the corrections.

    Args:
        connection: The caller's transaction.
        resolved: What was staged.
        conflicts: A line per conflict; their findings are stored already.
        binds: job_id.
    """
    if conflicts.empty:
        return
    run(connection, _FAIL, binds)
    rows = original_rows(resolved.sheet, failed_rows(resolved.rows, conflicts))
    copy_table(connection, "import_rows", rows, job_id=str(binds["job_id"]))


def failed_rows(rows: pd.DataFrame, conflicts: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of products in conflict; the innocent ones say which row blocks them."""
    first = conflicts.groupby("staging_product_id")["row_number"].min()
    failed = rows[rows["staging_product_id"].isin(first.index)]
    blocked_by = failed["staging_product_id"].map(first).astype("Int64")
    return failed.assign(blocked_by_row=blocked_by.mask(failed["row_number"].isin(conflicts["row_number"])))


def _values(frame: pd.DataFrame, rows: pd.Series[int], column: pd.Series[str]) -> pd.Series[str]:
    """Return the text of each row's cell."""
    value = pd.Series("", index=rows.index, dtype="str")
    for name in column.unique():
        if name in frame:
            value = value.mask(column == name, frame[name].reindex(rows).set_axis(rows.index))
    return value


def _shown(stored: object) -> str:
    if not isinstance(stored, str):
        return "left blank"
    text = " ".join(stored.split())
    return f'"{text}"' if len(text) <= SHOWN_CHARACTERS else f'"{text[:SHOWN_CHARACTERS].rstrip()}…"'


def _other_identifier(
    conflicts: pd.DataFrame, column: pd.Series[str], frame: pd.DataFrame
) -> dict[str, pd.Series[str]]:
    """Return, for identifiers that disagree, the row's other one and why the two do not go together."""
    other = column.map({"SKU": "Barcode", "Barcode": "SKU"}).fillna("")
    own = "its " + column + " is " + conflicts["stored"].astype("str")
    return {
        "other_column": other,
        "other": _values(frame, conflicts["row_number"], other),
        "reason": own.fillna("they are those of two variants"),
    }


def _other_columns(conflicts: pd.DataFrame, column: pd.Series[str]) -> pd.Series[str]:
    """Return, for repeated attributes, the row's other columns that name the same."""
    repeated = conflicts.assign(column=column)[conflicts["code"] == "attribute.repeated"].reset_index()
    pairs = repeated.merge(repeated, on="row_number", suffixes=("", "_other"))
    others = (
        pairs[pairs["column"] != pairs["column_other"]].groupby("index")["column_other"].agg(" and ".join)
    )
    return others.reindex(conflicts.index)
