"""The sheet Problems: one line per finding, with a link to its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.worksheet.hyperlink import Hyperlink

from importkit.cell_writing import CellStyle, CellWriter, Sheet, row_height
from importkit.corrections_format import JOB_ID_LABEL, MODE_LABEL, PRODUCTS_SHEET
from importkit.findings import Severity
from importkit.grammar import count, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd
    from openpyxl.cell.cell import Cell

    from importkit.corrections.corrections_layout import Arrangement

#: Excel repairs (removes) the links of a sheet that has more.
MAX_LINKS = 65_530
#: What a sheet has room for, beside what stands above the list.
MAX_LINES = 1_048_500

#: The field of the findings, and the width, of each column.
_FIELDS = {
    "Cell": ("address", 16),
    "Uploaded Cell": ("cell", 16),
    "Product Handle": ("product_handle", 30),
    "Column": ("column", 20),
    "Value": ("value", 26),
    "Severity": ("severity", 12),
    "Code": ("code", 24),
    "Message": ("message", 50),
    "Hint": ("hint", 50),
}
_LETTERS = "ABCDEFGHI"
_WRAPPED = frozenset({"Value", "Message", "Hint"})
_PLAIN = CellStyle()
_STYLES = tuple(CellStyle(wrapped=header in _WRAPPED) for header in _FIELDS if header != "Cell")


def write_problems(sheet: Sheet, arrangement: Arrangement) -> None:
    """Write job and mode, then each finding of what is here: errors first, in the order of the sheet."""
    found = arrangement.findings
    rank = found["severity"].map({str(severity): severity.rank for severity in Severity})
    lines = found.assign(address=arrangement.addresses()).loc[rank.sort_values(kind="stable").index]
    above = [*_about(arrangement), *_limits(lines), ()]
    _set_columns(sheet, header_row=len(above) + 1, lines=min(len(lines), MAX_LINES))
    writer = CellWriter(sheet)
    for words in above:
        sheet.append(writer.text(word, CellStyle(bold=place == 0)) for place, word in enumerate(words))
    sheet.append(writer.text(header, CellStyle(header=True)) for header in _FIELDS)
    shown = lines.head(MAX_LINES)
    heights = _heights(shown)
    for place, (height, line) in enumerate(
        zip(heights, _lines(writer, shown), strict=True), start=len(above) + 2
    ):
        if height:
            sheet.row_dimensions[place].height = height
        sheet.append(line)


def _about(arrangement: Arrangement) -> list[tuple[str, ...]]:
    corrections = arrangement.corrections
    # Job and mode first: they are read from here where a program drops the document properties.
    job = [(JOB_ID_LABEL, corrections.job_id)] if corrections.job_id else []
    return [
        *job,
        (MODE_LABEL, str(corrections.mode)),
        ("Workbook", corrections.filename),
        ("Rows", f"{number(len(corrections.cells))} on the sheet {PRODUCTS_SHEET}"),
        (
            "What to do",
            f"Correct the red cells on the sheet {PRODUCTS_SHEET}, then upload this workbook as it is.",
        ),
    ]


def _limits(lines: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return what Excel has no room for."""
    notes: list[tuple[str, ...]] = []
    if int((lines["address"] != "").sum()) > MAX_LINKS:
        room = f"Excel has room for {number(MAX_LINKS)} links on a sheet; later lines only name their cell."
        notes.append(("Links", room))
    if len(lines) > MAX_LINES:
        room = f"There is room for the first {number(MAX_LINES)} of {count(len(lines), 'finding')}."
        notes.append(("Not shown", room))
    return notes


def _set_columns(sheet: Sheet, *, header_row: int, lines: int) -> None:
    for letter, (_, width) in zip(_LETTERS, _FIELDS.values(), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = f"A{header_row + 1}"
    sheet.auto_filter.ref = f"A{header_row}:{_LETTERS[-1]}{header_row + lines}"


def _heights(lines: pd.DataFrame) -> Iterator[float | None]:
    wrapped = [_FIELDS[header] for header in _FIELDS if header in _WRAPPED]
    for texts in zip(*(lines[field] for field, _ in wrapped), strict=True):
        yield row_height(zip(texts, (width for _, width in wrapped), strict=True))


def _lines(writer: CellWriter, lines: pd.DataFrame) -> Iterator[Iterator[Cell]]:
    columns = [lines[field].tolist() for field, _ in _FIELDS.values()]
    links = 0
    for address, *texts in zip(*columns, strict=True):
        links += address != ""
        yield _line(writer, address, texts, linked=address != "" and links <= MAX_LINKS)


def _line(writer: CellWriter, address: str, texts: Iterable[str], *, linked: bool) -> Iterator[Cell]:
    yield _link(writer, address) if linked else writer.text(address, _PLAIN)
    for text, style in zip(texts, _STYLES, strict=True):
        yield writer.text(text, style)


def _link(writer: CellWriter, address: str) -> Cell:
    cell = writer.text(address, CellStyle(link=True))
    cell.hyperlink = Hyperlink(ref="", location=f"{PRODUCTS_SHEET}!{address}", tooltip="Go to the cell")
    return cell
