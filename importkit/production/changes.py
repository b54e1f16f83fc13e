"""What enriching changes: every value of a product or variant that its rows give or empty.

Like matching, finding them writes nothing but temporary tables, so that it can be told before it happens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit import grammar, schema, shape
from importkit.db.copy import copy_table
from importkit.db.shape.production_statements import CHANGE_LISTS
from importkit.findings import Findings
from importkit.model import Mode
from importkit.production.conflicts import rows_with
from importkit.production.queries import read, run
from importkit.production.source_columns import columns_of
from importkit.shape import Level

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from importkit.db.statements import Binds
    from importkit.model import ResolvedSheet

#: Creating changes nothing that exists.
CHANGE = {
    Mode.CREATE: (),
    Mode.ENRICH: (
        "change_products",
        *CHANGE_LISTS[Level.PRODUCT],
        "change_variants",
        *CHANGE_LISTS[Level.VARIANT],
        "analyze_changes",
        "insert_inherited_values",
        "delete_inherited_changes",
        "update_changed_products",
        "update_changed_variants",
    ),
}

#: What only a whole product has, and a row without a handle may give all the same.
_OF_PRODUCT = [schema.own_column(field) for field in shape.PRODUCT_FIELDS]


def find_changes(connection: Connection, resolved: ResolvedSheet, binds: Binds) -> Findings:
    """Find what is to be changed, and return what is to be said of it.

    Args:
        connection: The caller's transaction, matched, with the names of the catalog resolved.
        resolved: What was staged.
        binds: job_id and brand_id.
    """
    mode = resolved.checked.mode
    if not CHANGE[mode]:
        return Findings()
    run(connection, CHANGE[mode], binds)
    sheet = resolved.sheet
    found = Findings.all(
        (
            _hidden_values(connection, resolved),
            _unseen_variants(connection),
            _values_for_products(connection, resolved),
            _attributes(connection, resolved, binds),
        )
    )
    handles = resolved.rows.set_index("row_number")["product_handle"].dropna()
    located = found.located(sheet.layout.sheet, sheet.layout.letters, handles)
    return located.with_headers(sheet.layout.own_headers).sorted()


def _hidden_values(connection: Connection, resolved: ResolvedSheet) -> Findings:
    """Return a warning for each environment value of a variant that hides the product's other one."""
    hidden = read(connection, "select_hidden_values")
    if hidden.empty:
        return Findings()
    cases = hidden.assign(position=0)
    column = columns_of(cases, resolved.sheet, "target")
    return Findings.of("override.hides", hidden.rename(columns={"row_number": "row"}).assign(column=column))


def _unseen_variants(connection: Connection) -> Findings:
    """Return a warning for each product whose change counts for variants that the sheet does not show."""
    unseen = read(connection, "select_unseen_variants")
    named = unseen.rename(columns={"row_number": "row", "unseen": "count"})
    are = [grammar.agree(many, "is", "are") for many in named["count"]]
    cases = named.assign(column="Product Handle", value=named["product_handle"], are=are)
    return Findings.of("product.other-variants", cases)


def _attributes(connection: Connection, resolved: ResolvedSheet, binds: Binds) -> Findings:
    """Return an info for each column of attribute values that are not those that are stored, and stay."""
    if not copy_table(connection, "given_attributes", resolved.attributes):
        return Findings()
    differing = read(connection, "select_differing_attributes", binds)
    cells = zip(differing["row_number"], differing["column_name"], strict=True)
    cases = pd.DataFrame(
        {
            "row": differing["row_number"],
            "column": differing["column_name"],
            "value": [resolved.sheet.frame.loc[row, column] for row, column in cells],
            "values": [grammar.count(many, "value") for many in differing["many"]],
            "are": [grammar.agree(many, "is", "are") for many in differing["many"]],
        }
    )
    return Findings.of("attribute.not-changed", cases)


def _values_for_products(connection: Connection, resolved: ResolvedSheet) -> Findings:
    """Return a warning, a product each, where only rows without its handle give what is its own."""
    frame = resolved.sheet.frame
    without = resolved.rows["row_number"]
    without = without[~without.isin(rows_with("Product Handle", resolved))]
    given = [name for name in _OF_PRODUCT if name in frame and frame[name].reindex(without).notna().any()]
    if not given:
        return Findings()
    products = read(connection, "select_matched_products")
    rows = resolved.rows[["row_number", "staging_product_id"]]
    matched = rows.merge(products, on="staging_product_id")
    return Findings.all([_given_without_handle(name, matched, resolved) for name in given])


def _given_without_handle(column: str, matched: pd.DataFrame, resolved: ResolvedSheet) -> Findings:
    given = matched[matched["row_number"].isin(rows_with(column, resolved))]
    has_handle = given["row_number"].isin(rows_with("Product Handle", resolved))
    without_handle = given[~given["product_id"].isin(given.loc[has_handle, "product_id"])]
    first = without_handle.sort_values("row_number").drop_duplicates("product_id")
    cases = pd.DataFrame(
        {
            "row": first["row_number"],
            "column": column,
            "value": resolved.sheet.frame[column].reindex(first["row_number"]).to_numpy(),
            "product_handle": first["product_handle"],
        }
    )
    return Findings.of("value.for-product", cases)
