"""Messages in the sheet's own words: a column is called as its header calls it."""

from __future__ import annotations

from functools import cache
from string import Formatter
from typing import TYPE_CHECKING

from importkit.findings.catalogue import entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

#: Templates that may name the column.
_FIELDS = ("message", "hint")

#: The facts of a message that a finding keeps; behind any other one no position is known.
_KEPT = ("{column}", "{value}", "{row}", "{suggestion}", "{product_handle}")


def in_own_headers(frame: pd.DataFrame, headers: Mapping[str, str]) -> pd.DataFrame:
    """Return findings whose messages and hints name columns by their headers; the column stays canonical.

    Args:
        frame: Located findings.
        headers: What the sheet calls its columns, by letter.
    """
    letters = frame["cell"].str.rstrip("0123456789")
    concerned = frame[letters.isin(list(headers))]
    changed = {field: frame[field].copy() for field in _FIELDS}
    by = [concerned["code"], concerned["column"], letters[concerned.index]]
    for (code, _, letter), rows in concerned.groupby(by, sort=False):
        for field in _FIELDS:
            if places := _places(str(code), field):
                texts = _renamed(rows, field, places, headers[str(letter)])
                changed[field][rows.index] = texts
    return frame.assign(**changed)


@cache
def _places(code: str, field: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the pieces of a template around each place where it names the column, the last first."""
    pieces = [
        piece
        for literal, fact, _, _ in Formatter().parse(getattr(entry(code), field))
        for piece in (literal, "" if fact is None else f"{{{fact}}}")
        if piece
    ]
    found = [place for place, piece in enumerate(pieces) if piece == "{column}"]
    return tuple((tuple(pieces[:place]), tuple(pieces[place + 1 :])) for place in reversed(found))


def _renamed(
    rows: pd.DataFrame,
    field: str,
    places: Sequence[tuple[tuple[str, ...], tuple[str, ...]]],
    header: str,
) -> list[str]:
    """Return the texts of one column with its header wherever their template names the column."""
    texts, column = rows[field].tolist(), str(rows["column"].iloc[0])
    for before, behind in places:
        if (starts := _filled(before, rows)) is not None:
            texts = [
                _replaced(text, len(start), column, header) if text.startswith(start) else text
                for text, start in zip(texts, starts, strict=True)
            ]
        elif (ends := _filled(behind, rows)) is not None:
            texts = [
                _replaced(text, len(text) - len(end) - len(column), column, header)
                if text.endswith(end)
                else text
                for text, end in zip(texts, ends, strict=True)
            ]
    return texts


def _replaced(text: str, place: int, column: str, header: str) -> str:
    """Return a text with the header instead of the column at a place, unless it is there already.

    >>> _replaced("SKU is missing.", 0, "SKU", "Variant SKU")
    'Variant SKU is missing.'
    """
    if place < 0 or not text.startswith(column, place) or text.startswith(header, place):
        return text
    return f"{text[:place]}{header}{text[place + len(column) :]}"


def _filled(pieces: Sequence[str], rows: pd.DataFrame) -> list[str] | None:
    """Return what a part of the template says of each row; None when it tells a fact that is not kept."""
    if any(piece.startswith("{") and piece not in _KEPT for piece in pieces):
        return None
    filled = [""] * len(rows)
    for piece in pieces:
        facts = rows[piece[1:-1]].astype("str").tolist() if piece in _KEPT else [piece] * len(rows)
        filled = [text + fact for text, fact in zip(filled, facts, strict=True)]
    return filled
