"""Where the table lies: which sheet, which row is the header, which dialect, which column is which."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from importkit import schema
from importkit.addresses import column_letters
from importkit.errors import UsageError
from importkit.findings import Findings, RefusedImportError
from importkit.model import Layout, SheetColumn
from importkit.values.keys import header_key, name_key
from importkit.workbook.sheet.first_rows import top_rows
from importkit.workbook.sheet.header_suggestions import likely_columns
from importkit.workbook.sheet.headers import LONGEST_NAME, HeaderRow, best_header, vocabulary, weight_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from importkit.workbook.archive.package import Package
    from importkit.workbook.archive.workbook_parts import Parts, Sheet
    from importkit.workbook.sheet.first_rows import Row
    from importkit.workbook.sheet.headers import Vocabulary

#: The header is among the first rows, below titles and captions.
SEARCHED_ROWS = 20

#: The sheet that is meant when a workbook has it.
_PRODUCTS = "products"

#: How plainly a header names a column: as it stands, without its note, in another unit.
_PLAIN, _NOTED, _OF_OTHER_UNIT = range(3)

#: How many near misses a refusal lists, and in how many sheets it looks for them.
_CLOSEST = 3
_COMPARED_SHEETS = 3

#: How many texts of a sheet without a header are compared with known names.
_COMPARED = 1_000


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


def find_table(package: Package, parts: Parts, wanted: str | None = None) -> Place:
    """Return the sheet to read and its header row.

    Args:
        package: The workbook.
        parts: Its sheets.
        wanted: The name of the sheet; without it the one called Products, else the one with the best header.

    Raises:
        UsageError: There is no sheet of that name.
        RefusedImportError: No visible sheet has a header row; its finding lists the closest matches.
    """
    visible = [sheet for sheet in parts.sheets if sheet.visible]
    if wanted is None:
        named = [sheet for sheet in visible if name_key(sheet.name) == _PRODUCTS]
    else:
        named = [sheet for sheet in parts.sheets if name_key(sheet.name) == name_key(wanted)][:1]
        if not named:
            raise _unknown_sheet(package.label, wanted, [sheet.name for sheet in visible])
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
    names = _names(headers, vocabulary(dialect))
    names |= _named_together(headers, names, dialect)
    return tuple(
        SheetColumn(column_letters(number), headers.get(number, ""), names.get(number))
        for number in sorted({*headers, *used})
    )


def _names(headers: Mapping[int, str], words: Vocabulary) -> dict[int, str | None]:
    """Return the canonical column of each header.

    "Title (German)" is a title only where no column is called "Title", and "Weight (kg)" the weight only
    where no other column is.
    """
    names: dict[int, str | None] = {}
    best: dict[str, int] = {}
    for rank, number, name in sorted(_ranked(headers, words)):
        is_another = best.get(name, rank) < rank or (rank == _OF_OTHER_UNIT and name in best)
        names[number] = None if is_another else name
        best.setdefault(name, rank)
    return names


def _ranked(headers: Mapping[int, str], words: Vocabulary) -> Iterator[tuple[int, int, str]]:
    """Yield each header that names a column: how plainly, where, and the column."""
    for number, header in headers.items():
        if name := words.canonical(header):
            rank = _OF_OTHER_UNIT if weight_unit(header, name) else _NOTED
            yield (_PLAIN if words.named(header) else rank), number, name


def _named_together(
    headers: Mapping[int, str], names: Mapping[int, str | None], dialect: str
) -> dict[int, str | None]:
    """Return the columns whose headers mean them only together, where the sheet has none of these columns."""
    numbers = {
        header_key(header): number for number, header in headers.items() if len(header) <= LONGEST_NAME
    }
    return {
        numbers[header_key(header)]: name
        for together in schema.dialects()[dialect].together
        if set(names.values()).isdisjoint(together)
        and all(header_key(header) in numbers for header in together.values())
        for name, header in together.items()
    }


def columns_in_order(place: Place, headers: Mapping[int, str], used: Iterable[int]) -> Layout:
    """Return the layout of the chosen sheet."""
    columns = columns_of(headers, used, place.header.dialect)
    return Layout(place.sheet.name, place.header.row, place.header.dialect, columns)


def _unknown_sheet(label: str, wanted: str, names: list[str]) -> UsageError:
    listed = ", ".join(f'"{name}"' for name in names)
    return UsageError(f'{label} has no sheet "{wanted}".', hint=f"Its sheets: {listed}.")


def _refusal(label: str, tops: Mapping[str, Mapping[int, Row]]) -> RefusedImportError:
    near = {sheet: _near(rows) for sheet, rows in tops.items()}
    sheet = max(near, key=lambda name: len(near[name]), default="")
    closest = ", ".join(near.get(sheet, ())[:_CLOSEST])
    advice = f"Closest to known names: {closest}." if closest else "The template has them all."
    facts = {"sheet": sheet, "searched": SEARCHED_ROWS, "advice": advice}
    findings = Findings.of("header.not-found", [facts])
    return RefusedImportError(
        f"{label} has no row that looks like a header row.",
        findings=findings,
        hint="Put column names such as Product Handle, Product Title and SKU in one row of a visible sheet.",
    )


def _near(rows: Mapping[int, Row]) -> list[str]:
    """Return the cells that nearly say the name of a column, each with that column, the fullest row first."""
    near: dict[str, tuple[int, str]] = {}
    texts = [(row, column, text.strip()) for row, cells in rows.items() for column, text in cells.items()]
    for row, column, text in texts[:_COMPARED]:
        if name := _likely(text):
            near.setdefault(name, (row, f'"{text}" in {column_letters(column)}{row} ({name})'))
    hits = Counter(row for row, _ in near.values())
    return [place for _, place in sorted(near.values(), key=lambda hit: -hits[hit[0]])]


def _likely(text: str) -> str | None:
    """Return the column that a text names or, if it is none of those that are not imported, may mean."""
    words = vocabulary("plan")
    name = words.canonical(text)
    if name or words.is_ignored(text):
        return name
    return next((candidate.name for candidate in likely_columns(text)), None)
