"""Findings as columns of plain texts, which is how stages pass them."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

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
    # Column by column from plain lists: most codes have a case or two, for which frames cost the most.
    height = len(cases)
    rows = cases["row"].astype("Int64") if "row" in cases else pd.Series([pd.NA] * height, dtype="Int64")
    texts = {str(name): _texts(cases[name]) for name in cases.columns if name != "row"}
    texts["row"] = _texts(rows)
    facts = [_Facts(zip(texts, case, strict=True)) for case in zip(*texts.values(), strict=True)]
    blank = [""] * height
    columns = {
        "code": [words.code] * height,
        "severity": [str(severity)] * height,
        **{name: texts.get(name, blank) for name in _GIVEN},
        "message": [words.message.format_map(fact) for fact in facts],
        "hint": [words.hint.format_map(fact) for fact in facts],
    }
    return pd.DataFrame(
        {name: rows.array if name == "row" else pd.array(columns[name], dtype="str") for name in COLUMNS}
    )


def _texts(facts: pd.Series[Any]) -> list[str]:
    """Return the facts of each case as text, blank where nothing is given."""
    if isinstance(facts.dtype, pd.StringDtype):
        return facts.fillna("").tolist()
    missing = facts.isna().tolist()  # iterated, a Series makes an object of each item
    return ["" if is_missing else str(fact) for fact, is_missing in zip(facts.tolist(), missing, strict=True)]


def typed_records(frame: pd.DataFrame) -> pd.DataFrame:
    """Return findings with the columns and types that all of them have."""
    dtypes = {**dict.fromkeys(_TEXT, "str"), "row": "Int64"}
    return frame[list(COLUMNS)].astype(dtypes).reset_index(drop=True)


@cache
def no_records() -> pd.DataFrame:
    """Return no findings; the frame is made once, since most rules find nothing, and never changed."""
    return typed_records(pd.DataFrame({name: [] for name in COLUMNS}))
