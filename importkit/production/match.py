"""What each staged row is in production: new, there already, or in conflict.

The statements write nothing but temporary tables and read staging tables by their bare names. So what an
import would change can be told in a read-only transaction, over temporary tables of the same names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from importkit.db.copy import copy_table
from importkit.db.shape.production_statements import COMPARE_LISTS, GATHER
from importkit.model import Mode, RowStatus
from importkit.production.conflicts import on_every_cell, rows_with
from importkit.production.queries import read, run, scalar
from importkit.shape import Level
from importkit.values.separators import ITEM

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd
    from sqlalchemy import Connection

    from importkit.db.statements import Binds
    from importkit.model import ResolvedSheet

#: Temporary tables; they are gone with the transaction.
PREPARE = (
    "create_import_lines",
    "create_matched_products",
    "create_matched_variants",
    "create_catalog_names",
    "create_staged_names",
    "create_differences",
    "create_sheet_variants",
    "create_sheet_products",
    "create_changes",
    "create_inherited_values",
    "create_given_attributes",
    "create_row_errors",
)

MATCH = {
    Mode.CREATE: ("match_products", "match_variants", "analyze_matches"),
    Mode.ENRICH: (
        "match_sheet_variants",
        "match_sheet_products",
        "analyze_sheet",
        "match_enriched_products",
        "match_enriched_variants",
        "analyze_matches",
    ),
}

GATHER_NAMES = (*GATHER, "gather_attributes", "gather_attribute_values")

RESOLVE_NAMES = (
    "map_names",
    "resolve_names",
    "scope_attribute_values",
    "map_attribute_values",
    "resolve_attribute_values",
    "analyze_names",
)

#: What any product may do wrong.
FIND = {
    Mode.CREATE: (
        "find_taken_skus",
        "find_taken_barcodes",
        "find_untitled_products",
        "find_unknown_categories",
        "find_repeated_attributes",
    ),
    Mode.ENRICH: (
        "find_missing_variants",
        "find_identity_conflicts",
        "find_other_products",
        "find_repeated_variants",
        "find_unknown_categories",
        "find_disputed_values",
    ),
}

#: What only a product that exists can do wrong. Enriching changes what differs.
COMPARE = {
    Mode.CREATE: (
        "find_other_identifiers",
        "compare_products",
        *COMPARE_LISTS[Level.PRODUCT],
        "compare_variants",
        "compare_variant_attributes",
        *COMPARE_LISTS[Level.VARIANT],
    ),
    Mode.ENRICH: (),
}


def existing_handles(connection: Connection, brand_id: str, handle_keys: Collection[str]) -> frozenset[str]:
    """Return those of the handle keys that the brand has already."""
    binds = {"brand_id": brand_id, "handle_keys": ITEM.join(sorted(handle_keys))}
    known = scalar(connection, "select_known_handles", binds)
    return frozenset(known.split(ITEM)) if known else frozenset()


def prepare(connection: Connection) -> None:
    """Make the temporary tables that matching fills."""
    run(connection, PREPARE, {})


def match(connection: Connection, resolved: ResolvedSheet, binds: Binds) -> pd.DataFrame:
    """Match what was staged with production and return the conflicts, a line per bad cell.

    Args:
        connection: The caller's transaction, prepared.
        resolved: What was staged.
        binds: job_id and brand_id.
    """
    mode = resolved.checked.mode
    copy_table(connection, "import_lines", _lines(resolved))
    run(connection, (*MATCH[mode], "load_catalog_names", *GATHER_NAMES, *RESOLVE_NAMES), binds)
    run(connection, FIND[mode], binds)
    if scalar(connection, "select_existing_count"):
        run(connection, COMPARE[mode], binds)
    run(connection, ("analyze_differences",), binds)
    return on_every_cell(read(connection, "select_conflicts"), resolved)


def drop_failed(connection: Connection, binds: Binds) -> None:
    """Leave the products in conflict, and the names that only they use, out of everything that follows."""
    run(connection, ("update_failed_products", "delete_staged_names", *GATHER_NAMES, *RESOLVE_NAMES), binds)


def _lines(resolved: ResolvedSheet) -> pa.Table:
    pending = resolved.rows[resolved.rows["row_status"] == RowStatus.PENDING]
    columns = ["row_number", "staging_product_id", "staging_variant_id", "has_handle"]
    table = pending.assign(has_handle=pending["row_number"].isin(rows_with("Product Handle", resolved)))
    return pa.Table.from_pandas(table[columns], preserve_index=False)
