"""Products written as a sheet: what was read of them, arranged in rows, in a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from importkit import schema
from importkit.catalog.catalog_records import Export
from importkit.catalog.row_order import Products, arrange
from importkit.db.statements import statement
from importkit.errors import UsageError
from importkit.grammar import count, number

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

#: Rows turned from tuples into columns at once; it bounds the memory.
_BATCH = 20_000

#: How many attributes of a variant a sheet has columns for.
ATTRIBUTES = len(schema.columns_of(schema.Kind.ATTRIBUTE_NAME))

#: What a sheet has room for below its header.
MAX_ROWS = 1_048_575


def read_products(connection: Connection, brand_id: str) -> Products:
    """Return the products of a brand and their variants, each with what it has itself.

    The two are read one after the other: the caller's transaction must see one state of the database.
    """
    connection.execute(statement("catalog", "plan_whole_reads"))
    return Products(
        _read(connection, "export_products", brand_id), _read(connection, "export_variants", brand_id)
    )


def export(products: Products, target: Path) -> Export:
    """Write products in the sheet's own columns, so that importing the workbook as it is changes nothing.

    Raises:
        UsageError: There are more rows than a sheet has.
    """
    # What writes workbooks is loaded only now, so that an import does not pay for it.
    from importkit.catalog.export_cells import sheet_cells
    from importkit.catalog.export_workbook import write_products

    arranged = arrange(products)
    rows = arranged.rows
    if len(rows) > MAX_ROWS:
        raise UsageError(
            f"The products take {count(len(rows), 'row')}; a sheet has {number(MAX_ROWS)} for them.",
            hint="A workbook of that size cannot be written.",
        )
    written = sheet_cells(rows)
    write_products(written.columns, target)
    return Export(
        target,
        products=len(products.products),
        variants=len(products.variants),
        rows=len(rows),
        products_alone=arranged.products_alone,
        attributes_left_out=int((products.variants["attribute_count"].astype("int64") > ATTRIBUTES).sum()),
        left_blank=written.left_blank,
    )


def _read(connection: Connection, name: str, brand_id: str) -> pd.DataFrame:
    found = connection.execution_options(yield_per=_BATCH).execute(
        statement("catalog", name), {"brand_id": brand_id}
    )
    columns = list(found.keys())
    frame: Callable[..., pd.DataFrame] = pd.DataFrame
    # As plain tuples: pandas looks at every other kind of row for what it might be.
    parts = [frame(list(map(tuple, part)), columns=columns, dtype="str") for part in found.partitions()]
    return pd.concat(parts, ignore_index=True) if parts else frame(columns=columns, dtype="str")
