"""The empty workbook to fill in: importkit's own columns, with help in every one of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, BinaryIO

import openpyxl
import yaml
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from importkit import schema
from importkit.addresses import MAX_ROW, column_letters
from importkit.arguments import file_or_target, one_of
from importkit.model import Mode
from importkit.schema import Kind
from importkit.values.category_paths import Taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet


_LISTS = "Lists"
_FONT = "Calibri"
_TEXT_FORMAT = "@"

#: Excel cuts a prompt off here, and refuses a longer one.
_LONGEST_PROMPT = 255
_LONGEST_TITLE = 32

#: Two shades per level: dark where the column is needed, light where it is not.
_SHADES = {
    "product": ("FF1F4E79", "FFDDEBF7"),
    "variant": ("FF375623", "FFE2EFDA"),
    "both": ("FF7F6000", "FFFFF2CC"),
}
_WIDTHS = {
    Kind.LONG_TEXT: 42,
    Kind.URL: 36,
    Kind.CATEGORY: 44,
    Kind.MATERIALS: 34,
    Kind.LIST: 28,
    Kind.NUMBER: 18,
    Kind.WEIGHT: 15,
}
_WIDTH = 22


@dataclass(frozen=True)
class _Help:
    """What the template says of one column."""

    says: str
    example: str


@cache
def _guide() -> tuple[Mapping[str, _Help], Mapping[str, tuple[str, ...]]]:
    """Return the help of each column, and the rules of the sheet by subject."""
    text = (files("importkit.workbook") / "guide.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    words: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506  both are safe
    return (
        {name: _Help(**entry) for name, entry in words["columns"].items()},
        {subject: tuple(lines) for subject, lines in words["rules"].items()},
    )


def write_template(target: str | Path | BinaryIO, taxonomy: Taxonomy) -> None:
    """Write the empty template, as .xlsx: its categories are those of `taxonomy`.

    Raises:
        UsageError: The target is no file that may be written.
    """
    one_of(Taxonomy, taxonomy, argument="taxonomy", what="categories, as importkit.taxonomy.load has them")
    file = file_or_target(target)
    workbook = openpyxl.Workbook()
    workbook.properties.creator = "importkit"
    workbook.properties.title = "Products to import"
    products = workbook.active
    assert products is not None  # noqa: S101  a new workbook has a sheet
    _write_products(products, _write_lists(workbook.create_sheet(_LISTS), taxonomy))
    _write_guide(workbook.create_sheet("Guide", 1))
    workbook.save(file)


def _write_lists(sheet: Worksheet, taxonomy: Taxonomy) -> str:
    """Write the categories on a hidden sheet and return the formula that names them."""
    sheet.sheet_state = "hidden"
    sheet.append(["Category"])
    paths = sorted(set(taxonomy.paths.values()))
    for path in paths:
        sheet.append([path])
    return f"{_LISTS}!$A$2:$A${max(len(paths), 1) + 1}"


def _write_products(sheet: Worksheet, categories: str) -> None:
    sheet.title = "Products"
    sheet.freeze_panes = "C2"
    sheet.row_dimensions[1].height = 30
    for place, column in enumerate(schema.own_columns(), start=1):
        _write_header(sheet.cell(1, place, column.name), column)
        dimension = sheet.column_dimensions[column_letters(place)]
        dimension.width = max(_WIDTHS.get(column.kind, _WIDTH), len(column.name) + 3)
        if column.kind is Kind.IDENTIFIER:
            dimension.number_format = _TEXT_FORMAT
        validation = _validation(column, categories)
        validation.add(f"{column_letters(place)}2:{column_letters(place)}{MAX_ROW}")
        sheet.add_data_validation(validation)


def _write_header(cell: Cell | MergedCell, column: schema.Column) -> None:
    _shade(cell, column)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    note = Comment(
        f"{_help(column).says}\n\nFor example: {_help(column).example}\n\n{_needed(column)}", "importkit"
    )
    note.width, note.height = 300, 150
    cell.comment = note


def _shade(cell: Cell | MergedCell, column: schema.Column) -> None:
    dark, light = _SHADES[column.level]
    needed = _is_needed(column)
    cell.font = Font(name=_FONT, size=11, bold=True, color="FFFFFFFF" if needed else "FF262626")
    cell.fill = PatternFill("solid", fgColor=dark if needed else light)
    cell.border = Border(right=Side("thin", color="FFFFFFFF"), bottom=Side("medium", color=dark))


def _validation(column: schema.Column, categories: str) -> DataValidation:
    """Return the help that Excel shows in each cell of a column; what it doubts can be kept all the same."""
    rule: dict[str, Any] = {}
    if column.kind is Kind.CATEGORY:
        rule = {"type": "list", "formula1": categories, "error": "This category is not in the list."}
    elif column.kind is Kind.NUMBER:
        rule = {"type": "decimal", "operator": "greaterThanOrEqual", "formula1": "0"}
        rule["error"] = "Type a plain number, 0 or more, such as 12.5."
    return DataValidation(
        allow_blank=True,
        showInputMessage=True,
        showErrorMessage="error" in rule,
        errorStyle="warning",
        promptTitle=column.name[:_LONGEST_TITLE],
        prompt=f"{_help(column).says}\nFor example: {_help(column).example}"[:_LONGEST_PROMPT],
        **rule,
    )


def _write_guide(sheet: Worksheet) -> None:
    """Write what each column means, then the rules of the sheet."""
    sheet.sheet_view.showGridLines = False
    for letter, width in zip("ABCDEF", (24, 72, 26, 40, 16, 46), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append(["How to fill in the sheet Products"])
    sheet["A1"].font = Font(name=_FONT, size=16, bold=True, color="FF1F4E79")
    sheet.row_dimensions[1].height = 24
    sheet.append(["Dark headers are needed; the others may stay blank, or be left out."])
    sheet["A2"].font = Font(name=_FONT, size=11, italic=True, color="FF595959")
    sheet.append([])
    sheet.append(["Column", "What belongs there", "Needed", "Belongs to", "Several values", "Example"])
    _underline(sheet, 4)
    sheet.freeze_panes = "A5"
    for column in schema.own_columns():
        _write_column_help(sheet, column)
    for subject, lines in _guide()[1].items():
        _write_rules(sheet, subject, lines)


def _write_column_help(sheet: Worksheet, column: schema.Column) -> None:
    words = _help(column)
    sheet.append([column.name, words.says, _needed(column), _level(column), _several(column), words.example])
    _wrap(sheet[sheet.max_row])
    _shade(sheet.cell(sheet.max_row, 1), column)
    sheet.row_dimensions[sheet.max_row].height = 15 * -(-len(words.says) // 76)


def _write_rules(sheet: Worksheet, subject: str, lines: Iterable[str]) -> None:
    sheet.append([])
    sheet.append([subject])
    _underline(sheet, sheet.max_row)
    for line in lines:
        sheet.append([line])


def _underline(sheet: Worksheet, row: int) -> None:
    for place in range(1, 7):
        cell = sheet.cell(row, place)
        cell.font = Font(name=_FONT, size=12, bold=True, color="FF1F4E79")
        cell.border = Border(bottom=Side("medium", color="FF1F4E79"))


def _wrap(cells: Iterable[Any]) -> None:
    for cell in cells:
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.border = Border(bottom=Side("hair", color="FFBFBFBF"))


def _help(column: schema.Column) -> _Help:
    return _guide()[0][column.name]


def _is_needed(column: schema.Column) -> bool:
    required = schema.required(Mode.CREATE)
    return column.name in {*required.all_of, *required.one_of}


def _needed(column: schema.Column) -> str:
    create, enrich = schema.required(Mode.CREATE), schema.required(Mode.ENRICH)
    if column.name in create.one_of:
        return f"{' or '.join(create.one_of)} is needed"
    if column.name in create.all_of:
        return "Needed" if column.name in enrich.all_of else "Needed to create"
    return "Optional"


def _level(column: schema.Column) -> str:
    if column.level == "product":
        return "The product; a variant may have its own" if column.override else "The product: its first row"
    return (
        "The variant: every row" if column.level == "variant" else "The product; a variant may have its own"
    )


def _several(column: schema.Column) -> str:
    return "Yes, with |" if column.kind in {Kind.LIST, Kind.MATERIALS} else ""
