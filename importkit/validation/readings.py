"""Readings: what the text of a cell means, found once for each distinct text of a column."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from importkit.findings import Findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy as np


class Note(NamedTuple):
    """Something to say of a text; `column` and `value` among the facts win over the cell's own."""

    code: str
    facts: Mapping[str, str]


class Reading(NamedTuple):
    """What a text means.

    A text that is not understood stays as it is: the checks of the schema then judge it.

    Attributes:
        text: The normalised text; None where there is nothing, or a note is an error.
        notes: What there is to say of it.
    """

    text: str | None
    notes: tuple[Note, ...] = ()


class ReadCells(NamedTuple):
    """The cells of a column, normalised, and what there is to say of them."""

    cells: pd.Series[str]
    findings: Findings


def read_distinct(cells: pd.Series[str], read: Callable[[str], Reading]) -> ReadCells:
    """Return the cells as `read` understands each distinct text."""
    codes, distinct = pd.factorize(cells)
    readings = [read(text) for text in distinct.tolist()]
    texts = pd.array([reading.text for reading in readings], dtype="str")
    # factorize says -1 of a blank cell, and no reading has that number.
    normalised = pd.Series(pd.Series(texts).reindex(codes).array, index=cells.index, name=cells.name)
    return ReadCells(normalised, _findings_of_notes(cells, codes, [reading.notes for reading in readings]))


def found(code: str, cells: pd.Series[str], **facts: object) -> Findings:
    """Return a finding for each cell that is not blank, all with the same facts."""
    given = cells.dropna()
    if given.empty:
        return Findings()
    return Findings.of(
        code, pd.DataFrame({"row": given.index, "column": given.name, "value": given.to_numpy(), **facts})
    )


def _findings_of_notes(
    cells: pd.Series[str], codes: np.ndarray[tuple[int], np.dtype[np.intp]], notes: Sequence[Iterable[Note]]
) -> Findings:
    by_code: dict[str, list[dict[str, object]]] = {}
    for distinct, of_text in enumerate(notes):
        for note in of_text:
            by_code.setdefault(note.code, []).append({"distinct": distinct, **note.facts})
    if not by_code:
        return Findings()
    places = pd.DataFrame({"row": cells.index, "column": cells.name, "value": cells.array, "distinct": codes})
    return Findings.all(Findings.of(code, _cases(places, facts)) for code, facts in by_code.items())


def _cases(places: pd.DataFrame, facts: list[dict[str, object]]) -> pd.DataFrame:
    noted_facts = pd.DataFrame(facts)
    concerned = places[places["distinct"].isin(noted_facts["distinct"])]
    own = [name for name in ("column", "value") if name in noted_facts]
    return concerned.drop(columns=own).merge(noted_facts, on="distinct").drop(columns="distinct")
