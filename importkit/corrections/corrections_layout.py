"""Where everything stands in the corrections workbook, and what it says about each row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from importkit import schema
from importkit.addresses import column_letters
from importkit.corrections.original_rows import original_rows
from importkit.corrections.references import References
from importkit.corrections_format import ADDED_COLUMNS
from importkit.findings import Severity
from importkit.values.keys import header_key

if TYPE_CHECKING:
    from importkit.corrections.corrections_records import Corrections

_ADDED = frozenset(map(header_key, ADDED_COLUMNS))
_ADDRESS = r"^(?P<letter>[A-Z]+)(?P<number>[0-9]+)$"


@dataclass(frozen=True)
class WrittenColumn:
    """One column of the corrections workbook.

    Attributes:
        header: As the user spelled it.
        letter: Its letter in the uploaded sheet; empty for a required column that was missing there.
        place: Its letter here.
        canonical: The canonical name, or None when it is not imported.
    """

    header: str
    letter: str
    place: str
    canonical: str | None

    @property
    def missing(self) -> bool:
        """Return whether the uploaded sheet lacked this required column."""
        return not self.letter

    @property
    def identifier(self) -> bool:
        """Return whether its values must never become numbers."""
        return self.canonical is not None and schema.columns()[self.canonical].kind is schema.Kind.IDENTIFIER


@dataclass(frozen=True)
class Arrangement:
    """Corrections, and where they go."""

    corrections: Corrections

    @cached_property
    def columns(self) -> tuple[WrittenColumn, ...]:
        """Return the uploaded columns in their order, then the missing ones."""
        layout = self.corrections.layout
        # What an earlier corrections workbook added is written anew.
        own = [column for column in layout.columns if header_key(column.header) not in _ADDED]
        uploaded = [(column.header, column.letter, column.canonical) for column in own]
        missing = [(name, "", name) for name in dict.fromkeys(self._missing["column"])]
        return tuple(
            WrittenColumn(header, letter, column_letters(place), canonical)
            for place, (header, letter, canonical) in enumerate([*uploaded, *missing], start=1)
        )

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """Return every header, the added ones last."""
        return (*(column.header for column in self.columns), *ADDED_COLUMNS)

    @cached_property
    def original_rows(self) -> list[int | None]:
        """Return where each row stood in the first workbook, None for one that was added later."""
        corrections = self.corrections
        return values(original_rows(corrections.layout, corrections.cells))

    def formats(self, column: WrittenColumn) -> pd.Series[str]:
        """Return the number format of each cell of an uploaded column, NA for General.

        A blank cell has the usual one of its column: what is typed into it is to look like the others.
        """
        corrections = self.corrections
        rows = corrections.cells.index
        if column.letter not in corrections.formats:
            return pd.Series(pd.NA, index=rows, dtype="str")
        formats = corrections.formats[column.letter].astype("str").reindex(rows)
        blank = corrections.cells[column.letter].isna()
        return formats.mask(blank & formats.isna(), self.usual_format(column))

    def usual_format(self, column: WrittenColumn) -> str | None:
        """Return the number format that most cells of a column have, None for General."""
        corrections = self.corrections
        if column.missing or column.letter not in corrections.formats:
            return None
        filled = corrections.cells[column.letter].notna()
        formats = corrections.formats[column.letter].astype("str").reindex(filled.index)[filled]
        usual = formats.value_counts(dropna=False).index
        return None if usual.empty or pd.isna(usual[0]) else str(usual[0])

    @cached_property
    def findings(self) -> pd.DataFrame:
        """Return the findings of the products in this workbook, and the errors of the sheet itself.

        Their messages name the rows and cells of this workbook.
        """
        frame = self.corrections.findings.records
        of_sheet = frame["row"].isna() & (frame["severity"] == str(Severity.ERROR))
        here = frame[of_sheet | frame["row"].isin(self.corrections.cells.index)]
        return References(self.row_places, self._column_places).renumbered(here)

    @cached_property
    def failing(self) -> dict[str, frozenset[int]]:
        """Return the rows whose cell is in error, by the column's letter in the uploaded sheet."""
        letters = self._errors["cell"].str.extract(_ADDRESS)["letter"]
        rows = self._errors["row"].groupby(letters)
        return {str(letter): frozenset(numbers.dropna().astype(int)) for letter, numbers in rows}

    @cached_property
    def what_to_fix(self) -> list[str | None]:
        """Return what to say about each row, in their order."""
        rows = self.corrections.cells.index
        errors = self._errors
        messages = (
            _message_and_hint(errors).groupby(errors["row"].astype("int64")).agg("\n".join).reindex(rows)
        )
        blocked = self.corrections.blocked_by.map(self.row_places).astype("Int64")
        lacking = [_missing_column_advice(column) for column in self.columns if column.missing]
        start = "Also blocked by row " if lacking else "Nothing is wrong here: blocked by row "
        messages = messages.mask(messages.isna() & blocked.notna(), start + blocked.astype("str") + ".")
        if lacking:
            messages = ("\n".join(lacking) + "\n" + messages.fillna("")).str.strip()
        return values(messages)

    def addresses(self) -> pd.Series[str]:
        """Return where each finding's cell stands in this workbook; empty where it does not."""
        frame = self.findings
        parts = frame["cell"].str.extract(_ADDRESS)
        number = pd.to_numeric(parts["number"]).astype("Int64").map(self.row_places)
        found = parts["letter"].map(self._column_places).astype("str") + number.astype("Int64").astype("str")
        headers = {column.canonical: f"{column.place}1" for column in self.columns if column.missing}
        missing = frame["column"].map(headers).astype("str").where(frame["code"] == "column.missing")
        return missing.fillna(found.where(number.notna())).fillna("").astype("str")

    @cached_property
    def gap(self) -> int | None:
        """Return the uploaded row above which a blank one is written, if any.

        Notes and totals of several cells below the last product are told from its variants by the blank row
        above them; without it they would take that product down when this workbook is uploaded.
        """
        rows, found = self.corrections.cells.index, self.corrections.findings.records
        is_beside = rows.isin(found["row"][found["code"] == "row.stray"])
        below = rows[rows > rows[~is_beside].max()] if (~is_beside).any() else rows[:0]
        imported = [column.letter for column in self.columns if column.canonical and column.letter]
        several = self.corrections.cells.loc[below, imported].notna().sum(axis=1) > 1
        return int(below.min()) if several.any() else None

    @cached_property
    def row_places(self) -> dict[int, int]:
        """Return the row here of each uploaded row that is written, the header included."""
        rows = self.corrections.cells.index.tolist()
        above = len(rows) if self.gap is None else rows.index(self.gap)
        places = [*range(2, above + 2), *range(above + 3, len(rows) + 3)]
        return {self.corrections.layout.header_row: 1, **dict(zip(rows, places, strict=True))}

    @cached_property
    def _column_places(self) -> dict[str, str]:
        """Return the letter here of each uploaded column that is written."""
        return {column.letter: column.place for column in self.columns if not column.missing}

    @cached_property
    def _errors(self) -> pd.DataFrame:
        """Return the errors of single rows."""
        found = self.findings
        return found[(found["severity"] == str(Severity.ERROR)) & found["row"].notna()]

    @cached_property
    def _missing(self) -> pd.DataFrame:
        errors = self.corrections.findings.errors.records
        return errors[errors["code"] == "column.missing"]


def values(series: pd.Series[Any]) -> list[Any]:
    """Return plain Python values, None where there is none."""
    return series.astype("object").where(series.notna(), None).tolist()


def _missing_column_advice(column: WrittenColumn) -> str:
    """Return what to do in a column that the uploaded sheet lacked."""
    of_product = column.canonical is not None and schema.columns()[column.canonical].level == "product"
    where = "the first row of each product" if of_product else "each row"
    return f"The sheet had no {column.header} column: fill it in on {where}."


def _message_and_hint(findings: pd.DataFrame) -> pd.Series[str]:
    """Return message and hint in one, with the column in front where the message does not name it."""
    named = [
        not column or column in message
        for column, message in zip(findings["column"], findings["message"], strict=True)
    ]
    front = (findings["column"] + ": ").mask(pd.Series(named, index=findings.index, dtype="bool"), "")
    messages: pd.Series[str] = (front + findings["message"] + " " + findings["hint"]).str.strip()
    return messages
