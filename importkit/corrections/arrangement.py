"""Where everything stands in the corrections workbook, and what it says about each row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd
from openpyxl.utils import get_column_letter

from importkit import schema
from importkit.values.keys import header_key

if TYPE_CHECKING:
    from importkit.corrections.record import Corrections

SHEET = "Products"
ORIGINAL_ROW = "Original Row"
WHAT_TO_FIX = "What to fix"

_ADDED = frozenset({header_key(ORIGINAL_ROW), header_key(WHAT_TO_FIX)})
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
            WrittenColumn(header, letter, get_column_letter(place), canonical)
            for place, (header, letter, canonical) in enumerate([*uploaded, *missing], start=1)
        )

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """Return every header, the added ones last."""
        return (*(column.header for column in self.columns), ORIGINAL_ROW, WHAT_TO_FIX)

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
        said = _said(errors).groupby(errors["row"].astype("int64")).agg("\n".join).reindex(rows)
        blocked = self.corrections.blocked_by
        lacking = [_lacking(column) for column in self.columns if column.missing]
        start = "Also blocked by row " if lacking else "Nothing is wrong here: blocked by row "
        said = said.mask(said.isna() & blocked.notna(), start + blocked.astype("str") + ".")
        if lacking:
            said = ("\n".join(lacking) + "\n" + said.fillna("")).str.strip()
        told: list[str | None] = said.astype("object").where(said.notna(), None).tolist()
        return told

    def addresses(self) -> pd.Series[str]:
        """Return where each finding's cell stands in this workbook; empty where it does not."""
        frame = self.corrections.findings.frame
        parts = frame["cell"].str.extract(_ADDRESS)
        places = {column.letter: column.place for column in self.columns if not column.missing}
        number = pd.to_numeric(parts["number"]).astype("Int64").map(self._row_places)
        found = parts["letter"].map(places).astype("str") + number.astype("Int64").astype("str")
        headers = {column.canonical: f"{column.place}1" for column in self.columns if column.missing}
        missing = frame["column"].map(headers).astype("str").where(frame["code"] == "column.missing")
        return missing.fillna(found.where(number.notna())).fillna("").astype("str")

    @cached_property
    def _row_places(self) -> dict[int, int]:
        """Return the row here of each uploaded row that is written, the header included."""
        rows = self.corrections.cells.index
        places = {int(row): place for place, row in enumerate(rows, start=2)}
        return {self.corrections.layout.header_row: 1, **places}

    @cached_property
    def _errors(self) -> pd.DataFrame:
        """Return the errors of single rows."""
        errors = self.corrections.findings.errors.frame
        return errors[errors["row"].notna()]

    @cached_property
    def _missing(self) -> pd.DataFrame:
        errors = self.corrections.findings.errors.frame
        return errors[errors["code"] == "column.missing"]


def _lacking(column: WrittenColumn) -> str:
    """Return what to do in a column that the uploaded sheet lacked."""
    of_product = column.canonical is not None and schema.columns()[column.canonical].level == "product"
    where = "the first row of each product" if of_product else "each row"
    return f"The sheet had no {column.header} column: fill it in on {where}."


def _said(findings: pd.DataFrame) -> pd.Series[str]:
    """Return message and hint in one, with the column in front where the message does not name it."""
    named = [
        not column or column in message
        for column, message in zip(findings["column"], findings["message"], strict=True)
    ]
    front = (findings["column"] + ": ").mask(pd.Series(named, index=findings.index, dtype="bool"), "")
    said: pd.Series[str] = (front + findings["message"] + " " + findings["hint"]).str.strip()
    return said
