"""Findings as columns of plain texts, which is how stages pass them."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from importkit.findings.finding import Finding

if TYPE_CHECKING:
    from importkit.findings.catalogue import Entry
    from importkit.findings.finding import Severity

COLUMNS = tuple(field.name for field in fields(Finding))
_TEXT = tuple(name for name in COLUMNS if name != "row")

#: What a case itself says of a finding; the rest are facts for the templates.
_GIVEN = ("sheet", "column", "cell", "value", "suggestion", "product_handle")


class _Facts(dict[str, str]):
    """The facts of a case; a template may name one that this case lacks."""

    def __missing__(self, key: str) -> str:
        return ""


def records_of(words: Entry, severity: Severity, cases: pd.DataFrame) -> pd.DataFrame:
    """Return one finding for each case, in the words of its code."""
    facts = [_Facts(case) for case in _texts(cases)]
    frame = pd.DataFrame(
        {
            "code": words.code,
            "severity": str(severity),
            "row": _row_numbers(cases) if "row" in cases else pd.NA,
            **{name: [fact[name] for fact in facts] for name in _GIVEN},
            "message": [words.message.format_map(fact) for fact in facts],
            "hint": [words.hint.format_map(fact) for fact in facts],
        }
    )
    return typed_records(frame)


def _texts(cases: pd.DataFrame) -> list[dict[str, str]]:
    """Return the facts of each case as text, blank where nothing is given."""
    given = cases.assign(row=_row_numbers(cases)) if "row" in cases else cases
    texts = given.astype("object").where(given.notna(), "").map(str)
    return [{str(name): text for name, text in case.items()} for case in texts.to_dict("records")]


def _row_numbers(cases: pd.DataFrame) -> pd.Series[int]:
    """Return the row numbers; a blank among them would make them 5.0."""
    return cases["row"].astype("Int64")


def typed_records(frame: pd.DataFrame) -> pd.DataFrame:
    """Return findings with the columns and types that all of them have."""
    dtypes = {**dict.fromkeys(_TEXT, "str"), "row": "Int64"}
    return frame[list(COLUMNS)].astype(dtypes).reset_index(drop=True)


def no_records() -> pd.DataFrame:
    """Return no findings, as a frame of its own."""
    return _nothing().copy(deep=False)


@cache
def _nothing() -> pd.DataFrame:
    """Return no findings; made once, since most rules find nothing."""
    return typed_records(pd.DataFrame({name: [] for name in COLUMNS}))
