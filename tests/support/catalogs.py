"""Brands with a catalog, and sheets for them, for the tests of what is done with names."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import sqlalchemy as sa

if TYPE_CHECKING:
    import importkit as ik


def sheet(*rows: dict[str, Any]) -> bytes:
    """Return a workbook; each row names its cells by canonical column, with _ for a space."""
    named = [{name.replace("_", " "): value for name, value in row.items()} for row in rows]
    headers = list(dict.fromkeys(name for row in named for name in row))
    workbook = openpyxl.Workbook()
    products = workbook.active
    products.title = "Products"
    products.append(headers)
    for row in named:
        products.append([row.get(header) for header in headers])
    for cell in (cell for cells in products.iter_rows() for cell in cells if isinstance(cell.value, str)):
        cell.data_type = "s"  # a text, whatever it looks like
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def product(handle: str, **cells: Any) -> dict[str, Any]:
    """Return a parent row with title and SKU."""
    return {"Product_Handle": handle, "Product_Title": handle.title(), "SKU": f"{handle}-1"} | cells


def take(kit: ik.Workspace, *rows: dict[str, Any]) -> ik.ImportResult:
    """Import a sheet that has nothing wrong with it."""
    result = kit.import_file(sheet(*rows), filename="sheet.xlsx")
    assert str(result.status) == "COMPLETED", result.findings.to_dicts()
    return result


def rows(kit: ik.Workspace, query: str, **values: Any) -> list[tuple[Any, ...]]:
    """Return the rows that a query finds."""
    with kit.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query), values)]


def column(kit: ik.Workspace, query: str, **values: Any) -> list[Any]:
    """Return the first column that a query finds."""
    return [row[0] for row in rows(kit, query, **values)]
