"""Every column of a sheet, read by its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit import schema
from importkit.findings import Findings
from importkit.schema import Column, Kind
from importkit.validation.amounts import read_numbers
from importkit.validation.barcode_zeros import read_barcodes
from importkit.validation.identifiers import read_identifiers, skus_differing_in_case, unusual_handles
from importkit.validation.image_column import read_addresses
from importkit.validation.list_columns import read_lists
from importkit.validation.readings import ReadCells
from importkit.validation.source_cells import are_numbers, cell_kinds
from importkit.values.lists import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from importkit.model import Sheet

    Reader = Callable[[pd.Series[str], Column, Sheet], ReadCells]


def read_columns(frame: pd.DataFrame, sheet: Sheet) -> tuple[pd.DataFrame, Findings]:
    """Return the sheet, each column read by its kind but materials and weights, and what there is to say."""
    known = {
        name: column for name, column in schema.columns().items() if name in frame and column.kind in _READERS
    }
    read = {name: _READERS[column.kind](frame[name], column, sheet) for name, column in known.items()}
    findings = Findings.all(column.findings for column in read.values())
    return frame.assign(**{name: column.cells for name, column in read.items()}), findings


def separator_of(sheet: Sheet, column: str) -> str:
    """Return what separates the items of a column in the sheet's dialect."""
    return schema.dialects()[sheet.layout.dialect].separators.get(column, SEPARATOR)


def _identifiers(cells: pd.Series[str], column: Column, sheet: Sheet) -> ReadCells:
    kinds = cell_kinds(sheet, column.name)
    read = read_identifiers(cells, kinds, column)
    if column.target == "barcode":
        header_cell = f"{sheet.layout.letters[column.name]}{sheet.layout.header_row}"
        barcodes = read_barcodes(read.cells, kinds, header_cell)
        return ReadCells(barcodes.cells, read.findings + barcodes.findings)
    judge = skus_differing_in_case if column.target == "sku" else unusual_handles
    return ReadCells(read.cells, read.findings + judge(read.cells))


def _lists(cells: pd.Series[str], column: Column, sheet: Sheet) -> ReadCells:
    return read_lists(cells, separator_of(sheet, column.name))


def _numbers(cells: pd.Series[str], column: Column, sheet: Sheet) -> ReadCells:
    return read_numbers(cells, are_numbers(sheet, column.name), _decimals(column))


def _addresses(cells: pd.Series[str], column: Column, sheet: Sheet) -> ReadCells:  # noqa: ARG001
    return read_addresses(cells)


def _decimals(column: Column) -> int:
    return column.digits[1] if column.digits else 0


_READERS: dict[Kind, Reader] = {
    Kind.IDENTIFIER: _identifiers,
    Kind.LIST: _lists,
    Kind.NUMBER: _numbers,
    Kind.URL: _addresses,
}
