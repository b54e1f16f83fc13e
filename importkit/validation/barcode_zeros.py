"""Barcodes of a column: a lost zero comes back where check digit and column prove it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from importkit.findings import Findings
from importkit.grammar import number
from importkit.model import CellKind
from importkit.validation.readings import ReadCells
from importkit.values.barcodes import (
    GTIN_LENGTHS,
    ZERO_LOSING_LENGTHS,
    are_plain_gtins,
    gtin_problem,
    with_lost_zero,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


#: From so many barcodes on a column is told as one, when fewer than one in `_RARE` is a GTIN or nearly one.
_MANY, _RARE = 5, 5


def read_barcodes(cells: pd.Series[str], kinds: pd.Series[int], header_cell: str) -> ReadCells:
    """Return the barcodes with the zeros that are proved to be lost, and what looks wrong.

    A column that holds hardly any GTINs holds numbers of another kind: it gets one warning, on its header.
    """
    problems = _problems(cells)
    is_gtin, is_nearly = problems["problem"] == "", problems["restored"].notna()
    count = int(cells.notna().sum())
    if count >= _MANY and _RARE * int((is_gtin | is_nearly).sum()) < count:
        return ReadCells(cells, _mostly_no_gtins(problems, header_cell))
    proved = is_nearly & (kinds == CellKind.NUMBER) & _is_usual(problems, cells)
    suspected = is_nearly & (problems["problem"] != "") & ~proved
    odd = (problems["problem"].fillna("") != "") & ~proved & ~suspected
    findings = (
        Findings.of("barcode.zero-restored", _restored(problems[proved]))
        + Findings.of(
            "barcode.zero-suspected", problems[suspected].rename(columns={"restored": "suggestion"})
        )
        + Findings.of("barcode.not-gtin", problems[odd].rename(columns={"problem": "reason"}))
    )
    return ReadCells(cells.mask(proved, problems["restored"]), findings)


def _mostly_no_gtins(problems: pd.DataFrame, header_cell: str) -> Findings:
    """Return the warning that a column holds hardly any GTINs, with its first other number."""
    given = problems.dropna(subset="value")
    is_gtin = given["problem"] == ""
    case = {
        "column": given["column"].iloc[0],
        "cell": header_cell,
        "value": given.loc[~is_gtin, "value"].iloc[0],
        "count": number(len(given)),
        "many": "Hardly any" if is_gtin.any() else "None",
    }
    return Findings.of("barcode.no-gtins", [case])


def _problems(cells: pd.Series[str]) -> pd.DataFrame:
    """Return row, column and value of each cell, its problem as a GTIN, and what a zero would make of it."""
    distinct = pd.Series(cells.dropna().unique(), dtype="str")
    is_gtin = are_plain_gtins(pa.array(distinct, pa.large_string()))
    may_lack_zero = distinct.str.len().isin([length - 1 for length in ZERO_LOSING_LENGTHS])
    return pd.DataFrame(
        {
            "row": cells.index,
            "column": cells.name,
            "value": cells,
            "problem": _by_text(cells, distinct, gtin_problem, ~is_gtin, otherwise=""),
            "restored": _by_text(cells, distinct, with_lost_zero, may_lack_zero),
        },
        index=cells.index,
    )


def _by_text(
    cells: pd.Series[str],
    distinct: pd.Series[str],
    judge: Callable[[str], str | None],
    concerned: pd.Series[bool] | NDArray[np.bool_],
    otherwise: str | None = None,
) -> pd.Series[str]:
    """Return what is judged of each cell whose text is concerned; `otherwise` of the others."""
    verdicts = pd.Series(otherwise, index=distinct, dtype="str")
    verdicts[np.asarray(concerned)] = [judge(text) for text in distinct[concerned]]
    return pd.Series(verdicts.reindex(cells).array, index=cells.index)


def _is_usual(problems: pd.DataFrame, cells: pd.Series[str]) -> pd.Series[bool]:
    """Return whether most other barcodes of the column are valid GTINs as long as the restored one."""
    lengths = cells.str.len().where(problems["problem"] == "")
    others = int(cells.notna().sum()) - 1
    usual = [length for length in GTIN_LENGTHS if 2 * int((lengths == length).sum()) > others]
    return problems["restored"].str.len().isin(usual)


def _restored(problems: pd.DataFrame) -> pd.DataFrame:
    length = problems["restored"].str.len().astype("Int64").astype("str")
    reason = "the check digit proves it, and most barcodes of the column have " + length + " digits"
    return problems.rename(columns={"restored": "stored"}).assign(reason=reason)
