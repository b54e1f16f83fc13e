"""Where the table lies: which sheet, which row is the header, which dialect, which column is which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit.errors import RefusedImportError
from importkit.findings import Findings
from importkit.model import Layout, SheetColumn
from importkit.values.keys import header_key, name_key
from importkit.workbook.sheet.address import column_letters
from importkit.workbook.sheet.headers import HeaderRow, best_header, meant, vocabulary
from importkit.workbook.sheet.peek import top_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from importkit.workbook.archive.container import Package
    from importkit.workbook.archive.package import Parts, Sheet
    from importkit.workbook.sheet.peek import Row

#: The header is among the first rows, below titles and captions.
SEARCHED_ROWS = 20

#: The sheet that is meant when a workbook has it.
_PRODUCTS = "products"

#: How many near misses a refusal lists, and in how many sheets it looks for them.
_CLOSEST = 3
_COMPARED_SHEETS = 3


@dataclass(frozen=True)
class Place:
    """The sheet and header row that were chosen.

    Attributes:
        others: Names of sheets that look much the same.
    """

    sheet: Sheet
    header: HeaderRow
    others: tuple[str, ...] = ()

    @property
    def findings(self) -> Findings:
        """Return a warning when other sheets look like product sheets too."""
        if not self.others:
            return Findings()
        others = ", ".join(f'"{name}"' for name in self.others)
        return Findings.of(
            "sheet.ambiguous", [{"sheet": self.sheet.name, "value": self.sheet.name, "others": others}]
        )


def find_table(package: Package, parts: Parts) -> Place:
    """Return the sheet to read and its header row.

    Raises:
        RefusedImportError: No visible sheet has a header row; its finding lists the closest matches.
    """
    visible = [sheet for sheet in parts.sheets if sheet.visible]
    named = [sheet for sheet in visible if name_key(sheet.name) == _PRODUCTS]
    tops = top_rows(package, parts, named or visible, SEARCHED_ROWS)
    # Each part counts once, under the first of the names that lead to it.
    sheets = list({sheet.part: sheet for sheet in reversed(named or visible)}.values())[::-1]
    found = [(sheet, header) for sheet in sheets if (header := best_header(tops[sheet.part]))]
    if not found:
        raise _refusal(package.label, {sheet.name: tops[sheet.part] for sheet in sheets[:_COMPARED_SHEETS]})
    # Only what the headers tell decides between sheets; among equals the first one wins.
    sheet, header = max(found, key=lambda place: (place[1].recognised, place[1].known))
    others = [
        other.name for other, row in found if other is not sheet and 2 * row.recognised >= header.recognised
    ]
    return Place(sheet, header, tuple(others))


def columns_of(headers: Mapping[int, str], used: Iterable[int], dialect: str) -> tuple[SheetColumn, ...]:
    """Return every used column, left to right.

    Headers are texts of the header row by column number, `used` the columns with values below it.
    """
    words = vocabulary(dialect)
    return tuple(
        SheetColumn(column_letters(number), header, words.names.get(header_key(header)))
        for number in sorted({*headers, *used})
        for header in (headers.get(number, ""),)
    )


def arranged(place: Place, headers: Mapping[int, str], used: Iterable[int]) -> Layout:
    """Return the layout of the chosen sheet."""
    columns = columns_of(headers, used, place.header.dialect)
    return Layout(place.sheet.name, place.header.row, place.header.dialect, columns)


def _refusal(label: str, tops: Mapping[str, Mapping[int, Row]]) -> RefusedImportError:
    sheet = next(iter(tops), "")
    facts = {"sheet": sheet, "searched": SEARCHED_ROWS, "closest": _closest(tops) or "none"}
    findings = Findings.of("header.not-found", [facts])
    return RefusedImportError(
        f"{label} has no row that looks like a header row.",
        findings=findings,
        hint="Put column names such as Product Handle, Product Title and SKU in one row of a visible sheet.",
    )


def _closest(tops: Mapping[str, Mapping[int, Row]]) -> str:
    """List the cells whose text is known, or nearly, each with the column it may mean."""
    near: dict[str, str] = {}
    for rows in tops.values():
        for row, cells in rows.items():
            for column, text in cells.items():
                name = vocabulary("plan").names.get(header_key(text)) or meant(text)
                if name and len(text) <= 60:
                    near.setdefault(name, f'"{text.strip()}" in {column_letters(column)}{row} ({name})')
    return ", ".join(list(near.values())[:_CLOSEST])
